"""Proposals on a frozen text, who stands behind them, and the small groups that prepare some."""

import uuid

from django.db import models
from django.db.models import Q

from concord.meetings.models import Recommendation
from concord.plans.models.drafts import Delegation, DraftPart
from concord.plans.models.texts import Provision, Revision
from concord.plans.terms import FootingState, Origin, ProposalKind
from concord.ui.fields import TextField


class Group(DraftPart):
    """Friends of the chair, working on some provisions; its audience is its members. Closed when it has reported."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = TextField()
    facilitator = models.ForeignKey(Delegation, models.PROTECT, related_name="+")
    members = models.ManyToManyField(Delegation, related_name="groups")
    provisions = models.ManyToManyField(Provision, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("opened_at", "pk")

    def __str__(self) -> str:
        return str(self.title.get("en"))


class Proposal(DraftPart):
    """What a delegation asks. Its identity and original never change; where its words stand on a revision is its
    footing. ``order`` is the tabling order in the draft. For ADD, ``provision`` is the one it would make; for ADD and
    MOVE, ``parent`` and ``place`` say where; for SPLIT ``splits`` are token positions.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=60)
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="proposals")
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=5, choices=ProposalKind)
    lead = models.ForeignKey(Delegation, models.PROTECT, related_name="proposals")
    order = models.PositiveIntegerField()
    explanation = models.TextField(blank=True)
    alternate = models.CharField(max_length=60, blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    parent = models.ForeignKey(Provision, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=100, blank=True)
    joins = models.ManyToManyField(Provision, related_name="+", blank=True)
    splits = models.JSONField(default=list, blank=True)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.WEB)
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="proposals")
    tabled_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("draft", "key"), name="plans_one_proposal_key"),
            models.UniqueConstraint(fields=("draft", "order"), name="plans_one_tabling_order"),
        )

    def __str__(self) -> str:
        return self.key


class Footing(DraftPart):
    """A proposal's words on one revision: ``ops`` as [start, end, [words]] on the tokens of the wording whose digest is
    ``base``. ``clashes_with`` are keys of accepted proposals because of which it needs re-tabling.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="footings")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="footings")
    base = models.CharField(max_length=64)
    ops = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=FootingState, default=FootingState.STANDING)
    clashes_with = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("proposal", "revision"), name="plans_one_footing"),)

    def __str__(self) -> str:
        return f"{self.proposal} on {self.revision}"


class Sponsorship(DraftPart):
    """A delegation beside the lead. Withdrawing keeps the row."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="sponsorships")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "delegation"), condition=Q(until=None), name="plans_one_sponsorship"
            ),
        )

    def __str__(self) -> str:
        return f"{self.delegation} for {self.proposal}"
