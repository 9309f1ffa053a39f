"""What happened in several negotiations at once, as far as the reader may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet

from concord.plans.logic.numbers import full_numbers
from concord.plans.models import Delegation, Draft, Placement, Revision
from concord.plans.queries.drafts import found, readable
from concord.plans.queries.heads import in_reading_order, line_of, party_of, read_by
from concord.plans.queries.readings import Markings
from concord.plans.queries.told import Named, Told, opened
from concord.plans.terms import ProvisionKind
from concord.plans.terms.feeds import Act
from concord.policy import Actor


@dataclass(frozen=True, slots=True)
class _Labelled:
    uuid: UUID
    kind: ProvisionKind
    number: str
    parent: UUID | None


def all_acts(*, actor: Actor, most: int) -> tuple[Act, ...]:
    """The newest first, of every negotiation that the actor may see. Thirteen queries, however many there are."""
    return _acts(actor, list(readable(actor=actor)), most)


def draft_acts(*, actor: Actor, draft: UUID, most: int) -> tuple[Act, ...]:
    """The newest first, of one. Raises ``Http404``, hidden or absent alike."""
    return _acts(actor, [found(actor=actor, uuid=draft)], most)


def _acts(actor: Actor, drafts: Sequence[Draft], most: int) -> tuple[Act, ...]:
    of_actor, keys = read_by(actor), [each.pk for each in drafts]

    def rows(queryset: QuerySet[Any]) -> QuerySet[Any]:
        return of_actor(queryset.filter(draft__in=keys))

    revisions = list(rows(Revision.objects.order_by("number", "pk")))
    latest = {each.draft_id: each for each in revisions}
    numbers = _numbers(rows(Placement.objects.filter(revision__in=[each.pk for each in latest.values()])))
    parties = {each.pk: party_of(each) for each in rows(Delegation.objects.select_related("organisation"))}
    told = Told(rows=rows, markings=Markings(actor), parties=parties, labels=numbers)
    texts = (
        Named(
            each.draft_id,
            f"revision {each.uuid}",
            opened(at=each.made_at, number=each.number, note=each.note, symbol=each.symbol),
        )
        for each in revisions
    )
    lines = {each.pk: line_of(each, latest[each.pk]) for each in drafts if each.pk in latest}
    happened = [each for each in (*texts, *told.everything()) if each.draft in lines]
    happened.sort(key=lambda each: each.happening.at)  # what happened at one instant stays in the order of the acts
    return tuple(
        Act(id=uuid5(lines[each.draft].uuid, each.name), draft=lines[each.draft], happening=each.happening)
        for each in happened[: -most - 1 : -1]
    )


def _numbers(placements: QuerySet[Placement]) -> dict[UUID, str]:
    """What each provision of the texts on the table is called on its own."""
    placed = in_reading_order(placements.select_related("provision", "parent"))
    return full_numbers(
        provisions=(
            _Labelled(
                uuid=each.provision.uuid,
                kind=ProvisionKind(each.provision.kind),
                number=each.label,
                parent=each.parent.uuid if each.parent else None,
            )
            for each in placed
        )
    )
