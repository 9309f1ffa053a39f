"""Values of the components that need more than a word: a page builds them, a template tag shows them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import date

    from concord.ui.language import Words

Tone = Literal["done", "underway", "planned", "stopped", "attention", "plain"]


@dataclass(frozen=True)
class Badge:
    """A status: shape and word, colour third."""

    label: "Words"
    tone: Tone = "plain"


@dataclass(frozen=True)
class Tab:
    label: "Words"
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a fact comes from. Confidence: stated (the source says it), inferred, known (general knowledge)."""

    label: "Words" = ""
    url: str = ""
    confidence: str = ""
    confirmed_on: "date | None" = None

    @property
    def site(self) -> str:
        """Its name says more to a reader than "source"."""
        return urlsplit(self.url).netloc.removeprefix("www.")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One of several values of the same fact."""

    value: "Words"
    source: Source
    note: "Words" = ""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Work under way. The tag asks `url` again every two seconds until `state` is not "running"; `url` answers with
    the same component (see the page's fragment).
    """

    key: str
    label: "Words"
    done: int
    total: int | None  # None: not known yet
    unit: "Words" = ""
    state: Literal["waiting", "running", "finished", "failed"] = "running"
    url: str = ""
    note: "Words" = ""
    beside: str = ""  # the id of what else on the page tells of the work, brought up to date with it


@dataclass(frozen=True, kw_only=True)
class Event:
    """An entry of a timeline."""

    title: "Words"
    starts_on: "date"
    ends_on: "date | None" = None
    precision: str = "day"
    kind: "Words" = ""
    place: "Words" = ""
    text: "Words" = ""
    url: str = ""
    weight: Literal["major", "minor"] = "minor"


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A row of a bar list; `share` of the widest, 0 to 1."""

    label: "Words"
    value: float
    shown: str = ""  # the value in words, when a number is not enough
    url: str = ""
    hue: int | None = None  # a delegation's stable hue, 1 to 12
