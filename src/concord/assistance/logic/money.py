"""Sums of money: one row per flow, year and currency; dollars at the rate of a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from concord.assistance.terms import Flow, MoneyFact

Rates = Mapping[tuple[str, int], Decimal]
CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 17


@dataclass(frozen=True, slots=True)
class Headline:
    """What a list shows of a project's money; ``usd`` is None where a part of it cannot be converted."""

    flow: Flow | None = None
    usd: Decimal | None = None


def summed(items: Iterable[MoneyFact]) -> tuple[MoneyFact, ...]:
    """One fact per flow, year, currency and rate year, in that order; items are counted, zero sums kept."""
    sums: dict[tuple[Flow, int | None, str, int | None], list[Decimal | int]] = {}
    for item in items:
        row = sums.setdefault((item.flow, item.year, item.currency, item.rate_year), [Decimal(0), 0])
        row[0] += item.value
        row[1] += item.items
    return tuple(
        MoneyFact(flow, year, currency, Decimal(value).quantize(CENT, ROUND_HALF_EVEN), rate_year, int(count))
        for (flow, year, currency, rate_year), (value, count) in sorted(
            sums.items(), key=lambda pair: (pair[0][0], pair[0][1] or 0, pair[0][2], pair[0][3] or 0)
        )
    )


def in_usd(*, value: Decimal, currency: str, year: int | None, rates: Rates) -> Decimal | None:
    """At the annual average rate (currency units per dollar); None if there is no rate: not convertible, never zero."""
    if currency == "USD":
        return value.quantize(CENT, ROUND_HALF_EVEN)
    rate = rates.get((currency, year)) if currency and year else None
    return (value / rate).quantize(CENT, ROUND_HALF_EVEN) if rate else None


def headline(money: Iterable[tuple[Flow, Decimal | None]]) -> Headline:
    """Budgets; without budgets commitments; without these what was disbursed or spent. Never a sum of two kinds."""
    rows = tuple(money)
    for flows in ((Flow.BUDGET,), (Flow.COMMITMENT,), (Flow.DISBURSEMENT, Flow.EXPENDITURE)):
        found = [usd for flow, usd in rows if flow in flows]
        if found:
            whole = None if None in found else sum((usd for usd in found if usd is not None), Decimal(0))
            return Headline(flow=flows[0], usd=whole)
    return Headline()
