"""From values to pages. Everybody's words travel as data, beside the template, and are never read as markup."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

from concord.redline.pdf.letters import FONTS, printable
from concord.redline.pdf.words import language_name, words_of
from concord.redline.render import render
from concord.redline.tokens import text_of
from concord.redline.values import Kind, SegmentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from concord.redline.paper import Clause, Masthead, Paper
    from concord.redline.pdf.words import Words
    from concord.redline.report import Entry, Report, Statement
    from concord.redline.values import Proposal, Segment

_TEMPLATES: Final = Path(__file__).parent / "templates"
_HEADINGS: Final = {"part": 1, "annex": 1}
_INDENTS: Final = {"subparagraph": 2, "chapeau": 1, "measure": 1, "paragraph": 1, "annex row": 1}
_DRAWN: Final = str.maketrans("[]", "⁅⁆")


def write(*, paper: Paper, on: date | None = None, words: Words | None = None) -> bytes:
    """The rolling text when clauses carry proposals (a comparison is one), else the clean text.

    Each change stands in square brackets, says in words what is asked and by whom, and is underlined or struck as
    well. Brackets that somebody typed are then drawn as ⁅ ⁆. `on` is the date in the file's metadata, `words` what the
    page itself says (by default in the paper's language). The same arguments give the same bytes.
    """
    spoken = words or words_of(language=paper.masthead.language)
    rolling = any(clause.proposals for clause in paper.clauses)
    labels = {clause.key: clause.label for clause in paper.clauses}
    body = [_clause(clause, spoken, labels, rolling=rolling) for clause in paper.clauses]
    return _pdf("paper.typ", {**_furniture(paper.masthead, on, spoken), "clauses": body})


def write_report(*, report: Report, on: date | None = None, words: Words | None = None) -> bytes:
    """See `write` for `on` and `words`."""
    spoken = words or words_of(language=report.masthead.language)
    body = {
        "opening": list(report.opening),
        "entries": [_entry(entry, level) for entry, level in zip(report.entries, _levels(report.entries), strict=True)],
        "closing": list(report.closing),
    }
    return _pdf("report.typ", {**_furniture(report.masthead, on, spoken), **body})


def _furniture(masthead: Masthead, on: date | None, words: Words) -> dict[str, Any]:
    language, _, region = masthead.language.partition("-")
    known = 2 <= len(language) <= 3 and language.isascii() and language.isalpha()  # noqa: PLR2004  # ISO 639
    return {
        "lang": language.lower() if known else "en",
        "region": region if len(region) == 2 and region.isalpha() and region.isascii() else "",  # noqa: PLR2004
        "on": [on.year, on.month, on.day] if on else [],
        "title": masthead.title.strip() or masthead.symbol.strip() or "–",
        "body": masthead.body,
        "symbol": masthead.symbol,
        "distribution": words.distribution.format(masthead.distribution) if masthead.distribution else "",
        "issued": masthead.issued_on,
        "language": language_name(language=masthead.language),
        "marking": masthead.marking,
        "words": {name: getattr(words, name) for name in words.__dataclass_fields__ if name != "kinds"},
    }


def _clause(clause: Clause, words: Words, labels: Mapping[str, str], *, rolling: bool) -> dict[str, Any]:
    segments = render(base=clause.tokens, proposals=clause.proposals).segments
    empty = not clause.label.strip() and not any(token.strip() for s in segments for token in s.tokens)
    return {
        "label": clause.label,
        "level": 0 if empty else _HEADINGS.get(clause.style, 0),  # a heading without words is none
        "indent": _INDENTS.get(clause.style, 1),
        "slanted": clause.style == "chapeau",
        "pieces": [_piece(segment, words, rolling=rolling) for segment in segments],
        "notes": [note for p in clause.proposals for note in _notes(p, words, labels)],
    }


def _piece(segment: Segment, words: Words, *, rolling: bool) -> list[str]:
    """Text, white space behind it, what is asked (`kept`, `inserted`, `deleted`), and the same in words."""
    text = text_of(tokens=segment.tokens)
    if rolling:
        text = text.translate(_DRAWN)
    if segment.kind is SegmentKind.KEPT:
        return [text, "", "kept", ""]
    bare = text.rstrip()
    asked = words.insert if segment.kind is SegmentKind.INSERTED else words.delete
    return [bare, text[len(bare) :], segment.kind.value, f"{asked} – {', '.join(segment.sponsors)}: "]


def _notes(proposal: Proposal, words: Words, labels: Mapping[str, str]) -> list[list[str]]:
    """What a proposal asks beyond its words, then why. Each is a heading in words and a text."""
    names = ", ".join(proposal.delegations)
    out = []
    if proposal.kind is not Kind.MOD:
        asked = words.kinds.get(proposal.kind.value, proposal.kind.value)
        out.append([f"{asked}{_destination(proposal, words, labels)} – {names}", ""])
    if proposal.explanation:
        out.append([f"{words.explanation} – {names}: ", proposal.explanation])
    return out


def _destination(proposal: Proposal, words: Words, labels: Mapping[str, str]) -> str:
    if proposal.after == "":
        return words.at_the_beginning
    label = labels.get(proposal.after or "", "").strip()
    return words.behind.format(label) if label else ""


def _levels(entries: Iterable[Entry]) -> list[int]:
    """A heading of level 2 must stand under one of level 1; until there is one, every entry is of level 1."""
    out = []
    rooted = False
    for entry in entries:
        rooted = rooted or entry.level <= 1
        out.append(2 if rooted and entry.level > 1 else 1)
    return out


def _entry(entry: Entry, level: int) -> dict[str, Any]:
    return {
        "title": entry.title if (entry.title + entry.label).strip() else "–",
        "label": entry.label,
        "level": level,
        "text": text_of(tokens=entry.tokens),
        "outcome": entry.outcome,
        "positions": [_statement(s) for s in entry.positions],
        "reservations": [_statement(s) for s in entry.reservations],
        "explanations": [_statement(s) for s in entry.explanations],
    }


def _statement(statement: Statement) -> list[str]:
    return [statement.delegation, statement.position, statement.text]


def _pdf(template: str, data: Mapping[str, Any]) -> bytes:
    made = typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_printable(data), ensure_ascii=True)},
        format="pdf",
        pdf_standards="ua-1",
    )
    return bytes(made)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(text=value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list) else value


@cache
def _fonts() -> typst.Fonts:
    """Ours and no others, so that a page looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
