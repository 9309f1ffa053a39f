from decimal import Decimal

import pytest
from django.utils import translation

from concord.ui.numbers import Money, money, number, percent

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (0, "0"),
        (1234567, "1,234,567"),
        (Decimal("0.50"), "0.5"),
        (3.14159, "3.14"),
        (Decimal("1E+3"), "1,000"),
        (2.999, "3"),
        (999_999.995, "1,000,000"),
        (-4, "-4"),
    ],
)
def test_number(value: object, said: str):
    with translation.override("en"):
        assert number(value) == said


def test_number_in_russian_is_grouped_by_spaces():
    with translation.override("ru"):
        assert number(Decimal("1234567.5")) == f"1{NB}234{NB}567,5"


@pytest.mark.parametrize(("share", "said"), [(0.345, "35%"), (Decimal("0.004"), "0%"), (1, "100%"), (None, "")])
def test_percent(share: object, said: str):
    with translation.override("en"):
        assert percent(share) == said


def test_percent_with_places():
    assert percent(Decimal("0.3456"), 1) == "34.6%"


@pytest.mark.parametrize(
    ("value", "compact", "said"),
    [
        (Money(Decimal(1250000), "USD"), False, f"USD{NB}1,250,000"),
        (Money(Decimal("1249999.51"), "USD"), False, f"USD{NB}1,250,000"),
        (Money(Decimal("12.5"), "EUR"), False, f"EUR{NB}12.50"),
        (Money(Decimal(1250000), "USD"), True, f"USD{NB}1.25{NB}million"),
        (Money(Decimal(3_000_000_000), "USD"), True, f"USD{NB}3{NB}billion"),
        (Money(Decimal(900), "USD", 2011), True, f"USD{NB}900 (2011 rate)"),
    ],
)
def test_money(value: Money, compact: bool, said: str):  # noqa: FBT001 - a parameter of the table
    with translation.override("en"):
        assert money(value, compact=compact) == said


def test_money_of_nothing():
    assert money(None) == ""
