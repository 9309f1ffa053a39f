"""Initiatives, their phases and partners: who set the process going, and with whose money."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concord.meetings.terms import InitiativeRole, Precision
from concord.parties.models.organisations import Organisation, Sourced
from concord.ui.fields import TextField


class Dated(models.Model):
    """First and last day as far as known; ``day_precision`` says how much of them is meant."""

    starts_on = models.DateField(null=True, blank=True, db_index=True)
    ends_on = models.DateField(null=True, blank=True)
    day_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="meetings_%(class)s_in_order"
            ),
        )


class Initiative(Sourced, Dated):
    """A project of several parties that carries a process, such as the elaboration of a plan."""

    code = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    title = TextField(_("title"))
    summary = TextField(_("summary"), blank=True)
    aim = TextField(_("aim"), blank=True)

    class Meta(Dated.Meta):
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.title.get("en") or self.code


class Phase(Sourced, Dated):
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="phases")
    code = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    title = TextField(_("title"), blank=True)
    summary = TextField(_("summary"), blank=True)

    class Meta(Dated.Meta):
        ordering = ("initiative__position", "position")
        constraints = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=("initiative", "code"), name="meetings_one_phase_code"),
        )

    def __str__(self) -> str:
        return f"{self.initiative.code} {self.number or self.code}"


class InitiativeParty(Sourced):
    """A party's role in the initiative as a whole, or in one phase of it."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="parties")
    phase = models.ForeignKey(Phase, models.CASCADE, null=True, blank=True, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=InitiativeRole)
    position = models.PositiveSmallIntegerField(default=0)
    note = TextField(_("note"), blank=True)

    class Meta:
        ordering = ("position",)
        verbose_name_plural = "initiative parties"
        constraints = (
            models.UniqueConstraint(
                fields=("initiative", "organisation", "role"),
                condition=Q(phase=None),
                name="meetings_one_initiative_role",
            ),
            models.UniqueConstraint(fields=("phase", "organisation", "role"), name="meetings_one_phase_role"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_role_display()}"
