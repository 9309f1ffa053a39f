"""The choices of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProvisionKind(TextChoices):
    """The values are the styles by which `redline.numbering` counts."""

    PART = "part", _("part")
    CHAPEAU = "chapeau", _("chapeau")
    MEASURE = "measure", _("measure")
    PARAGRAPH = "paragraph", _("paragraph")
    SUBPARAGRAPH = "subparagraph", _("subparagraph")
    ANNEX = "annex", _("annex")
    ANNEX_ROW = "annex row", _("row of an annex")


class Stage(TextChoices):
    """Where a draft is on its way. It goes back from silence to negotiation, never back from adoption."""

    NEGOTIATION = "negotiation", _("under negotiation")
    SILENCE = "silence", _("under silence procedure")
    AGREED = "agreed", _("agreed, awaiting adoption")
    ADOPTED = "adopted", _("adopted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Capacity(TextChoices):
    """What a delegation is in one negotiation; it belongs to the negotiation, never to the State."""

    CHAIR = "chair", _("chair")
    SECRETARIAT = "secretariat", pgettext_lazy("capacity", "secretariat")
    MEMBER = "member", _("member of the negotiation")
    OBSERVER = "observer", _("observer")


class Rank(TextChoices):
    """What the credentials say of a person: an adviser prepares, a head or alternate speaks for the delegation."""

    HEAD = "head", _("head of delegation")
    ALTERNATE = "alternate", _("alternate")
    ADVISER = "adviser", _("adviser")


class ProposalKind(TextChoices):
    """The values are `redline.values.Kind`."""

    ADD = "ADD", _("add a provision")
    MOD = "MOD", _("change words")
    SUP = "SUP", _("delete the provision")
    NOC = "NOC", _("keep as it is")
    MOVE = "MOVE", _("move the provision")
    MERGE = "MERGE", _("merge provisions")
    SPLIT = "SPLIT", _("split the provision")


class Origin(TextChoices):
    """By which door a proposal came."""

    WEB = "web", _("written here")
    DOCX = "docx", _("from a Word file")
    MEETING = "meeting", _("from the floor")
    RECOMMENDATION = "recommendation", _("from a recommendation")
    GROUP = "group", _("from a small group")


class FootingState(TextChoices):
    """What became of a proposal on one revision."""

    STANDING = "standing", _("stands")
    RETABLE = "retable", _("needs re-tabling")
    ABSORBED = "absorbed", _("its words are already in the text")


class DecisionKind(TextChoices):
    AGREE = "agree", _("agreed")
    AD_REFERENDUM = "ad_referendum", _("agreed ad referendum")
    LIFT_BRACKET = "lift_bracket", _("bracket lifted")
    KEEP_BRACKET = "keep_bracket", _("bracket stays")
    REOPEN = "reopen", _("reopened")
    PARK = "park", _("parked")
    REFER = "refer", _("referred to a small group")
    RETURN = "return", _("returned to plenary")
    OVERRIDE = "override", _("adoption allowed in spite of a gap")


class Standing(TextChoices):
    """Where a provision stands: derived from its decisions, never stored."""

    OPEN = "open", _("open")
    CONTESTED = "contested", _("contested")
    AGREED = "agreed", _("agreed")
    AD_REFERENDUM = "ad_referendum", _("agreed ad referendum")
    PARKED = "parked", _("parked")
    REFERRED = "referred", _("with a small group")


class Stand(TextChoices):
    """A delegation's position on a provision or a proposal."""

    SUPPORT = "support", _("supports")
    CAN_LIVE_WITH = "can_live_with", _("can live with it")
    RESERVE = "reserve", _("reserves its position")
    SCRUTINY = "scrutiny", _("scrutiny reservation")
    OBJECT = "object", _("objects")
    SILENT = "silent", _("silent")
    OBSERVER = "observer", _("observes")


class Outcome(TextChoices):
    """How a silence procedure ended."""

    KEPT = "kept", _("silence kept")
    BROKEN = "broken", _("silence broken")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Will(TextChoices):
    """What a State declares at adoption. It adopts or observes; the rest stands beside its adoption."""

    ADOPTS = "adopts", _("adopts")
    OBSERVES = "observes", _("observes")
    DISSOCIATES = "dissociates", _("dissociates itself from a paragraph")
    RESERVES = "reserves", _("makes a reservation")
    EXPLAINS = "explains", _("explains its position")


class IssueKind(TextChoices):
    INITIAL = "initial", _("initial issue")
    CORRIGENDUM = "corrigendum", _("corrigendum")
    REVISION = "revision", _("revision")
    ADDENDUM = "addendum", _("addendum")


class Need(TextChoices):
    """Why a provision asks for a delegation, the most pressing first."""

    CONFIRM = "confirm", _("awaits your capital")
    RETABLE = "retable", _("your proposal needs re-tabling")
    CLASH = "clash", _("clashes with yours")
    OWN = "own", _("your proposal is open")
    CONCERN = "concern", _("others propose where you took a position")


TABLES = (Capacity.CHAIR, Capacity.MEMBER)
"""Whose delegations table, co-sponsor, decide upon adoption and may break silence. Observers suggest in words."""

PRESIDES = (Capacity.CHAIR, Capacity.SECRETARIAT)
"""Whose delegations strike the gavel, consolidate and open silence."""

SPEAKS_FOR = (Rank.HEAD, Rank.ALTERNATE)
"""Whose word is the delegation's."""
