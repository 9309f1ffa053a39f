"""Entering a text that was adopted in a negotiation held here."""

from datetime import datetime
from itertools import chain, count

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.meetings.access import REGISTER_ADOPTED
from concord.meetings.models import Instrument, InstrumentStance
from concord.meetings.terms import AdoptedText
from concord.policy import Actor, require
from concord.sharing.actions import public_audience


@transaction.atomic
def register_adopted(*, actor: Actor, text: AdoptedText, at: datetime) -> Instrument:
    """An adopted text with each party's role, read by everybody. If its code is taken, a number is added to it."""
    require(actor=actor, action=REGISTER_ADOPTED)
    taken = set(Instrument.objects.filter(code__startswith=text.code).values_list("code", flat=True))
    names = chain((text.code,), (f"{text.code}-{number}" for number in count(2)))
    instrument = Instrument.objects.create(
        code=next(name for name in names if name not in taken),
        position=Instrument.objects.count(),
        kind=text.kind,
        title=text.title,
        symbol=text.symbol,
        languages=list(text.languages),
        framework_id=text.framework,
        adopted_at_id=text.meeting,
        starts_on=text.adopted_on,
    )
    InstrumentStance.objects.bulk_create(
        InstrumentStance(
            instrument=instrument,
            organisation_id=stance.organisation,
            role=stance.role,
            note=stance.note,
            position=position,
        )
        for position, stance in enumerate(text.stances)
    )
    record(
        actor=actor,
        act="meetings.register_adopted",
        items=[Item("instrument", instrument.code, str(instrument))],
        summary={"stances": len(text.stances)},
        at=at,
        audience_id=public_audience().pk,
    )
    return instrument
