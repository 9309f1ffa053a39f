"""The journal's values."""

from dataclasses import dataclass
from typing import Protocol

GENESIS = "0" * 64


class Doer(Protocol):
    """Whoever acts: the journal needs a name and, if there is one, the seat and organisation."""

    @property
    def name(self) -> str: ...
    @property
    def seat_id(self) -> int | None: ...
    @property
    def organisation_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Item:
    """What an act was about: stored as words, so that the record outlives the row."""

    kind: str
    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """``broken_at`` is the sequence number of the first entry whose contents or link do not fit, or None."""

    entries: int
    broken_at: int | None
    why: str
    head: str
