"""What happened as Atom, what is due as iCalendar: with the session, or without one under the address of a seat."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from lxml import etree
from tests.factories.parties import public
from tests.factories.plans import AT, Negotiation, negotiation
from tests.plans.tabling import every, later, table

from concord.parties.models import Seat
from concord.plans.actions.drafts import end_credentials, mark_draft
from concord.plans.actions.groups import refer_to_group
from concord.plans.actions.silence import extend_silence, open_silence
from concord.plans.models import Credential
from concord.plans.queries.drafts import readable
from concord.plans.queries.history import timeline
from concord.policy import Refused
from concord.sharing.actions import make_feed_key, withdraw_feed_key
from concord.sharing.models import FeedKey
from concord.sharing.queries import keyed
from concord.sharing.terms import TLP, Release, seat_principal
from concord.ui.text import Text

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ALL, DEADLINES = "/plans/changes.atom", "/plans/deadlines.ics"
_ENTRY = ("title", "id", "updated", "link")


@pytest.fixture
def made() -> Negotiation:
    made = negotiation()
    table(made, "kz", "posts", "Equip all border posts jointly.", explanation="No post may be forgotten & lost.")
    return made


@pytest.fixture
def quiet() -> Negotiation:
    """Without anything open, so that it can be put under silence."""
    return negotiation()


def of(made: Negotiation) -> str:
    return f"/plans/{made.draft.uuid}/changes.atom"


def client(made: Negotiation, who: str) -> Client:
    reader = Client()
    reader.force_login(made.seats[who].user)
    return reader


def read(reader: Client, path: str) -> etree._Element:
    answer = reader.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(answer.content)


def entries(reader: Client, path: str, what: str = "title") -> list[str]:
    return read(reader, path).xpath(f"a:entry/a:{what}/text()", namespaces=ATOM)


def events(reader: Client, path: str = DEADLINES):
    answer = reader.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def silence(made: Negotiation):
    return open_silence(
        actor=made.again("chair"),
        revision=made.revision,
        state=made.revision.state,
        lasts=timedelta(hours=72),
        letter="",
        at=AT,
    )


def key(made: Negotiation, who: str) -> str:
    return make_feed_key(actor=made.again(who), at=AT)


def test_an_entry_for_each_act_in_the_words_of_the_history(made):
    assert entries(client(made, "tj"), of(made)) == ["KZ tabled kz-1 on I.1: change words", "Brought to the table"]
    told = timeline(actor=made.again("tj"), draft=made.draft).happenings
    assert len(told) == len(entries(client(made, "tj"), of(made)))
    assert entries(client(made, "tj"), ALL)[0] == "Joint plan of action: KZ tabled kz-1 on I.1: change words"


def test_the_feed_is_atom(made):
    """What RFC 4287 asks of every feed and entry."""
    feed = read(client(made, "tj"), of(made))
    for needed in ("id", "title", "updated", "author/a:name"):
        assert len(feed.xpath(f"a:{needed}", namespaces=ATOM)) == 1, needed
    assert feed.xpath("string(a:link[@rel='self']/@href)", namespaces=ATOM) == f"http://testserver{of(made)}"
    for entry in feed.xpath("a:entry", namespaces=ATOM):
        assert [len(entry.xpath(f"a:{name}", namespaces=ATOM)) for name in _ENTRY] == [1, 1, 1, 1]
        assert UUID(entry.xpath("string(a:id)", namespaces=ATOM))
        assert datetime.fromisoformat(entry.xpath("string(a:updated)", namespaces=ATOM)).tzinfo is not None
    summary = feed.xpath("string(a:entry[1]/a:summary)", namespaces=ATOM)
    assert summary == "<p>Joint plan of action</p><p>No post may be forgotten &amp; lost.</p>"
    link = feed.xpath("string(a:entry[1]/a:link/@href)", namespaces=ATOM).removeprefix("http://testserver")
    assert client(made, "tj").get(link).status_code == 200


def test_an_act_keeps_its_id_whoever_reads_it_and_whatever_follows(made):
    before = entries(client(made, "tj"), of(made), "id")
    table(made, "uz", "posts", "Equip border posts well.")
    assert entries(client(made, "kz"), of(made), "id")[1:] == before
    assert entries(client(made, "kz"), ALL, "id")[1:] == before
    assert entries(client(made, "kz"), f"/ru{of(made)}", "id")[1:] == before


def test_the_same_acts_are_the_same_bytes(made):
    for path in (of(made), ALL, DEADLINES):
        assert client(made, "tj").get(path).content == client(made, "tj").get(path).content
        assert Client().get(ALL).content == Client().get(ALL).content


def test_what_a_small_group_does_is_not_there_for_others(made):
    group = refer_to_group(
        actor=made.again("chair"),
        draft=made.draft,
        provisions=[made.provisions["posts"]],
        members=[made.delegations[code] for code in ("kz", "uz")],
        facilitator=made.delegations["kz"],
        title=Text.of(en="Friends of the chair"),
        at=later(),
    )
    before = {who: [client(made, who).get(path).content for path in (of(made), ALL)] for who in ("tj", "kz")}
    table(made, "kz", "posts", "Equip some border posts jointly.", group=group)
    after = {who: [client(made, who).get(path).content for path in (of(made), ALL)] for who in ("tj", "kz")}
    assert after["tj"] == before["tj"]
    assert all(new != old for new, old in zip(after["kz"], before["kz"], strict=True))


def test_hidden_and_absent_are_the_same_answer(made):
    absent = f"/plans/{uuid4()}/changes.atom"
    hidden, gone = Client().get(of(made)), Client().get(absent)
    assert (hidden.status_code, gone.status_code) == (404, 404)
    assert hidden.content.replace(of(made).encode(), b"") == gone.content.replace(absent.encode(), b"")
    assert entries(Client(), ALL) == []
    assert list(events(Client())) == []


def test_red_stays_on_the_screen(quiet):
    silence(quiet)
    secret = key(quiet, "kz")
    assert (len(entries(Client(), f"{ALL}?key={secret}")), len(events(client(quiet, "kz")))) == (2, 1)
    red = Release(tlp=TLP.RED, principals=frozenset(seat_principal(each.pk) for each in quiet.seats.values()))
    mark_draft(actor=quiet.again("chair"), draft=quiet.draft, release=red, at=later())
    assert [each.pk for each in readable(actor=quiet.again("kz"))] == [quiet.draft.pk]
    for reader, asked in ((client(quiet, "kz"), ""), (Client(), f"?key={secret}")):
        assert entries(reader, ALL + asked) == []
        assert list(events(reader, DEADLINES + asked)) == []
        assert reader.get(of(quiet) + asked).status_code == 404


def test_queries_do_not_grow_with_deadlines():
    counts = []
    for many in (1, 3):
        for _ in range(many):
            made = negotiation()
            silence(made)
        reader = client(made, "kz")
        with CaptureQueriesContext(connection) as asked:
            assert len(events(reader)) >= many
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", [ALL, "%s"])
def test_queries_do_not_grow_with_acts_or_negotiations(path):
    counts = []
    for many in (1, 3):
        for _ in range(many):
            made = negotiation()
            for n in range(many):
                table(made, "kz", "posts", f"Equip {n} border posts jointly.")
        reader = client(made, "kz")
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(path.replace("%s", of(made))).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16


def test_a_silence_is_an_event_with_an_alarm_a_day_before(quiet):
    due = silence(quiet)
    (event,) = events(client(quiet, "kz"))
    assert event.decoded("dtstart") == due.deadline_at.astimezone(UTC).replace(microsecond=0)
    assert (str(event["uid"]), str(event["summary"])) == (
        f"{due.uuid}.deadlines@testserver",
        "Silence ends: Joint plan of action",
    )
    assert str(event["url"]) == f"http://testserver/plans/{quiet.draft.uuid}/silence/"
    (alarm,) = event.walk("VALARM")
    assert (str(alarm["action"]), alarm.decoded("trigger")) == ("DISPLAY", timedelta(days=-1))


def test_whoever_sees_the_text_sees_its_deadline_and_nobody_else(quiet):
    silence(quiet)
    end_credentials(actor=quiet.again("chair"), credential=every(Credential).get(seat=quiet.seats["kz"]), at=later())
    outsider = Client()
    outsider.force_login(Seat.objects.get(pk=quiet.actors["outsider"].seat_id).user)
    seen = [len(events(reader)) for reader in (client(quiet, "kz"), client(quiet, "chair"), outsider, Client())]
    assert seen == [1, 1, 0, 0]


def test_an_extended_silence_moves_its_event(quiet):
    due = silence(quiet)
    (before,) = events(client(quiet, "kz"))
    extend_silence(
        actor=quiet.again("chair"), silence=due, deadline_at=due.deadline_at + timedelta(days=1), reason="", at=AT
    )
    (after,) = events(client(quiet, "kz"), f"/ru{DEADLINES}")
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") - before.decoded("dtstart") == timedelta(days=1)


def test_a_program_reads_for_a_seat_under_its_address(quiet):
    silence(quiet)
    secret = key(quiet, "kz")
    for path in (of(quiet), ALL, DEADLINES):
        keyed_answer, own = Client().get(f"{path}?key={secret}"), client(quiet, "kz").get(path)
        assert keyed_answer.status_code == 200, path
        assert keyed_answer.content == own.content, path
        assert "no-store" in keyed_answer["Cache-Control"]
    assert Client().get(f"/plans/{quiet.draft.uuid}/?key={secret}").status_code == 404
    assert secret not in str(FeedKey.objects.values())


@pytest.mark.parametrize("asked", ["", "wrong", "\N{SNOWMAN}"])
def test_a_secret_that_opens_nothing_is_answered_as_absent(made, asked):
    for reader in (Client(), client(made, "kz")):
        for path in (ALL, DEADLINES, of(made)):
            assert reader.get(path, {"key": asked}).status_code == 404


def test_an_address_ends_when_withdrawn_made_anew_or_with_the_seat(made):
    today = date(2026, 3, 2)
    first, other = key(made, "kz"), key(made, "uz")
    second = key(made, "kz")
    assert keyed(key=first, on=today) is None
    assert keyed(key=second, on=today).seat_id == made.seats["kz"].pk
    withdraw_feed_key(actor=made.again("kz"), at=AT)
    assert keyed(key=second, on=today) is None
    assert keyed(key=other, on=today).seat_id == made.seats["uz"].pk
    Seat.objects.filter(pk=made.seats["uz"].pk).update(until=today)
    assert keyed(key=other, on=today) is None
    assert keyed(key=other, on=today - timedelta(days=1)) is not None


def test_who_has_no_seat_has_no_address():
    with pytest.raises(Refused):
        make_feed_key(actor=public(), at=AT)
