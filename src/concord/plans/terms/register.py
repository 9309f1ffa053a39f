"""The register of positions as a reader sees it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from concord.plans.terms.closing import PlacedProvision
from concord.plans.terms.kinds import Stand
from concord.plans.terms.rolling import DraftLine, Party


class Shown(TextChoices):
    """Which rows of the register: every provision and the proposals on which somebody has spoken, only what somebody
    has spoken on, or every provision and proposal.
    """

    USUAL = "", _("Provisions, and proposals spoken on")
    SPOKEN = "spoken", _("Only where somebody has spoken")
    ALL = "all", _("Every provision and proposal")


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
