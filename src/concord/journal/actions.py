"""Writing the record. Called last inside the transaction of the act that it records."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from concord.journal.logic import leaf_of, link_of, public_id
from concord.journal.models import Entry, Head, Latest
from concord.journal.terms import Doer, Item


@transaction.atomic
def record(
    *,
    actor: Doer,
    act: str,
    items: Sequence[Item],
    at: datetime,
    summary: Mapping[str, object] | None = None,
    originator_id: int | None = None,
    audience_id: int | None = None,
) -> Entry:
    """Append one entry. Without ``originator_id`` the entry belongs to the actor's organisation; without
    ``audience_id`` only the originator reads it.
    """
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    entry = Entry(
        sequence=head.sequence + 1,
        at=at,
        act=act,
        actor=actor.name,
        seat_id=actor.seat_id,
        organisation_id=actor.organisation_id,
        originator_id=actor.organisation_id if originator_id is None else originator_id,
        audience_id=audience_id,
        about=public_id(items[0].key) if items else None,
        items=[{"kind": item.kind, "key": item.key, "label": item.label} for item in items],
        summary=dict(summary or {}),
        salt=secrets.token_hex(16),
        previous=head.link,
    )
    entry.leaf = leaf_of(salt=entry.salt, payload=entry.payload())
    entry.link = link_of(previous=entry.previous, leaf=entry.leaf)
    entry.save(force_insert=True)
    head.sequence, head.link = entry.sequence, entry.link
    head.save(update_fields=("sequence", "link"))
    if not Latest.objects.filter(act=act).update(sequence=entry.sequence):  # the head is locked: no other writer
        Latest.objects.create(act=act, sequence=entry.sequence)
    return entry
