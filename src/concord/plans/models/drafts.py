"""A text under negotiation, the delegations around it, and who may speak for each."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concord.meetings.models import Initiative, Instrument
from concord.meetings.terms import InstrumentKind
from concord.parties.models import Organisation, Seat
from concord.plans.terms import Capacity, Rank, Stage
from concord.sharing.models import Marked
from concord.strategy.models import Framework
from concord.ui.fields import TextField


class Draft(Marked):
    """An instrument on its way to adoption: a plan, a declaration. ``language`` is the one it is negotiated in, all
    of ``languages`` are authentic. ``tabled`` counts its proposals. ``instrument`` is the record
    of the adopted text, once there is one.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=80)
    kind = models.CharField(max_length=20, choices=InstrumentKind)
    title = TextField(_("title"))
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    languages = models.JSONField(default=list)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.NEGOTIATION)
    initiative = models.ForeignKey(Initiative, models.PROTECT, null=True, blank=True, related_name="drafts")
    framework = models.ForeignKey(Framework, models.PROTECT, null=True, blank=True, related_name="+")
    instrument = models.OneToOneField(Instrument, models.PROTECT, null=True, blank=True, related_name="draft")
    is_illustrative = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    tabled = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-opened_at", "code")
        constraints = (models.UniqueConstraint(fields=("originator", "code"), name="plans_one_draft_code"),)

    def __str__(self) -> str:
        return self.title.get("en") or self.code


class DraftPart(Marked):
    """Whatever hangs on a draft carries a marking of its own: the draft's, or a narrower one."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Pulse(DraftPart):
    """How many acts one audience could have noticed, so that a page learns that it is stale, and nothing else."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("draft", "originator", "audience"), name="plans_one_pulse_each"),
        )

    def __str__(self) -> str:
        return f"{self.draft} {self.number}"


class Delegation(DraftPart):
    """A party to the negotiation. ``colour`` is its stable hue, 0 to 11."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=20, choices=Capacity)
    position = models.PositiveSmallIntegerField(default=0)
    colour = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "organisation__code")
        constraints = (
            models.UniqueConstraint(fields=("draft", "organisation"), name="plans_one_delegation"),
            models.UniqueConstraint(fields=("draft",), condition=Q(capacity=Capacity.CHAIR), name="plans_one_chair"),
        )

    def __str__(self) -> str:
        return str(self.organisation)


class Credential(DraftPart):
    """One person's authority to act in a delegation, through a seat in its organisation, from ``since`` to before
    ``until``.
    """

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="credentials")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    rank = models.CharField(max_length=10, choices=Rank)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("delegation__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("delegation", "seat"), condition=Q(until=None), name="plans_one_credential"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="plans_credential_order"),
        )

    def __str__(self) -> str:
        return f"{self.seat.user}, {self.get_rank_display()}, {self.delegation}"
