"""Who reads which text of a negotiation, as of when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404

from concord.plans.access import READ_DRAFT
from concord.plans.models import Delegation, Draft, Revision
from concord.plans.terms import Capacity
from concord.plans.terms.rolling import Party
from concord.policy import Actor, decide, visible

_MOMENT = timedelta(microseconds=1)
_END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who reads which revision in which language, as of ``at``, the last instant that counts."""

    actor: Actor
    draft: Draft
    revision: Revision
    latest: Revision
    language: str
    at: datetime

    def rows(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return visible(actor=self.actor, action=READ_DRAFT, queryset=queryset.filter(draft=self.draft))


def reading_of(actor: Actor, draft: Draft, language: str, number: int | None, at: datetime | None) -> Reading:
    rows = visible(actor=actor, action=READ_DRAFT, queryset=Revision.objects.filter(draft=draft).order_by("number"))
    every = list(rows)
    made = [each for each in every if at is None or each.made_at <= at]
    chosen = [each for each in made if number is None or each.number == number]
    if not chosen:
        raise Http404
    revision = chosen[-1]
    following = next((each for each in every if each.number > revision.number), None)
    limit = _END if following is None else following.made_at - _MOMENT
    return Reading(
        actor=actor,
        draft=draft,
        revision=revision,
        latest=every[-1],
        language=language,
        at=limit if at is None else min(at, limit),
    )


def parties_of(reading: Reading) -> dict[int, Party]:
    rows = reading.rows(Delegation.objects.order_by("position", "pk")).values_list(
        "pk", "organisation__code", "organisation__name", "organisation__short_name", "capacity", "colour"
    )
    return {
        pk: Party(code=code, name=name, short_name=short or name, capacity=Capacity(capacity), colour=colour)
        for pk, code, name, short, capacity, colour in rows
    }


class Markings:
    """Whether the actor may read what a row refers to, known by its marking alone: whatever is marked is read by one
    rule.
    """

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.known: dict[tuple[type[Model], int | None, int | None], bool] = {}

    def readable(self, model: type[Model], originator: int | None, audience: int | None) -> bool:
        marking = (model, originator, audience)
        if marking not in self.known:
            row = model(originator_id=originator, audience_id=audience)
            self.known[marking] = decide(actor=self.actor, action=READ_DRAFT, obj=row).allowed
        return self.known[marking]
