from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from concord.ui.language import Words


@dataclass(frozen=True)
class Choice:
    value: str
    label: "Words"
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A filter in the address. `apply` narrows a queryset or sequence; leave it out when the room's query does it.
    A choice that is not offered filters nothing.
    """

    key: str
    label: "Words"
    kind: Literal["search", "choice", "flag"] = "choice"
    choices: "tuple[Choice, ...] | Callable[[], Sequence[Choice]]" = ()
    apply: "Callable[[Any, str], Any] | None" = None
    hint: "Words" = ""
    any_label: "Words" = ""  # what "no choice" is called
    rare: bool = False  # folded away until it is set or asked for

    @property
    def offered(self) -> tuple[Choice, ...]:
        return tuple(self.choices() if callable(self.choices) else self.choices)


@dataclass(frozen=True, kw_only=True)
class SetFilter:
    """A filter as the reader has it set."""

    filter: Filter
    value: str
    offered: tuple[Choice, ...]

    @property
    def shown(self) -> "Words":
        """The value in words."""
        return next((choice.label for choice in self.offered if choice.value == self.value), self.value)
