"""Allocation shares: what part of a project belongs to each place, purpose and measure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

K = TypeVar("K")

WHOLE = 100.0
TOLERANCE = 1.0


def shares(percentages: Sequence[Decimal | None]) -> tuple[float | None, ...]:
    """Published percentages as shares of 1.

    A lone item without percentage has the whole (IATI: "100 is assumed"). Sums within one point of 100 are made exact.
    A smaller sum stands, and the rest is allocated to nothing. Percentages that are partly missing, negative, or exceed
    the whole say nothing reliable: None for all, and readers split equally.
    """
    if len(percentages) == 1 and percentages[0] is None:
        return (1.0,)
    if not percentages or any(p is None or p < 0 for p in percentages):
        return (None,) * len(percentages)
    values = [float(p) for p in percentages if p is not None]
    total = sum(values)
    if total <= 0 or total > WHOLE + TOLERANCE:
        return (None,) * len(values)
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
