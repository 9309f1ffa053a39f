"""What stands between a text and its adoption, and what must not be missed on the way."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from concord.plans.terms.kinds import DecisionKind
from concord.ui.text import Text


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
