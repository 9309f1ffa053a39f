"""Which projects concern the plan's countries and serve its strategy, and how much of each."""

import math
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from concord.assistance.logic.classification import Classification
from concord.assistance.terms import PlaceFact

_CENTRAL_ASIA = frozenset(("KZ", "KG", "TJ", "TM", "UZ"))
_SOUTH_ASIA = frozenset(("AF", "BD", "BT", "IN", "LK", "MM", "MV", "NP", "PK"))
_CAUCASUS = frozenset(("AM", "AZ", "GE"))

#: Members of the regions that publishers use for the area, by IATI vocabulary and code: 1 is OECD DAC, 2 is UN M49.
REGIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "1:619": _CENTRAL_ASIA,
        "1:679": _SOUTH_ASIA,
        "1:689": _CENTRAL_ASIA | _SOUTH_ASIA | _CAUCASUS,
        "2:143": _CENTRAL_ASIA,
        "2:034": _SOUTH_ASIA - {"MM"} | {"IR"},
    }
)

ReasonCode = Literal["serves", "in_area", "partly_in_area", "no_measure", "outside_area", "no_place"]


@dataclass(frozen=True, slots=True)
class Reason:
    """``serves`` carries the keys of measures; the reasons of place carry countries or regions."""

    code: ReasonCode
    values: tuple[str, ...] = ()
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """``share`` is the part of the project (0 to 1) that lies in the area; ``countries`` splits it, and what a region
    shares out evenly among its members is in them too. A project relevant for two hundredths counts two hundredths.
    """

    is_relevant: bool
    score: float
    share: float
    countries: tuple[tuple[str, float], ...]
    reasons: tuple[Reason, ...]


def country_shares(
    *, places: Iterable[PlaceFact], regions: Mapping[str, frozenset[str]] = REGIONS
) -> tuple[dict[str, float], float]:
    """The share of each country, and the share that lies in regions nobody can split.

    Missing shares split evenly what the stated ones leave; sums above 1 are scaled down to 1; a region is split
    evenly among its members. Named places inside a country repeat it and are not counted.
    """
    stated = [each for each in places if each.country or each.region]
    known = sum(each.share for each in stated if each.share is not None)
    missing = [each for each in stated if each.share is None]
    left = max(0.0, 1 - known) / len(missing) if missing else 0.0
    scale = 1 / known if known > 1 else 1.0
    shares: dict[str, float] = {}
    unknown = 0.0
    for each in stated:
        share = left if each.share is None else each.share * scale
        members = frozenset((each.country,)) if each.country else regions.get(each.region, frozenset())
        if not members:
            unknown += share
        for country in members:
            shares[country] = shares.get(country, 0.0) + share / len(members)
    return shares, unknown


def relevance(
    *,
    classification: Classification,
    places: Iterable[PlaceFact],
    area: AbstractSet[str],
    regions: Mapping[str, frozenset[str]] = REGIONS,
) -> Relevance:
    """A project is relevant if some part of it lies in ``area`` (ISO 3166 alpha-2) and it serves a measure."""
    shares, unknown = country_shares(places=places, regions=regions)
    inside = {country: share for country, share in shares.items() if country in area and share > 0}
    share = min(1.0, sum(inside.values()))
    reasons = [_place_reason(shares=shares, inside=inside, share=share, unknown=unknown)]
    keys = tuple(each.key for each in classification.measures)
    reasons.append(Reason("serves", keys) if keys else Reason("no_measure"))
    return Relevance(
        is_relevant=bool(keys) and share > 0,
        score=classification.score if share > 0 else 0.0,
        share=share,
        countries=tuple(sorted(inside.items(), key=lambda each: (-each[1], each[0]))),
        reasons=tuple(reasons),
    )


_STEPS, _DAYS = 4, 10_000_000


def concern(*, found: Relevance, starts_on: date | None) -> int:
    """Where a list puts a project: first those whose link to a measure is surest (in four steps; what a person
    confirmed or the publisher declared is the surest), among these the one that begins last. Without a start last.
    """
    step = math.ceil(found.score * _STEPS) if found.is_relevant else 0
    return step * _DAYS + (starts_on.toordinal() if starts_on else 0)


def _place_reason(*, shares: dict[str, float], inside: dict[str, float], share: float, unknown: float) -> Reason:
    if not shares and not unknown:
        return Reason("no_place")
    if not inside:
        return Reason("outside_area", tuple(sorted(shares)), 0.0)
    code: ReasonCode = "in_area" if share > 1 - 1e-6 else "partly_in_area"
    return Reason(code, tuple(sorted(inside)), share)
