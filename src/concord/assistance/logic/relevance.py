"""Which projects concern the plan's countries and serve its strategy, and how much of each."""

import math
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from concord.assistance.logic.classification import Classification
from concord.assistance.logic.shares import TOLERANCE, WHOLE
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
    """``share`` is the part of the project (0 to 1) that lies in the area, None where shares are missing: whether it
    is relevant follows from its places, how much of its money is here only from shares that somebody stated.
    """

    is_relevant: bool
    score: float
    share: float | None
    reasons: tuple[Reason, ...]


def country_shares(
    *, places: Iterable[PlaceFact], regions: Mapping[str, frozenset[str]] = REGIONS
) -> tuple[dict[str, float | None], float]:
    """The share of each country that has a part in the project, None for all where one of the shares is missing or
    they exceed the whole; and the share that lies in regions nobody can split.

    The rule of shares is that of ``logic.shares``. A region lies evenly in its members. Named places inside a country
    repeat it and are not counted.
    """
    stated = [each for each in places if each.country or each.region]
    if len(stated) == 1 and stated[0].share is None:
        stated = [replace(stated[0], share=1.0)]
    known = sum(each.share for each in stated if each.share is not None)
    lacks = any(each.share is None for each in stated) or known > 1 + TOLERANCE / WHOLE
    shares: dict[str, float] = {}
    unknown = 0.0
    for each in stated:
        if each.share == 0:
            continue
        share = (each.share or 0.0) / max(known, 1.0)
        members = frozenset((each.country,)) if each.country else regions.get(each.region, frozenset())
        if not members:
            unknown += share
        for country in members:
            shares[country] = shares.get(country, 0.0) + share / len(members)
    return (dict.fromkeys(shares) if lacks else dict(shares)), unknown


def relevance(
    *,
    classification: Classification,
    places: Iterable[PlaceFact],
    area: AbstractSet[str],
    regions: Mapping[str, frozenset[str]] = REGIONS,
) -> Relevance:
    """A project is relevant if some part of it lies in ``area`` (ISO 3166 alpha-2) and it serves a measure."""
    shares, unknown = country_shares(places=places, regions=regions)
    inside = {country: share for country, share in shares.items() if country in area}
    known = [share for share in inside.values() if share is not None]
    share = min(1.0, sum(known)) if len(known) == len(inside) else None
    reasons = [_place_reason(shares=shares, inside=inside, share=share, unknown=unknown)]
    keys = tuple(each.key for each in classification.measures)
    reasons.append(Reason("serves", keys) if keys else Reason("no_measure"))
    return Relevance(
        is_relevant=bool(keys) and bool(inside),
        score=classification.score if inside else 0.0,
        share=share,
        reasons=tuple(reasons),
    )


_STEPS, _DAYS = 4, 10_000_000


def concern(*, found: Relevance, starts_on: date | None) -> int:
    """Where a list puts a project: first those whose link to a measure is surest (in four steps; what a person
    confirmed or the publisher declared is the surest), among these the one that begins last. Without a start last.
    """
    step = math.ceil(found.score * _STEPS) if found.is_relevant else 0
    return step * _DAYS + (starts_on.toordinal() if starts_on else 0)


def _place_reason(
    *, shares: Mapping[str, float | None], inside: Mapping[str, float | None], share: float | None, unknown: float
) -> Reason:
    if not shares and not unknown:
        return Reason("no_place")
    if not inside:
        return Reason("outside_area", tuple(sorted(shares)), 0.0)
    whole = len(inside) == len(shares) and not unknown if share is None else share > 1 - 1e-6
    return Reason("in_area" if whole else "partly_in_area", tuple(sorted(inside)), share)
