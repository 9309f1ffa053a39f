"""From facts to rows, and back."""

import zlib
from dataclasses import dataclass
from decimal import Decimal

from concord.assistance.actions.inserting import Value
from concord.assistance.actions.judging import Judge
from concord.assistance.actions.matching import Matcher
from concord.assistance.logic.conversion import facts_of
from concord.assistance.logic.folding import MARKS, folded, marks_of, words_of
from concord.assistance.logic.money import Rates, headline, in_usd
from concord.assistance.models import (
    Project,
    ProjectLink,
    ProjectMoney,
    ProjectPart,
    ProjectParty,
    ProjectPlace,
    ProjectRecord,
    ProjectSector,
)
from concord.assistance.queries.published import activity_of
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
from concord.iati import Activity

EVERYTHING = "an act on a project works on all its rows, whoever reads them"
SCALARS = (
    "title",
    "description",
    "status",
    "starts_on",
    "ends_on",
    "dates_are_actual",
    "reporter_name",
    "is_secondary_report",
    "hierarchy",
)
PARTS = ("parties", "places", "sectors", "money", "links")
PART_MODELS: dict[str, type[ProjectPart]] = {
    "parties": ProjectParty,
    "places": ProjectPlace,
    "sectors": ProjectSector,
    "money": ProjectMoney,
    "links": ProjectLink,
}
MARKED = ("project", "originator", "audience")
COLUMNS: dict[str, tuple[str, ...]] = {
    "parties": (*MARKED, "role", "organisation", "ref", "name"),
    "places": (*MARKED, "country", "region", "name", "share"),
    "sectors": (*MARKED, "vocabulary", "code", "name", "share"),
    "money": (*MARKED, "flow", "year", "currency", "rate_year", "value", "usd", "items"),
    "links": (*MARKED, "kind", "identifier"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What turning facts into rows needs to know, read once. Without a judge nothing is classified."""

    matcher: Matcher
    rates: Rates
    judge: Judge | None


def set_scalar(project: Project, facts: ProjectFacts, field: str) -> None:
    value = getattr(facts, field)
    setattr(project, field, (value or "") if field == "status" else value)


def set_derived(project: Project, facts: ProjectFacts, *, tools: Tools) -> None:
    """What follows from the facts that the project holds: reporter, codes, sort key, headline."""
    if facts.reporting_ref or facts.reporter_name:
        project.reporter_id = reporter_of(
            ref=facts.reporting_ref, name=facts.reporter_name, originator_id=project.originator_id, by=tools.matcher
        )
    project.tags = [list(tag) for tag in facts.tags]
    project.markers = [list(marker) for marker in facts.markers]
    project.sort_title = folded(str(project.title))[:120]
    money = headline((row.flow, usd_of(row, rates=tools.rates)) for row in facts.money)
    project.headline_flow = money.flow or ""
    project.headline_usd = money.usd


def reporter_of(*, ref: str, name: str, originator_id: int, by: Matcher) -> int | None:
    """By reference before name; but who gives its own reference and another's name is taken at the name, which is what
    people read.
    """
    found = by.match(ref=ref, name=name)
    if found == originator_id:
        return by.match(ref="", name=name) or found
    return found


def usd_of(row: MoneyFact, *, rates: Rates) -> Decimal | None:
    return in_usd(value=row.value, currency=row.currency, year=row.rate_year or row.year, rates=rates)


def part_values(*, project: Project, facts: ProjectFacts, part: str, tools: Tools) -> list[tuple[Value, ...]]:
    """The rows of one kind of part as values in the order of ``COLUMNS``; the project must be saved."""
    marked = (project.pk, project.originator_id, project.audience_id)
    match part:
        case "parties":
            match = tools.matcher.match
            return [(*marked, p.role.value, match(ref=p.ref, name=p.name), p.ref, p.name) for p in facts.parties]
        case "places":
            return [(*marked, p.country, p.region, p.name, p.share) for p in facts.places]
        case "sectors":
            return [(*marked, s.vocabulary, s.code, s.name, s.share) for s in facts.sectors]
        case "money":
            return [
                (*marked, m.flow.value, m.year, m.currency, m.rate_year, m.value, usd_of(m, rates=tools.rates), m.items)
                for m in facts.money
            ]
        case "links":
            return [(*marked, link.kind.value, link.identifier) for link in facts.links]
        case _:
            raise KeyError(part)


SEARCHED = ("words", *(f"marks_{number}" for number in range(MARKS)))


def searched(*, project: Project, facts: ProjectFacts) -> tuple[str | int, ...]:
    """The folded words of everything one would search a project by, with their marks, in the order of ``SEARCHED``."""
    words = words_of(
        (
            *(said for _language, said in project.title.items),
            *(said for _language, said in project.description.items),
            project.iati_identifier,
            project.reporter_name,
            *(party.name for party in facts.parties),
        )
    )
    return words, *marks_of(words)


def packed(activity: Activity) -> bytes:
    return zlib.compress(activity.source.document(), 1) if activity.source else b""


def published_facts(record: ProjectRecord | None) -> ProjectFacts:
    """What was last published; nothing for a project entered by hand."""
    activity = activity_of(record) if record is not None else None
    return facts_of(activity)[0] if activity is not None else ProjectFacts()


def held_facts(project: Project) -> ProjectFacts:
    """The facts as the database holds them, edits included; reads the project's parts, which may be prefetched."""
    return ProjectFacts(
        iati_identifier=project.iati_identifier,
        reporting_ref=project.reporting_ref,
        reporter_name=project.reporter_name,
        is_secondary_report=project.is_secondary_report,
        hierarchy=project.hierarchy,
        title=project.title,
        description=project.description,
        status=Status(project.status) if project.status else None,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        dates_are_actual=project.dates_are_actual,
        published_at=project.published_at,
        parties=tuple(PartyFact(PartyRole(p.role), p.ref, p.name) for p in project.parties.all()),
        places=tuple(PlaceFact(p.country, p.region, p.name, p.share) for p in project.places.all()),
        sectors=tuple(SectorFact(s.vocabulary, s.code, s.name, s.share) for s in project.sectors.all()),
        money=tuple(
            MoneyFact(Flow(m.flow), m.year, m.currency, m.value, m.rate_year, m.items) for m in project.money.all()
        ),
        links=tuple(LinkFact(Link(link.kind), link.identifier) for link in project.links.all()),
        tags=tuple((vocabulary, code) for vocabulary, code in project.tags),
        markers=tuple((vocabulary, code) for vocabulary, code in project.markers),
    )
