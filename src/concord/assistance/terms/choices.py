"""What a project is made of: the words of IATI 2.03 and of technical assistance."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """IATI ActivityStatus, with the requested and offered of a request that is not yet an activity."""

    REQUESTED = "requested", _("requested")
    OFFERED = "offered", _("offered")
    PLANNED = "1", _("planned")
    ONGOING = "2", _("under way")
    FINALISATION = "3", _("being finalised")
    CLOSED = "4", _("completed")
    CANCELLED = "5", _("cancelled")
    SUSPENDED = "6", _("suspended")


class PartyRole(TextChoices):
    """IATI OrganisationRole, with the roles that assistance to a State also has."""

    FUNDING = "1", _("funds")
    ACCOUNTABLE = "2", _("is accountable")
    EXTENDING = "3", _("extends")
    IMPLEMENTING = "4", _("implements")
    HOST = "host", _("hosts")
    CO_ORGANISER = "co_organiser", _("co-organises")
    LEAD = "lead", _("leads")


class Modality(TextChoices):
    TRAINING = "training", _("training")
    LEGAL_ADVICE = "legal_advice", _("legal advice")
    EQUIPMENT = "equipment", _("equipment")
    MENTORING = "mentoring", _("mentoring")
    STUDY_VISIT = "study_visit", _("study visit")
    RESEARCH = "research", _("research")
    AWARENESS = "awareness", _("awareness")
    ASSESSMENT = "assessment", _("assessment")
    GRANT = "grant", _("grant")
    OTHER = "other", _("other")


class Beneficiary(TextChoices):
    BORDER_SERVICES = "border_services", _("border and customs services")
    LAW_ENFORCEMENT = "law_enforcement", _("police and law enforcement")
    JUSTICE = "justice", _("courts and prosecution")
    FINANCIAL = "financial", _("financial intelligence and supervision")
    LEGISLATURE = "legislature", _("parliament and ministries")
    HEALTH = "health", _("health and laboratories")
    EDUCATION = "education", _("schools and universities")
    MEDIA = "media", _("media")
    COMMUNITIES = "communities", _("communities and youth")
    CIVIL_SOCIETY = "civil_society", _("civil society")
    PRIVATE_SECTOR = "private_sector", _("private sector")
    OTHER = "other", _("other")


class Finding(TextChoices):
    """What people say of projects that may duplicate one another."""

    NO_DUPLICATION = "no_duplication", _("not a duplication")
    COORDINATED = "coordinated", _("being coordinated")


#: Fields of a project that are suggested from its words where nobody gave them.
KINDS = ("beneficiary", "modality")


class DueDiligence(TextChoices):
    """State of the human-rights due-diligence review of support to security forces."""

    NOT_STATED = "not_stated", _("not stated")
    NOT_REQUIRED = "not_required", _("not required")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    DONE_WITH_MEASURES = "done_with_measures", _("done, with mitigating measures")


class Flow(TextChoices):
    """A kind of money. Planned disbursements are never added to budgets; commitments never to spending."""

    BUDGET = "budget", _("budget")
    PLANNED = "planned", _("planned disbursement")
    INCOMING = "incoming", _("incoming funds")
    COMMITMENT = "commitment", _("commitment")
    DISBURSEMENT = "disbursement", _("disbursement")
    EXPENDITURE = "expenditure", _("expenditure")
    OTHER = "other", _("other transaction")


class Link(TextChoices):
    """How one activity names another."""

    PARENT = "parent", _("is part of")
    CHILD = "child", _("has part")
    SIBLING = "sibling", _("stands beside")
    CO_FUNDED = "co_funded", _("is co-funded with")
    THIRD_PARTY = "third_party", _("is also reported as")
    PROVIDER = "provider", _("receives money from")
    RECEIVER = "receiver", _("gives money to")
    PARTICIPANT = "participant", _("is the same work as")
    FORMER = "former", _("was formerly identified as")


class Verdict(TextChoices):
    """What stands behind a project's link to a measure. A person's verdict always wins over a suggestion."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed by a person")
    REJECTED = "rejected", _("rejected by a person")


class IntakeState(TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("under way")
    FINISHED = "finished", _("finished")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("failed")


class IntakeKind(TextChoices):
    IATI = "iati", _("IATI file")
    TABLE = "table", _("table of projects")


class Severity(TextChoices):
    """A critical notice lost a file or an activity, an error lost a value, a warning lost nothing."""

    CRITICAL = "critical", _("critical")
    ERROR = "error", _("error")
    WARNING = "warning", _("warning")


class Choice(TextChoices):
    """What became of a publisher's change to a field: taken at once, or, where the field was edited here, waiting for
    a person, then accepted or not.
    """

    TAKEN = "taken", _("taken over")
    PENDING = "pending", _("waiting for a decision")
    ACCEPTED = "accepted", _("accepted")
    KEPT = "kept", _("ours kept")
