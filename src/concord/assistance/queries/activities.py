"""Projects as IATI activities, for those who may read them."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet

from concord.assistance.access import READ_PROJECT
from concord.assistance.logic.publication import activity_from
from concord.assistance.models import (
    Project,
    ProjectMeasure,
    ProjectMoney,
    ProjectParty,
    ProjectPlace,
    ProjectRecord,
)
from concord.assistance.queries.published import activity_of
from concord.assistance.terms import Flow, MoneyFact, PartyFact, PartyRole, PlaceFact, ProjectFacts, Status, Verdict
from concord.iati import Activity
from concord.parties.models import Organisation
from concord.policy import Actor, visible

_CHUNK = 200


def activities(*, actor: Actor, rows: QuerySet[Project]) -> Iterator[Activity]:
    """One activity for each project, in the order of ``rows``, which must be scoped. Constant memory."""
    parts = (
        Prefetch("parties", visible(actor=actor, action=READ_PROJECT, queryset=ProjectParty.objects.all())),
        Prefetch("places", visible(actor=actor, action=READ_PROJECT, queryset=ProjectPlace.objects.all())),
        Prefetch("money", visible(actor=actor, action=READ_PROJECT, queryset=ProjectMoney.objects.all())),
        Prefetch("record", visible(actor=actor, action=READ_PROJECT, queryset=ProjectRecord.objects.all())),
        Prefetch(
            "measures",
            visible(
                actor=actor,
                action=READ_PROJECT,
                queryset=ProjectMeasure.objects.filter(verdict=Verdict.CONFIRMED).select_related("measure"),
            ),
        ),
    )
    whole = rows.defer(None)  # a list leaves columns in the database that a file holds
    chunked = whole.select_related("originator", "reporter").prefetch_related(None).prefetch_related(*parts)
    for project in chunked.iterator(chunk_size=_CHUNK):
        record: ProjectRecord | None = getattr(project, "record", None)
        yield activity_from(
            facts=_facts(project),
            identifier=project.iati_identifier or _identifier(project),
            measures=[link.measure.key for link in project.measures.all()],
            published=activity_of(record) if record is not None else None,
            edited=project.edited,
        )


def _facts(project: Project) -> ProjectFacts:
    reporter: Organisation = project.reporter or project.originator
    return ProjectFacts(
        reporting_ref=project.reporting_ref or reporter.iati_id,
        reporter_name=project.reporter_name or str(reporter),
        hierarchy=project.hierarchy,
        title=project.title,
        description=project.description,
        status=Status(project.status) if project.status else None,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        dates_are_actual=project.dates_are_actual,
        parties=tuple(PartyFact(PartyRole(p.role), p.ref, p.name) for p in project.parties.all()),
        places=tuple(PlaceFact(p.country, p.region, p.name, p.share) for p in project.places.all()),
        money=tuple(
            MoneyFact(Flow(m.flow), m.year, m.currency, m.value, m.rate_year, m.items) for m in project.money.all()
        ),
    )


def _identifier(project: Project) -> str:
    """An identifier must begin with that of its organisation; without one the project's own stands alone."""
    prefix = project.originator.iati_id
    return f"{prefix}-{project.uuid}" if prefix else f"urn-uuid-{project.uuid}"
