"""Which paragraphs of a file are which clauses of the official text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from concord.redline.tokens import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.redline.paper import Clause
    from concord.redline.word.stories import Line, Piece

_ALIKE: Final = 60.0
_NEAR: Final = 40  # a paragraph is looked for this far from where its place in the gap suggests


@dataclass(slots=True)
class Group:
    """The lines that would be one paragraph if every change were rejected."""

    lines: list[Line] = field(default_factory=list)

    @property
    def base_pieces(self) -> list[Piece]:
        return [p for line in self.lines for p in line.pieces if p.put_in is None and not p.number]

    @property
    def base_text(self) -> str:
        return "".join(p.text for p in self.base_pieces)

    @property
    def bookmarks(self) -> set[str]:
        return {name for line in self.lines for name in line.bookmarks}

    @property
    def changed(self) -> bool:
        return any(
            line.put_in or line.taken_out or any(p.put_in or p.taken_out for p in line.pieces) for line in self.lines
        )


def groups_of(*, lines: Iterable[Line]) -> list[Group]:
    """A paragraph whose mark was put in goes on in the next; never from one cell into another."""
    out: list[Group] = []
    current = Group()
    for line in lines:
        if current.lines and current.lines[-1].holder != line.holder:
            out.append(current)
            current = Group()
        current.lines.append(line)
        if line.put_in is None:
            out.append(current)
            current = Group()
    if current.lines:
        out.append(current)
    return out


def align(*, groups: Sequence[Group], clauses: Sequence[Clause], named: dict[str, int]) -> dict[int, int]:
    """Group position to clause position. A bookmark decides; then equal text, in order; then, between those,
    text that is alike. `named` are bookmarks by clause position.
    """
    matched: dict[int, int] = {}
    for position, group in enumerate(groups):
        hits = {named[name] for name in group.bookmarks if name in named} - set(matched.values())
        if hits:
            matched[position] = min(hits)
    texts = [text_of(tokens=c.tokens) for c in clauses]
    free = [g for g, group in enumerate(groups) if g not in matched and (group.base_text or not group.changed)]
    taken = set(matched.values())
    wanted = [c for c in range(len(clauses)) if c not in taken]
    shown = [_shown(groups[g], [clauses[c].label for c in wanted]) for g in free]
    for block in Indel.opcodes(shown, [texts[c].strip() for c in wanted]):
        if block.tag == "equal":
            for step in range(block.src_end - block.src_start):
                matched[free[block.src_start + step]] = wanted[block.dest_start + step]
    _alike(groups, texts, matched)
    return matched


def _alike(groups: Sequence[Group], texts: Sequence[str], matched: dict[int, int]) -> None:
    """Pairs what lies between matched neighbours, the likest first, without crossing."""
    gaps: dict[tuple[int, int], list[int]] = {}
    anchors = sorted(matched.items())
    at = 0
    for g, group in enumerate(groups):
        while at < len(anchors) and anchors[at][0] <= g:
            at += 1
        if g not in matched and group.base_text.strip():
            low = max((c for _, c in anchors[:at]), default=-1)
            high = min((c for _, c in anchors[at:]), default=len(texts))
            gaps.setdefault((low, high), []).append(g)
    taken = set(matched.values())
    for (low, high), members in gaps.items():
        free = [c for c in range(low + 1, high) if c not in taken]
        scores = []
        for i, g in enumerate(members):
            shown = groups[g].base_text.strip()
            middle = i * len(free) // len(members)
            for c in free[max(0, middle - _NEAR) : middle + _NEAR]:
                score = fuzz.ratio(shown, texts[c], score_cutoff=_ALIKE)
                if score:
                    scores.append((-score, g, c))
        made: dict[int, int] = {}
        for _, g, c in sorted(scores):
            if g not in made and c not in made.values() and all((h < g) == (d < c) for h, d in made.items()):
                made[g] = c
        matched.update(made)


def _shown(group: Group, labels: Iterable[str]) -> str:
    text = group.base_text.strip()
    for label in labels:
        if label and text.startswith(label):
            rest = text[len(label) :]
            if rest[:1].isspace():
                return rest.strip()
    return text
