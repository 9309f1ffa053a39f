"""The choices of the room, and how a measure is called."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FrameworkKind(TextChoices):
    STRATEGY = "strategy", _("strategy of the United Nations")
    PLAN_OF_ACTION = "plan_of_action", _("plan of action")
    REGIONAL_PLAN = "regional_plan", _("regional plan")
    NATIONAL_STRATEGY = "national_strategy", _("national strategy")


class DecisionRule(TextChoices):
    CONSENSUS = "consensus", _("by consensus")
    VOTE = "vote", _("by vote")
    NATIONAL = "national", _("by national decision")


class CrosswalkRelation(TextChoices):
    """What the second measure is to the first, in the words of the SKOS mapping relations."""

    EXACT = "exact", _("same commitment")
    CLOSE = "close", _("closely related commitment")
    BROADER = "broader", _("wider commitment")
    NARROWER = "narrower", _("narrower commitment")
    RELATED = "related", _("related commitment")


INVERSE: dict[str, CrosswalkRelation] = {
    CrosswalkRelation.EXACT: CrosswalkRelation.EXACT,
    CrosswalkRelation.CLOSE: CrosswalkRelation.CLOSE,
    CrosswalkRelation.BROADER: CrosswalkRelation.NARROWER,
    CrosswalkRelation.NARROWER: CrosswalkRelation.BROADER,
    CrosswalkRelation.RELATED: CrosswalkRelation.RELATED,
}


class Numbering(TextChoices):
    """Whether a published page shows the measure under this number."""

    CONFIRMED = "confirmed", _("a published page shows this number")
    KNOWN = "known", _("generally known, to be verified")


class Breadth(TextChoices):
    """Whether serving the measure is countering terrorism in itself, or a whole field of development."""

    DIRECT = "direct", _("about countering terrorism or what it uses")
    WIDE = "wide", _("a wide field of development")


class Aside(TextChoices):
    """What words may speak for that is neither a measure nor a theme. The last two are followed by a colon and a code:
    ``beneficiary:media``.
    """

    RELEVANCE = "relevance", _("countering terrorism, without saying how")
    ADJACENT = "adjacent", _("neighbouring work that is not countering terrorism by itself")
    BENEFICIARY = "beneficiary", _("a kind of beneficiary")
    MODALITY = "modality", _("a form of assistance")

    def of(self, code: str) -> str:
        return f"{self.value}:{code}"


class Verification(TextChoices):
    """How far a measure's number and paraphrase were checked against the adopted text."""

    VERIFIED = "verified", _("checked by a person against the adopted text")
    NUMBER_CONFIRMED = "number_confirmed", _("number confirmed by a published page; wording still to be checked")
    TO_VERIFY = "to_verify", _("still to be checked against the adopted text")


def measure_key(*, framework: str, number: str) -> str:
    """``GCTS:II.12``: numbering restarts in each section, so the section is part of the number."""
    return f"{framework}:{number}"
