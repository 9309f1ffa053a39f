"""The append-only record of acts. Keys and labels, no foreign keys: the record outlives what it is about."""

from django.db import models

from concord.journal.terms import GENESIS


class Entry(models.Model):
    """One act. ``originator_id`` and ``audience_id`` are plain numbers that say who may read the entry; ``about`` is
    the public id of the first item, where it has one, by which a reader's present rights to it are looked up.
    """

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=100, db_index=True)
    actor = models.CharField(max_length=200)
    seat_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    originator_id = models.BigIntegerField(null=True, db_index=True)
    audience_id = models.BigIntegerField(null=True, db_index=True)
    about = models.UUIDField(null=True, db_index=True, editable=False)
    items = models.JSONField()
    summary = models.JSONField()
    salt = models.CharField(max_length=32)
    leaf = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    link = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-sequence",)
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.act} by {self.actor}"

    def payload(self) -> dict[str, object]:
        return {
            "sequence": self.sequence,
            "at": self.at.isoformat(),
            "act": self.act,
            "actor": self.actor,
            "seat": self.seat_id,
            "organisation": self.organisation_id,
            "originator": self.originator_id,
            "audience": self.audience_id,
            "items": self.items,
            "summary": self.summary,
        }


class Head(models.Model):
    """The single row that says where the chain ends; locking it orders the writers."""

    sequence = models.PositiveBigIntegerField(default=0)
    link = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="journal_one_head"),)

    def __str__(self) -> str:
        return f"entry {self.sequence}"


class Latest(models.Model):
    """The last entry of each act: what changed since is asked of these few rows, however long the record grows."""

    act = models.CharField(max_length=100, unique=True)
    sequence = models.PositiveBigIntegerField()

    class Meta:
        verbose_name_plural = "latest"

    def __str__(self) -> str:
        return f"{self.act}: {self.sequence}"
