"""Numbers as the reader's language writes them; money always with its currency."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Number: TypeAlias = int | float | Decimal

_WHOLE_FROM = 1000  # amounts from here on are shown in whole units
_SCALES = ((10**9, "billion"), (10**6, "million"))


@dataclass(frozen=True, order=True)
class Money:
    """An amount in a currency (ISO 4217); `year` is that of the exchange rate, when it was converted."""

    amount: Decimal
    currency: str
    year: int | None = None


def number(value: Number | None, places: int | None = None) -> str:
    """Grouped: 1,234,567 or 1 234 567. Decimal places as given, else as the value has them, at most two."""
    if value is None:
        return ""
    if places is None:
        exact = Decimal(str(value)).quantize(Decimal("0.01")).normalize()
        exponent = exact.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return str(number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True))


def percent(share: Number | None, places: int = 0) -> str:
    """A share of one as a percentage: 0.34 is 34%."""
    if share is None:
        return ""
    return pgettext("percentage", "%(number)s%%") % {"number": number(Decimal(str(share)) * 100, places)}


def money(value: Money | None, *, compact: bool = False) -> str:
    """Such as "USD 1,250,000", with "(2011 rate)" when converted; compact: "USD 1.25 million"."""
    if value is None:
        return ""
    amount = _compact(value.amount) if compact else _full(value.amount)
    words = pgettext("money", "%(currency)s %(amount)s") % {"currency": value.currency, "amount": amount}
    words = words.replace(" ", "\N{NO-BREAK SPACE}")
    if value.year is None:
        return words
    return _("%(money)s (%(year)s rate)") % {"money": words, "year": value.year}


def _full(amount: Decimal) -> str:
    return number(amount, 0 if abs(amount) >= _WHOLE_FROM or amount == int(amount) else 2)


def _compact(amount: Decimal) -> str:
    for size, scale in _SCALES:
        if abs(amount) >= size:
            shown = number((amount / size).quantize(Decimal("0.01")))
            return (_("%(number)s billion") if scale == "billion" else _("%(number)s million")) % {"number": shown}
    return _full(amount)
