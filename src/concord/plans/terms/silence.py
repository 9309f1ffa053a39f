"""Silence procedures as a reader sees them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.functional import Promise

from concord.plans.terms.closing import Gap, PlacedProvision
from concord.plans.terms.kinds import Outcome
from concord.plans.terms.rolling import DraftLine, Party
from concord.ui.text import Text

SILENCE_LASTS = timedelta(hours=72)
"""The shortest silence procedure of a real negotiation; an illustrative one may be shorter, to be played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A place where some delegations are: the deadline and the present on its clocks, with its zone."""

    city: Promise
    zone: str
    local: datetime
    now: datetime
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    before: datetime
    deadline_at: datetime
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected:
    party: Party
    provisions: tuple[PlacedProvision, ...]
    text: str
    at: datetime
    in_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceLine:
    """``outcome`` is the recorded one, None until then; ``verdict`` is what it will be recorded as once the deadline
    has passed. ``left`` is counted on the database's clock.
    """

    uuid: UUID
    revision: int
    symbol: str
    state: str
    letter: str
    opened_at: datetime
    deadline_at: datetime
    outcome: Outcome | None
    closed_at: datetime | None
    verdict: Outcome | None
    left: timedelta
    extensions: tuple[Extended, ...]
    objections: tuple[Objected, ...]
    clocks: tuple[Clock, ...]
    closing: Text | None = None

    @property
    def is_broken(self) -> bool:
        return bool(self.valid)

    @property
    def is_running(self) -> bool:
        return self.outcome is None and self.left > timedelta(0)

    @property
    def is_due(self) -> bool:
        return self.outcome is None and self.left <= timedelta(0)

    @property
    def valid(self) -> tuple[Objected, ...]:
        return tuple(each for each in self.objections if each.in_time)

    @property
    def late(self) -> tuple[Objected, ...]:
        return tuple(each for each in self.objections if not each.in_time)


@dataclass(frozen=True, slots=True, kw_only=True)
class SilencesReading:
    """The newest silence first. ``gaps`` are what keeps one from being opened."""

    draft: DraftLine
    revision: UUID
    state: str
    now: datetime
    mine: Party | None
    may_break: bool
    may_preside: bool
    may_open: bool
    parties: tuple[Party, ...]
    breakers: tuple[Party, ...]
    provisions: tuple[PlacedProvision, ...]
    gaps: tuple[Gap, ...]
    silences: tuple[SilenceLine, ...]

    @property
    def present(self) -> SilenceLine | None:
        """The one whose outcome is not recorded yet."""
        return next((each for each in self.silences if each.outcome is None), None)

    @property
    def past(self) -> tuple[SilenceLine, ...]:
        return tuple(each for each in self.silences if each.outcome is not None)
