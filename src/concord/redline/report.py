"""A report of a meeting: for each agenda item or provision, what was agreed and what each delegation put on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concord.redline.paper import Masthead
    from concord.redline.values import Tokens


@dataclass(frozen=True, slots=True)
class Statement:
    """`position` is printed as given ("supports", "reserves its position"); `text` holds the delegation's own words."""

    delegation: str
    position: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """`level` 1 is an agenda item or a part, 2 a provision under it. `tokens` is the text before the meeting when it
    rose. Reservations and explanations stand beside the text, never in it.
    """

    title: str
    label: str = ""
    level: int = 1
    tokens: Tokens = ()
    outcome: str = ""
    positions: tuple[Statement, ...] = ()
    reservations: tuple[Statement, ...] = ()
    explanations: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """`opening` and `closing` are paragraphs before the first entry and behind the last."""

    masthead: Masthead
    entries: tuple[Entry, ...] = ()
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
