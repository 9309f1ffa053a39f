"""The report of a meeting: what it decided, where delegations stood when it rose, what they declared."""

from collections.abc import Iterator
from datetime import UTC

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from concord.plans.exports.sentences import names, struck
from concord.plans.exports.texts import TYPES, Distribution, File, revision_words
from concord.plans.logic.numbers import full_numbers
from concord.plans.logic.ops import to_redline
from concord.plans.logic.standing import HELD, SETTLED
from concord.plans.queries.letters import instant
from concord.plans.terms import Capacity, DecisionKind, Will
from concord.plans.terms.adoption import AdoptionReading, Declared, Stance
from concord.plans.terms.files import Format
from concord.plans.terms.reports import MeetingRecord
from concord.plans.terms.rolling import RollingProvision, RollingText, Strike, TakenPosition
from concord.redline import Tokens, bracketed_text, pdf, tokenise
from concord.redline.paper import Masthead
from concord.redline.report import Entry, Report, Statement
from concord.ui.dates import day_words, days_words
from concord.ui.language import localised


def report_file(*, record: MeetingRecord, distribution: Distribution) -> File:
    """As PDF/UA, in the language of the record. The same record and day give the same bytes."""
    with override(record.language):
        report = _report(record, distribution)
    name = f"{record.draft.code}-report-{record.meeting.name.code}.{record.language}.{Format.PDF.value}"
    data = pdf.write_report(report=report, on=distribution.on)
    return File(name=name, content_type=TYPES[Format.PDF], data=data)


def _report(record: MeetingRecord, distribution: Distribution) -> Report:
    title = localised(record.meeting.name.title)
    masthead = Masthead(
        title=_("Report of the meeting: %(title)s") % {"title": localised(record.draft.title)},
        symbol=record.draft.symbol,
        language=record.language,
        issued_on=day_words(record.meeting.rose_at.astimezone(UTC).date()),
        distribution=distribution.words,
        marking=distribution.marking,
        body=title,
    )
    entries = [entry for text in record.texts for entry in _text(record, text)]
    if record.adoption is not None:
        entries.append(_adoption(record.adoption))
    return Report(
        masthead=masthead, entries=tuple(entries), opening=tuple(_opening(record)), closing=tuple(_closing(record))
    )


def _opening(record: MeetingRecord) -> Iterator[str]:
    meeting, parties = record.meeting, record.texts[-1].parties
    if record.draft.is_illustrative:
        yield _("This negotiation is illustrative: nobody said any of this.")
    days = days_words(meeting.when.starts_on, meeting.when.last, meeting.when.precision)
    yield f"{localised(meeting.name.title)}, {days}." if days else f"{localised(meeting.name.title)}."
    for capacity, words in (
        (Capacity.CHAIR, _("In the chair: %(who)s.")),
        (Capacity.MEMBER, _("Members of the negotiation: %(who)s.")),
        (Capacity.OBSERVER, _("Observers: %(who)s.")),
    ):
        if seated := [each for each in parties if each.capacity is capacity]:
            yield words % {"who": names(seated)}
    if meeting.strikes:
        yield ngettext(
            "The gavel fell %(count)s time, between %(first)s and %(last)s.",
            "The gavel fell %(count)s times, between %(first)s and %(last)s.",
            meeting.strikes,
        ) % {"count": meeting.strikes, "first": instant(meeting.began_at), "last": instant(meeting.rose_at)}


def _text(record: MeetingRecord, text: RollingText) -> Iterator[Entry]:
    """The revision, then each provision that was decided upon; ``redline`` calls these levels 1 and 2."""
    found = record.struck_on(text)
    if not found:
        return
    numbers = full_numbers(provisions=text.provisions)
    yield Entry(revision_words(text.revision, text.symbol))
    for uuid, (provision, strikes) in found.items():
        yield Entry(
            capfirst(str(provision.kind.label)) if provision.number else "",
            numbers[uuid],
            2,
            tokens=_words(provision, text),
            outcome=" ".join(_outcome(each, numbers[uuid]) for each in strikes),
            positions=tuple(_position(each) for each in provision.positions if each.stand not in HELD),
            reservations=tuple(_position(each) for each in provision.positions if each.stand in HELD),
        )


def _words(provision: RollingProvision, text: RollingText) -> Tokens:
    """As agreed, else with what is open in brackets."""
    waiting = [each for each in provision.open if (each.language, each.base) == (text.language, provision.digest)]
    if provision.standing in SETTLED or not waiting:
        return provision.clean
    return tokenise(
        text=bracketed_text(base=provision.tokens, proposals=[to_redline(proposal=each) for each in waiting])
    )


def _outcome(strike: Strike, number: str) -> str:
    said = [struck(strike.kind, number, strike.accepted, names(strike.awaited or strike.confirmed))]
    if strike.accepted and strike.kind is not DecisionKind.AGREE:
        said.append(_("With %(keys)s.") % {"keys": ", ".join(strike.accepted)})
    if strike.agenda_item:
        said.append(_("Agenda item %(number)s.") % {"number": strike.agenda_item})
    if strike.note:
        said.append(strike.note if strike.note.endswith((".", "!", "?")) else f"{strike.note}.")
    return " ".join(said)


def _position(each: TakenPosition) -> Statement:
    label = str(each.stand.label)
    return Statement(localised(each.party.name), f"{label} ({each.proposal})" if each.proposal else label, each.text)


def _adoption(reading: AdoptionReading) -> Entry:
    every = [(stance, one) for stance in reading.stances for one in stance.beside]
    return Entry(
        str(_("Adoption")),
        outcome=_adopted(reading),
        positions=tuple(_declared(stance) for stance in reading.stances if stance.will is not None),
        reservations=tuple(_beside(*pair) for pair in every if pair[1].will is not Will.EXPLAINS),
        explanations=tuple(_beside(*pair) for pair in every if pair[1].will is Will.EXPLAINS),
    )


def _adopted(reading: AdoptionReading) -> str:
    if reading.is_final:
        return _("The text was adopted by %(who)s.") % {"who": names(each.party for each in reading.of(Will.ADOPTS))}
    return _("The text was put to the delegations and is not adopted yet.")


def _declared(stance: Stance) -> Statement:
    declared = stance.declared
    label = str(stance.will.label) if stance.will else ""
    if declared is not None and declared.awaits_its_word:
        label = _("%(what)s, as the chair recorded it") % {"what": label}
    return Statement(localised(stance.party.name), label, declared.text if declared else "")


def _beside(stance: Stance, declared: Declared) -> Statement:
    where = declared.provision
    label = str(declared.will.label)
    if where:
        label = f"{label} ({where.label or where.kind})"
    if declared.awaits_its_word:
        label = _("%(what)s, as the chair recorded it") % {"what": label}
    return Statement(localised(stance.party.name), label, declared.text)


def _closing(record: MeetingRecord) -> Iterator[str]:
    text = record.texts[-1]
    numbers = full_numbers(provisions=text.provisions)
    waiting = [numbers[each.uuid] for each in text.provisions if _is_open(each)]
    if waiting:
        yield _("Open when the meeting rose: %(numbers)s.") % {"numbers": ", ".join(waiting)}
    yield _("Compiled from the record of the negotiation as it may be read by those to whom it was released.")


def _is_open(provision: RollingProvision) -> bool:
    return bool(provision.open) and provision.standing not in SETTLED
