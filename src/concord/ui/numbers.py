"""Numbers as the reader's language writes them; money always with its currency."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Number: TypeAlias = int | float | Decimal

_LONGEST = 9  # digits
_WHOLE_FROM = 1000  # amounts from here on are shown in whole units
_SCALES = ((10**9, "billion"), (10**6, "million"))


@dataclass(frozen=True, order=True)
class Money:
    """An amount in a currency (ISO 4217); `year` is that of the exchange rate, when it was converted."""

    amount: Decimal
    currency: str
    year: int | None = None


def whole(said: str) -> int | None:
    """A number as addresses and forms carry it; nothing for anything else, or for what no database counts to."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _LONGEST else None


def number(value: Number | None, places: int | None = None) -> str:
    """Grouped: 1,234,567 or 1 234 567. Rounded half up to the places given, else to as many as the value has, at most
    two.
    """
    if value is None:
        return ""
    exact = Decimal(str(value))
    rounded = _rounded(exact, 2 if places is None else places)
    if places is None:
        exponent = rounded.normalize().as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
    return str(number_format(rounded, decimal_pos=places, use_l10n=True, force_grouping=True))


def _rounded(exact: Decimal, places: int) -> Decimal:
    """Django's own formatting cuts digits off instead."""
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


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
            shown = number(amount / size)
            return (_("%(number)s billion") if scale == "billion" else _("%(number)s million")) % {"number": shown}
    return _full(amount)
