"""States, United Nations entities, regional organisations, donors, institutions: public reference data."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from concord.parties.terms import Confidence, Kind
from concord.ui.fields import TextField


class Sourced(models.Model):
    """A fact with its source addresses and how sure it is."""

    sources = models.JSONField(default=list, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence, default=Confidence.STATED)

    class Meta:
        abstract = True


class Organisation(Sourced):
    """``is_plan_state`` marks the States whose plan this is; everything counted by country counts these."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=30, choices=Kind, db_index=True)
    name = TextField(_("name"))
    short_name = TextField(_("short name"), blank=True, default=dict)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    iso2 = models.CharField(max_length=2, blank=True)
    iso3 = models.CharField(max_length=3, blank=True)
    iati_id = models.CharField(max_length=100, blank=True, db_index=True)
    is_plan_state = models.BooleanField(default=False)
    note = TextField(_("note"), blank=True, default=dict)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("iso2",), condition=~models.Q(iso2=""), name="parties_one_iso2"),
            models.UniqueConstraint(fields=("iati_id",), condition=~models.Q(iati_id=""), name="parties_one_iati_id"),
        )

    def __str__(self) -> str:
        return self.name.get("en") or self.code


class Identifier(Sourced):
    """Another name by which an organisation is known in some scheme, such as a former IATI identifier."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=60)
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ("scheme", "value")
        constraints = (models.UniqueConstraint(fields=("scheme", "value"), name="parties_one_identifier"),)

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"


class Membership(Sourced):
    """One organisation belongs to another, from and until when that is known."""

    member = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    body = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    role = models.CharField(max_length=60, default="member")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("body__code", "member__code")
        constraints = (models.UniqueConstraint(fields=("member", "body", "role"), name="parties_one_membership"),)

    def __str__(self) -> str:
        return f"{self.member} in {self.body}"


class Mandate(Sourced):
    """What an organisation is charged with; ``measures`` are keys such as ``GCTS:III.7``."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="mandates")
    subject = TextField(_("subject"))
    measures = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("organisation__code", "pk")

    def __str__(self) -> str:
        return str(self.subject.get("en"))
