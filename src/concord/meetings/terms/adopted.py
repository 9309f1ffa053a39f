"""A text that was adopted in a negotiation held here, to be entered among the adopted texts."""

from dataclasses import dataclass
from datetime import date

from concord.meetings.terms.kinds import Stance
from concord.ui.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedStance:
    """``organisation`` is a primary key."""

    organisation: int
    role: Stance
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedText:
    """``meeting`` and ``framework`` are primary keys. The ``code`` is what its address ends with, if it is free."""

    code: str
    kind: str
    title: Text
    symbol: str
    languages: tuple[str, ...]
    adopted_on: date
    meeting: int | None
    framework: int | None
    stances: tuple[AdoptedStance, ...]
