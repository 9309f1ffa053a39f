"""The rows of assistance that an actor may read: the start of every other query, in this room and above it."""

from typing import TypeVar

from django.db.models import QuerySet

from concord.assistance.access import READ_PROJECT
from concord.assistance.models import Project
from concord.assistance.models.projects import ProjectPart
from concord.policy import Actor, visible

P = TypeVar("P", bound=ProjectPart)


def visible_projects(*, actor: Actor) -> QuerySet[Project]:
    return visible(actor=actor, action=READ_PROJECT, queryset=Project.objects.all())


def visible_parts(*, actor: Actor, model: type[P]) -> QuerySet[P]:
    """Parties, places, money and so on of projects; each carries the marking of its project."""
    return visible(actor=actor, action=READ_PROJECT, queryset=model.objects.all())
