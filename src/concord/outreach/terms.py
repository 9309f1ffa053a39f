"""What a search looks through and what it finds."""

from dataclasses import dataclass

from concord.ui.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that can be found: ``keys`` are the names that match exactly (II.13, A/RES/60/288, KZ)."""

    kind: str
    title: Text
    url: str
    keys: tuple[str, ...] = ()
    note: Text = Text()


@dataclass(frozen=True, slots=True)
class Hit:
    candidate: Candidate
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGroup:
    """The hits of one kind, best first; ``more`` is the address of the full list where there is one."""

    kind: str
    label: str
    hits: tuple[Hit, ...]
    more: str = ""
