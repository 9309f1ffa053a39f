"""One page of a list, without counting what nobody will count."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import QuerySet

if TYPE_CHECKING:
    from collections.abc import Sequence

R = TypeVar("R")

COUNTED = 1000  # a longer list is "1,000+"
DEEPEST = 200  # the last page that can be asked for: narrow the list instead


@dataclass(frozen=True, kw_only=True)
class Paged(Generic[R]):
    rows: tuple[R, ...]
    number: int
    size: int
    total: int  # at most COUNTED; `more` says that there are others
    more: bool
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def first(self) -> int:
        """The ordinal of the first row shown; 0 for an empty list."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * self.size + len(self.rows)

    @property
    def pages(self) -> int | None:
        """How many pages, when the list was counted to its end."""
        return None if self.more else max(1, -(-self.total // self.size))


def page_number(value: str | None) -> int:
    """What an address asks for, brought into range; anything else is the first page."""
    number = int(value) if value and value.isascii() and value.isdigit() and len(value) <= len(str(DEEPEST)) else 1
    return min(max(number, 1), DEEPEST)


def paged(
    rows: "QuerySet[Any, R] | Sequence[R]",
    *,
    number: int,
    size: int = 50,
    within: "QuerySet[Any, R] | None" = None,
) -> Paged[R]:
    """Two queries for a queryset; a number past the end gives an empty page that says so. ``within`` are the rows that
    the reader may see whatever is asked: with it, a costly question (words, links) is put once and not twice.
    """
    start = (number - 1) * size
    if isinstance(rows, QuerySet):
        window, counted = _window(rows, start, size + 1, within=rows if within is None else within)
    else:
        window, counted = list(rows[start : start + size + 1]), len(rows)
    return Paged(
        rows=tuple(window[:size]),
        number=number,
        size=size,
        total=min(counted, COUNTED) if isinstance(rows, QuerySet) else counted,
        more=isinstance(rows, QuerySet) and counted > COUNTED,
        has_next=len(window) > size and number < DEEPEST,
    )


def _window(rows: "QuerySet[Any, R]", start: int, most: int, *, within: "QuerySet[Any, R]") -> "tuple[list[R], int]":
    """Filtered and sorted once, by keys alone, for the count and for the page: a database that sorts whole rows to
    show fifty of them is several times slower. The rows are then read by their keys, among those of ``within``. Pages
    past the counted rows are read as they are.
    """
    keys = list(rows.prefetch_related(None).values_list("pk", flat=True)[: COUNTED + 1])
    if start + most > len(keys) > COUNTED:
        return list(rows[start : start + most]), len(keys)
    shown = keys[start : start + most]
    found: dict[Any, Any] = {row.pk: row for row in within.order_by().filter(pk__in=shown)} if shown else {}  # type: ignore[attr-defined]
    return [found[key] for key in shown if key in found], len(keys)
