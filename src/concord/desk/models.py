"""When a seat last looked at what changed, and how often it is told by e-mail."""

import uuid

from django.conf import settings
from django.db import models

from concord.desk.terms import Rhythm
from concord.parties.models import Seat


class Look(models.Model):
    seat = models.OneToOneField(Seat, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.seat} {self.at:%Y-%m-%d %H:%M}"


class Digest(models.Model):
    """News by e-mail for one seat. ``uuid`` is in the link that ends it, known to nobody else. ``period`` is the last
    day or week that was told, ``told`` the number of the last entry of the journal; while a letter is on its way,
    ``claimed_at`` says since when.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.OneToOneField(Seat, models.CASCADE, related_name="+")
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    period = models.CharField(max_length=10)
    told = models.PositiveBigIntegerField()
    claimed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.seat}, {self.get_rhythm_display()}"
