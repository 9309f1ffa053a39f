"""Allocation shares: what part of a project belongs to each place, purpose and measure.

One rule, here where publications are read and in coverage where money is counted: **a share that nobody stated is not
invented.** A lone item has the whole. Sums within two hundredths of the whole are rounding and are made exact; of a
smaller sum the rest belongs to nothing. Where shares are missing beside others, or exceed the whole, the project counts
in each place and its money in none of them: it is shown as not allocated.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

K = TypeVar("K")

WHOLE = 100.0
TOLERANCE = 2.0


def shares(percentages: Sequence[Decimal | None]) -> tuple[float | None, ...]:
    """Published percentages as shares of 1.

    A lone item has the whole (IATI: "100 is assumed") unless a smaller part was stated. Percentages that are partly
    missing, negative, or exceed the whole say nothing reliable: None for all.
    """
    nothing_said: tuple[float | None, ...] = (1.0,) if len(percentages) == 1 else (None,) * len(percentages)
    values = [float(p) for p in percentages if p is not None and p >= 0]
    total = sum(values)
    if len(values) < len(percentages) or total <= 0 or total > WHOLE + TOLERANCE:
        return nothing_said
    base = total if total >= WHOLE - TOLERANCE else WHOLE
    return tuple(value / base for value in values)


def place_shares(
    *, countries: Sequence[Decimal | None], regions: Sequence[Decimal | None]
) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
    """Shares of the countries and of the regions beside them. Together they make one whole in IATI; where the countries
    alone already do, or say nothing about shares, the regions repeat them and count for nothing.
    """
    if not countries:
        return (), shares(regions)
    if not regions:
        return shares(countries), ()
    together = shares((*countries, *regions))
    if None not in together:
        return together[: len(countries)], together[len(countries) :]
    return shares(countries), (0.0,) * len(regions)


def weighted_shares(weights: Mapping[K, Decimal]) -> dict[K, float | None]:
    """Shares in proportion to sums of money; None for all where a sum is negative or all are zero."""
    if len(weights) == 1:
        return dict.fromkeys(weights, 1.0)
    total = sum(weights.values())
    if total <= 0 or any(weight < 0 for weight in weights.values()):
        return dict.fromkeys(weights)
    return {key: float(weight / total) for key, weight in weights.items()}


def measure_shares(scores: Mapping[K, float]) -> dict[K, float]:
    """How a project's money is split over the measures that count for it: by score, equally where all scores are 0."""
    total = sum(scores.values())
    if total <= 0:
        return {key: 1 / len(scores) for key in scores}
    return {key: score / total for key, score in scores.items()}
