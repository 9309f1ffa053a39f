"""Documents and recommendations: marked, since minutes may be restricted."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from concord.meetings.models.initiatives import Dated
from concord.meetings.models.instruments import Instrument
from concord.meetings.models.meetings import Meeting
from concord.meetings.terms import DocumentKind
from concord.parties.models.organisations import Organisation, Sourced
from concord.sharing.models import Marked
from concord.strategy.models import Measure
from concord.ui.fields import TextField


class Document(Marked, Sourced, Dated):
    """``starts_on`` is the day it was issued. Unique per originator, so that a clash reveals no hidden document."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="documents")
    instrument = models.ForeignKey(Instrument, models.SET_NULL, null=True, blank=True, related_name="documents")
    code = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=DocumentKind, default=DocumentKind.OTHER)
    symbol = models.CharField(max_length=100, blank=True)
    title = TextField(_("title"))
    languages = models.JSONField(default=list, blank=True)
    url = models.URLField(max_length=500, blank=True)

    class Meta(Dated.Meta):
        ordering = ("position", "pk")
        constraints = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=("originator", "code"), name="meetings_one_document_code"),
        )

    def __str__(self) -> str:
        return self.symbol or str(self.title)


class Recommendation(Marked, Sourced):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="recommendations")
    number = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    text = TextField(_("text"))
    measures = models.ManyToManyField(Measure, related_name="+", blank=True)
    addressees = models.ManyToManyField(Organisation, related_name="+", blank=True)

    class Meta:
        ordering = ("meeting__starts_on", "position")
        constraints = (
            models.UniqueConstraint(fields=("originator", "meeting", "number"), name="meetings_one_recommendation"),
        )

    def __str__(self) -> str:
        return f"{self.meeting.code} {self.number}"
