"""A paper as Akoma Ntoso."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast
from urllib.parse import quote

from lxml import etree

from concord.redline.akn.imprint import AKN, OURS, a, identification, ours
from concord.redline.render import render
from concord.redline.tokens import text_of
from concord.redline.values import SegmentKind
from concord.redline.word.runs import check_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from concord.redline.akn.imprint import Imprint
    from concord.redline.paper import Clause, Paper
    from concord.redline.values import Proposal


_NAMESPACES: Final = cast("dict[str, str]", {None: AKN, "c": OURS})  # lxml writes None as the default namespace


def write_akn(*, paper: Paper, imprint: Imprint) -> bytes:
    """Valid against the OASIS schema of 2017. One `paragraph` with one GUID for each provision; proposals are `ins` and
    `del` that refer to the organisations behind them; what Akoma Ntoso has no word for stands in `proprietary`. The
    text content of a paper without proposals is its clean text. Raises `Unwritable` for characters no XML can hold.
    """
    names = tuple(dict.fromkeys(d for c in paper.clauses for p in c.proposals for d in p.delegations))
    organisations = {name: f"org_{number}" for number, name in enumerate(names, start=1)}
    keys = [p.key for c in paper.clauses for p in c.proposals]
    ids = {key: f"p{number}" for number, key in enumerate(keys, start=1)}
    if len(ids) < len(keys):
        raise ValueError("Two proposals carry the same key")
    root = etree.Element(a("akomaNtoso"), nsmap=_NAMESPACES)
    statement = etree.SubElement(root, a("statement"), name="statement")
    statement.append(_meta(paper, imprint, organisations, ids))
    preface = etree.SubElement(statement, a("preface"))
    line = etree.SubElement(preface, a("p"), eId="preface__p_1")
    _text(etree.SubElement(line, a("docTitle"), eId="preface__title"), paper.masthead.title)
    if paper.masthead.symbol:
        _text(etree.SubElement(line, a("docNumber"), eId="preface__number"), paper.masthead.symbol)
    body = etree.SubElement(statement, a("mainBody"))
    first: dict[str, str] = {}
    for number, clause in enumerate(paper.clauses, start=1):
        body.append(_clause(clause, f"para_{number}", organisations, ids, first))
    if not paper.clauses:
        etree.SubElement(body, a("p"), eId="p_1")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _meta(paper: Paper, imprint: Imprint, organisations: Mapping[str, str], ids: Mapping[str, str]) -> Element:
    head = paper.masthead
    meta = etree.Element(a("meta"))
    meta.append(identification(imprint=imprint, title=head.title, language=head.language))
    lifecycle = etree.SubElement(meta, a("lifecycle"), source="#concord")
    on = imprint.work_on.isoformat()
    etree.SubElement(lifecycle, a("eventRef"), eId="e1", date=on, source="#concord", type="generation")
    references = etree.SubElement(meta, a("references"), source="#concord")
    own = {"eId": "concord", "href": "/akn/ontology/organization/un/concord", "showAs": "Concord"}
    etree.SubElement(references, a("TLCOrganization"), own)
    for name, eid in {imprint.author: "author", **organisations}.items():
        href = f"/akn/ontology/organization/{imprint.country}/{quote(name, safe='')}"
        etree.SubElement(references, a("TLCOrganization"), eId=eid, href=href, showAs=_checked(name))
    proprietary = etree.SubElement(meta, a("proprietary"), source="#concord")
    fields = ("language", "issued_on", "distribution", "marking", "body")
    etree.SubElement(proprietary, ours("masthead"), {f: _checked(getattr(head, f)) for f in fields})
    for clause in paper.clauses:
        for p in clause.proposals:
            proprietary.append(_proposal(p, ids[p.key]))
    return meta


def _proposal(p: Proposal, number: str) -> Element:
    known = {"id": number, "key": p.key, "lead": p.lead, "order": str(p.order), "kind": p.kind.value, "base": p.base}
    known |= {"alternate": p.alternate, "supersedes": p.supersedes, "source": p.source}
    known |= {"tabled": p.tabled_at.isoformat() if p.tabled_at else "", "explanation": p.explanation}
    known |= {} if p.after is None else {"after": p.after}
    element = etree.Element(ours("proposal"), {name: _checked(value) for name, value in known.items()})
    for sponsor in p.sponsors:
        etree.SubElement(element, ours("sponsor"), name=_checked(sponsor))
    return element


def _clause(
    clause: Clause, eid: str, organisations: Mapping[str, str], ids: Mapping[str, str], first: dict[str, str]
) -> Element:
    """`first` holds the first provision of each group of alternates: the others are alternatives to it."""
    known = {"eId": eid, "wId": eid, "GUID": quote(clause.key, safe=""), "class": quote(clause.style, safe=" ")}
    for group in sorted({p.alternate for p in clause.added if p.alternate}):
        if first.setdefault(group, eid) != eid:
            known["alternativeTo"] = first[group]
    paragraph = etree.Element(a("paragraph"), known)
    if clause.label:
        _text(etree.SubElement(paragraph, a("num"), eId=f"{eid}__num"), clause.label)
    content = etree.SubElement(paragraph, a("content"), eId=f"{eid}__content")
    line = etree.SubElement(content, a("p"), eId=f"{eid}__content__p_1")
    last: Element | None = None
    changes = 0
    for segment in render(base=clause.tokens, proposals=clause.proposals).segments:
        text = _checked(text_of(tokens=segment.tokens))
        if segment.kind is SegmentKind.KEPT:
            if last is None:
                line.text = (line.text or "") + text
            else:
                last.tail = (last.tail or "") + text
            continue
        changes += 1
        tag = "ins" if segment.kind is SegmentKind.INSERTED else "del"
        refers = " ".join(f"#{organisations[name]}" for name in segment.sponsors)
        asked = " ".join(ids[key] for key in segment.keys)
        last = etree.SubElement(line, a(tag), {"eId": f"{eid}__{tag}_{changes}", "refersTo": refers, "class": asked})
        last.text = text
    # proposals that show in no word of the clause still belong to it
    idle = " ".join(ids[p.key] for p in clause.proposals)
    if idle:
        paragraph.set(ours("proposals"), idle)
    if clause.added:
        paragraph.set(ours("added"), "1")
    return paragraph


def _text(element: Element, text: str) -> None:
    element.text = _checked(text)


def _checked(text: str) -> str:
    check_text(text=text)
    return text
