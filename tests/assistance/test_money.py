"""Sums by flow, year and currency; dollars at the rate of a year."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from concord.assistance.logic.money import Headline, headline, in_usd, summed
from concord.assistance.terms import Flow, MoneyFact

facts = st.builds(
    MoneyFact,
    flow=st.sampled_from(Flow),
    year=st.none() | st.integers(2010, 2012),
    currency=st.sampled_from(["", "USD", "EUR"]),
    value=st.decimals(min_value=-(10**6), max_value=10**6, places=2),
    rate_year=st.none() | st.integers(2010, 2011),
)


@given(st.lists(facts))
def test_summing_loses_no_money_and_no_item(items: list[MoneyFact]):
    rows = summed(items)
    assert sum(row.value for row in rows) == sum(item.value for item in items)
    assert sum(row.items for row in rows) == len(items)
    keys = [(row.flow, row.year, row.currency, row.rate_year) for row in rows]
    assert len(keys) == len(set(keys))
    assert summed(rows) == rows
    assert summed(reversed(items)) == rows


def test_what_cannot_be_converted_is_unknown_never_zero():
    rates = {("EUR", 2020): Decimal("0.8755")}
    assert in_usd(value=Decimal(100), currency="EUR", year=2020, rates=rates) == Decimal("114.22")
    assert in_usd(value=Decimal(100), currency="USD", year=None, rates=rates) == Decimal("100.00")
    assert in_usd(value=Decimal(100), currency="TMT", year=2020, rates=rates) is None
    assert in_usd(value=Decimal(100), currency="EUR", year=None, rates=rates) is None
    assert in_usd(value=Decimal(100), currency="", year=2020, rates=rates) is None
    assert in_usd(value=Decimal(-100), currency="EUR", year=2020, rates=rates) == Decimal("-114.22")


def test_the_headline_never_adds_two_kinds_of_money():
    budget, commitment = (Flow.BUDGET, Decimal(10)), (Flow.COMMITMENT, Decimal(7))
    spent, paid = (Flow.EXPENDITURE, Decimal(3)), (Flow.DISBURSEMENT, Decimal(2))
    assert headline([spent, budget, commitment]) == Headline(Flow.BUDGET, Decimal(10))
    assert headline([spent, commitment]) == Headline(Flow.COMMITMENT, Decimal(7))
    assert headline([spent, paid]) == Headline(Flow.DISBURSEMENT, Decimal(5))
    assert headline([budget, (Flow.BUDGET, None)]) == Headline(Flow.BUDGET, None)
    assert headline([(Flow.PLANNED, Decimal(9))]) == Headline()
