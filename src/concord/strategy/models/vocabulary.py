"""Themes, and the words and sector codes by which texts about a measure or theme are recognised."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concord.parties.models.organisations import Sourced
from concord.strategy.models.frameworks import Measure
from concord.ui.fields import TextField


class Theme(Sourced):
    """A subject that cuts across pillars, such as border security."""

    code = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    title = TextField(_("title"))
    summary = TextField(_("summary"), blank=True)
    measures = models.ManyToManyField(Measure, related_name="themes", blank=True)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.title.get("en") or self.code


class Cue(models.Model):
    """Something that speaks for one measure, one theme or what stands ``aside`` of both, and how strongly.

    ``aside`` is one of ``Aside``, with a code after a colon where it needs one.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    aside = models.CharField(max_length=40, blank=True, db_index=True)
    weight = models.FloatField(default=1.0)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=Q(measure=None, theme__isnull=False, aside="")
                | Q(measure__isnull=False, theme=None, aside="")
                | (Q(measure=None, theme=None) & ~Q(aside="")),
                name="strategy_%(class)s_one_subject",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="strategy_%(class)s_weight_positive"),
        )


class Term(Cue):
    """A phrase; ``needs`` are words of which one must also occur, ``excludes`` words that spoil the match."""

    language = models.CharField(max_length=10)
    phrase = models.CharField(max_length=200)
    needs = models.JSONField(default=list, blank=True)
    excludes = models.JSONField(default=list, blank=True)

    class Meta(Cue.Meta):
        ordering = ("language", "phrase", "pk")

    def __str__(self) -> str:
        return f"{self.language}: {self.phrase}"


class SectorCode(Cue):
    """A code of a published sector vocabulary, named by its IATI number: 1 is OECD DAC five digits, 2 three digits.
    ``publisher`` is the beginning of the references of those who own the vocabulary, where it is nobody else's.
    """

    vocabulary = models.CharField(max_length=20)
    publisher = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300, blank=True)
    needs = models.JSONField(default=list, blank=True)

    class Meta(Cue.Meta):
        ordering = ("vocabulary", "code", "pk")

    def __str__(self) -> str:
        return f"{self.vocabulary}:{self.code}"


class Boilerplate(models.Model):
    """Wording that publishers repeat whatever a project does, taken out before anything is looked for."""

    pattern = models.CharField(max_length=500)
    publisher = models.CharField(max_length=60, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("publisher", "pattern")
        verbose_name_plural = "boilerplate"
        constraints = (models.UniqueConstraint(fields=("pattern", "publisher"), name="strategy_one_boilerplate"),)

    def __str__(self) -> str:
        return self.pattern
