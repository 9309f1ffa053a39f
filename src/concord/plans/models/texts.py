"""Revisions: immutable texts, provision by provision, in each language."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concord.meetings.models import Meeting
from concord.plans.models.drafts import DraftPart
from concord.plans.terms import IssueKind, ProvisionKind
from concord.strategy.models import Measure


class Revision(DraftPart):
    """The text on the table, frozen for its life. ``state`` is the digest of all its wordings and places, ``chain``
    that of its history up to here (`redline.history`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField()
    symbol = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=200, blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="plans_one_revision_number"),)

    def __str__(self) -> str:
        return self.symbol or f"{self.draft} {self.number}"


class Provision(DraftPart):
    """Its identity: never changes, whatever becomes of its words, number and place."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=ProvisionKind)
    measures = models.ManyToManyField(Measure, related_name="+", blank=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uuid}"


class Placement(DraftPart):
    """Where a provision stands in one revision: under ``parent``, sorted as text by ``order``, numbered ``label``."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="placements")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Provision, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.CharField(max_length=100)
    label = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("revision", "provision"), name="plans_one_placement"),
            models.CheckConstraint(condition=~Q(provision=models.F("parent")), name="plans_not_under_itself"),
        )

    def __str__(self) -> str:
        return self.label or str(self.provision)


class Wording(DraftPart):
    """The words of a provision in one language in one revision. ``digest`` is of the words. Of a translation,
    ``translates`` is the digest of the very words that were translated: it is fresh if and only if they stand.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="wordings")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    translates = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("revision", "provision", "language"), name="plans_one_wording"),)

    def __str__(self) -> str:
        return self.text


class Issue(DraftPart):
    """A revision as issued under a symbol; a corrigendum, revision or addendum follows an initial issue."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="issues")
    kind = models.CharField(max_length=20, choices=IssueKind)
    symbol = models.CharField(max_length=100)
    note = models.TextField(_("what it changes"), blank=True)
    issued_on = models.DateField()

    class Meta:
        ordering = ("issued_on", "pk")
        constraints = (models.UniqueConstraint(fields=("draft", "symbol"), name="plans_one_issue_symbol"),)

    def __str__(self) -> str:
        return self.symbol
