"""What the room looks at now, and who asked to speak."""

import uuid

from django.db import models
from django.db.models import Q

from concord.meetings.models import AgendaItem, Meeting
from concord.plans.models.drafts import Delegation, Draft, DraftPart
from concord.plans.models.texts import Provision


class Floor(DraftPart):
    """One a draft: the meeting that sits, its agenda item, and the provision in hand."""

    draft = models.OneToOneField(Draft, models.CASCADE, related_name="floor")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    provision = models.ForeignKey(Provision, models.PROTECT, null=True, blank=True, related_name="+")
    is_open = models.BooleanField(default=False)
    list_is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.draft)


class Turn(DraftPart):
    """A delegation on the speakers' list, in the order asked unless the chair says otherwise."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "delegation"), condition=Q(ended_at=None), name="plans_one_turn_waiting"
            ),
        )

    def __str__(self) -> str:
        return str(self.delegation)
