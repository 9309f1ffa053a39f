"""Series, meetings, what was on the agenda, who spoke in which capacity, who took part in which role."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from concord.meetings.models.initiatives import Dated, Initiative, Phase
from concord.meetings.terms import AgendaKind, Format, Level, MeetingKind, ParticipationRole
from concord.parties.models.organisations import Organisation, Sourced
from concord.strategy.models import Measure, Pillar
from concord.ui.fields import TextField


class Series(Sourced):
    """Meetings that belong together, such as the three expert meetings."""

    code = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    title = TextField(_("title"))
    summary = TextField(_("summary"), blank=True)
    initiative = models.ForeignKey(Initiative, models.PROTECT, null=True, blank=True, related_name="series")

    class Meta:
        ordering = ("position", "code")
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title.get("en") or self.code


class Meeting(Sourced, Dated):
    """``country`` is the State on whose territory it was held. ``is_parallel``: held beside the initiative.
    ``reported_on`` is the day of the report where no source gives the day of the meeting.
    """

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=MeetingKind)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="meetings")
    series_position = models.PositiveSmallIntegerField(null=True, blank=True)
    initiative = models.ForeignKey(Initiative, models.PROTECT, null=True, blank=True, related_name="meetings")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="meetings")
    is_parallel = models.BooleanField(default=False)
    title = TextField(_("title"))
    reported_on = models.DateField(null=True, blank=True)
    place = TextField(_("place"), blank=True)
    country = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=20, choices=Level, blank=True)
    format = models.CharField(max_length=10, choices=Format, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    size_note = TextField(_("note on participants"), blank=True)

    class Meta(Dated.Meta):
        ordering = ("starts_on", "code")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class MeetingPillar(models.Model):
    """A pillar that the meeting took up."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="pillars")
    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pillar__framework__position", "pillar__position")
        constraints = (models.UniqueConstraint(fields=("meeting", "pillar"), name="meetings_one_pillar"),)

    def __str__(self) -> str:
        return f"{self.meeting.code} {self.pillar}"


class AgendaItem(Sourced):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    number = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=AgendaKind)
    title = TextField(_("title"))
    measures = models.ManyToManyField(Measure, related_name="+", blank=True)

    class Meta:
        ordering = ("meeting__code", "position")
        constraints = (models.UniqueConstraint(fields=("meeting", "number"), name="meetings_one_agenda_number"),)

    def __str__(self) -> str:
        return f"{self.meeting.code} {self.number}. {self.title}"


class Speaker(models.Model):
    """Somebody who spoke in public, in a capacity, for a party. Published names of officials only; the source is that
    of the agenda item.
    """

    agenda_item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField(default=0)
    name = TextField(_("name"))
    capacity = TextField(_("capacity"), blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return str(self.name)


class Participation(Sourced):
    """A party's role at this meeting; ``size`` is how many people it sent."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ParticipationRole)
    position = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField(null=True, blank=True)
    note = TextField(_("note"), blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("meeting", "organisation", "role"), name="meetings_one_role"),)

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_role_display()}"


class Outcome(Sourced):
    """A sentence on what came of the meeting. ``instruments`` and ``documents`` are the codes that it speaks about."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField(default=0)
    text = TextField(_("text"))
    instruments = models.JSONField(default=list, blank=True)
    documents = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("meeting", "position"), name="meetings_one_outcome"),)

    def __str__(self) -> str:
        return str(self.text)
