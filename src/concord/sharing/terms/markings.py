"""Markings: the Traffic Light Protocol 2.0, and the names under which information is released."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from concord.policy import Reason


class TLP(TextChoices):
    """A ceiling on whom an item may be released to; it never grants anything. TLP 2.0, FIRST, August 2022."""

    CLEAR = "clear", _("TLP:CLEAR")
    GREEN = "green", _("TLP:GREEN")
    AMBER = "amber", _("TLP:AMBER")
    AMBER_STRICT = "amber_strict", _("TLP:AMBER+STRICT")
    RED = "red", _("TLP:RED")


PUBLIC = "public"
MEMBERS = "members"


def organisation_principal(pk: int) -> str:
    return f"organisation:{pk}"


def seat_principal(pk: int) -> str:
    return f"seat:{pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What an audience is, as a value: equal releases are the same audience."""

    tlp: TLP
    principals: frozenset[str]
    embargo_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readership:
    """Who may read an item, in names, for the line "who sees this" on its page."""

    tlp: TLP
    originator: str
    released_to: tuple[str, ...]
    is_public: bool
    embargo_until: datetime | None
    reasons: tuple[Reason, ...] = ()
