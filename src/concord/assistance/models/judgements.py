"""What was concluded about a project: the measures it serves, and how its publisher changed it."""

import uuid

from django.db import models
from django.db.models import Q

from concord.assistance.models.intakes import Intake
from concord.assistance.models.projects import Project, ProjectPart
from concord.assistance.terms import Beneficiary, Finding, Verdict
from concord.sharing.models import Marked
from concord.strategy.models import Measure


class ProjectMeasure(ProjectPart):
    """The project serves a measure. ``share`` splits the project's money over its measures (sum 1 over those that
    count); ``evidence`` lists the words and codes that spoke for it; a person's verdict outlives every import.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="measures")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", db_index=False)
    score = models.FloatField(default=0)
    share = models.FloatField(null=True)
    evidence = models.JSONField(default=list)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.SUGGESTED)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-score", "measure__key")
        constraints = (
            models.UniqueConstraint(fields=("project", "measure"), name="assistance_one_link_per_measure"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.SUGGESTED) | ~Q(decided_by=""), name="assistance_verdict_has_author"
            ),
        )
        indexes = (  # a filter by measure is answered from it alone
            models.Index(
                fields=("measure", "verdict", "project", "audience", "originator"), name="assistance_by_measure"
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.get_verdict_display()}"


class OverlapFinding(Marked):
    """What its originator says of similar work for one measure, State and beneficiary: a case that coverage hints at,
    named by a day on which it was under way. It marks the hint and changes no count.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)
    beneficiary = models.CharField(max_length=20, choices=Beneficiary)
    starts_on = models.DateField()
    finding = models.CharField(max_length=20, choices=Finding)
    reason = models.TextField()
    projects = models.PositiveIntegerField()  # how many there were when it was said
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-decided_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("originator", "measure", "country", "beneficiary", "starts_on"),
                name="assistance_one_finding_each",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure.number} {self.country} {self.get_finding_display()}"


class ProjectRevision(ProjectPart):
    """What a publisher changed in an activity.

    ``changes`` is a list of objects with ``field``, ``before`` and ``after`` of the publication, ``choice`` (see
    ``Choice``) and, once a person has decided, ``by`` and ``at``. ``is_pending`` while one of them waits.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="revisions")
    intake = models.ForeignKey(Intake, models.SET_NULL, null=True, related_name="revisions")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    changes = models.JSONField()
    is_pending = models.BooleanField(default=False, db_index=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.project} {self.at:%Y-%m-%d}"
