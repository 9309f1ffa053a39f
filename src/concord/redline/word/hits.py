"""The tracked changes of one group of lines as spans of characters of its base text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.redline.ops import OpsOverlap, OutOfText
from concord.redline.spans import Span, ops_of
from concord.redline.word.stories import OBJECT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.redline.values import Op, Tokens
    from concord.redline.word.alignment import Group
    from concord.redline.word.stories import Change, Line


@dataclass(frozen=True, slots=True)
class Hit:
    """`change` replaces characters `start` to `end` by `text`. `by` struck words that `change` had put in, so there is
    nothing of the base in it. `line` counts lines within the group; `mark` when it is a paragraph mark.
    """

    start: int
    end: int
    text: str
    change: Change
    line: int
    by: Change | None = None
    mark: bool = False
    comments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Whole:
    """A paragraph that is put in as a whole, before (`before`) or behind the words of the base."""

    line: Line
    change: Change
    before: bool


@dataclass(frozen=True, slots=True)
class Sorted:
    hits: tuple[Hit, ...]
    wholes: tuple[Whole, ...]
    merges: Change | None
    objects: tuple[Change, ...]
    numbers: tuple[tuple[Change, str], ...]


def sort_changes(*, group: Group) -> Sorted:
    """Tells paragraphs put in from paragraphs split, and words from both.

    The lines from the first to the last with words of the base are at home; those before and behind were put in whole.
    """
    counts = [sum(len(p.text) for p in line.pieces if p.put_in is None and not p.number) for line in group.lines]
    home = [n for n, count in enumerate(counts) if count] or _home_without_words(group)
    hits: list[Hit] = []
    wholes: list[Whole] = []
    objects: list[Change] = []
    numbers: list[tuple[Change, str]] = []
    position = 0
    for number, line in enumerate(group.lines):
        objects += [c for p in line.pieces if OBJECT in p.text for c in (p.put_in, p.taken_out) if c]
        if not home[0] <= number <= home[-1]:
            maker = (
                line.put_in or next((p.put_in for p in line.pieces if p.put_in), None) or group.lines[number - 1].put_in
            )
            if maker:
                wholes.append(Whole(line, maker, before=number < home[0]))
            continue
        for piece in line.pieces:
            if piece.number:
                if piece.taken_out and line.taken_out is None:
                    numbers.append((piece.taken_out, piece.text))
                continue
            end = position + (len(piece.text) if piece.put_in is None else 0)
            change = piece.put_in or piece.taken_out
            if change is not None:
                text = piece.text if piece.put_in else ""
                by = piece.taken_out if piece.put_in else None
                hits.append(Hit(position, end, text, change, number, by, comments=piece.comments))
            position = end
        if line.put_in is not None and number < home[-1]:
            hits.append(Hit(position, position, "\n", line.put_in, number, mark=True))
    return Sorted(tuple(hits), tuple(wholes), group.lines[-1].taken_out, tuple(objects), tuple(numbers))


def ops_at(*, base: Tokens, spans: Iterable[Span]) -> tuple[Op, ...] | None:
    """None where they overlap or run out of the text: then they are no proposal on this base."""
    try:
        return ops_of(base=base, spans=list(spans))
    except (OpsOverlap, OutOfText):
        return None


def _home_without_words(group: Group) -> list[int]:
    labelled = [n for n, line in enumerate(group.lines) if any(p.number and p.put_in is None for p in line.pieces)]
    return labelled or [len(group.lines) - 1]
