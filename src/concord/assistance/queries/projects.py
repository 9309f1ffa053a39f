"""Lists of projects: what a reader may see of them, narrowed by what the address asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.lookups import Exact

from concord.assistance.access import READ_PROJECT
from concord.assistance.logic.folding import marks_wanted, needles
from concord.assistance.models import (
    Project,
    ProjectMeasure,
    ProjectParty,
    ProjectPlace,
    ProjectRevision,
    ProjectSearch,
)
from concord.assistance.terms import PartyRole, Verdict
from concord.parties.models import Organisation
from concord.policy import Actor, visible

RELEVANT, EVERYTHING, OTHER = "relevant", "all", "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFilters:
    """Each narrows the list; empty leaves it. ``provider`` and ``implementer`` are codes of organisations, ``measure``
    a key, ``pillar`` as in ``GCTS:II``, ``year`` one in which the project ran, ``q`` words or an identifier.
    """

    q: str = ""
    country: str = ""
    measure: str = ""
    pillar: str = ""
    theme: str = ""
    provider: str = ""
    implementer: str = ""
    status: str = ""
    year: str = ""
    modality: str = ""
    beneficiary: str = ""
    relevance: str = ""
    pending: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """From an address; names that are no filters are left aside."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in values.items() if key in known})


def readable(*, actor: Actor) -> QuerySet[Project]:
    return visible(actor=actor, action=READ_PROJECT, queryset=Project.objects.all())


def projects(*, actor: Actor, filters: ProjectFilters) -> QuerySet[Project]:
    """Projects, those first that concern the plan most, then the latest begun; without a word on relevance only those
    that concern it.
    """
    rows = readable(actor=actor)
    if filters.relevance != EVERYTHING:
        rows = rows.filter(is_relevant__in=(filters.relevance != OTHER,))  # as a list it can follow an index
    if filters.country:
        places = visible(actor=actor, action=READ_PROJECT, queryset=ProjectPlace.objects.all())
        rows = rows.filter(Exists(places.filter(project=OuterRef("pk"), country=filters.country.upper())))
    rows = _by_measure(rows, actor, filters)
    for role, code in ((PartyRole.FUNDING, filters.provider), (PartyRole.IMPLEMENTING, filters.implementer)):
        if code:
            parties = visible(actor=actor, action=READ_PROJECT, queryset=ProjectParty.objects.all())
            named = Q(pk__in=parties.filter(role=role, organisation__code=code).values("project"))
            rows = rows.filter(
                named | Q(reporter__code=code, is_secondary_report=False) if role is PartyRole.FUNDING else named
            )
    for name in ("status", "modality", "beneficiary"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    if (year := _year(filters.year)) is not None:
        first, last = date(year, 1, 1), date(year, 12, 31)
        rows = rows.filter(Q(starts_on=None) | Q(starts_on__lte=last), Q(ends_on=None) | Q(ends_on__gte=first))
        rows = rows.exclude(starts_on=None, ends_on=None)
    if filters.pending:
        revisions = visible(actor=actor, action=READ_PROJECT, queryset=ProjectRevision.objects.all())
        rows = rows.filter(pk__in=revisions.filter(is_pending=True).values("project"))
    return _by_words(rows, actor, filters.q).order_by("-is_relevant", "-concern", "pk")


_LISTED = (
    "uuid",
    "iati_identifier",
    "title",
    "status",
    "starts_on",
    "ends_on",
    "headline_flow",
    "headline_usd",
    "modality",
    "beneficiary",
    "suggested",
    "is_secondary_report",
    "reporter_name",
    "originator__code",
    "originator__name",
    "reporter__name",
    "reporter__short_name",
    "updated_at",
)
_PARTIES = ("project_id", "role", "ref", "name", *(f"organisation__{name}" for name in ("code", "name", "short_name")))
_MEASURES = ("project_id", "score", "share", "verdict", "measure__key", "measure__number")
_PLACES = ("project_id", "country", "region", "name", "share")


def with_names(rows: QuerySet[Project], *, actor: Actor) -> QuerySet[Project]:
    """With what a list shows of each: places, measures that count, organisations. Three queries however many rows.
    Columns that no list shows are left in the database: reading one of them would cost a query for each row.
    """
    measures = ProjectMeasure.objects.exclude(verdict=Verdict.REJECTED).select_related("measure").only(*_MEASURES)
    parties = ProjectParty.objects.select_related("organisation").only(*_PARTIES)
    places = named_places().only(*_PLACES)
    listed = rows.select_related("originator", "reporter").only(*_LISTED)
    return listed.prefetch_related(
        Prefetch("places", visible(actor=actor, action=READ_PROJECT, queryset=places)),
        Prefetch("measures", visible(actor=actor, action=READ_PROJECT, queryset=measures)),
        Prefetch("parties", visible(actor=actor, action=READ_PROJECT, queryset=parties)),
    )


def named_places() -> QuerySet[ProjectPlace]:
    """Places with ``country_name`` and ``country_short``, the State's names where it is a known party."""
    states = Organisation.objects.filter(iso2=OuterRef("country")).exclude(iso2="")
    rows: QuerySet[ProjectPlace] = ProjectPlace.objects.annotate(
        country_name=Subquery(states.values("name")[:1]), country_short=Subquery(states.values("short_name")[:1])
    )
    return rows


def _year(said: str) -> int | None:
    """None for anything that is not a year in plain digits."""
    number = int(said) if said.isascii() and said.isdigit() and len(said) <= len("2030") else 0
    return number if date.min.year <= number < date.max.year else None


def _by_measure(rows: QuerySet[Project], actor: Actor, filters: ProjectFilters) -> QuerySet[Project]:
    asked = Q()
    if filters.measure:
        asked &= Q(measure__key=filters.measure)
    if filters.pillar:
        framework, _colon, number = filters.pillar.partition(":")
        asked &= Q(measure__pillar__framework__code=framework, measure__pillar__number=number)
    if filters.theme:
        asked &= Q(measure__themes__code=filters.theme)
    if not asked:
        return rows
    links = ProjectMeasure.objects.exclude(verdict=Verdict.REJECTED).filter(asked)
    return rows.filter(pk__in=visible(actor=actor, action=READ_PROJECT, queryset=links).values("project"))


def _by_words(rows: QuerySet[Project], actor: Actor, query: str) -> QuerySet[Project]:
    """Every word of the query must begin a word of the project, in any of its forms; or the query is its identifier."""
    wanted = needles(query)
    if not query.strip():
        return rows
    if not wanted:
        return rows.none()
    found = visible(actor=actor, action=READ_PROJECT, queryset=ProjectSearch.objects.all())
    for number, bits in enumerate(marks_wanted(wanted)):
        if bits:
            found = found.filter(Exact(F(f"marks_{number}").bitand(bits), bits))
    for needle in wanted:
        found = found.filter(words__contains=needle)
    return rows.filter(Q(pk__in=found.values("project")) | Q(iati_identifier=query.strip()))
