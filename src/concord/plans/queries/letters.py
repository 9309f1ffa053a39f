"""The letters of a silence procedure, in every language of the interface."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from concord.plans.terms import Outcome, Will
from concord.plans.terms.rolling import DraftLine
from concord.plans.terms.silence import Objected, SilenceLine
from concord.ui.dates import day_words
from concord.ui.language import localised
from concord.ui.text import Text


def with_letter(*, silence: SilenceLine, draft: DraftLine) -> SilenceLine:
    """With the letter that tells of the outcome; without one while there is none."""
    if silence.outcome is None:
        return silence
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = "\n\n".join(_paragraphs(silence, draft))
    return replace(silence, closing=Text.of(**said))


def _paragraphs(silence: SilenceLine, draft: DraftLine) -> list[str]:
    about = {
        "title": localised(draft.title),
        "symbol": silence.symbol or _("revision %(number)s") % {"number": silence.revision},
        "opened": instant(silence.opened_at),
        "deadline": instant(silence.deadline_at),
    }
    told = [
        _("Silence procedure on “%(title)s” (%(symbol)s), opened on %(opened)s with a deadline of %(deadline)s.")
        % about
    ]
    if silence.outcome is Outcome.KEPT:
        told.append(_("No delegation objected before the deadline. The text is agreed and goes forward to adoption."))
    elif silence.outcome is Outcome.BROKEN:
        told.append(
            ngettext(
                "The silence was broken by %(count)s objection. The text returns to negotiation.",
                "The silence was broken by %(count)s objections. The text returns to negotiation.",
                len(silence.valid),
            )
            % {"count": len(silence.valid)}
        )
        told += [_objection(each) for each in silence.valid]
    else:
        told.append(_("The chair withdrew the procedure before the deadline. Nothing follows from it."))
    if silence.late:
        told.append(_("Received at or after the deadline, on record and without effect:"))
        told += [_objection(each) for each in silence.late]
    told.append(_("The text before the delegations was fixed by the digest %(digest)s.") % {"digest": silence.state})
    return told


def _objection(each: Objected) -> str:
    named = ", ".join(provision.label or provision.kind for provision in each.provisions)
    return _("%(party)s, %(at)s, on %(paragraphs)s: %(text)s") % {
        "party": localised(each.party.name),
        "at": instant(each.at),
        "paragraphs": named,
        "text": each.text,
    }


def instant(at: datetime) -> str:
    """In words and in universal time: a letter is read in many places. Seconds where they decide."""
    moment = at.astimezone(UTC)
    clock = moment.strftime("%H:%M:%S" if moment.second or moment.microsecond else "%H:%M")
    return _("%(day)s, %(time)s UTC") % {"day": day_words(moment), "time": clock}


def beside_words(*, wills: Iterable[Will]) -> Text:
    """That a party reserved, dissociated or explained itself; the words themselves stand beside the text."""
    said = tuple(dict.fromkeys(wills))
    words = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words[language] = ", ".join(str(will.label) for will in said)
    return Text.of(**words) if said else Text()
