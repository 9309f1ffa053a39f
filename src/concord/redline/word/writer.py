"""A paper as .docx, each proposal a real tracked change under the names of its delegations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

from concord.redline.render import render
from concord.redline.tokens import text_of
from concord.redline.values import Kind, SegmentKind
from concord.redline.word.furniture import (
    NUMBER,
    OPEN,
    XML,
    footer_xml,
    header_xml,
    package_parts,
    section_xml,
    style_id,
    styles_xml,
)
from concord.redline.word.manifest import Manifest, Mark, Note, manifest_xml, note_digest
from concord.redline.word.moves import movable
from concord.redline.word.runs import attribute, run
from concord.redline.word.settle import packed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from concord.redline.paper import Clause, Paper
    from concord.redline.values import Proposal, Segment


@dataclass(slots=True)
class _Ledger:
    """What has been written so far; ids of changes, comments and bookmarks each count on their own. `moves` are the
    clauses that move, each with its proposal.
    """

    moves: dict[str, tuple[Clause, Proposal]] = field(default_factory=dict)
    changes: dict[str, Mark] = field(default_factory=dict)
    comments: list[tuple[str, Proposal]] = field(default_factory=list)


def write(*, paper: Paper) -> bytes:
    """The rolling text when clauses carry proposals, else plain text. The same paper gives the same bytes.

    Rejecting all changes gives the base; accepting all gives every insertion and deletion, clashing ones too. A change
    asked for by several delegations carries their names joined by "; ". Explanations are comments. Words that somebody
    proposes are never shown as struck by another: each proposal is on the base. Raises `runs.Unwritable`.
    """
    ledger = _Ledger(movable(paper=paper))
    arriving = _arriving(ledger.moves)
    body = "".join(_arrivals("", arriving, ledger))
    for number, clause in enumerate(paper.clauses):
        body += _clause(clause, number, ledger) + _arrivals(clause.key, arriving, ledger)
    title = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{run(text=paper.masthead.title)}</w:p>'
    marked = any(c.added or c.suppressed or c.key in ledger.moves or c.key in arriving for c in paper.clauses[-1:])
    end = "<w:p/>" if marked else ""  # the last mark of a file can never go
    document = f"{XML}<w:document {OPEN}><w:body>{title}{body}{end}{section_xml()}</w:body></w:document>"
    parts = package_parts(title=paper.masthead.title, language=paper.masthead.language)
    parts |= {
        "word/document.xml": document.encode(),
        "word/styles.xml": styles_xml(language=paper.masthead.language),
        "word/header1.xml": header_xml(masthead=paper.masthead),
        "word/footer1.xml": footer_xml(masthead=paper.masthead),
        "word/comments.xml": _comments(ledger.comments),
        "customXml/item1.xml": manifest_xml(
            manifest=Manifest.of(
                paper=paper,
                changes=ledger.changes,
                comments={i: _note(p) for i, p in ledger.comments},
            )
        ),
    }
    return packed(parts=parts)


def authors(*, delegations: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(delegations))


def _clause(clause: Clause, number: int, ledger: _Ledger) -> str:
    by_key = {p.key: p for p in clause.proposals}
    mark = ""
    label = run(text=f"{clause.label}\t", properties=f'<w:rStyle w:val="{NUMBER}"/>')
    if clause.added:
        mark += _change("ins", clause.added, ledger, whole=True) + "/>"
        label = _wrapped("ins", clause.added, label, ledger, whole=True)
    elif clause.key in ledger.moves:
        return _leaving(clause, number, ledger)
    elif clause.suppressed:
        mark += _change("del", clause.suppressed, ledger, whole=True) + "/>"
        label = _wrapped("del", clause.suppressed, label, ledger, whole=True)
    properties = f'<w:pStyle w:val="{style_id(style=clause.style)}"/>' + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    waiting = {p.key: str(len(ledger.comments) + n) for n, p in enumerate(_explained(clause))}
    ledger.comments += [(waiting[p.key], p) for p in _explained(clause)]
    out = [
        f'<w:p><w:pPr>{properties}</w:pPr><w:bookmarkStart w:id="{number}" w:name="_clause{number}"/>{label}',
    ]
    for segment in render(base=clause.tokens, proposals=clause.proposals).segments:
        told = [waiting.pop(key) for key in segment.keys if key in waiting]
        out += [f'<w:commentRangeStart w:id="{i}"/>' for i in told]
        out.append(_segment(segment, by_key, ledger))
        out += [_reference(i) for i in told]
    out += [f'<w:commentRangeStart w:id="{i}"/>{_reference(i)}' for i in waiting.values()]
    out.append(f'<w:bookmarkEnd w:id="{number}"/></w:p>')
    return "".join(out)


def _arriving(moves: dict[str, tuple[Clause, Proposal]]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for key, (_, move) in sorted(moves.items(), key=lambda item: item[1][1].rank):
        out.setdefault(str(move.after), []).append(key)
    return out


def _arrivals(behind: str, arriving: dict[str, list[str]], ledger: _Ledger) -> str:
    return "".join(_moved("moveTo", *ledger.moves[key], "", "", ledger) for key in arriving.get(behind, ()))


def _leaving(clause: Clause, number: int, ledger: _Ledger) -> str:
    told = _explained(clause)
    first = len(ledger.comments)
    ledger.comments += [(str(first + n), p) for n, p in enumerate(told)]
    starts = "".join(f'<w:commentRangeStart w:id="{first + n}"/>' for n in range(len(told)))
    notes = "".join(_reference(str(first + n)) for n in range(len(told)))
    before = f'<w:bookmarkStart w:id="{number}" w:name="_clause{number}"/>{starts}'
    return _moved("moveFrom", *ledger.moves[clause.key], before, notes, ledger) + f'<w:bookmarkEnd w:id="{number}"/>'


def _moved(kind: str, clause: Clause, move: Proposal, before: str, notes: str, ledger: _Ledger) -> str:
    """The whole paragraph, where it leaves or where it arrives; both halves carry the name of the clause. Comments
    lie within the words that leave: behind them they would keep the paragraph.
    """
    properties = f'<w:pStyle w:val="{style_id(style=clause.style)}"/>'
    edge = _change(f"{kind}RangeStart", (move,), ledger, whole=True)
    number = str(len(ledger.changes))
    mark = _change(kind, (move,), ledger, whole=True) + "/>"
    label = run(text=f"{clause.label}\t", properties=f'<w:rStyle w:val="{NUMBER}"/>')
    words = run(text=text_of(tokens=clause.tokens)) if clause.tokens else ""
    inner = _change(kind, (move,), ledger, whole=True) + f">{label}{words}{notes}</w:{kind}>"
    name = f"move{tuple(ledger.moves).index(clause.key)}"  # Word takes forty characters, no more
    return (
        f'{edge} w:name="{name}"/><w:p><w:pPr>{properties}<w:rPr>{mark}</w:rPr></w:pPr>{before}{inner}</w:p>'
        f'<w:{kind}RangeEnd w:id="{number}"/>'
    )


def _explained(clause: Clause) -> list[Proposal]:
    """A proposal that changes no word (NOC) shows as a comment even without an explanation."""
    return [p for p in clause.proposals if p.explanation or (not p.ops and p.kind not in {Kind.ADD, Kind.SUP})]


def _segment(segment: Segment, by_key: dict[str, Proposal], ledger: _Ledger) -> str:
    text = text_of(tokens=segment.tokens)
    if segment.kind is SegmentKind.KEPT:
        return run(text=text)
    asking = [by_key[key] for key in segment.keys]
    if segment.kind is SegmentKind.INSERTED:
        return _wrapped("ins", asking, run(text=text), ledger)
    return _wrapped("del", asking, run(text=text, deleted=True), ledger)


def _wrapped(tag: str, asking: Iterable[Proposal], inner: str, ledger: _Ledger, *, whole: bool = False) -> str:
    opening = _change(tag, asking, ledger, whole=whole)
    if tag == "del":
        inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"{opening}>{inner}</w:{tag}>"


def _change(tag: str, asking: Iterable[Proposal], ledger: _Ledger, *, whole: bool = False) -> str:
    """The opening of the element without its bracket; `whole` marks what belongs to the paragraph, not to its words."""
    tabled = list(asking)
    number = str(len(ledger.changes) + 1)
    author = authors(delegations=(d for p in tabled for d in p.delegations))
    date = min((_utc(p.tabled_at) for p in tabled if p.tabled_at is not None), default="")
    ledger.changes[number] = Mark(author, date, tuple(p.key for p in tabled), whole=whole)
    dated = f' w:date="{date}"' if date else ""
    return f'<w:{tag} w:id="{number}" w:author="{attribute(value=author)}"{dated}'


def _utc(at: datetime) -> str:
    return (at.astimezone(UTC) if at.tzinfo else at).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reference(number: str) -> str:
    return (
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
    )


def _note(proposal: Proposal) -> Note:
    author = authors(delegations=proposal.delegations)
    digest = note_digest(author=author, text=proposal.explanation or proposal.kind)
    return Note(proposal.key, not proposal.explanation, digest)


def _comments(comments: list[tuple[str, Proposal]]) -> bytes:
    inner = "".join(
        f'<w:comment w:id="{number}" w:author="{attribute(value=authors(delegations=p.delegations))}" '
        f'w:initials="{attribute(value=p.lead[:2])}"'
        + (f' w:date="{_utc(p.tabled_at)}"' if p.tabled_at else "")
        + f'><w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{run(text=p.explanation or p.kind)}</w:p></w:comment>'
        for number, p in comments
    )
    return f"{XML}<w:comments {OPEN}>{inner}</w:comments>".encode()
