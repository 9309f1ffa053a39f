"""From an IATI activity to the facts of a project."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from concord.assistance.logic.money import LARGEST, summed
from concord.assistance.logic.shares import place_shares, shares, weighted_shares
from concord.assistance.terms import (
    Flow,
    Link,
    LinkFact,
    MoneyFact,
    PartyFact,
    PartyRole,
    PlaceFact,
    ProjectFacts,
    SectorFact,
    Status,
)
from concord.iati.values import (
    Activity,
    Budget,
    Country,
    Money,
    Narrative,
    PlannedDisbursement,
    Region,
    Sector,
    Transaction,
    in_language,
)
from concord.parties.terms import Confidence
from concord.ui.text import Text

_FLOWS = {"1": Flow.INCOMING, "2": Flow.COMMITMENT, "3": Flow.DISBURSEMENT, "4": Flow.EXPENDITURE}
_RELATED = {"1": Link.PARENT, "2": Link.CHILD, "3": Link.SIBLING, "4": Link.CO_FUNDED, "5": Link.THIRD_PARTY}
_ROLES = {
    role.value: role for role in (PartyRole.FUNDING, PartyRole.ACCOUNTABLE, PartyRole.EXTENDING, PartyRole.IMPLEMENTING)
}
_STATUSES = {status.value: status for status in Status if status.value.isdigit()}
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_UNKNOWN_LANGUAGE = "und"
_INVISIBLE = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0000"))
_ORIGINAL_BUDGET = "1"
_NOT_TARGETED = "0"
CONFIDENCE_URI = "urn:concord:confidence"
_CONFIDENCE = {each.value: each for each in Confidence}


@dataclass(frozen=True, slots=True)
class Reservation:
    """Something said in the activity that its project could not take over as it stands."""

    rule: str
    message: str


@dataclass(slots=True)
class _Remarks:
    found: list[Reservation] = field(default_factory=list)

    def add(self, rule: str, message: str) -> None:
        self.found.append(Reservation(rule, message))


def facts_of(activity: Activity) -> tuple[ProjectFacts, tuple[Reservation, ...]]:
    """The facts, and what could not be taken over. Best dates: actual before planned; earliest start, latest end."""
    remarks = _Remarks()
    starts_on, start_is_actual = _best(activity, actual="2", planned="1", pick=min)
    ends_on, end_is_actual = _best(activity, actual="4", planned="3", pick=max)
    if starts_on and ends_on and ends_on < starts_on:
        remarks.add("dates-out-of-order", f"it ends on {ends_on} before it starts on {starts_on}")
    if activity.status not in _STATUSES:
        remarks.add(
            "status-unknown", f"the status is {activity.status!r}" if activity.status else "no status is stated"
        )
    reporting = activity.reporting_org
    facts = ProjectFacts(
        iati_identifier=activity.identifier[:300],
        reporting_ref=reporting.ref[:200],
        reporter_name=_cut(in_language(reporting.names, language="en"), 300),
        is_secondary_report=reporting.secondary,
        hierarchy=activity.hierarchy or 1,
        title=text_of(activity.titles),
        description=text_of(narrative for _type, narratives in activity.descriptions for narrative in narratives),
        status=_STATUSES.get(activity.status),
        starts_on=starts_on,
        ends_on=ends_on,
        dates_are_actual=bool(starts_on or ends_on) and start_is_actual and end_is_actual,
        published_at=_zoned(activity.last_updated_at),
        parties=_parties(activity, remarks),
        places=_places(activity, remarks),
        sectors=_sectors(activity),
        money=summed(_money(activity, remarks)),
        links=_links(activity),
        source=next((d.url[:500] for d in activity.documents if d.url.startswith(("http://", "https://"))), ""),
        confidence=next((_CONFIDENCE.get(t.code) for t in activity.tags if t.vocabulary_uri == CONFIDENCE_URI), None),
        tags=tuple((tag.vocabulary, tag.code) for tag in activity.tags if tag.code),
        markers=tuple(
            (m.vocabulary, m.code) for m in activity.policy_markers if m.code and m.significance != _NOT_TARGETED
        ),
    )
    return facts, tuple(remarks.found)


def text_of(narratives: Iterable[Narrative]) -> Text:
    """One text from all narratives: several in one language stand as paragraphs, none is dropped."""
    words: dict[str, list[str]] = {}
    for narrative in narratives:
        language = narrative.language if _TAG.fullmatch(narrative.language) else _UNKNOWN_LANGUAGE
        said = narrative.text.translate(_INVISIBLE).strip()
        if said and said not in words.setdefault(language, []):
            words[language].append(said)
    return Text(tuple(sorted((language, "\n\n".join(said)) for language, said in words.items() if said)))


def _zoned(moment: datetime | None) -> datetime | None:
    """A time without a zone is taken for UTC, as in most files of publishers."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _cut(text: str, length: int) -> str:
    return " ".join(text.translate(_INVISIBLE).split())[:length]


def _best(
    activity: Activity, *, actual: str, planned: str, pick: Callable[[list[date]], date]
) -> tuple[date | None, bool]:
    for kind in (actual, planned):
        days = [each.on for each in activity.dates if each.type == kind]
        if days:
            return pick(days), kind == actual
    return None, True


def _parties(activity: Activity, remarks: _Remarks) -> tuple[PartyFact, ...]:
    found: dict[PartyFact, None] = {}
    for org in activity.participating_orgs:
        role = _ROLES.get(org.role)
        name = _cut(in_language(org.names, language="en"), 300)
        if role is None:
            remarks.add("role-unknown", f"{name or org.ref or 'an organisation'} takes part in the role {org.role!r}")
        elif name or org.ref:
            found[PartyFact(role, org.ref[:200], name)] = None
    return tuple(found)


def _places(activity: Activity, remarks: _Remarks) -> tuple[PlaceFact, ...]:
    """Of the activity; if it names none, of its transactions, in proportion to their money."""
    if not activity.countries and not activity.regions:
        return _places_of_transactions(activity.transactions, remarks)
    countries = tuple(each for each in activity.countries if _is_country(each, remarks))
    country_shares, region_shares = place_shares(
        countries=[each.percentage for each in countries], regions=[each.percentage for each in activity.regions]
    )
    return (
        *(PlaceFact(country=c.code, share=share) for c, share in zip(countries, country_shares, strict=True)),
        *(_region(r, share) for r, share in zip(activity.regions, region_shares, strict=True)),
    )


def _is_country(country: Country, remarks: _Remarks) -> bool:
    good = len(country.code) == len("KZ") and country.code.isascii() and country.code.isalpha()
    if not good:
        remarks.add("country-unknown", f"{country.code!r} is not a country code")
    return good


def _region(region: Region, share: float | None) -> PlaceFact:
    name = _cut(in_language(region.names, language="en"), 200)
    return PlaceFact(region=f"{region.vocabulary}:{region.code}"[:20], name=name, share=share)


def _places_of_transactions(transactions: tuple[Transaction, ...], remarks: _Remarks) -> tuple[PlaceFact, ...]:
    weights: dict[PlaceFact, Decimal] = {}
    mixed = _currencies(transactions) > 1
    for transaction in _weighing(transactions, lambda t: bool(t.countries or t.regions)):
        places: list[PlaceFact] = [PlaceFact(country=c.code) for c in transaction.countries if _is_country(c, remarks)]
        if not places:
            places = [_region(region, None) for region in transaction.regions]
        for place in places:
            weights[place] = weights.get(place, Decimal(0)) + transaction.value.amount / len(places)
    found = weighted_shares(weights)
    return tuple(
        PlaceFact(p.country, p.region, p.name, None if mixed and len(found) > 1 else share)
        for p, share in found.items()
    )


def _sectors(activity: Activity) -> tuple[SectorFact, ...]:
    """Each vocabulary is a whole of its own; of the activity, or if it names none, of its transactions."""
    if activity.sectors:
        by_vocabulary: dict[str, list[Sector]] = {}
        for sector in activity.sectors:
            if sector.code:
                by_vocabulary.setdefault(sector.vocabulary, []).append(sector)
        return tuple(
            _sector(sector, share)
            for sectors in by_vocabulary.values()
            for sector, share in zip(sectors, shares([s.percentage for s in sectors]), strict=True)
        )
    weights: dict[str, dict[SectorFact, Decimal]] = {}
    mixed = _currencies(activity.transactions) > 1
    for transaction in _weighing(activity.transactions, lambda t: bool(t.sectors)):
        for sector in transaction.sectors:
            if sector.code:
                found = weights.setdefault(sector.vocabulary, {})
                fact = _sector(sector, None)
                found[fact] = found.get(fact, Decimal(0)) + transaction.value.amount
    return tuple(
        SectorFact(fact.vocabulary, fact.code, fact.name, None if mixed and len(found) > 1 else share)
        for found in weights.values()
        for fact, share in weighted_shares(found).items()
    )


def _sector(sector: Sector, share: float | None) -> SectorFact:
    name = _cut(in_language(sector.names, language="en"), 300)
    return SectorFact(sector.vocabulary[:10], sector.code[:60], name, share)


def _currencies(transactions: tuple[Transaction, ...]) -> int:
    return len({transaction.value.currency for transaction in transactions})


def _weighing(transactions: tuple[Transaction, ...], says: Callable[[Transaction], bool]) -> tuple[Transaction, ...]:
    """The transactions whose money weighs places or purposes: what went out; without such, commitments; else all.
    Those chosen must name all that is named, or a place without spending would be lost.
    """
    saying = tuple(t for t in transactions if says(t))
    named = {(t.countries, t.regions, t.sectors) for t in saying}
    for types in (("3", "4"), ("2",)):
        chosen = tuple(t for t in saying if t.type in types)
        if chosen and (len(named) == 1 or {(t.countries, t.regions, t.sectors) for t in chosen} == named):
            return chosen
    return saying


def _money(activity: Activity, remarks: _Remarks) -> Iterator[MoneyFact]:
    for budget in _current(activity.budgets):
        yield from _sum(Flow.BUDGET, budget.value, budget.start or budget.end, remarks)
    for planned in activity.planned_disbursements:
        yield from _sum(Flow.PLANNED, planned.value, planned.start or planned.end, remarks)
    for transaction in activity.transactions:
        yield from _sum(_FLOWS.get(transaction.type, Flow.OTHER), transaction.value, transaction.on, remarks)


def _current(budgets: tuple[Budget, ...]) -> tuple[Budget, ...]:
    """A revised budget replaces the original of the same period."""
    revised = {(b.start, b.end) for b in budgets if b.type != _ORIGINAL_BUDGET}
    return tuple(b for b in budgets if b.type != _ORIGINAL_BUDGET or (b.start, b.end) not in revised)


def _sum(flow: Flow, money: Money, on: date | None, remarks: _Remarks) -> Iterator[MoneyFact]:
    if abs(money.amount) >= LARGEST:
        remarks.add("amount-out-of-range", f"a {flow.value} of {money.amount} is larger than any sum we keep")
        return
    day = on or money.value_date
    valued = money.value_date or on
    code = money.currency.upper()
    known = len(code) == len("USD") and code.isascii() and code.isalpha()
    if not known and code:
        remarks.add("currency-unknown", f"{money.currency!r} is not a currency code")
    yield MoneyFact(
        flow, day.year if day else None, code if known else "", money.amount, valued.year if valued else None
    )


def _links(activity: Activity) -> tuple[LinkFact, ...]:
    found = {(_RELATED[r.type], r.ref) for r in activity.related_activities if r.type in _RELATED}
    found |= {(Link.FORMER, other.ref) for other in activity.other_identifiers if other.type == "B1"}
    found |= {(Link.PARTICIPANT, org.activity_id) for org in activity.participating_orgs}
    flows: tuple[Transaction | PlannedDisbursement, ...] = (*activity.transactions, *activity.planned_disbursements)
    for flow in flows:
        if flow.provider and flow.provider.activity_id:
            found.add((Link.PROVIDER, flow.provider.activity_id))
        if flow.receiver and flow.receiver.activity_id:
            found.add((Link.RECEIVER, flow.receiver.activity_id))
    return tuple(
        LinkFact(kind, identifier[:300])
        for kind, identifier in sorted(found)
        if identifier and identifier != activity.identifier
    )
