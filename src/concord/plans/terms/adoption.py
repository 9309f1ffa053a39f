"""The adoption, and what is issued, as a reader sees them."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from concord.plans.terms.closing import Gap, PlacedProvision
from concord.plans.terms.kinds import Capacity, IssueKind, Will
from concord.plans.terms.rolling import DraftLine, Party
from concord.ui.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """``recorded_by`` wrote down what the delegation said aloud; it confirmed at ``confirmed_at`` that this is so."""

    uuid: UUID
    will: Will
    provision: PlacedProvision | None
    text: str
    at: datetime
    recorded_by: Party | None = None
    confirmed_at: datetime | None = None

    @property
    def awaits_its_word(self) -> bool:
        return self.recorded_by is not None and self.confirmed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A delegation at the adoption: ``will`` adopts or observes, None while it has said neither."""

    party: Party
    will: Will | None
    beside: tuple[Declared, ...] = ()
    declared: Declared | None = None

    @property
    def every(self) -> tuple[Declared, ...]:
        return (self.declared, *self.beside) if self.declared else self.beside


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionReading:
    """``is_open`` while declarations are taken; ``instrument`` is the address code of the adopted text, if it was
    registered. ``beside`` are texts that may be adopted at the same meeting. ``speaks``: the reader's word is its
    delegation's.
    """

    draft: DraftLine
    revision: UUID
    state: str
    mine: Party | None
    may_declare: bool
    may_preside: bool
    gaps: tuple[Gap, ...]
    adoption: UUID | None
    is_open: bool
    is_final: bool
    meeting: str
    meeting_title: Text | None
    opened_at: datetime | None
    stances: tuple[Stance, ...]
    provisions: tuple[PlacedProvision, ...]
    instrument: str
    beside: tuple[DraftLine, ...] = field(default=())
    speaks: bool = False

    @property
    def awaiting_mine(self) -> tuple[Declared, ...]:
        """What the chair recorded of the reader's delegation and it has not confirmed."""
        mine = (each for each in self.stances if each.party == self.mine)
        return tuple(one for each in mine for one in each.every if one.awaits_its_word)

    @property
    def open_gaps(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if not gap.is_set_aside)

    def of(self, will: Will | None) -> tuple[Stance, ...]:
        """Those who adopt, who observe, or the members who have said neither."""
        return tuple(
            each
            for each in self.stances
            if each.will == will and (will is not None or each.party.capacity is Capacity.MEMBER)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    uuid: UUID
    kind: IssueKind
    symbol: str
    revision: int
    note: str
    issued_on: object


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuesReading:
    """``suggested`` is the next symbol for each kind that may be issued now."""

    draft: DraftLine
    revisions: tuple[tuple[UUID, int, str], ...]
    issues: tuple[IssueLine, ...]
    suggested: tuple[tuple[IssueKind, str], ...]
    may_issue: bool
