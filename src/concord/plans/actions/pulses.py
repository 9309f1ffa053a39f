"""Telling pages that they are stale."""

from django.db.models import F

from concord.plans.models import Draft, Pulse
from concord.plans.models.drafts import DraftPart


def touch(*, row: Draft | DraftPart) -> None:
    """Those who may read ``row`` learn that something changed, and nobody else. The draft is locked by the act."""
    draft_id = row.pk if isinstance(row, Draft) else row.draft_id
    mine = {"draft_id": draft_id, "originator_id": row.originator_id, "audience_id": row.audience_id}
    pulses = Pulse.objects.unscoped(reason="a pulse is counted whoever acts")
    if not pulses.filter(**mine).update(number=F("number") + 1):
        Pulse.objects.create(**mine, number=1)
