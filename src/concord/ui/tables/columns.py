from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from django.db.models import F
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from concord.ui import dates, numbers
from concord.ui.components import Badge
from concord.ui.language import Words, localised, localised_html
from concord.ui.numbers import Money
from concord.ui.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models.expressions import OrderBy

R = TypeVar("R")

CellValue: TypeAlias = "Words | int | float | Decimal | date | datetime | Money | Badge | tuple[Words, ...] | None"
Exported: TypeAlias = str | int | float | Decimal | date | datetime | bool | None


@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """How a value looks follows from its type: texts and strings, numbers, dates, Money, Badge, bool, tuples of words.

    `order` names model fields, for a queryset ("{language}" stands for the reader's: "title__{language}"); a column
    of a plain sequence sorts by its value and needs no `order`, only `sortable`.
    """

    key: str  # in addresses and exports
    label: Words
    value: "Callable[[R], CellValue]"
    url: "Callable[[R], str] | None" = None
    order: tuple[str, ...] = ()
    sortable: bool = True
    chosen: bool = True  # shown until the reader chooses otherwise
    numeric: bool = False  # set to the end of the cell
    money: bool = False  # values are Money or None: a file then has a second column for the currency
    heading: bool = False  # the cell names its row
    help: Words = ""

    def html(self, row: R) -> str:
        shown = cell_html(self.value(row))
        address = self.url(row) if self.url else ""
        return format_html('<a href="{}">{}</a>', address, shown) if address and shown else shown

    def exported(self, row: R) -> "tuple[Exported, ...]":
        """One value, or two for money: the amount and its currency."""
        value = self.value(row)
        if not self.money:
            return (cell_exported(value),)
        return (value.amount, value.currency) if isinstance(value, Money) else (None, None)

    def ordering(self, *, descending: bool) -> "list[OrderBy]":
        language = (get_language() or "en").partition("-")[0]
        fields = (F(name.format(language=language)) for name in self.order)
        return [field.desc(nulls_last=True) if descending else field.asc(nulls_last=True) for field in fields]

    def rank(self, row: R) -> Any:
        """A key that sorts plain sequences; only rows that have a value are asked."""
        value = self.value(row)
        if isinstance(value, bool | int | float | Decimal | datetime | date | Money):
            return value
        return str(cell_exported(value)).casefold()

    def has_value(self, row: R) -> bool:
        value = self.value(row)
        return value is not None and value not in ("", ())


def cell_html(value: CellValue) -> str:
    if isinstance(value, Badge):
        return badge_html(value)
    if isinstance(value, tuple):
        return format_html_join(", ", "{}", ((localised_html(each),) for each in value))
    if isinstance(value, date):
        return str(dates.moment(value) if isinstance(value, datetime) else dates.day(value))
    if isinstance(value, bool | int | float | Decimal | Money):
        return _number_words(value)
    return str(format_html("{}", localised_html(value)))


def badge_html(badge: Badge) -> str:
    return format_html(
        '<span class="badge" data-tone="{}"><span class="badge-shape"></span>{}</span>',
        badge.tone,
        localised_html(badge.label),
    )


def _number_words(value: bool | float | Decimal | Money) -> str:  # noqa: FBT001 - a value among others
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return numbers.money(value) if isinstance(value, Money) else numbers.number(value)


def cell_exported(value: CellValue) -> "Exported":
    """What a file holds: numbers, dates and truth values as such, everything else as words."""
    if isinstance(value, Badge):
        return localised(value.label)
    if isinstance(value, tuple):
        return "; ".join(localised(each) for each in value)
    if isinstance(value, Text | Promise):
        return localised(value)
    if isinstance(value, Money):
        return numbers.money(value)
    return value
