"""A chart is a table that is also drawn: one set of rows feeds the picture, its twin and the downloads."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from concord.ui.dates import day_words
from concord.ui.language import Words, localised
from concord.ui.numbers import number
from concord.ui.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind: TypeAlias = Literal["bars", "stacked", "lines", "grid", "flow", "spans", "map"]
Value: TypeAlias = Words | int | float | Decimal | date | None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Columns by kind: bars, stacked, lines: category, then one numeric column for each series. grid: row, column,
    number. flow: from, to, amount. spans: label, group, first day, last day. map: ISO 3166-1 numeric code, country,
    number.
    """

    key: str  # unique on the page
    kind: Kind
    title: Words
    summary: Words  # what the picture says, in a sentence: its text alternative
    columns: tuple[Words, ...]
    rows: "Sequence[tuple[Value, ...]]"
    links: tuple[str, ...] = ()  # an address for each row
    unit: Words = ""
    note: Words = ""
    source: Words = ""
    table_url: str = ""  # the same data as CSV from the server
    boundaries: str = "ui/vendor/central-asia.json"  # map only: a TopoJSON among the static files

    @property
    def drawn(self) -> dict[str, Any]:
        """What the browser draws: plain words in the active language, numbers as numbers, days as ISO strings."""
        return {
            "kind": self.kind,
            "title": localised(self.title),
            "unit": localised(self.unit),
            "columns": [localised(column) for column in self.columns],
            "rows": [[_plain(value) for value in row] for row in self.rows],
            "links": list(self.links),
        }

    @property
    def shown_columns(self) -> tuple[Words, ...]:
        return self.columns[self._hidden :]

    @property
    def shown_rows(self) -> "list[tuple[str, list[tuple[str, bool]]]]":
        """Each row of the twin: its link and its cells in words, with whether they are numbers."""
        links = (*self.links, *[""] * (len(self.rows) - len(self.links)))
        return [
            (link, [(_said(value), isinstance(value, int | float | Decimal)) for value in row[self._hidden :]])
            for link, row in zip(links, self.rows, strict=True)
        ]

    @property
    def _hidden(self) -> int:
        """A map's first column is a code for the machine."""
        return 1 if self.kind == "map" else 0


def _plain(value: Value) -> str | float | None:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | float) else localised(value)


def _said(value: Value) -> str:
    if isinstance(value, int | float | Decimal):
        return number(value)
    if isinstance(value, date):
        return day_words(value)
    return localised(value) if isinstance(value, Text) or value else ""
