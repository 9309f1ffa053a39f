"""The room while it sits, as each reader sees it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from concord.meetings.terms import Name
from concord.plans.terms.kinds import Capacity, Rank
from concord.plans.terms.rolling import DraftLine, Party, RollingProvision, RollingText, TabledProposal
from concord.ui.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    number: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersTurn:
    """A delegation that speaks (``began_at``) or waits to."""

    uuid: UUID
    party: Party
    asked_at: datetime
    began_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroup:
    """Friends of the chair who have not reported yet; ``provisions`` are what was referred to them."""

    uuid: UUID
    title: Text
    facilitator: Party
    provisions: tuple[UUID, ...]
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorReading:
    """What the room looks at, who speaks, and what this reader may do about it. ``groups`` are told to those who may
    call them back: the chair, and each facilitator's delegation its own.
    """

    text: RollingText
    is_open: bool
    list_is_open: bool
    meeting: Name | None
    agenda: tuple[AgendaLine, ...]
    agenda_item: AgendaLine | None
    provision: RollingProvision | None
    turns: tuple[SpeakersTurn, ...]
    groups: tuple[WorkingGroup, ...]
    may_lead: bool
    may_ask: bool

    @property
    def speaking(self) -> SpeakersTurn | None:
        return next((turn for turn in self.turns if turn.began_at is not None), None)

    @property
    def waiting(self) -> tuple[SpeakersTurn, ...]:
        return tuple(turn for turn in self.turns if turn.began_at is None)

    @property
    def mine(self) -> SpeakersTurn | None:
        """The turn of the reader's own delegation."""
        return next((turn for turn in self.turns if turn.party == self.text.mine), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retabled:
    """A proposal that the next revision leaves behind, and the accepted ones because of which."""

    proposal: TabledProposal
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What consolidating now would do, as far as the reader sees. ``conflict`` are keys that cannot stand together;
    with any, there is no next revision.
    """

    text: RollingText
    accepted: tuple[TabledProposal, ...]
    retabled: tuple[Retabled, ...]
    absorbed: tuple[TabledProposal, ...]
    standing: int
    conflict: tuple[str, ...]
    may_consolidate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person's credentials, named to the own delegation, the chair, its secretariat, and the originator."""

    credential: int
    name: str
    title: str
    rank: Rank
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """A delegation at the table. ``people`` is None for those to whom nobody is named; ``reads`` tells whether the
    draft was released to it, None where that is not the reader's to know.
    """

    uuid: UUID
    party: Party
    people: tuple[Person, ...] | None
    reads: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading:
    draft: DraftLine
    seatings: tuple[Seating, ...]
    mine: Party | None
    may_admit: bool

    def of(self, capacity: Capacity) -> tuple[Seating, ...]:
        return tuple(each for each in self.seatings if each.party.capacity is capacity)
