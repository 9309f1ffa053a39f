"""Silence, positions and adoption as a reader sees them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.plans.terms.kinds import Capacity, DecisionKind, IssueKind, Outcome, Stand, Will
from concord.plans.terms.rolling import DraftLine, Party
from concord.ui.text import Text

SILENCE_LASTS = timedelta(hours=72)
"""The shortest silence procedure of a real negotiation; an illustrative one may be shorter, to be played."""


class GapCode(TextChoices):
    """What stands between a text and its adoption."""

    BRACKET = "bracket", _("open proposals")
    TYPED = "typed", _("square brackets in the words themselves")
    RESERVATION = "reservation", _("reservations not lifted")
    PENDING = "pending", _("agreed words not yet consolidated")
    REFERRED = "referred", _("parked, or with a small group")
    UNCONFIRMED = "unconfirmed", _("agreed ad referendum, a capital has not confirmed")
    STALE = "stale", _("an authentic language is missing or behind")
    SILENCE = "silence", _("a silence procedure is running")


STANDS_FOR_ITSELF = (GapCode.PENDING, GapCode.SILENCE)
"""Gaps that no decision sets aside: consolidate, or let the silence end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFacts:
    """One provision before the gate. ``open`` and ``pending`` are keys of proposals, ``reserving`` and ``awaited``
    codes of delegations, ``behind`` tags of languages.
    """

    uuid: UUID
    label: str
    open: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    reserving: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    is_typed: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """``details`` are the keys, codes or tags that make it; ``reason`` why it was set aside, by a recorded decision."""

    code: GapCode
    provision: UUID | None = None
    label: str = ""
    details: tuple[str, ...] = ()
    reason: str = ""
    is_set_aside: bool = False

    @property
    def may_be_set_aside(self) -> bool:
        return not self.is_set_aside and self.code not in STANDS_FOR_ITSELF


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedProvision:
    """A provision of the text on the table, to be named: its number and how it begins."""

    uuid: UUID
    label: str
    kind: str
    beginning: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where a delegation stands on a row; ``stand`` is None where it said nothing. ``entries`` counts all it said."""

    party: Party
    stand: Stand | None = None
    text: str = ""
    at: datetime | None = None
    entries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """A provision or, with ``proposal`` (a key), one proposal on it; cells in the order of the delegations."""

    provision: PlacedProvision
    proposal: str
    proposal_uuid: UUID | None
    lead: Party | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One position as it was taken; ``is_latest`` when no later one of the same delegation on the same thing."""

    party: Party
    provision: PlacedProvision
    proposal: str
    stand: Stand
    text: str
    at: datetime
    is_latest: bool


class Shown(TextChoices):
    """Which rows of the register: every provision and the proposals on which somebody has spoken, only what somebody
    has spoken on, or every provision and proposal.
    """

    USUAL = "", _("Provisions, and proposals spoken on")
    SPOKEN = "spoken", _("Only where somebody has spoken")
    ALL = "all", _("Every provision and proposal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """``party`` narrows to one delegation; ``history`` is then all it said, newest first."""

    draft: DraftLine
    parties: tuple[Party, ...]
    shown: tuple[Party, ...]
    party: Party | None
    rows: tuple[RegisterRow, ...]
    counts: tuple[tuple[Stand, int], ...]
    history: tuple[Entry, ...]
    mine: Party | None
    may_take: bool
    show: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """What one delegation may take a position on, and what it said before."""

    draft: DraftLine
    provision: PlacedProvision
    words: str
    proposal: str
    proposal_uuid: UUID | None
    mine: Party | None
    may_take: bool
    before: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    uuid: UUID
    will: Will
    provision: PlacedProvision | None
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A delegation at the adoption: ``will`` adopts or observes, None while it has said neither."""

    party: Party
    will: Will | None
    beside: tuple[Declared, ...] = ()
    declared: Declared | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionReading:
    """``is_open`` while declarations are taken; ``instrument`` is the address code of the adopted text, if it was
    registered. ``beside`` are texts that may be adopted at the same meeting.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Something that a delegation must not miss. ``at`` is None for what waits without a date; ``kind`` is silence,
    ad_referendum or adoption.
    """

    kind: str
    draft: UUID
    title: Text
    key: UUID
    at: datetime | None
    since: datetime
    label: str = ""
    decision: DecisionKind | None = None
