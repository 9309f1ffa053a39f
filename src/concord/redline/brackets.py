"""Square brackets, derived from what is open: never typed, never stored, always balanced."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from concord.redline.render import render
from concord.redline.values import Segment, SegmentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from concord.redline.values import Proposal, Tokens

_DRAWN: Final = {"[": "⁅", "]": "⁆"}


class Reason(StrEnum):
    DELETION = "deletion"
    INSERTION = "insertion"
    ALTERNATIVES = "alternatives"
    RESERVATION = "reservation"


@dataclass(frozen=True, slots=True)
class Reservation:
    """A delegation has not agreed to base tokens `start` to `end`; its reasons stand beside the text."""

    key: str
    delegation: str
    start: int
    end: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bracket:
    """`owners` each must withdraw, or join the consensus, for the bracket to go; a recorded decision of the meeting
    lifts it too. `since` is the earliest tabling among `keys`.
    """

    reason: Reason
    owners: tuple[str, ...]
    keys: tuple[str, ...]
    since: datetime | None = None

    @property
    def lifted_by(self) -> tuple[str, ...]:
        return self.owners

    def age(self, *, at: datetime) -> timedelta | None:
        """None when no date was recorded."""
        return None if self.since is None else at - self.since


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A run of words inside `brackets`, outermost first. `segment` says what becomes of the words."""

    segment: Segment
    brackets: tuple[Bracket, ...]


def bracketed(
    *, base: Tokens, proposals: Iterable[Proposal], reservations: Iterable[Reservation] = ()
) -> tuple[Bracketed, ...]:
    """Every open deletion, insertion, group of alternatives and reservation, in reading order.

    A bracket that would cross another is closed and opened again at the crossing, so brackets always nest.
    """
    rendering = render(base=base, proposals=proposals)
    by_key = {p.key: p for p in rendering.proposals}
    held = sorted(reservations, key=lambda r: (r.start, -r.end, r.key))
    cuts = sorted({edge for r in held for edge in (r.start, r.end)})
    rivals = _rivals(rendering.segments, by_key)
    last: dict[str, int] = {}  # where the last rival of each proposal stands
    for start, keys in rivals:
        last |= {key: max(start, last.get(key, start)) for key in keys}
    out: list[Bracketed] = []
    for segment in rendering.segments:
        for piece in _cut(segment, cuts) if cuts else (segment,):
            inner: tuple[Bracket, ...] = ()
            if piece.keys:
                dates = [at for key in piece.keys if (at := by_key[key].tabled_at) is not None]
                reason = _reason(piece, rivals, last)
                inner = (Bracket(reason, piece.sponsors, piece.keys, min(dates, default=None)),)
            outer = tuple(
                Bracket(Reason.RESERVATION, (r.delegation,), (r.key,), r.at)
                for r in held
                if r.start <= piece.start < r.end
                and not (piece.kind is SegmentKind.INSERTED and piece.start == r.start)
            )
            out.append(Bracketed(piece, outer + inner))
    return tuple(out)


def bracketed_text(
    *, base: Tokens, proposals: Iterable[Proposal], reservations: Iterable[Reservation] = (), at: str = "[]"
) -> str:
    """The text with its brackets and nothing else. Square brackets that someone typed are drawn as ⁅ ⁆, so that what
    is open can be counted. `at` gives the opening and the closing sign.
    """
    out: list[str] = []
    open_: tuple[Bracket, ...] = ()
    for piece in bracketed(base=base, proposals=proposals, reservations=reservations):
        shared = 0
        for mine, theirs in zip(piece.brackets, open_, strict=False):
            if mine != theirs or mine.reason is not Reason.RESERVATION:
                break
            shared += 1
        out.append(at[1] * (len(open_) - shared) + at[0] * (len(piece.brackets) - shared))
        out += [_DRAWN.get(token, token) for token in piece.segment.tokens]
        open_ = piece.brackets
    out.append(at[1] * len(open_))
    return "".join(out)


def typed_brackets(*, tokens: Tokens) -> tuple[int, ...]:
    """Where somebody wrote a bracket by hand: a text with one is not clean, whatever its proposals."""
    return tuple(position for position, token in enumerate(tokens) if token in _DRAWN)


def is_clean(*, base: Tokens, proposals: Iterable[Proposal], reservations: Iterable[Reservation] = ()) -> bool:
    """True if and only if nothing is open: adopting the text would adopt every word of it and no bracket."""
    return (
        not any(p.ops for p in proposals)
        and not any(r.start < r.end for r in reservations)
        and not typed_brackets(tokens=base)
    )


def _cut(segment: Segment, cuts: list[int]) -> list[Segment]:
    if segment.kind is SegmentKind.INSERTED:
        return [segment]
    end = segment.start + len(segment.tokens)
    edges = [segment.start, *(c for c in cuts if segment.start < c < end), end]
    return [
        Segment(segment.kind, segment.tokens[a - segment.start : b - segment.start], a, segment.keys, segment.sponsors)
        for a, b in pairwise(edges)
    ]


def _rivals(segments: Iterable[Segment], by_key: Mapping[str, Proposal]) -> frozenset[tuple[int, tuple[str, ...]]]:
    """Insertions that compete: several at one gap, or members of a declared group of alternates."""
    at_gap: dict[int, list[Segment]] = {}
    for segment in segments:
        if segment.kind is SegmentKind.INSERTED:
            at_gap.setdefault(segment.start, []).append(segment)
    return frozenset(
        (s.start, s.keys)
        for group in at_gap.values()
        for s in group
        if len(group) > 1 or s.replaces or any(by_key[key].alternate for key in s.keys)
    )


def _reason(piece: Segment, rivals: frozenset[tuple[int, tuple[str, ...]]], last: Mapping[str, int]) -> Reason:
    if piece.kind is SegmentKind.DELETED:
        end = piece.start + len(piece.tokens)
        replaced = any(last.get(key, -1) >= end for key in piece.keys)
        return Reason.ALTERNATIVES if len(piece.keys) > 1 or replaced else Reason.DELETION
    return Reason.ALTERNATIVES if (piece.start, piece.keys) in rivals else Reason.INSERTION
