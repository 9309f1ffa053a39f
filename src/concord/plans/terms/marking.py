"""To whom a negotiation is released, as its originator sees it before changing that."""

from dataclasses import dataclass

from concord.plans.terms.rolling import DraftLine, Party
from concord.sharing.terms import Readership, Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """A delegation at the table: ``principal`` is its organisation on a list, ``seats`` those who hold credentials."""

    party: Party
    principal: str
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDraft:
    """``token`` changes with the marking. ``organisations`` may be named on the list, by principal."""

    draft: DraftLine
    readership: Readership
    held: Release
    token: str
    seated: tuple[Seated, ...]
    organisations: tuple[tuple[str, str], ...]
    may_mark: bool
