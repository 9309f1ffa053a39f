"""The gavel and the register of positions: append-only."""

import uuid

from django.db import models

from concord.meetings.models import AgendaItem, Meeting
from concord.plans.models.drafts import Delegation, DraftPart
from concord.plans.models.proposals import Group, Proposal
from concord.plans.models.texts import Provision, Revision
from concord.plans.terms import DecisionKind, Stand


class Decision(DraftPart):
    """One strike of the gavel on one provision. ``accepted`` are the proposals agreed with it; none means the words as
    they stand. ``gap`` of an override says which condition of adoption is set aside.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="decisions")
    provision = models.ForeignKey(Provision, models.PROTECT, null=True, blank=True, related_name="decisions")
    kind = models.CharField(max_length=20, choices=DecisionKind)
    accepted = models.ManyToManyField(Proposal, related_name="decisions", blank=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Delegation, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    gap = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.provision}"


class Confirmation(DraftPart):
    """A capital whose word an ad referendum decision awaits, and when it came."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="confirmations")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("delegation__position", "pk")
        constraints = (models.UniqueConstraint(fields=("decision", "delegation"), name="plans_one_confirmation"),)

    def __str__(self) -> str:
        return f"{self.delegation} on {self.decision}"


class Position(DraftPart):
    """Where a delegation stood on a provision, or on one proposal, from ``at`` until its next entry."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="positions")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="positions")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="positions")
    stand = models.CharField(max_length=20, choices=Stand)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.delegation} {self.get_stand_display()}"
