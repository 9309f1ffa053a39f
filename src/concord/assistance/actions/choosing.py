"""A person decides between what a publisher changed and what was changed here."""

from datetime import datetime

from django.db import transaction

from concord.assistance.access import EDIT_PROJECT
from concord.assistance.actions.editing import item_of, locked
from concord.assistance.actions.intake import tools
from concord.assistance.actions.publications import settle, write_parts
from concord.assistance.actions.rows import EVERYTHING, PARTS, held_facts, published_facts, set_scalar
from concord.assistance.models import Project, ProjectRevision
from concord.assistance.terms import Choice
from concord.journal.actions import record
from concord.policy import Actor, require


class NothingPending(ValueError):
    """No change of this field is waiting for a decision."""


@transaction.atomic
def accept_change(*, actor: Actor, project: Project, field: str, at: datetime) -> Project:
    """Take the publisher's present value of a field in place of ours; later publications are then taken over again.

    Raises ``NothingPending``.
    """
    now = locked(project=project)
    require(actor=actor, action=EDIT_PROJECT, obj=now)
    _decide(actor, now, field, Choice.ACCEPTED, at)
    published = published_facts(getattr(now, "record", None))
    now.edited = [name for name in now.edited if name != field]
    with_ = tools()
    if field in PARTS:
        write_parts(project=now, facts=published, parts=[field], with_=with_)
    else:
        set_scalar(now, published, field)
    now.version += 1
    now.updated_at = at
    now.save()
    now = locked(project=now)
    settle(project=now, facts=held_facts(now), with_=with_)
    _record(actor, now, "assistance.accept_change", field, at)
    return now


@transaction.atomic
def keep_change(*, actor: Actor, project: Project, field: str, at: datetime) -> Project:
    """Keep our value; the same publication does not ask again. Raises ``NothingPending``."""
    now = locked(project=project)
    require(actor=actor, action=EDIT_PROJECT, obj=now)
    _decide(actor, now, field, Choice.KEPT, at)
    _record(actor, now, "assistance.keep_change", field, at)
    return now


def _decide(actor: Actor, project: Project, field: str, choice: Choice, at: datetime) -> None:
    """Settle the field in every revision where it waits: the newest publication is the one decided on."""
    found = False
    for revision in ProjectRevision.objects.unscoped(reason=EVERYTHING).filter(project=project, is_pending=True):
        for change in revision.changes:
            if change["field"] == field and change["choice"] == Choice.PENDING:
                change |= {"choice": choice.value, "by": actor.name, "at": at.isoformat()}
                found = True
        revision.is_pending = any(change["choice"] == Choice.PENDING for change in revision.changes)
        revision.save(update_fields=("changes", "is_pending"))
    if not found:
        raise NothingPending(field)


def _record(actor: Actor, project: Project, act: str, field: str, at: datetime) -> None:
    record(
        actor=actor,
        act=act,
        items=[item_of(project)],
        summary={"field": field},
        at=at,
        originator_id=project.originator_id,
        audience_id=project.audience_id,
    )
