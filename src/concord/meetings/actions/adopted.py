"""Adopted texts with each party's role, and documents."""

from concord.meetings.actions.known import Known
from concord.meetings.actions.parts import put_claims
from concord.meetings.models import Document, Instrument, InstrumentStance
from concord.meetings.terms import InstrumentDefinition, ProcessDefinition
from concord.strategy.actions import Ledger, provenance_of


def put_instruments(ledger: Ledger, known: Known, stated: tuple[InstrumentDefinition, ...]) -> None:
    """What a text replaces must come before it in the file."""
    for position, each in enumerate(stated):
        instrument = ledger.put(
            Instrument.objects.all(),
            key=each.code,
            where={"code": each.code},
            values={
                "position": position,
                "kind": each.kind,
                "title": each.title,
                "symbol": each.symbol,
                "languages": list(each.languages),
                "url": each.address,
                "framework": known.frameworks.get(each.framework),
                "adopted_at": known.meeting(each.meeting),
                "renews": known.instrument(each.replaces),
                "starts_on": each.starts_on,
                "ends_on": each.ends_on,
                "day_precision": each.day_precision,
                "due_on": each.due_on,
                "due_level": each.due_level,
                "decision_rule": each.decision_rule,
                "supporters": each.supporters,
                "themes_reported": each.themes_reported,
                **provenance_of(each),
            },
        )
        known.instruments[each.code] = instrument
        named = [(stance, code) for stance in each.stances for code in stance.parties]
        ledger.make_exactly(
            InstrumentStance.objects.filter(instrument=instrument),
            [
                InstrumentStance(
                    instrument=instrument,
                    organisation=known.parties[code],
                    role=stance.role,
                    position=index,
                    note=stance.note,
                    **provenance_of(stance),
                )
                for index, (stance, code) in enumerate(named)
            ],
            owner=Instrument,
            key=each.code,
            name="stances",
        )
        put_claims(ledger, Instrument, each.code, each.claims)


def put_documents(ledger: Ledger, known: Known, definition: ProcessDefinition) -> None:
    """A document belongs to the meeting it names or that lists it. A new one is released to everybody; the marking of
    a standing one is left as it is.
    """
    rows = Document.objects.unscoped(reason="a load compares with every row of its originator, whoever reads it")
    listed = {code: meeting.code for meeting in definition.meetings for code in meeting.documents}
    known.refuse(kind="document", keys=listed.keys() - {each.code for each in definition.documents})
    for position, each in enumerate(definition.documents):
        ledger.put(
            rows,
            key=each.code,
            where={"originator": known.originator, "code": each.code},
            values={
                "meeting": known.meeting(each.meeting or listed.get(each.code, "")),
                "instrument": known.instrument(each.instrument),
                "position": position,
                "kind": each.kind,
                "symbol": each.symbol,
                "title": each.title,
                "languages": list(each.languages),
                "url": each.address,
                "starts_on": each.starts_on,
                "ends_on": each.ends_on,
                "day_precision": each.day_precision,
                **provenance_of(each),
            },
            when_new={"audience": known.audience},
        )
