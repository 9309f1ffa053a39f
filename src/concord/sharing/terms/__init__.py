"""Markings and releases, and the one reading rule that every room's `access` uses."""

from concord.sharing.terms.markings import (
    MEMBERS,
    PUBLIC,
    TLP,
    Readership,
    Release,
    organisation_principal,
    seat_principal,
)
from concord.sharing.terms.reading import has_role, originates, reads_marked

__all__ = [
    "MEMBERS",
    "PUBLIC",
    "TLP",
    "Readership",
    "Release",
    "has_role",
    "organisation_principal",
    "originates",
    "reads_marked",
    "seat_principal",
]
