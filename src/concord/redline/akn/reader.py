"""Akoma Ntoso to a paper."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from concord.redline.akn.imprint import a, ours
from concord.redline.paper import Clause, Masthead, Paper
from concord.redline.spans import Span, ops_of
from concord.redline.tokens import tokenise
from concord.redline.values import Kind, Proposal
from concord.redline.word.inspection import Refused, parse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class NotAkomaNtoso(ValueError):
    """The bytes are no Akoma Ntoso document, or one whose proposals do not add up."""


def read_akn(*, data: bytes) -> Paper:
    """The paper that `write_akn` wrote. From other documents: each `paragraph` with its number and its words, without
    proposals, `ins` being read as text and `del` left out. DTDs and entities are refused.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotAkomaNtoso("DTD")
    try:
        root = parse(content=data, place="Akoma Ntoso")
    except Refused as error:
        raise NotAkomaNtoso("malformed XML") from error
    if root.tag != a("akomaNtoso"):
        raise NotAkomaNtoso(f"root element {root.tag}")
    try:
        proposals = {str(e.get("id")): _proposal(e) for e in root.iter(ours("proposal"))}
        clauses = tuple(_clause(e, proposals) for e in root.iter(a("paragraph")))
    except (KeyError, ValueError) as error:
        raise NotAkomaNtoso(f"proposals that do not add up: {error}") from error
    return Paper(_masthead(root), clauses)


def _masthead(root: Element) -> Masthead:
    head = next(root.iter(ours("masthead")), None)
    known = {str(k): str(v) for k, v in head.attrib.items()} if head is not None else {}
    title = next((e for tag in ("docTitle", "longTitle") for e in root.iter(a(tag))), None)
    symbol = next(root.iter(a("docNumber")), None)
    language = next(root.iter(a("FRBRlanguage")), None)
    return Masthead(
        _words(title),
        _words(symbol),
        known.get("language", str(language.get("language", "")) if language is not None else ""),
        known.get("issued_on", ""),
        known.get("distribution", ""),
        known.get("marking", ""),
        known.get("body", ""),
    )


def _words(element: Element | None) -> str:
    return "" if element is None else "".join(str(text) for text in element.itertext())


def _proposal(element: Element) -> Proposal:
    known = {str(k): str(v) for k, v in element.attrib.items()}
    return Proposal(
        known["key"],
        known["lead"],
        (),
        order=int(known["order"]),
        sponsors=tuple(str(s.get("name", "")) for s in element.iter(ours("sponsor"))),
        kind=Kind(known["kind"]),
        base=known["base"],
        explanation=known["explanation"],
        alternate=known["alternate"],
        supersedes=known["supersedes"],
        source=known["source"],
        tabled_at=datetime.fromisoformat(known["tabled"]) if known["tabled"] else None,
        after=known.get("after"),
    )


def _clause(element: Element, proposals: dict[str, Proposal]) -> Clause:
    number = element.find(a("num"))
    base: list[str] = []
    spans: dict[str, list[Span]] = {}
    position = 0
    for tag, text, asked in _runs(element, bool(proposals)):
        length = 0 if tag == "ins" else len(text)
        for one in asked:
            span = Span(position, position, text) if tag == "ins" else Span(position, position + length)
            spans.setdefault(one, []).append(span)
        if tag != "ins":
            base.append(text)
            position += length
    tokens = tokenise(text="".join(base))
    mine = str(element.get(ours("proposals"), "")).split()
    made = (proposals[one] for one in mine)
    known = tuple(_with_ops(p, tokens, spans.get(one, [])) for one, p in zip(mine, made, strict=True))
    key = unquote(str(element.get("GUID") or element.get("eId") or ""))
    return Clause(key, tokens, _words(number), unquote(str(element.get("class", "paragraph"))), known)


def _with_ops(proposal: Proposal, tokens: tuple[str, ...], spans: list[Span]) -> Proposal:
    known = {name: getattr(proposal, name) for name in Proposal.__dataclass_fields__}
    return Proposal(**known | {"ops": ops_of(base=tokens, spans=spans)})


def _runs(element: Element, tracked: bool) -> list[tuple[str, str, list[str]]]:  # noqa: FBT001  # one caller, beside it
    """Words in order, with what becomes of them and the proposals behind it."""
    out: list[tuple[str, str, list[str]]] = []
    for line in element.iter(a("p")):
        if line.text:
            out.append(("", line.text, []))
        for child in line:
            tag = str(child.tag).rpartition("}")[2]
            text = _words(child)
            if tag in {"ins", "del"} and tracked:
                out.append((tag, text, str(child.get("class", "")).split()))
            elif tag != "del":
                out.append(("", text, []))
            if child.tail:
                out.append(("", child.tail, []))
    return out
