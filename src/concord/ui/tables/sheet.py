from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import F, QuerySet

from concord.ui.paging import page_number, paged
from concord.ui.tables.filters import Filter, SetFilter
from concord.ui.tables.table import FORMATS, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from concord.ui.language import Words
    from concord.ui.tables.columns import Column

R = TypeVar("R")

LONGEST = 200  # letters of a filter's value that are read


@dataclass(frozen=True, kw_only=True)
class Sheet(Generic[R]):
    """Declares a table. `order` is the key of the column it is sorted by until the reader sorts otherwise, with "-"
    for descending; empty leaves the rows as they come.
    """

    key: str  # unique on the page; the table's element id and its file name
    caption: "Words"
    columns: "tuple[Column[R], ...]"
    filters: tuple[Filter, ...] = ()
    order: str = ""
    size: int = 50
    unit: "Words" = ""  # what a row is, in the plural: "projects"

    def values(self, query: "QueryDict") -> dict[str, str]:
        """The filters that are set and what to: for a room's query that filters by itself."""
        return {each.filter.key: each.value for each in self._set(query)}

    def table(
        self,
        query: "QueryDict",
        rows: "QuerySet[Any, R] | Sequence[R]",
        *,
        within: "QuerySet[Any, R] | None" = None,
    ) -> Table[R]:
        """What the address asks for. Whatever it asks wrongly (an unknown column, an absent choice) is as if it had not
        been asked. ``within`` as for ``paged``.
        """
        settings = self._set(query)
        for each in settings:
            if each.filter.apply is not None:
                rows = each.filter.apply(rows, each.value)
        order = self._order(query.get("sort", ""))
        chosen = set(query.getlist("columns")) & {column.key for column in self.columns}
        rows = self._sorted(rows, order)
        asked = query.get("format", "")
        return Table(
            sheet=self,
            query=query,
            filters=tuple(settings),
            order=order,
            columns=tuple(column for column in self.columns if (column.key in chosen if chosen else column.chosen)),
            everything=rows,
            paged=paged(rows, number=page_number(query.get("page")), size=self.size, within=within),
            format=asked if asked in FORMATS else "",
        )

    def _set(self, query: "QueryDict") -> "Iterable[SetFilter]":
        settings = []
        for each in self.filters:
            value = query.get(each.key, "").strip().replace("\x00", "")[:LONGEST]
            offered = each.offered if each.kind == "choice" and value else ()
            if value and (each.kind != "choice" or value in {choice.value for choice in offered}):
                settings.append(SetFilter(filter=each, value=value, offered=offered))
        return settings

    def _order(self, asked: str) -> str:
        column = next((column for column in self.columns if column.key == asked.removeprefix("-")), None)
        return asked if column is not None and column.sortable else self.order

    def _sorted(self, rows: "QuerySet[Any, R] | Sequence[R]", order: str) -> "QuerySet[Any, R] | Sequence[R]":
        if not order:
            return rows
        column = next(column for column in self.columns if column.key == order.removeprefix("-"))
        descending = order.startswith("-")
        if isinstance(rows, QuerySet):
            return rows.order_by(*column.ordering(descending=descending), F("pk").asc()) if column.order else rows
        known = [row for row in rows if column.has_value(row)]
        unknown = [row for row in rows if not column.has_value(row)]
        return [*sorted(known, key=column.rank, reverse=descending), *unknown]
