"""Whether anything changed that a reader could notice."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.crypto import salted_hmac

from concord.plans.access import READ_DRAFT
from concord.plans.models import Pulse
from concord.policy import Actor, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """``token`` changes if and only if something happened on the draft that the reader may know of; ``audiences`` tells
    apart readers who see different things.
    """

    token: str
    audiences: frozenset[int]


def beats(*, actor: Actor, drafts: Collection[UUID]) -> dict[UUID, Beat]:
    """One query for all the drafts; those that the reader may not see are not there."""
    rows = visible(actor=actor, action=READ_DRAFT, queryset=Pulse.objects.filter(draft__uuid__in=drafts))
    heard: dict[UUID, list[tuple[int, int]]] = {}
    for draft, pulse, number in rows.order_by("pk").values_list("draft__uuid", "pk", "number"):
        heard.setdefault(draft, []).append((pulse, number))
    return {
        draft: Beat(
            token=salted_hmac("plans.beat", repr(pulses)).hexdigest()[:20], audiences=frozenset(pk for pk, _ in pulses)
        )
        for draft, pulses in heard.items()
    }


def beat(*, actor: Actor, draft: UUID) -> str:
    """The token of one draft, empty if the reader may not see any of it."""
    found = beats(actor=actor, drafts=(draft,)).get(draft)
    return found.token if found else ""
