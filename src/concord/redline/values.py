"""The words of the algebra: every other module takes and returns these frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

Tokens: TypeAlias = tuple[str, ...]
"""Joined without a separator, tokens give the text back exactly."""

Rank: TypeAlias = tuple[int, str]
"""Tabling order, then key: total, so no rendering depends on the order in which proposals are supplied."""


class Kind(StrEnum):
    ADD = "ADD"
    MOD = "MOD"
    SUP = "SUP"
    NOC = "NOC"
    MOVE = "MOVE"
    MERGE = "MERGE"
    SPLIT = "SPLIT"


class SegmentKind(StrEnum):
    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


class ClashKind(StrEnum):
    OVERLAP = "overlap"
    INSIDE = "inside"
    SAME_PLACE = "same place"


@dataclass(frozen=True, slots=True, order=True)
class Op:
    """Replace base tokens `start` to `end` (half open) by `words`; zero width is an insertion."""

    start: int
    end: int
    words: Tokens = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"An operation runs forward from a position in the text, not {self.start}..{self.end}")
        if self.start == self.end and not self.words:
            raise ValueError(f"An operation that changes nothing, at {self.start}")

    @property
    def inserts(self) -> bool:
        """True for a pure insertion."""
        return self.start == self.end

    @property
    def growth(self) -> int:
        return len(self.words) - (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one delegation, with its co-sponsors, asks of one base text.

    `ops` are sorted and disjoint, with at most one insertion at a gap. `order` is the tabling order within the
    instrument. `base` is the digest of the text the ops point into (see `tokens.digest`). For a MOVE `after` is the key
    of the clause it is to stand behind, "" for the beginning; None where that is told in words only.
    """

    key: str
    lead: str
    ops: tuple[Op, ...]
    order: int = 0
    sponsors: tuple[str, ...] = ()
    kind: Kind = Kind.MOD
    base: str = ""
    explanation: str = ""
    alternate: str = ""
    supersedes: str = ""
    source: str = "web"
    tabled_at: datetime | None = None
    after: str | None = None

    def __post_init__(self) -> None:
        previous: Op | None = None
        for op in self.ops:
            if previous is not None:
                same_gap = previous.inserts and op.inserts and previous.start == op.start
                if op.start < previous.end or same_gap or (op.start == previous.start and op.inserts):
                    raise ValueError(f"Proposal {self.key}: {previous} and {op} are not sorted and disjoint")
            previous = op

    @property
    def rank(self) -> Rank:
        return self.order, self.key

    @property
    def delegations(self) -> tuple[str, ...]:
        """The lead first, then co-sponsors, each once."""
        return tuple(dict.fromkeys((self.lead, *self.sponsors)))


@dataclass(frozen=True, slots=True, order=True)
class Clash:
    """`first` and `second` are proposal keys in alphabetical order; `start` and `end` bound the words both touch."""

    start: int
    end: int
    kind: ClashKind
    first: str
    second: str

    @property
    def soft(self) -> bool:
        """Different insertions at one gap can both be accepted: the earlier tabled stands first."""
        return self.kind is ClashKind.SAME_PLACE


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words with one fate. `start` is its base position (for an insertion, the gap).

    `keys` are the proposals that ask for it and `sponsors` the delegations behind them, both in tabling order; both
    are empty when the words are simply kept. `replaces` tells words put in place of others from a pure insertion.
    """

    kind: SegmentKind
    tokens: Tokens
    start: int
    keys: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Rendering:
    """The rolling text: every word of the base and of every proposal, once, in reading order."""

    segments: tuple[Segment, ...]
    proposals: tuple[Proposal, ...]
