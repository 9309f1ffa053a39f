"""A paper as Markdown, for people and for version control."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from concord.redline.render import render
from concord.redline.tokens import text_of
from concord.redline.values import SegmentKind

if TYPE_CHECKING:
    from concord.redline.paper import Clause, Paper

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")
_HEADINGS: Final = {"part": "## ", "annex": "## "}


def to_markdown(*, paper: Paper) -> str:
    """Deleted words struck, inserted words bold, each followed by its delegations in braces; explanations as quotes
    below the provision. Every sign with a meaning in Markdown is escaped, so nobody's words can pose as markup.
    """
    head = paper.masthead
    facts = [f for f in (head.symbol, head.distribution, head.issued_on, head.language, head.marking) if f]
    blocks = [f"# {_plain(head.title)}"]
    if facts:
        blocks.append(" · ".join(map(_plain, facts)))
    for clause in paper.clauses:
        blocks += _clause(clause)
    return "\n\n".join(blocks) + "\n"


def _clause(clause: Clause) -> list[str]:
    label = f"{_plain(clause.label)} " if clause.label else ""
    out = []
    for segment in render(base=clause.tokens, proposals=clause.proposals).segments:
        text = text_of(tokens=segment.tokens)
        if segment.kind is SegmentKind.KEPT:
            out.append(_plain(text))
            continue
        sign = "~~" if segment.kind is SegmentKind.DELETED else "**"
        names = _plain(", ".join(segment.sponsors))
        bare = _plain(text.strip()) or "␣"
        out.append(f"{sign}{bare}{sign}{{{names}}}{' ' if text[-1:].isspace() else ''}")
    blocks = [f"{_HEADINGS.get(clause.style, '')}{label}{''.join(out)}".rstrip()]
    blocks += [f"> {_plain(p.lead)}: {_plain(p.explanation)}" for p in clause.proposals if p.explanation]
    return blocks


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(text.splitlines()) if "\n" in text or "\r" in text else text)
