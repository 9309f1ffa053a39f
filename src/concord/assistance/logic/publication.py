"""From what is held here back to an IATI activity."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from concord.assistance.terms import Flow, PlaceFact, ProjectFacts
from concord.iati.values import (
    Activity,
    ActivityDate,
    Budget,
    Country,
    Location,
    Money,
    Narrative,
    ParticipatingOrg,
    Region,
    ReportingOrg,
    Tag,
)
from concord.ui.text import Text

OWN_VOCABULARY = "99"
_PERCENT = Decimal("0.01")


def activity_from(
    *,
    facts: ProjectFacts,
    identifier: str,
    measures: Collection[str],
    published: Activity | None,
    edited: Collection[str],
) -> Activity:
    """The publication with what was changed here in place of what it says; for a project entered by hand, all that IATI
    has a place for. ``measures`` that a person confirmed become tags.
    """
    base = published or _entered(facts, identifier)
    changes: dict[str, Any] = {}
    if published is not None:
        if "title" in edited:
            changes["titles"] = narratives(facts.title)
        if "description" in edited:
            changes["descriptions"] = (("1", narratives(facts.description)),)
        if "status" in edited and facts.status and facts.status.isdigit():
            changes["status"] = facts.status.value
        if {"starts_on", "ends_on"} & set(edited):
            changes["dates"] = _dates(facts)
        if "parties" in edited:
            changes["participating_orgs"] = _parties(facts)
        if "places" in edited:
            changes |= _places(facts)
    tags = tuple(Tag(code=key, vocabulary=OWN_VOCABULARY) for key in measures)
    own = tuple(tag for tag in base.tags if (tag.vocabulary, tag.code) not in {(t.vocabulary, t.code) for t in tags})
    return replace(base, **changes, tags=(*own, *tags))


def narratives(text: Text) -> tuple[Narrative, ...]:
    return tuple(Narrative(words, "" if language == "und" else language) for language, words in text.items)


def _entered(facts: ProjectFacts, identifier: str) -> Activity:
    places = _places(facts)
    return Activity(
        identifier=identifier,
        reporting_org=ReportingOrg(
            ref=facts.reporting_ref, names=(Narrative(facts.reporter_name),) if facts.reporter_name else ()
        ),
        titles=narratives(facts.title),
        descriptions=(("1", narratives(facts.description)),) if facts.description else (),
        participating_orgs=_parties(facts),
        status=facts.status.value if facts.status and facts.status.isdigit() else "1",
        dates=_dates(facts),
        countries=places["countries"],
        regions=places["regions"],
        locations=places["locations"],
        budgets=tuple(
            Budget(
                value=Money(row.value, row.currency, date(row.rate_year or row.year, 1, 1)),
                start=date(row.year, 1, 1),
                end=date(row.year, 12, 31),
            )
            for row in facts.money
            if row.flow == Flow.BUDGET and row.year
        ),
        hierarchy=facts.hierarchy,
    )


def _dates(facts: ProjectFacts) -> tuple[ActivityDate, ...]:
    start, end = ("2", "4") if facts.dates_are_actual else ("1", "3")
    return tuple(ActivityDate(kind, on) for kind, on in ((start, facts.starts_on), (end, facts.ends_on)) if on)


def _parties(facts: ProjectFacts) -> tuple[ParticipatingOrg, ...]:
    """Roles that IATI does not have (host, co-organiser, lead) are told as accountable."""
    return tuple(
        ParticipatingOrg(
            role=party.role.value if party.role.isdigit() else "2",
            ref=party.ref,
            names=(Narrative(party.name),) if party.name else (),
        )
        for party in facts.parties
    )


class _Places(TypedDict):
    countries: tuple[Country, ...]
    regions: tuple[Region, ...]
    locations: tuple[Location, ...]


def _places(facts: ProjectFacts) -> _Places:
    countries = tuple(Country(p.country, _percent(p)) for p in facts.places if p.country and not p.name)
    regions = tuple(
        Region(code=code, vocabulary=vocabulary, percentage=_percent(p))
        for p in facts.places
        for vocabulary, _colon, code in (p.region.partition(":"),)
        if p.region
    )
    locations = tuple(Location(names=(Narrative(p.name),)) for p in facts.places if p.name and p.country)
    return {"countries": countries, "regions": regions, "locations": locations}


def _percent(place: PlaceFact) -> Decimal | None:
    return None if place.share is None else (Decimal(str(place.share)) * 100).quantize(_PERCENT).normalize()
