"""Silence procedures and adoption."""

import uuid

from django.db import models
from django.db.models import F, Q

from concord.meetings.models import Meeting
from concord.plans.models.drafts import Delegation, DraftPart
from concord.plans.models.texts import Provision, Revision
from concord.plans.terms import Outcome, Will


class Silence(DraftPart):
    """The text of ``revision``, fixed by its ``state``, is adopted ad referendum of nobody's objection strictly before
    ``deadline_at``. All instants are the database's.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="silences")
    state = models.CharField(max_length=64)
    letter = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("opened_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("draft",), condition=Q(outcome=""), name="plans_one_silence_running"),
            models.CheckConstraint(condition=Q(deadline_at__gt=F("opened_at")), name="plans_deadline_after_opening"),
        )

    def __str__(self) -> str:
        return f"{self.revision} until {self.deadline_at:%Y-%m-%d %H:%M} UTC"


class Extension(DraftPart):
    """A later deadline, given before the earlier one had passed."""

    silence = models.ForeignKey(Silence, models.CASCADE, related_name="extensions")
    before = models.DateTimeField()
    deadline_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(deadline_at__gt=F("before")) & Q(at__lt=F("before")), name="plans_extension_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.silence} extended"


class Objection(DraftPart):
    """A break of silence, naming the paragraphs. One that came at or after the deadline is kept and changes nothing."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    silence = models.ForeignKey(Silence, models.CASCADE, related_name="objections")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="+")
    provisions = models.ManyToManyField(Provision, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    in_time = models.BooleanField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.delegation} on {self.silence}"


class Adoption(DraftPart):
    """The meeting at which a revision was adopted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.OneToOneField(Revision, models.PROTECT, related_name="adoption")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"adoption of {self.revision}"


class Declaration(DraftPart):
    """What one party declared at the adoption; reservations and explanations stand beside the text, never in it.
    ``recorded_by`` wrote down what the party said aloud; the party's own word that it is so came at ``confirmed_at``.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="declarations")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="+")
    will = models.CharField(max_length=20, choices=Will)
    provision = models.ForeignKey(Provision, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(Delegation, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("delegation__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("adoption", "delegation"),
                condition=Q(will__in=(Will.ADOPTS, Will.OBSERVES)),
                name="plans_adopts_or_observes",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(recorded_by__isnull=False), name="plans_confirms_what_was_recorded"
            ),
        )

    def __str__(self) -> str:
        return f"{self.delegation} {self.get_will_display()}"

    @property
    def awaits_its_word(self) -> bool:
        """Recorded for the party, which has not said yet that it is so."""
        return self.recorded_by_id is not None and self.confirmed_at is None
