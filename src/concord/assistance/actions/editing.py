"""Entering and changing projects by hand, and who may read them."""

from collections.abc import Iterable
from dataclasses import fields as fields_of
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch

from concord.assistance.access import CREATE_PROJECT, EDIT_PROJECT, MARK_PROJECT, RELEASE_PROJECT
from concord.assistance.actions.intake import own_release, tools
from concord.assistance.actions.publications import settle, write_parts
from concord.assistance.actions.rows import EVERYTHING, PART_MODELS, PARTS, SCALARS, held_facts
from concord.assistance.logic.difference import plain
from concord.assistance.models import Project, ProjectMeasure, ProjectPart
from concord.assistance.terms import KINDS, ProjectFacts, ProjectValues
from concord.journal.actions import record
from concord.journal.terms import Item
from concord.policy import Actor, require
from concord.sharing.actions import audience_for
from concord.sharing.terms import Release

_PLAIN = tuple(
    each.name for each in fields_of(ProjectValues) if each.name not in PARTS and not each.name.startswith("_")
)


class EditConflict(Exception):
    """Somebody changed the project since the form was opened; ``project`` is as it is now."""

    def __init__(self, project: Project) -> None:
        super().__init__(f"{project} is at version {project.version}")
        self.project = project


def item_of(project: Project) -> Item:
    return Item("project", str(project.uuid), str(project))


def locked(*, project: Project) -> Project:
    """The project as it is now, with its parts, locked until the transaction ends. Raises ``Project.DoesNotExist``."""
    found = locked_all(keys=[project.pk])
    if not found:
        raise Project.DoesNotExist
    return found[0]


def locked_all(*, keys: Iterable[int]) -> list[Project]:
    """The same for many, in the order of their keys. Eight queries however many."""
    rows = Project.objects.unscoped(reason=EVERYTHING).select_for_update(of=("self",)).select_related("record")
    parts = (Prefetch(part, model.objects.unscoped(reason=EVERYTHING)) for part, model in PART_MODELS.items())
    measures = Prefetch("measures", ProjectMeasure.objects.unscoped(reason=EVERYTHING).select_related("measure"))
    return list(rows.prefetch_related(*parts, measures).filter(pk__in=list(keys)).order_by("pk"))


@transaction.atomic
def create_project(*, actor: Actor, values: ProjectValues, release: Release, at: datetime) -> Project:
    """A project of the actor's organisation. To release it to others takes a releaser."""
    require(actor=actor, action=CREATE_PROJECT)
    organisation_id = actor.organisation_id or 0
    if release.principals - own_release(organisation_id):
        require(actor=actor, action=RELEASE_PROJECT)
    project: Project = Project(originator_id=organisation_id, audience=audience_for(release=release), updated_at=at)
    _set(project, values)
    project.reporter_id = organisation_id
    project = _write(project, values, parts=[part for part in PARTS if getattr(values, part, None)])
    record(
        actor=actor,
        act="assistance.create_project",
        items=[item_of(project)],
        summary={"tlp": release.tlp.value},
        at=at,
        originator_id=project.originator_id,
        audience_id=project.audience_id,
    )
    return project


@transaction.atomic
def edit_project(*, actor: Actor, project: Project, values: ProjectValues, version: int, at: datetime) -> Project:
    """Change what differs and remember which fields were changed, so that no import or suggestion overwrites them.

    Raises ``EditConflict`` if the project is no longer at ``version``. Nothing changed leaves no trace.
    """
    now = locked(project=project)
    require(actor=actor, action=EDIT_PROJECT, obj=now)
    if now.version != version:
        raise EditConflict(now)
    changed = changed_fields(project=now, values=values)
    if not changed:
        return now
    _set(now, values)
    kept = (*SCALARS, *PARTS, *KINDS) if now.digest else KINDS
    now.edited = sorted({*now.edited, *(name for name in changed if name in kept)})
    now.suggested = {name: evidence for name, evidence in now.suggested.items() if name not in changed}
    now.version += 1
    now.updated_at = at
    now = _write(now, values, parts=[name for name in changed if name in PARTS])
    record(
        actor=actor,
        act="assistance.edit_project",
        items=[item_of(now)],
        summary={"fields": changed, "version": now.version},
        at=at,
        originator_id=now.originator_id,
        audience_id=now.audience_id,
    )
    return now


@transaction.atomic
def mark_project(*, actor: Actor, project: Project, release: Release, version: int, at: datetime) -> Project:
    """Change who reads the project and everything that hangs on it, in one transaction.

    Raises ``EditConflict`` if the project is no longer at ``version``: who reads it may have been narrowed meanwhile.
    """
    now = locked(project=project)
    require(actor=actor, action=MARK_PROJECT, obj=now)
    if now.version != version:
        raise EditConflict(now)
    before, audience = now.audience, audience_for(release=release)
    if audience.pk == now.audience_id:
        return now
    Project.objects.unscoped(reason=EVERYTHING).filter(pk=now.pk).update(audience=audience, version=now.version + 1)
    for model in ProjectPart.__subclasses__():
        model.objects.unscoped(reason=EVERYTHING).filter(project=now).update(audience=audience)
    now.audience, now.version = audience, now.version + 1
    record(
        actor=actor,
        act="assistance.mark_project",
        items=[item_of(now)],
        summary={"from": str(before.tlp), "to": release.tlp.value, "released_to": len(release.principals)},
        at=at,
        originator_id=now.originator_id,
    )
    return now


def changed_fields(*, project: Project, values: ProjectValues) -> list[str]:
    """Names of the fields in which the values differ from the project, whose parts must be prefetched."""
    held = held_facts(project)
    changed = [name for name in _PLAIN if plain(_held(project, name)) != plain(_given(values, name))]
    for part in PARTS:
        given = getattr(values, part, None)
        if given is not None and plain(getattr(held, part)) != plain(given):
            changed.append(part)
    return changed


def _held(project: Project, name: str) -> object:
    return getattr(project, name)


def _given(values: ProjectValues, name: str) -> object:
    value = getattr(values, name)
    return "" if value is None and name in KINDS else value


def _set(project: Project, values: ProjectValues) -> None:
    for name in _PLAIN:
        setattr(project, name, _given(values, name))


def _write(project: Project, values: ProjectValues, *, parts: Iterable[str]) -> Project:
    """Save the project and its named parts, then everything that follows from what it now holds."""
    with_ = tools()
    given = {name: getattr(values, name) for name in parts}
    project.save()
    write_parts(project=project, facts=ProjectFacts(**given), parts=given, with_=with_)
    now = locked(project=project)
    settle(project=now, facts=held_facts(now), with_=with_)
    return now
