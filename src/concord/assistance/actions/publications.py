"""What becomes of a publication: new projects, and changes of known ones that never overwrite a person's edit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Prefetch

from concord.assistance.actions.inserting import insert_objects, insert_rows
from concord.assistance.actions.judging import Judgement, judged, suggested
from concord.assistance.actions.links import Writes, standing_of
from concord.assistance.actions.rows import (
    COLUMNS,
    EVERYTHING,
    MARKED,
    PART_MODELS,
    PARTS,
    SCALARS,
    SEARCHED,
    Tools,
    held_facts,
    packed,
    part_values,
    published_facts,
    searched,
    set_derived,
    set_scalar,
)
from concord.assistance.logic.conversion import facts_of
from concord.assistance.logic.difference import differences
from concord.assistance.models import (
    Intake,
    Project,
    ProjectMeasure,
    ProjectRecord,
    ProjectRevision,
    ProjectSearch,
)
from concord.assistance.terms import Choice, ProjectFacts, Severity
from concord.iati import Activity


@dataclass(frozen=True, slots=True)
class Incoming:
    """An activity with its ordinal among those of the same identifier."""

    activity: Activity
    digest: str
    occurrence: int

    @property
    def key(self) -> tuple[str, str, int]:
        return self.activity.reporting_org.ref[:200], self.activity.identifier[:300], self.occurrence


@dataclass(slots=True)
class Remark:
    """A notice to be stored with the intake."""

    severity: Severity
    rule: str
    message: str
    file: str
    line: int = 0
    activity: str = ""
    kept: str = ""
    times: int = 1


@dataclass(slots=True)
class Batch:
    incoming: list[Incoming] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def clear(self) -> None:
        """Empty it in place, so that a reader in the middle of a file goes on filling it."""
        self.incoming.clear()
        self.remarks.clear()
        self.counts.clear()


def create_projects(*, intake: Intake, new: Sequence[Incoming], batch: Batch, with_: Tools, at: datetime) -> None:
    projects: list[Project] = []
    said: list[ProjectFacts] = []
    judgements: list[Judgement | None] = []
    for item in new:
        facts = _facts(item, batch)
        project = Project(
            originator_id=intake.originator_id,
            audience_id=intake.audience_id,
            iati_identifier=facts.iati_identifier,
            occurrence=item.occurrence,
            reporting_ref=facts.reporting_ref,
            published_at=facts.published_at,
            digest=item.digest,
            first_intake_id=intake.pk,
            updated_at=at,
        )
        for name in SCALARS:
            set_scalar(project, facts, name)
        project.source, project.confidence = facts.source, facts.confidence or project.confidence
        set_derived(project, facts, tools=with_)
        judgements.append(judged(project=project, facts=facts, by=with_.judge) if with_.judge else None)
        projects.append(project)
        said.append(facts)
        batch.counts["relevant"] += project.is_relevant
    insert_objects(model=Project, objects=projects, key="uuid")
    _create_parts(projects, said, new, with_=with_)
    if with_.judge:
        rows = [
            row
            for project, judgement in zip(projects, judgements, strict=True)
            if judgement
            for row in suggested(project=project, judgement=judgement, by=with_.judge)
        ]
        ProjectMeasure.objects.bulk_create(rows)
    batch.counts["created"] += len(projects)


def _create_parts(
    projects: Sequence[Project], said: Sequence[ProjectFacts], new: Sequence[Incoming], *, with_: Tools
) -> None:
    pairs = list(zip(projects, said, strict=True))
    for part, model in PART_MODELS.items():
        rows = (
            row for project, facts in pairs for row in part_values(project=project, facts=facts, part=part, tools=with_)
        )
        insert_rows(model=model, fields=COLUMNS[part], rows=rows)
    insert_rows(
        model=ProjectSearch,
        fields=(*MARKED, *SEARCHED),
        rows=((*_marked(project), *searched(project=project, facts=facts)) for project, facts in pairs),
    )
    insert_rows(
        model=ProjectRecord,
        fields=(*MARKED, "content"),
        rows=((*_marked(p), packed(item.activity)) for p, item in zip(projects, new, strict=True)),
    )


def _marked(project: Project) -> tuple[int, int, int]:
    return project.pk, project.originator_id, project.audience_id


def _facts(item: Incoming, batch: Batch) -> ProjectFacts:
    facts, reservations = facts_of(item.activity)
    source = item.activity.source
    for reservation in reservations:
        batch.remarks.append(
            Remark(
                Severity.WARNING,
                reservation.rule,
                reservation.message,
                file=source.file if source else "",
                line=item.activity.line,
                activity=item.activity.identifier,
            )
        )
    if item.occurrence > 1:
        batch.remarks.append(
            Remark(
                Severity.WARNING,
                "identifier-reused",
                f"occurrence {item.occurrence} of this identifier with other contents; kept beside the first",
                file=source.file if source else "",
                line=item.activity.line,
                activity=item.activity.identifier,
            )
        )
    return facts


def update_projects(
    *, intake: Intake, changed: Mapping[int, Incoming], batch: Batch, with_: Tools, at: datetime
) -> None:
    if not changed:
        return
    unscoped = {part: model.objects.unscoped(reason=EVERYTHING) for part, model in PART_MODELS.items()}
    projects = (
        Project.objects.unscoped(reason=EVERYTHING)
        .filter(pk__in=changed)
        .select_related("record")
        .prefetch_related(
            *(Prefetch(part, rows) for part, rows in unscoped.items()),
            Prefetch("measures", ProjectMeasure.objects.unscoped(reason=EVERYTHING)),
        )
    )
    for project in projects:
        item = changed[project.pk]
        after = _facts(item, batch)
        take_publication(
            project=project, intake=intake, item=item, after=after, with_=with_, at=at, counts=batch.counts
        )


def take_publication(
    *,
    project: Project,
    intake: Intake,
    item: Incoming,
    after: ProjectFacts,
    with_: Tools,
    at: datetime,
    counts: Counter[str],
) -> None:
    """One known project: what its publisher changed is taken over, but for the fields that people changed here."""
    before = published_facts(getattr(project, "record", None))
    changes = differences(before=before, after=after)
    taken = [change.field for change in changes if change.field not in project.edited]
    project.digest, project.published_at = item.digest, after.published_at
    ProjectRecord.objects.unscoped(reason=EVERYTHING).update_or_create(
        project=project,
        defaults={
            "content": packed(item.activity),
            "originator_id": project.originator_id,
            "audience_id": project.audience_id,
        },
    )
    if not changes:
        project.save(update_fields=("digest", "published_at"))
        counts["republished"] += 1
        return
    for name in taken:
        if name in SCALARS:
            set_scalar(project, after, name)
    write_parts(project=project, facts=after, parts=[name for name in taken if name in PARTS], with_=with_)
    project.updated_at = at
    project.version += 1
    settle(project=project, facts=_effective(project, after), with_=with_)
    ProjectRevision.objects.create(
        project=project,
        originator_id=project.originator_id,
        audience_id=project.audience_id,
        intake=intake,
        at=at,
        digest=item.digest,
        is_pending=len(taken) < len(changes),
        changes=[
            {
                "field": change.field,
                "before": change.before,
                "after": change.after,
                "choice": Choice.TAKEN if change.field in taken else Choice.PENDING,
            }
            for change in changes
        ],
    )
    counts["updated"] += 1
    counts["relevant"] += project.is_relevant


def write_parts(*, project: Project, facts: ProjectFacts, parts: Iterable[str], with_: Tools) -> None:
    """Replace whole kinds of parts by what the facts say."""
    for part in parts:
        PART_MODELS[part].objects.unscoped(reason=EVERYTHING).filter(project=project).delete()
        rows = part_values(project=project, facts=facts, part=part, tools=with_)
        insert_rows(model=PART_MODELS[part], fields=COLUMNS[part], rows=rows)


def settle(*, project: Project, facts: ProjectFacts, with_: Tools) -> None:
    """Save a project whose facts have changed, with everything that follows; ``facts`` are those it now holds."""
    set_derived(project, facts, tools=with_)
    if with_.judge:
        judgement = judged(project=project, facts=facts, by=with_.judge)
        rows = suggested(project=project, judgement=judgement, by=with_.judge)
        writes = Writes()
        writes.add(project=project, standing=standing_of(project), rows=rows, places=facts.places, by=with_.judge)
        writes.write()
    project.save()
    ProjectSearch.objects.unscoped(reason=EVERYTHING).update_or_create(
        project=project,
        defaults={
            **dict(zip(SEARCHED, searched(project=project, facts=facts), strict=True)),
            "originator_id": project.originator_id,
            "audience_id": project.audience_id,
        },
    )


def _effective(project: Project, after: ProjectFacts) -> ProjectFacts:
    """The new publication, with what people changed here in place of what it says."""
    if not project.edited:
        return after
    held = held_facts(project)
    return replace(after, **{name: getattr(held, name) for name in project.edited if name in (*SCALARS, *PARTS)})
