"""When a seat last looked at what changed."""

from django.db import models

from concord.parties.models import Seat


class Look(models.Model):
    seat = models.OneToOneField(Seat, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.seat} {self.at:%Y-%m-%d %H:%M}"
