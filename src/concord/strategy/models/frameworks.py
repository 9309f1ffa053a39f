"""Frameworks, their pillars and measures, and how the measures of one answer those of another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concord.parties.models.organisations import Organisation, Sourced
from concord.strategy.terms import Breadth, CrosswalkRelation, DecisionRule, FrameworkKind, Numbering, Verification
from concord.ui.fields import TextField


class Framework(Sourced):
    """A strategy or plan whose measures others serve: of the United Nations, a region, a State.

    ``calibration`` holds the numbers by which texts are matched to its measures, such as the threshold.
    """

    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    title = TextField(_("title"))
    short_title = TextField(_("short title"), blank=True)
    kind = models.CharField(max_length=30, choices=FrameworkKind)
    symbol = models.CharField(max_length=100, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    decision_rule = models.CharField(max_length=20, choices=DecisionRule, blank=True)
    review_every_years = models.PositiveSmallIntegerField(null=True, blank=True)
    region = models.ManyToManyField(Organisation, related_name="+", blank=True)
    instruments = models.JSONField(default=list, blank=True)
    calibration = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.title.get("en") or self.code


class FrameworkFact(Sourced):
    """One sentence about the framework with its own source."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="facts")
    code = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    text = TextField(_("text"))

    class Meta:
        ordering = ("framework__position", "position")
        constraints = (models.UniqueConstraint(fields=("framework", "code"), name="strategy_one_fact_code"),)

    def __str__(self) -> str:
        return self.code


class Pillar(Sourced):
    """``based_on`` is the pillar of another framework that this one carries out."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="pillars")
    number = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    title = TextField(_("title"))
    short_title = TextField(_("short title"), blank=True)
    chapeau = TextField(_("chapeau"), blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_out_by")

    class Meta:
        ordering = ("framework__position", "position")
        constraints = (models.UniqueConstraint(fields=("framework", "number"), name="strategy_one_pillar_number"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Measure(Sourced):
    """``verified_by`` names who compared the paraphrase with the adopted text, and is empty until somebody has.
    ``counts_when`` says in words when a project counts as serving it.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="measures")
    pillar = models.ForeignKey(Pillar, models.CASCADE, related_name="measures")
    number = models.CharField(max_length=20)
    key = models.CharField(max_length=61, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    title = TextField(_("title"))
    explanation = TextField(_("explanation"), blank=True)
    actors = models.ManyToManyField(Organisation, related_name="+", blank=True)
    breadth = models.CharField(max_length=10, choices=Breadth, blank=True)
    counts_when = TextField(_("counts when"), blank=True)
    numbering = models.CharField(max_length=10, choices=Numbering, default=Numbering.KNOWN)
    verified_by = models.CharField(max_length=200, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("framework__position", "position")
        constraints = (models.UniqueConstraint(fields=("framework", "number"), name="strategy_one_measure_number"),)

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @property
    def verification(self) -> Verification:
        if self.verified_by:
            return Verification.VERIFIED
        confirmed = self.numbering == Numbering.CONFIRMED
        return Verification.NUMBER_CONFIRMED if confirmed else Verification.TO_VERIFY


class Crosswalk(Sourced):
    """``relation`` says what ``target``, a measure of another framework, is to ``origin``: wider, narrower, same."""

    origin = models.ForeignKey(Measure, models.CASCADE, related_name="crosswalks_out")
    target = models.ForeignKey(Measure, models.CASCADE, related_name="crosswalks_in")
    relation = models.CharField(max_length=10, choices=CrosswalkRelation)
    note = TextField(_("note"), blank=True)

    class Meta:
        ordering = ("origin__position", "target__position")
        constraints = (
            models.UniqueConstraint(fields=("origin", "target"), name="strategy_one_crosswalk"),
            models.CheckConstraint(condition=~Q(origin=F("target")), name="strategy_no_crosswalk_to_itself"),
        )

    def __str__(self) -> str:
        return f"{self.origin.key} {self.relation} {self.target.key}"


class SituationNote(Sourced):
    """Why a measure matters to a country, from open sources; never about persons."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="situation_notes")
    country = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    text = TextField(_("text"))
    as_of = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("country__iso2", "position")
        constraints = (
            models.UniqueConstraint(fields=("measure", "country", "position"), name="strategy_one_note_position"),
        )

    def __str__(self) -> str:
        return f"{self.country.iso2} {self.measure.key}"
