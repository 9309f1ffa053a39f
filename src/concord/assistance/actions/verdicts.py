"""A person's decisions on which measures a project serves. They win over every suggestion, now and later."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from concord.assistance.access import JUDGE_PROJECT
from concord.assistance.actions.editing import item_of, locked, locked_all
from concord.assistance.actions.judging import RELEVANCE, judge, judged, suggested
from concord.assistance.actions.links import Writes, set_relevance, shared
from concord.assistance.actions.rows import EVERYTHING, held_facts
from concord.assistance.models import Project, ProjectMeasure
from concord.assistance.terms import KINDS, Verdict
from concord.journal.actions import record
from concord.journal.terms import Item
from concord.parties.queries import plan_states
from concord.policy import Actor, require
from concord.strategy.models import Measure

_CHUNK = 200


class NotLinked(ValueError):
    """The project has no link to this measure on which to decide."""


def confirm_measure(*, actor: Actor, project: Project, key: str, at: datetime) -> Project:
    """Raises ``NotLinked`` if the measure was not suggested."""
    return _give(actor, project, key, Verdict.CONFIRMED, "assistance.confirm_measure", at)


def reject_measure(*, actor: Actor, project: Project, key: str, at: datetime) -> Project:
    """Raises ``NotLinked`` if the measure was not suggested."""
    return _give(actor, project, key, Verdict.REJECTED, "assistance.reject_measure", at)


@transaction.atomic
def add_measure(*, actor: Actor, project: Project, key: str, at: datetime) -> Project:
    """Link a measure that nothing suggested. Raises ``Measure.DoesNotExist``."""
    now = locked(project=project)
    require(actor=actor, action=JUDGE_PROJECT, obj=now)
    ProjectMeasure.objects.unscoped(reason=EVERYTHING).update_or_create(
        project=now,
        measure=Measure.objects.get(key=key),
        defaults={
            "originator_id": now.originator_id,
            "audience_id": now.audience_id,
            "verdict": Verdict.CONFIRMED,
            "decided_by": actor.name,
            "decided_at": at,
        },
    )
    return _settle(actor, now, key, "assistance.add_measure", at)


@transaction.atomic
def withdraw_verdict(*, actor: Actor, project: Project, key: str, at: datetime) -> Project:
    """Undo a decision: the link is a suggestion again, or gone if nothing but the decision spoke for it."""
    now = locked(project=project)
    require(actor=actor, action=JUDGE_PROJECT, obj=now)
    row = _row(now, key)
    if row.evidence:
        row.verdict, row.decided_by, row.decided_at = Verdict.SUGGESTED, "", None
        row.save(update_fields=("verdict", "decided_by", "decided_at"))
    else:
        ProjectMeasure.objects.unscoped(reason=EVERYTHING).filter(pk=row.pk).delete()
    return _settle(actor, now, key, "assistance.withdraw_verdict", at)


@transaction.atomic
def _give(actor: Actor, project: Project, key: str, verdict: Verdict, act: str, at: datetime) -> Project:
    now = locked(project=project)
    require(actor=actor, action=JUDGE_PROJECT, obj=now)
    row = _row(now, key)
    row.verdict, row.decided_by, row.decided_at = verdict, actor.name, at
    row.save(update_fields=("verdict", "decided_by", "decided_at"))
    return _settle(actor, now, key, act, at)


def _row(project: Project, key: str) -> ProjectMeasure:
    rows = ProjectMeasure.objects.unscoped(reason=EVERYTHING)
    found: ProjectMeasure | None = rows.filter(project=project, measure__key=key).first()
    if found is None:
        raise NotLinked(key)
    return found


def _settle(actor: Actor, project: Project, key: str, act: str, at: datetime) -> Project:
    """Shares and relevance follow from what counts now."""
    rows = list(ProjectMeasure.objects.unscoped(reason=EVERYTHING).filter(project=project).select_related("measure"))
    ProjectMeasure.objects.unscoped(reason=EVERYTHING).bulk_update(shared(rows), ("share",))
    area = frozenset(state.iso2 for state in plan_states())
    keys = {row.measure_id: row.measure.key for row in rows}
    set_relevance(project=project, rows=rows, keys=keys, places=held_facts(project).places, area=area)
    project.save(update_fields=RELEVANCE)
    record(
        actor=actor,
        act=act,
        items=[item_of(project), Item("measure", key, key)],
        at=at,
        originator_id=project.originator_id,
        audience_id=project.audience_id,
    )
    return project


def reclassify(
    *, actor: Actor, at: datetime, everything: bool = False, tell: Callable[[int], None] = lambda _done: None
) -> int:
    """Suggest measures anew for the projects of the actor's organisation that an older vocabulary has classified (or
    for all). Decisions stay. One act for each chunk, so that an interrupted run is completed by running again.
    Returns how many projects were read.
    """
    by = judge()
    rows = Project.objects.unscoped(reason=EVERYTHING).filter(originator_id=actor.organisation_id or 0).order_by("pk")
    if not everything:
        rows = rows.exclude(classified_with=by.digest)
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        _reclassify_chunk(actor, keys[start : start + _CHUNK], at)
        tell(min(start + _CHUNK, len(keys)))
    return len(keys)


@transaction.atomic
def _reclassify_chunk(actor: Actor, keys: list[int], at: datetime) -> None:
    by, writes = judge(), Writes()
    projects = locked_all(keys=keys)
    for project in projects:
        require(actor=actor, action=JUDGE_PROJECT, obj=project)
        facts = held_facts(project)
        judgement = judged(project=project, facts=facts, by=by)
        rows = suggested(project=project, judgement=judgement, by=by)
        writes.add(project=project, standing=project.measures.all(), rows=rows, places=facts.places, by=by)
    writes.write()
    fields = (*RELEVANCE, "classified_with", "suggested", *KINDS)
    Project.objects.unscoped(reason=EVERYTHING).bulk_update(projects, fields)
    if projects:
        record(
            actor=actor,
            act="assistance.reclassify",
            items=[Item("projects", str(len(keys)), f"{len(keys)} projects")],
            summary={"vocabulary": by.digest},
            at=at,
            originator_id=projects[0].originator_id,
        )
