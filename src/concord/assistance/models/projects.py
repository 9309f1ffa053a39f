"""Projects and what hangs on them. Every row carries originator and audience: a forgotten join leaks nothing."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from concord.assistance.models.intakes import Intake
from concord.assistance.terms import Beneficiary, DueDiligence, Flow, Link, Modality, PartyRole, Status
from concord.parties.models import Organisation
from concord.parties.terms import Confidence
from concord.sharing.models import Audience, Marked
from concord.ui.fields import TextField

if TYPE_CHECKING:
    from concord.ui.language import Words


class Unindexed(Marked):
    """Marked, without an index on originator and audience: few values say nothing about which rows, and a database that
    follows such an index reads and sorts everything that one may see. Lists follow order and subject instead.
    """

    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Project(Unindexed):
    """An activity of assistance, published by somebody in IATI or entered by hand.

    ``occurrence`` counts activities published under one identifier with different contents; ``digest`` is that of the
    publication last taken in; ``edited`` names the fields changed here, which an import never overwrites silently;
    ``suggested`` has the evidence for modality and beneficiary where these are only suggestions;
    ``starts_on`` and ``ends_on`` are the best known dates (actual before planned); ``headline_usd`` is what a list
    shows of the money: the budgets, without budgets the commitments, without these the spending;
    ``claims`` are values that sources give for one fact where they differ, as ``terms.claims`` has them;
    ``tags`` and ``markers`` are lists of [vocabulary, code]; ``relevance`` is a list of reasons; ``classified_with`` is
    the digest of the vocabulary that made the suggestions; ``concern`` orders lists, the greatest first;
    ``sort_title`` is folded text.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    iati_identifier = models.CharField(max_length=300, blank=True, db_index=True)
    occurrence = models.PositiveSmallIntegerField(default=1)
    reporting_ref = models.CharField(max_length=200, blank=True)
    reporter = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="reported_projects")
    reporter_name = models.CharField(max_length=300, blank=True)
    is_secondary_report = models.BooleanField(default=False)
    hierarchy = models.PositiveSmallIntegerField(default=1)
    title = TextField(_("title"))
    description = TextField(_("description"), blank=True, default=dict)
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True, db_index=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    dates_are_actual = models.BooleanField(default=False)
    modality = models.CharField(_("modality"), max_length=20, choices=Modality, blank=True)
    beneficiary = models.CharField(_("beneficiary"), max_length=20, choices=Beneficiary, blank=True)
    requested_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("on whose request")
    )
    request_reference = models.CharField(_("reference of the request"), max_length=300, blank=True)
    assessment_reference = models.CharField(_("based on which assessment"), max_length=300, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, default=Confidence.STATED)
    contact = models.EmailField(_("functional mailbox"), blank=True)
    budget_is_withheld = models.BooleanField(_("the budget is not published"), default=False)
    outcome = TextField(_("outcome and lessons"), blank=True, default=dict)
    due_diligence = models.CharField(
        _("human-rights due diligence"), max_length=20, choices=DueDiligence, default=DueDiligence.NOT_STATED
    )
    source = models.URLField(_("source"), max_length=500, blank=True)
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    published_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    edited = models.JSONField(default=list)
    suggested = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    is_relevant = models.BooleanField(default=False)
    relevance = models.JSONField(default=list)
    concern = models.PositiveIntegerField(default=0)
    tags = models.JSONField(default=list)
    markers = models.JSONField(default=list)
    claims = models.JSONField(default=list)
    classified_with = models.CharField(max_length=64, blank=True)
    sort_title = models.CharField(max_length=120, blank=True, db_index=True)
    headline_flow = models.CharField(max_length=20, choices=Flow, blank=True)
    headline_usd = models.DecimalField(max_digits=20, decimal_places=2, null=True, db_index=True)
    first_intake = models.ForeignKey(Intake, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-updated_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("originator", "reporting_ref", "iati_identifier", "occurrence"),
                condition=~models.Q(iati_identifier=""),
                name="assistance_one_activity",
            ),
        )
        indexes = (
            models.Index(fields=("is_relevant", "-updated_at"), name="assistance_relevant_recent"),
            models.Index(fields=("-is_relevant", "-concern", "id"), name="assistance_by_concern"),
        )

    @property
    def reported_by(self) -> "Words":
        """The organisation as it is known here; else as the publication names it. Needs ``reporter``."""
        return self.reporter.name if self.reporter else self.reporter_name

    @property
    def is_brought_by_another(self) -> bool:
        """Its originator took in, or entered, what it says is the report of somebody else."""
        return bool(self.reporter_name or self.reporter_id) and self.reporter_id != self.originator_id

    def __str__(self) -> str:
        return self.title.get("en") or self.iati_identifier


class ProjectPart(Unindexed):
    """A row that hangs on a project and carries the project's marking."""

    class Meta:
        abstract = True


class ProjectRecord(ProjectPart):
    """The publication as it was read: one IATI file that holds this activity alone, without contacts, zlib-compressed.

    It stands apart from the project so that lists never read past it.
    """

    project = models.OneToOneField(Project, models.CASCADE, related_name="record")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"publication of {self.project_id}"


class ProjectSearch(ProjectPart):
    """The folded words of a project, each once, each after a space: `` bord`` finds every word that begins so.
    ``marks`` are ``logic.folding.marks_of`` the words; not given, all bits are set: nothing is ruled out.
    """

    project = models.OneToOneField(Project, models.CASCADE, related_name="search")
    words = models.TextField()
    marks_0 = models.BigIntegerField(default=-1)
    marks_1 = models.BigIntegerField(default=-1)
    marks_2 = models.BigIntegerField(default=-1)
    marks_3 = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"words of {self.project_id}"


class ProjectParty(ProjectPart):
    """An organisation in a role; ``organisation`` is the known party, else ``ref`` and ``name`` as published."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    ref = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("role", "pk")

    def __str__(self) -> str:
        return f"{self.name or self.ref} {self.get_role_display()}"


class ProjectPlace(ProjectPart):
    """A country or a region with its share (0 to 1; null when shares were missing or exceeded the whole).

    Shares that sum to less than 1 leave a rest that is allocated to no place. ``name`` is a place inside the country.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="places")
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200, blank=True)
    share = models.FloatField(null=True)

    class Meta:
        ordering = ("country", "region")
        indexes = (  # a filter by country is answered from it alone
            models.Index(fields=("country", "project", "audience", "originator"), name="assistance_by_country"),
        )

    def __str__(self) -> str:
        return self.country or self.region


class ProjectSector(ProjectPart):
    """A purpose code in a vocabulary with its share within that vocabulary (0 to 1)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="sectors")
    vocabulary = models.CharField(max_length=10)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300, blank=True)
    share = models.FloatField(null=True)

    class Meta:
        ordering = ("vocabulary", "code")

    def __str__(self) -> str:
        return f"{self.vocabulary}:{self.code}"


class ProjectMoney(ProjectPart):
    """The sum of one flow in one currency in one year; the single transactions stand in the project's record.

    ``usd`` is converted at the annual average rate of ``rate_year``, the year of the value dates (that of the period
    where none was given); null means not convertible, never zero.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="money")
    flow = models.CharField(max_length=20, choices=Flow)
    year = models.PositiveSmallIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    rate_year = models.PositiveSmallIntegerField(null=True)
    value = models.DecimalField(max_digits=20, decimal_places=2)
    usd = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    items = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("flow", "year", "currency")

    def __str__(self) -> str:
        return f"{self.get_flow_display()} {self.year}: {self.value} {self.currency}"


class ProjectLink(ProjectPart):
    """Another activity that this one names, by identifier: the ground for finding money counted twice."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=20, choices=Link)
    identifier = models.CharField(max_length=300, db_index=True)

    class Meta:
        ordering = ("kind", "identifier")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.identifier}"
