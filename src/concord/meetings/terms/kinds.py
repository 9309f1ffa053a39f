"""The choices of the room."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Precision(TextChoices):
    """How exactly a date is known; the rest of the stored date means nothing."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class InitiativeRole(TextChoices):
    PARTNER = "partner", _("partner")
    LAUNCHING_PARTNER = "launching_partner", _("launching partner")
    FUNDER = "funder", _("funder")
    IMPLEMENTER = "implementer", _("implementer")
    SUPPORTER = "supporter", _("supporter")


class MeetingKind(TextChoices):
    LAUNCH = "launch", _("launch")
    EXPERT_MEETING = "expert_meeting", _("expert meeting")
    ADOPTION = "adoption", _("adoption")
    CONSULTATION = "consultation", _("consultation")
    WORKSHOP = "workshop", _("workshop")
    TRAINING = "training", _("training")
    REVIEW = "review", _("review")
    COORDINATION = "coordination", _("coordination meeting")
    CONFERENCE = "conference", _("conference")
    RETREAT = "retreat", _("retreat")


class Level(TextChoices):
    EXPERT = "expert", _("experts")
    TECHNICAL = "technical", _("working level")
    DEPUTY_MINISTERIAL = "deputy_ministerial", _("deputy ministers")
    MINISTERIAL = "ministerial", _("ministers")
    HIGH_LEVEL = "high_level", _("high level")
    SUMMIT = "summit", _("heads of State")


class Format(TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("in person and online")


class ParticipationRole(TextChoices):
    """Those up to and including the funder make the meeting, the others take part in it."""

    HOST = "host", _("host")
    AUSPICES = "auspices", _("under the auspices of")
    ORGANISER = "organiser", _("organiser")
    CO_ORGANISER = "co_organiser", _("co-organiser")
    SUPPORTER = "supporter", _("with the support of")
    FUNDER = "funder", _("funder")
    CHAIR = "chair", _("chair")
    PARTICIPANT = "participant", _("participant")
    OBSERVER = "observer", _("observer")
    NOT_LISTED = "not_listed", _("not listed")
    ABSENT = "absent", _("absent")


MAKING = tuple(ParticipationRole)[: tuple(ParticipationRole).index(ParticipationRole.FUNDER) + 1]


class AgendaKind(TextChoices):
    SESSION = "session", _("session")
    TOPIC = "topic", _("topic")
    ISSUE = "issue", _("issue")


class DocumentKind(TextChoices):
    REPORT = "report", _("report")
    DECLARATION = "declaration", _("declaration")
    RESOLUTION = "resolution", _("resolution")
    PROGRAMME = "programme", _("programme")
    MAPPING_EDITION = "mapping_edition", _("mapping of activities")
    PRESS_REPORT = "press_report", _("press report")
    MINUTES = "minutes", _("minutes")
    PAPER = "paper", _("paper")
    OTHER = "other", _("other document")


class InstrumentKind(TextChoices):
    PLAN_OF_ACTION = "plan_of_action", _("plan of action")
    DECLARATION = "declaration", _("declaration")
    JOINT_POSITION = "joint_position", _("joint position")
    RESOLUTION = "resolution", _("resolution")


class Stance(TextChoices):
    """A party's role towards one instrument. It belongs to the instrument, never to the State."""

    ADOPTED = "adopted", _("adopted it")
    SIGNED = "signed", _("signed it")
    SUPPORTED = "supported", _("supported it")
    OBSERVED = "observed", _("observed")
    ABSENT = "absent", _("absent")


FIELDS = {
    "mapping_started": _("Start of the mapping of activities"),
    "participants": _("Participants"),
    "participation": _("Participation"),
    "period": _("Period"),
    "place": _("Place"),
    "size": _("Number of participants"),
    "starts_on": _("Date"),
    "title": _("Title"),
}
"""What the fields are called of which sources say different things."""


TOGETHER: dict[str, Promise] = {
    ParticipationRole.HOST: _("Host"),
    ParticipationRole.AUSPICES: _("Under the auspices of"),
    ParticipationRole.ORGANISER: _("Organisers"),
    ParticipationRole.CO_ORGANISER: _("Co-organisers"),
    ParticipationRole.SUPPORTER: _("With the support of"),
    ParticipationRole.FUNDER: _("Funders"),
    ParticipationRole.CHAIR: _("Chair"),
    ParticipationRole.PARTICIPANT: _("Participants"),
    ParticipationRole.OBSERVER: _("Observers"),
    ParticipationRole.NOT_LISTED: _("Not listed"),
    ParticipationRole.ABSENT: _("Absent"),
    InitiativeRole.PARTNER: _("Partners"),
    InitiativeRole.LAUNCHING_PARTNER: _("Launching partners"),
    InitiativeRole.IMPLEMENTER: _("Implementers"),
    Stance.ADOPTED: pgettext_lazy("parties to a text", "Adopted by"),
    Stance.SIGNED: pgettext_lazy("parties to a text", "Signed by"),
    Stance.SUPPORTED: pgettext_lazy("parties to a text", "Supported by"),
    Stance.OBSERVED: pgettext_lazy("parties to a text", "Observed by"),
}
"""What the parties in one role are called together. The roles' names do not clash, the same name means the same."""

LANGUAGES = {
    "ar": _("Arabic"),
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "kk": _("Kazakh"),
    "ky": _("Kyrgyz"),
    "ru": _("Russian"),
    "tg": _("Tajik"),
    "tk": _("Turkmen"),
    "uz": _("Uzbek"),
    "zh": _("Chinese"),
}
"""The languages that documents of a process come in: the six of the United Nations and those of the region."""


def phase_key(initiative: str, phase: str) -> str:
    """By which claims name a phase."""
    return f"{initiative}:{phase}"
