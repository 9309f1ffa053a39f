"""The thread through each page: the strategy below, assistance and coverage above, linked and not asked."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from concord.meetings.terms import InstrumentReading, InstrumentSummary, MeetingReading, MeetingSummary
from concord.strategy.terms import PillarName
from concord.ui.chrome import address
from concord.ui.components import Event
from concord.ui.language import Words
from concord.ui.pages import Crumb, ThreadStep


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("Meetings"), reverse("meetings:index")), *more)


def meeting_thread(reading: MeetingReading) -> tuple[ThreadStep, ...]:
    meeting, adopted = reading.meeting, reading.instruments
    first = reading.recommendations[0] if reading.recommendations else None
    return (
        _strategy_step(meeting.pillars),
        ThreadStep(kind=_("Meeting"), label=meeting.place or meeting.title, here=True),
        ThreadStep(
            kind=_("Recommendations"),
            label=_("Recommendation %(number)s") % {"number": first.number} if first else "",
            url="#recommendations" if first else "",
            more=max(len(reading.recommendations) - 1, 0),
        ),
        ThreadStep(
            kind=_("Adopted text"),
            label=adopted[0].title if adopted else "",
            url=reverse("meetings:instrument", args=(adopted[0].code,)) if adopted else "",
            more=max(len(adopted) - 1, 0),
        ),
        *_above(),
    )


def instrument_thread(reading: InstrumentReading) -> tuple[ThreadStep, ...]:
    instrument = reading.instrument
    meeting = instrument.adopted_at
    return (
        ThreadStep(
            kind=_("Strategy"),
            label=reading.framework.title if reading.framework else "",
            url=reverse("strategy:framework", args=(reading.framework.code,)) if reading.framework else "",
        ),
        ThreadStep(
            kind=_("Meeting"),
            label=meeting.title if meeting else "",
            url=reverse("meetings:meeting", args=(meeting.code,)) if meeting else "",
        ),
        ThreadStep(kind=_("Adopted text"), label=instrument.kind.label, here=True),
        *_above(),
    )


def events_of(
    meetings: tuple[MeetingSummary, ...], instruments: tuple[InstrumentSummary, ...] = ()
) -> tuple[Event, ...]:
    """For the timeline. An adopted text stands in the line of the meeting that adopted it, or alone if none did."""
    adopted: dict[str, list[Words]] = {}
    for text in instruments:
        if text.adopted_at:
            adopted.setdefault(text.adopted_at.code, []).append(text.title)
    events = [
        Event(
            title=meeting.title,
            starts_on=meeting.when.starts_on,
            ends_on=meeting.when.last,
            precision=meeting.when.precision,
            kind=meeting.kind.label,
            place=meeting.place,
            url=reverse("meetings:meeting", args=(meeting.code,)),
            weight="major" if meeting.code in adopted else "minor",
        )
        for meeting in meetings
        if meeting.when.starts_on
    ]
    events += [
        Event(
            title=text.title,
            starts_on=text.when.starts_on,
            ends_on=text.when.last,
            precision=text.when.precision,
            kind=text.kind.label,
            url=reverse("meetings:instrument", args=(text.code,)),
            weight="major",
        )
        for text in instruments
        if text.when.starts_on
    ]
    return tuple(events)


def _strategy_step(pillars: tuple[PillarName, ...]) -> ThreadStep:
    if not pillars:
        return ThreadStep(kind=_("Strategy"))
    first = pillars[0]
    numbers = ", ".join(pillar.number for pillar in pillars)
    return ThreadStep(
        kind=_("Strategy"),
        label=_("pillars %(numbers)s") % {"numbers": numbers} if len(pillars) > 1 else first.title,
        url=reverse("strategy:framework", args=(first.framework,)) + f"#{first.number}",
    )


def _above(**query: str) -> tuple[ThreadStep, ...]:
    return (
        ThreadStep(kind=_("Assistance"), label=_("what is being done"), url=linked("assistance:index", **query)),
        ThreadStep(kind=_("Coverage"), label=_("countries and gaps"), url=linked("coverage:index", **query)),
    )


def linked(url_name: str, **query: str) -> str:
    """A list in a room above, if that room is installed."""
    url = address(url_name)
    return f"{url}?{urlencode(query)}" if url and query else url
