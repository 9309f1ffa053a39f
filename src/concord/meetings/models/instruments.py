"""Adopted texts, each party's role towards them, and facts of which sources say different things."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from concord.meetings.models.initiatives import Dated
from concord.meetings.models.meetings import Meeting
from concord.meetings.terms import InstrumentKind, Level, Stance
from concord.parties.models.organisations import Organisation, Sourced
from concord.strategy.models import Framework
from concord.strategy.terms import DecisionRule
from concord.ui.fields import TextField


class Instrument(Sourced, Dated):
    """A plan or declaration. ``starts_on`` is the day of its adoption; ``renews`` is what it brings up to date;
    ``due_on`` and ``due_level`` say what had been aimed at; ``supporters`` how many supported it, named or not.
    """

    code = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=InstrumentKind)
    title = TextField(_("title"))
    symbol = models.CharField(max_length=100, blank=True)
    languages = models.JSONField(default=list, blank=True)
    url = models.URLField(max_length=500, blank=True)
    framework = models.ForeignKey(Framework, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_at = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="instruments")
    renews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="renewed_by")
    due_on = models.DateField(null=True, blank=True)
    due_level = models.CharField(max_length=20, choices=Level, blank=True)
    decision_rule = models.CharField(max_length=20, choices=DecisionRule, blank=True)
    supporters = models.PositiveIntegerField(null=True, blank=True)
    themes_reported = TextField(_("themes as reported"), blank=True)

    class Meta(Dated.Meta):
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.title.get("en") or self.code


class InstrumentStance(Sourced):
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="stances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Stance)
    position = models.PositiveSmallIntegerField(default=0)
    note = TextField(_("note"), blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("instrument", "organisation"), name="meetings_one_stance"),)

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_role_display()}"


class Claim(Sourced):
    """One value that some source gives for one fact. Several values of one field stand side by side, none is chosen."""

    object_kind = models.CharField(max_length=20)
    object_key = models.CharField(max_length=80)
    field = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    value = TextField(_("value"))
    note = TextField(_("note"), blank=True)

    class Meta:
        ordering = ("object_kind", "object_key", "position")
        constraints = (
            models.UniqueConstraint(fields=("object_kind", "object_key", "position"), name="meetings_one_claim"),
        )

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_key} {self.field}: {self.value}"
