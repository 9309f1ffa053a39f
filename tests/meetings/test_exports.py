from datetime import UTC, date, datetime

import pytest
from django.test import Client
from icalendar import Calendar
from lxml import etree
from tests.factories.meetings import process

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_meetings_whose_days_are_known_are_all_day_events(client: Client):
    process()
    response = client.get("/meetings/calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [(str(e["uid"]), e.decoded("dtstart"), e.decoded("dtend")) for e in events] == [
        ("R1.meetings@testserver", date(2011, 3, 29), date(2011, 3, 31)),
        ("X1.meetings@testserver", date(2011, 5, 2), date(2011, 5, 3)),
    ]
    first = events[0]
    assert first.decoded("dtstamp") == datetime(2011, 3, 29, tzinfo=UTC)
    assert (str(first["summary"]), str(first["location"]), str(first["url"])) == (
        "First round, of many",
        "Dushanbe, KZ",
        "http://testserver/meetings/R1/",
    )
    assert first["categories"].cats == ["S:I", "PLAN:A"]


def test_the_calendar_is_folded_escaped_and_the_same_each_time(client: Client):
    process()
    body = client.get("/ru/meetings/calendar.ics").content
    assert body == client.get("/ru/meetings/calendar.ics").content
    lines = body.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)
    assert rb"SUMMARY:First round\, of many" in client.get("/meetings/calendar.ics").content


def test_an_event_keeps_its_identity_in_every_language(client: Client):
    process()
    names = [
        [str(event["uid"]) for event in Calendar.from_ical(client.get(path).content).walk("VEVENT")]
        for path in ("/meetings/calendar.ics", "/ru/meetings/calendar.ics")
    ]
    assert names[0] == names[1]


def test_the_feed_has_every_meeting_newest_first(client: Client):
    process()
    response = client.get("/meetings/feed.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(response.content)
    assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM) == [
        "Second round",
        "Beside it",
        "First round, of many",
    ]
    assert feed.xpath("a:updated/text()", namespaces=ATOM) == ["2012-06-01T00:00:00+00:00"]
    assert response.content == client.get("/meetings/feed.atom").content
