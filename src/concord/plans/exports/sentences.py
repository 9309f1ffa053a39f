"""What pages and papers say in the same words, in the active language: parties, and strikes of the gavel."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from concord.plans.terms import DecisionKind
from concord.plans.terms.rolling import Party
from concord.ui.language import localised


def names(parties: Iterable[Party]) -> str:
    """As in: Kazakhstan, Kyrgyzstan and Tajikistan."""
    said = [localised(party.short_name or party.name) for party in parties]
    if len(said) < 2:  # noqa: PLR2004  one name needs no list
        return "".join(said)
    return _("%(names)s and %(last)s") % {"names": ", ".join(said[:-1]), "last": said[-1]}


def struck(kind: DecisionKind, number: str, accepted: Iterable[str], awaited: str = "") -> str:
    """A strike as a sentence: about the provision ``number``, with the proposals ``accepted``."""
    keys = ", ".join(accepted)
    if kind is DecisionKind.AGREE:
        return (
            _("%(number)s is agreed with %(keys)s.") % {"number": number, "keys": keys}
            if keys
            else (_("%(number)s is agreed as it stands.") % {"number": number})
        )
    said = {
        DecisionKind.AD_REFERENDUM: _("%(number)s is agreed ad referendum, awaiting %(who)s."),
        DecisionKind.LIFT_BRACKET: _("The brackets on %(number)s are lifted."),
        DecisionKind.KEEP_BRACKET: _("The bracket on %(number)s stays."),
        DecisionKind.REOPEN: _("%(number)s is open again."),
        DecisionKind.PARK: _("%(number)s is parked."),
        DecisionKind.REFER: _("%(number)s is referred to a small group."),
        DecisionKind.RETURN: _("%(number)s is back in plenary."),
    }
    return said[kind] % {"number": number, "who": awaited} if kind in said else f"{number}: {capfirst(kind.label)}"
