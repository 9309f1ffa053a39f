"""What the home page shows, what a search looks through and what it finds."""

from dataclasses import dataclass

from concord.coverage.terms import ColumnName
from concord.meetings.terms import InstrumentSummary, MeetingSummary
from concord.strategy.terms import PillarName
from concord.ui.language import Words
from concord.ui.text import Text

NO_NOTE = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that can be found: ``keys`` are the names that match exactly (II.13, A/RES/60/288, KZ)."""

    kind: str
    title: Text
    url: str
    keys: tuple[str, ...] = ()
    note: Text = NO_NOTE


@dataclass(frozen=True, slots=True)
class Hit:
    candidate: Candidate
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGroup:
    """The hits of one kind, best first; ``more`` is the address of the full list where there is one."""

    kind: str
    label: str
    hits: tuple[Hit, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class PillarRow:
    """``projects`` in the order of the front's columns."""

    pillar: PillarName
    projects: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the home page shows, counted from what its reader may see."""

    projects: int
    measures: int
    covered: int
    gaps: int
    overlaps: int
    framework: Words
    columns: tuple[ColumnName, ...]
    pillars: tuple[PillarRow, ...]
    milestones: tuple[MeetingSummary, ...]
    instruments: tuple[InstrumentSummary, ...]
