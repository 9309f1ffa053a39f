"""Remembering what a seat has seen."""

from datetime import datetime

from django.db import transaction

from concord.desk.access import MARK_SEEN
from concord.desk.models import Look
from concord.journal.actions import record
from concord.journal.terms import Item
from concord.policy import Actor, require


@transaction.atomic
def mark_seen(*, actor: Actor, at: datetime) -> None:
    """Everything until now counts as seen by this seat; other seats of the same person are their own."""
    require(actor=actor, action=MARK_SEEN)
    look, _ = Look.objects.update_or_create(seat_id=actor.seat_id or 0, defaults={"at": at})
    record(actor=actor, act=MARK_SEEN.name, items=[Item("seat", str(look.seat_id), actor.name)], at=at)
