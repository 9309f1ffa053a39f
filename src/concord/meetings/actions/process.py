"""Loading a process: initiatives, meetings, documents, adopted texts, and what sources say differently."""

from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.meetings.access import LOAD_PROCESS
from concord.meetings.actions.adopted import put_documents, put_instruments
from concord.meetings.actions.known import Known
from concord.meetings.actions.parts import put_claims, put_initiative_parties, put_meeting_parts, put_recommendations
from concord.meetings.models import Initiative, Meeting, Phase, Series
from concord.meetings.terms import (
    InitiativeDefinition,
    MeetingDefinition,
    ProcessDefinition,
    SeriesDefinition,
    phase_key,
)
from concord.parties.models import Organisation
from concord.policy import Actor, require
from concord.sharing.actions import public_audience
from concord.strategy.actions import Ledger, provenance_of, tally, touched
from concord.strategy.terms import LoadReport


@transaction.atomic
def load_process(*, actor: Actor, definition: ProcessDefinition, at: datetime) -> LoadReport:
    """Organisations and strategies must have been loaded. The actor's organisation is the originator of the documents
    and recommendations, which are released to everybody when they are new; a marking that somebody changed since
    stays. What the definition does not name stays too. Raises ``UnknownReference``.
    """
    require(actor=actor, action=LOAD_PROCESS)
    owner = Organisation.objects.get(pk__in=actor.organisations)
    known = Known.of(definition, originator=owner, audience=public_audience())
    ledger = Ledger()
    for position, initiative in enumerate(definition.initiatives):
        _put_initiative(ledger, known, initiative, position=position)
    for position, series in enumerate(definition.series):
        _put_series(ledger, known, series, position=position)
    places = {code: (s.code, i) for s in definition.series for i, code in enumerate(s.meetings)}
    for meeting in definition.meetings:
        _put_meeting(ledger, known, meeting, place=places.pop(meeting.code, ("", None)))
    known.refuse(kind="meeting", keys=places)
    put_instruments(ledger, known, definition.instruments)
    put_documents(ledger, known, definition)
    for meeting in definition.meetings:
        put_meeting_parts(ledger, known, meeting)
        put_recommendations(ledger, known, meeting)
    report = ledger.report()
    record(actor=actor, act=LOAD_PROCESS.name, items=touched(report), at=at, summary=tally(report))
    return report


def _put_initiative(ledger: Ledger, known: Known, stated: InitiativeDefinition, *, position: int) -> None:
    initiative = ledger.put(
        Initiative.objects.all(),
        key=stated.code,
        where={"code": stated.code},
        values={
            "position": position,
            "title": stated.title,
            "summary": stated.summary,
            "aim": stated.aim,
            "starts_on": stated.starts_on,
            "ends_on": stated.ends_on,
            "day_precision": stated.day_precision,
            **provenance_of(stated),
        },
    )
    known.initiatives[stated.code] = initiative
    for index, phase in enumerate(stated.phases):
        key = phase_key(stated.code, phase.code)
        known.phases[key] = ledger.put(
            Phase.objects.all(),
            key=key,
            where={"initiative": initiative, "code": phase.code},
            values={
                "position": index,
                "number": phase.number,
                "title": phase.title,
                "summary": phase.summary,
                "starts_on": phase.starts_on,
                "ends_on": phase.ends_on,
                "day_precision": phase.day_precision,
                **provenance_of(phase),
            },
        )
        put_claims(ledger, Phase, key, phase.claims)
    put_initiative_parties(ledger, known, stated, initiative)
    put_claims(ledger, Initiative, stated.code, stated.claims)


def _put_series(ledger: Ledger, known: Known, stated: SeriesDefinition, *, position: int) -> None:
    known.series[stated.code] = ledger.put(
        Series.objects.all(),
        key=stated.code,
        where={"code": stated.code},
        values={
            "position": position,
            "title": stated.title,
            "summary": stated.summary,
            "initiative": known.initiative(stated.initiative),
            **provenance_of(stated),
        },
    )


def _put_meeting(ledger: Ledger, known: Known, stated: MeetingDefinition, *, place: tuple[str, int | None]) -> None:
    series, series_position = place
    known.meetings[stated.code] = ledger.put(
        Meeting.objects.all(),
        key=stated.code,
        where={"code": stated.code},
        values={
            "kind": stated.kind,
            "series": known.series.get(series),
            "series_position": series_position,
            "initiative": known.initiative(stated.initiative),
            "phase": known.phase(stated.initiative, stated.phase),
            "is_parallel": stated.parallel,
            "title": stated.title,
            "starts_on": stated.starts_on,
            "ends_on": stated.ends_on,
            "day_precision": stated.day_precision,
            "reported_on": stated.reported_on,
            "place": stated.place,
            "country": known.countries.get(stated.country),
            "level": stated.level,
            "format": stated.format,
            "size": stated.size,
            "size_note": stated.size_note,
            **provenance_of(stated),
        },
    )
