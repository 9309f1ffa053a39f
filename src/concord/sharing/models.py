"""Interned audiences, and the columns that every protected row carries."""

from django.db import models

from concord.parties.models import Organisation, Seat
from concord.policy import GuardedManager
from concord.sharing.terms import TLP


class Audience(models.Model):
    """An immutable, content-addressed release: a ceiling, a list, an embargo. Rows point to it with one integer."""

    digest = models.CharField(max_length=64, unique=True)
    tlp = models.CharField(max_length=12, choices=TLP)
    embargo_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.get_tlp_display()} {self.digest[:8]}"


class AudienceEntry(models.Model):
    """One principal on the list of an audience."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="entries")
    principal = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("audience", "principal"), name="sharing_one_entry"),)

    def __str__(self) -> str:
        return self.principal


class Marked(models.Model):
    """Closed by default: without an actor the manager refuses; the originator never changes."""

    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")

    objects = GuardedManager()

    class Meta:
        abstract = True


class FeedKey(models.Model):
    """The secret part of the address under which a calendar program or a feed reader reads for a seat. Only its digest
    is kept: the address is shown once, and a copy of the database opens nothing.
    """

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.seat)
