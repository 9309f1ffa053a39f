from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from concord.ui.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import QueryDict

    from concord.ui.language import Words
    from concord.ui.paging import Paged
    from concord.ui.tables.columns import Column
    from concord.ui.tables.filters import Filter, SetFilter
    from concord.ui.tables.sheet import Sheet

R = TypeVar("R")

FORMATS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


@dataclass(frozen=True)
class Heading:
    """A column as the reader sees it."""

    key: str
    label: "Words"
    numeric: bool
    help: "Words"
    url: str  # sorts by it, the other way round if it is sorted already; empty if it does not sort
    sorted: str  # for aria-sort: "ascending", "descending", "none"


@dataclass(frozen=True, kw_only=True)
class Table(Generic[R]):
    """What one reader asked to see of a sheet."""

    sheet: "Sheet[R]"
    query: "QueryDict"
    filters: tuple["SetFilter", ...]
    order: str
    columns: "tuple[Column[R], ...]"
    everything: "QuerySet[Any, R] | Sequence[R]"
    paged: "Paged[R]"
    format: str  # an export was asked for: csv, xlsx, json; empty for the page

    @property
    def key(self) -> str:
        return self.sheet.key

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(
            Heading(
                key=column.key,
                label=column.label,
                numeric=column.numeric,
                help=column.help,
                url=self.address(sort=self._turned(column.key)) if self._sorts(column) else "",
                sorted={column.key: "ascending", f"-{column.key}": "descending"}.get(self.order, "none"),
            )
            for column in self.columns
        )

    def _sorts(self, column: "Column[R]") -> bool:
        return column.sortable and (bool(column.order) or not isinstance(self.everything, QuerySet))

    def _turned(self, key: str) -> str:
        return f"-{key}" if self.order == key else key

    @cached_property
    def rows(self) -> "list[list[tuple[Column[R], str]]]":
        """The cells of the page's rows, as columns and markup."""
        return [[(column, column.html(row)) for column in self.columns] for row in self.paged.rows]

    @cached_property
    def controls(self) -> "list[tuple[Filter, str, Any]]":
        """Every filter, its value now, and its choices."""
        values = {each.filter.key: each for each in self.filters}
        return [
            (
                each,
                values[each.key].value if each.key in values else "",
                values[each.key].offered if each.key in values and values[each.key].offered else each.offered,
            )
            for each in self.sheet.filters
        ]

    @property
    def usual(self) -> "list[tuple[Filter, str, Any]]":
        return [control for control in self.controls if not control[0].rare]

    @property
    def rare(self) -> "list[tuple[Filter, str, Any]]":
        return [control for control in self.controls if control[0].rare]

    @property
    def rare_open(self) -> bool:
        return any(value for _filter, value, _choices in self.rare)

    @property
    def removals(self) -> list[tuple["SetFilter", str]]:
        """Every set filter with the address that lifts it."""
        return [(each, self.address(**{each.filter.key: ""})) for each in self.filters]

    @property
    def clear_url(self) -> str:
        return self.address(**{each.filter.key: "" for each in self.filters})

    @property
    def exports(self) -> list[tuple[str, str]]:
        return [(label, self.address(format=key)) for key, label in FORMATS.items()]

    @property
    def previous_url(self) -> str:
        return self.address(page=str(self.paged.number - 1)) if self.paged.has_previous else ""

    @property
    def next_url(self) -> str:
        return self.address(page=str(self.paged.number + 1)) if self.paged.has_next else ""

    @property
    def choosable(self) -> "list[tuple[Column[R], bool]]":
        """Every column and whether it is shown."""
        return [(column, column in self.columns) for column in self.sheet.columns]

    @property
    def count(self) -> str:
        """How many rows there are in all: "47", "1,000+"."""
        return number(self.paged.total) + ("+" if self.paged.more else "")

    @property
    def range(self) -> str:
        if not self.paged.rows:
            return ""
        return _("%(first)s–%(last)s of %(count)s") % {
            "first": number(self.paged.first),
            "last": number(self.paged.last),
            "count": self.count,
        }

    @property
    def carried(self) -> "Iterator[tuple[str, str]]":
        """Parameters that the form choosing columns must carry along."""
        for key, values in self.query.lists():
            if key not in {"columns", "page", "format"}:
                yield from ((key, value) for value in values)

    @property
    def carried_by_filters(self) -> "Iterator[tuple[str, str]]":
        """The same for the form of filters."""
        own = {each.key for each in self.sheet.filters}
        for key, values in self.query.lists():
            if key not in own | {"page", "format"}:
                yield from ((key, value) for value in values)

    def address(self, **changes: str) -> str:
        """The same view with some parameters changed, or removed if blank; it starts again from its first page."""
        query = self.query.copy()
        for key in ("format", "page"):
            query.pop(key, None)
        for key, value in changes.items():
            if value:
                query[key] = value
            else:
                query.pop(key, None)
        return f"?{query.urlencode()}"
