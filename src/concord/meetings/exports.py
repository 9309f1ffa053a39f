"""The meetings for other programs: a calendar (RFC 5545) and a feed (RFC 4287). Same meetings, same bytes."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils.feedgenerator import Atom1Feed
from icalendar import Calendar, Event

from concord.meetings.terms import MeetingSummary, Precision
from concord.ui.dates import days_words
from concord.ui.language import localised

LinkTo = Callable[[MeetingSummary], str]


def calendar(*, meetings: Iterable[MeetingSummary], name: str, language: str, link: LinkTo) -> bytes:
    """All-day events for the meetings whose days are known: a calendar would turn "March 2015" into its first day.

    ``link`` gives a meeting's full address. Its code and our host identify the event in every language, so that a
    moved meeting updates the event a reader already has. DTSTAMP is its first day, the only time of it that is known.
    """
    book = Calendar()
    book.add("prodid", f"-//Concord//Meetings//{language.upper()}")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("name", name)
    book.add("x-wr-calname", name)
    book.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        if meeting.when.starts_on and meeting.when.precision == Precision.DAY:
            book.add_component(_event(meeting, link=link(meeting)))
    body: bytes = book.to_ical()
    return body


def feed(
    *, meetings: Iterable[MeetingSummary], title: str, language: str, home: str, address: str, link: LinkTo
) -> str:
    """Newest first. A meeting's entry is dated with its first day; no other time of it is known."""
    entries = Atom1Feed(title=title, link=home, description="", language=language, feed_url=address, feed_guid=home)
    for meeting in sorted(meetings, key=lambda each: each.when.starts_on or date.min, reverse=True):
        on = meeting.when.starts_on
        if on is None:
            continue
        when = days_words(on, meeting.when.last, meeting.when.precision)
        entries.add_item(
            title=localised(meeting.title),
            link=link(meeting),
            description=", ".join(part for part in (when, _where(meeting)) if part),
            unique_id=uuid5(NAMESPACE_URL, link(meeting)).urn,
            pubdate=_midnight(on),
            updateddate=_midnight(on),
            categories=tuple(f"{pillar.framework}:{pillar.number}" for pillar in meeting.pillars),
        )
    return entries.writeString("utf-8")


def _event(meeting: MeetingSummary, *, link: str) -> Event:
    event = Event()
    event.add("uid", f"{meeting.code}.meetings@{_host(link)}")
    event.add("dtstamp", _midnight(meeting.when.starts_on or date.min))
    event.add("dtstart", meeting.when.starts_on)
    event.add("dtend", meeting.when.after)
    event.add("summary", localised(meeting.title))
    if where := _where(meeting):
        event.add("location", where)
    if meeting.pillars:
        event.add("categories", [f"{pillar.framework}:{pillar.number}" for pillar in meeting.pillars])
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    return event


def _where(meeting: MeetingSummary) -> str:
    country = localised(meeting.country.brief) if meeting.country else ""
    return ", ".join(part for part in (localised(meeting.place), country) if part)


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=UTC)


def _host(link: str) -> str:
    return link.split("/")[2].partition(":")[0]
