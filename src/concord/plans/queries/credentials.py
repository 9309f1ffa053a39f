"""For whom the actor speaks in a negotiation."""

from concord.plans.access import READ_DRAFT
from concord.plans.models import Credential, Draft
from concord.policy import Actor, visible


def mine(*, actor: Actor, draft: Draft) -> Credential | None:
    """The credential of the seat acted in, with its delegation, as long as it stands; the object of every act in the
    negotiation.
    """
    if actor.seat_id is None:
        return None
    rows = Credential.objects.select_related("delegation__organisation")
    held = visible(actor=actor, action=READ_DRAFT, queryset=rows)
    return held.filter(draft=draft, seat_id=actor.seat_id, until=None).first()
