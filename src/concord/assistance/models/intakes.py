"""Reading what others published: one intake per import, with everything that could not be read."""

import uuid

from django.db import models

from concord.assistance.terms import IntakeKind, IntakeState, Severity
from concord.sharing.models import Marked


class Intake(Marked):
    """One import of one file or folder, read on behalf of its originator; projects take its audience.

    ``counts`` holds activities read, created, updated, unchanged, relevant and notices by severity, written after each
    batch so that progress can be seen. ``stored_as`` is the path of an upload inside the folder of uploads.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=IntakeKind, default=IntakeKind.IATI)
    label = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=IntakeState, default=IntakeState.QUEUED)
    started_by = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    files_total = models.PositiveIntegerField(default=0)
    files_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    refusal = models.TextField(blank=True)

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return self.label


class IntakeNotice(Marked):
    """Something in a file that could not be read, or was read with a reservation."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="notices")
    severity = models.CharField(max_length=10, choices=Severity)
    rule = models.CharField(max_length=60)
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField(null=True)
    activity = models.CharField(max_length=300, blank=True)
    message = models.TextField()
    kept = models.CharField(max_length=200, blank=True)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("file", "line", "pk")
        indexes = (models.Index(fields=("intake", "severity", "file"), name="assistance_notices_by_severity"),)

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.message}"
