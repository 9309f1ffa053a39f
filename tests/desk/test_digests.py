"""News by e-mail: what may be told there and nothing above it, once for each period, ended by one click."""

import re
from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.factories.assistance import project
from tests.factories.parties import public, seat, state

from concord.desk.actions import choose_digest, mark_seen, plan_digests, send_digests, send_due_digests
from concord.desk.commands import group
from concord.desk.logic import is_due, period
from concord.desk.models import Digest
from concord.desk.queries import news
from concord.desk.terms import Rhythm
from concord.journal.actions import record
from concord.journal.models import Entry
from concord.journal.terms import Item
from concord.parties.models import Seat
from concord.parties.queries import actor_of
from concord.policy import Actor, Refused
from concord.sharing.actions import audience_for, public_audience
from concord.sharing.queries import admitted
from concord.sharing.terms import MEMBERS, TLP, Release, organisation_principal, seat_principal

pytestmark = pytest.mark.django_db
SITE = "https://concord.example"
MONDAY = datetime(2026, 3, 2, 4, tzinfo=UTC)  # nine in the morning in Ashgabat
DAY = timedelta(days=1)


@pytest.fixture
def reader() -> Seat:
    """A delegate of Kazakhstan who chose news every day, the day before."""
    made = seat(state("KZ", "Kazakhstan"))
    choose(made, at=MONDAY - DAY)
    return made


def choose(who: Seat, rhythm: Rhythm = Rhythm.DAILY, *, language: str = "en", at: datetime = MONDAY) -> None:
    choose_digest(actor=actor_of(seat=who), rhythm=rhythm, language=language, at=at)


def happened(label: str, *, audience=None, originator=None, at: datetime = MONDAY - timedelta(hours=5), by=None, **act):
    return record(
        actor=by or Actor.system("clerk"),
        act=act.get("act", "assistance.edit_project"),
        items=[Item("measure", label, label)],
        at=at,
        originator_id=originator.pk if originator else None,
        audience_id=audience.pk if audience else None,
    )


def only(who: Seat, tlp: TLP):
    principals = {
        TLP.CLEAR: "public",
        TLP.GREEN: MEMBERS,
        TLP.RED: seat_principal(who.pk),
    }
    principal = principals.get(tlp, organisation_principal(who.organisation_id))
    return audience_for(release=Release(tlp=tlp, principals=frozenset({principal})))


def sent(at: datetime = MONDAY):
    """What became of the letters, and the words of those that came."""
    before = len(mail.outbox)
    done = send_digests(at=at, site=SITE)
    return done, [message.body for message in mail.outbox[before:]]


def test_a_letter_tells_what_changed_in_words_and_in_html(reader):
    happened("Border posts", audience=public_audience())
    done, (body,) = sent()
    assert (done.sent, done.empty, done.failed) == (1, 0, 0)
    assert "What changed for Kazakhstan since you last looked." in body
    assert "\nBorder posts\n* clerk edited a project; 2\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2026" in body
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([reader.user.email], "Concord: 1 change")
    html, kind = message.alternatives[0]
    assert (kind, "<strong>clerk</strong> edited a project" in html) == ("text/html", True)
    assert f"{SITE}/desk/changes/" in body


@pytest.mark.usefixtures("reader")
def test_what_changed_of_one_thing_stands_together():
    for number, label in enumerate(("Border posts", "Training", "Border posts")):
        happened(label, audience=public_audience(), at=MONDAY - timedelta(hours=number), act="assistance.mark_project")
    (body,) = sent()[1]
    assert re.findall(r"^(?:\* clerk|Border posts|Training)", body, re.MULTILINE) == [
        *("Border posts", "* clerk", "* clerk"),
        *("Training", "* clerk"),
    ]


@pytest.mark.parametrize(
    ("tlp", "told", "counted"),
    [
        (TLP.CLEAR, True, True),
        (TLP.GREEN, True, True),
        (TLP.AMBER, False, True),
        (TLP.AMBER_STRICT, False, True),
        (TLP.RED, False, False),
    ],
)
def test_titles_leave_only_where_the_marking_lets_them(reader, tlp, told, counted):
    happened("Zyxomma", audience=only(reader, tlp))
    done, bodies = sent()
    everything = "".join(bodies) + "".join(message.alternatives[0][0] for message in mail.outbox)
    assert ("Zyxomma" in everything, done.sent) == (told, int(counted))
    assert ("keeps out of e-mail" in everything) is (counted and not told)


def test_the_stricter_marking_counts(reader):
    """What was public on its day and is marked AMBER now is only counted, and so is the other way round."""
    row = project(title="Zyxomma", audience=only(reader, TLP.AMBER))
    record(
        actor=Actor.system("clerk"),
        act="assistance.edit_project",
        items=[Item("project", str(row.uuid), "Zyxomma")],
        at=MONDAY - timedelta(hours=5),
        audience_id=public_audience().pk,
    )
    (body,) = sent()[1]
    assert ("Zyxomma" in body, "1 change concerns what its marking keeps out of e-mail." in body) == (False, True)


def test_what_one_may_not_read_changes_no_byte(reader):
    happened("Border posts", audience=public_audience())
    first = news(actor=admitted(actor=actor_of(seat=reader), taking_out=True), after=0)
    kg = seat(state("KG"))
    happened("hidden", audience=only(kg, TLP.AMBER))
    happened("own", originator=kg.organisation)
    second = news(actor=admitted(actor=actor_of(seat=reader), taking_out=True), after=0)
    assert (first.changes, first.withheld, first.more) == (second.changes, second.withheld, second.more)


def test_what_one_did_oneself_is_no_news(reader):
    happened("mine", by=actor_of(seat=reader))
    assert sent()[0].sent == 0
    happened("a colleague's", originator=reader.organisation)
    assert "1 change concerns" in sent(MONDAY + DAY)[1][0]


@pytest.mark.usefixtures("reader")
def test_a_second_run_sends_nothing_twice():
    happened("Border posts", audience=public_audience())
    assert [sent()[0].sent for _ in range(2)] == [1, 0]
    assert sent(MONDAY + timedelta(hours=3))[0].sent == 0
    assert sent(MONDAY + DAY)[0].sent == 0, "nothing new"
    happened("Another", audience=public_audience(), at=MONDAY + DAY)
    (body,) = sent(MONDAY + 2 * DAY)[1]
    assert ("Another" in body, "Border posts" in body) == (True, False)


def test_what_was_looked_at_is_not_told(reader):
    happened("Border posts", audience=public_audience())
    mark_seen(actor=actor_of(seat=reader), at=MONDAY - timedelta(hours=1))
    done, bodies = sent()
    assert (done.empty, bodies) == (1, [])


@pytest.mark.usefixtures("reader")
def test_what_happened_while_a_letter_was_written_is_in_the_next():
    """Acts are told by their place in the record, not by their time: one that was entered late is not lost."""
    happened("Border posts", audience=public_audience())
    sent()
    happened("Late", audience=public_audience(), at=MONDAY - timedelta(hours=4))
    (body,) = sent(MONDAY + DAY)[1]
    assert ("Late" in body, "Border posts" in body) == (True, False)


class Broken(EmailBackend):
    """Breaks at the second letter."""

    def send_messages(self, messages):
        if len(mail.outbox) == 1:
            raise SMTPServerDisconnected
        return super().send_messages(messages)


def test_a_letter_that_fails_holds_up_no_other_and_comes_later():
    readers = [seat(state(code)) for code in ("KZ", "KG", "TJ")]
    for each in readers:
        choose(each, at=MONDAY - DAY)
    happened("Border posts", audience=public_audience())
    with override_settings(EMAIL_BACKEND="tests.desk.test_digests.Broken"):
        first = send_digests(at=MONDAY, site=SITE)
    assert (first.sent, first.failed) == (1, 2)
    assert send_digests(at=MONDAY + timedelta(minutes=5), site=SITE).sent == 2
    assert sorted(message.to[0] for message in mail.outbox) == sorted(each.user.email for each in readers)


class Dying(EmailBackend):
    """Sends, and then the process is gone."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise KeyboardInterrupt


def test_a_run_that_dies_loses_nothing_and_doubles_only_the_letter_on_its_way():
    readers = [seat(state(code)) for code in ("KZ", "KG", "TJ")]
    for each in readers:
        choose(each, at=MONDAY - DAY)
    happened("Border posts", audience=public_audience())
    with override_settings(EMAIL_BACKEND="tests.desk.test_digests.Dying"), pytest.raises(KeyboardInterrupt):
        send_digests(at=MONDAY, site=SITE)
    assert send_digests(at=MONDAY + timedelta(minutes=5), site=SITE).sent == 2
    assert send_digests(at=MONDAY + timedelta(hours=2), site=SITE).sent == 1
    assert send_digests(at=MONDAY + timedelta(hours=4), site=SITE).sent == 0
    came = [message.to[0] for message in mail.outbox]
    assert sorted(came) == sorted([readers[0].user.email, *(each.user.email for each in readers)])
    names = {message.extra_headers["Message-ID"] for message in mail.outbox}
    assert (len(came), len(names)) == (4, 3)


@pytest.mark.parametrize("many", [1, 3])
def test_a_letter_takes_the_same_queries_for_one_act_and_for_three(reader, django_assert_num_queries, many):
    for n in range(many):
        happened(str(project(title=f"P{n}").uuid), audience=public_audience())
        happened(f"Amber {n}", audience=only(reader, TLP.AMBER))
    acting = admitted(actor=actor_of(seat=reader), taking_out=True)
    with django_assert_num_queries(6):
        found = news(actor=acting, after=0)
    assert (len(found.changes), found.withheld) == (many, many)


def test_it_is_written_in_the_persons_language(reader):
    choose(reader, language="ru", at=MONDAY - DAY)
    happened("Border posts", audience=public_audience())
    (body,) = sent()[1]
    assert f"{SITE}/ru/desk/changes/" in body
    assert '<html lang="ru">' in mail.outbox[-1].alternatives[0][0]


def test_one_who_lost_the_seat_or_the_account_gets_nothing(reader):
    happened("Border posts", audience=public_audience())
    Seat.objects.filter(pk=reader.pk).update(until=MONDAY.date())
    assert sent()[0].sent == 0
    Seat.objects.filter(pk=reader.pk).update(until=None)
    type(reader.user).objects.filter(pk=reader.user.pk).update(is_active=False)
    assert sent()[0].sent == 0


def test_what_was_done_before_it_was_chosen_is_not_told():
    happened("Long ago", audience=public_audience())
    choose(seat(state("KZ")), at=MONDAY - DAY)
    assert sent()[0].empty == 1


def test_each_letter_leaves_one_entry_that_is_no_news(reader):
    happened("Border posts", audience=public_audience())
    sent()
    (entry,) = Entry.objects.filter(act="desk.send_digest")
    assert (entry.originator_id, entry.summary) == (reader.organisation_id, {"period": "2026-03-02", "acts": 1})
    colleague = seat(reader.organisation)
    choose(colleague, at=MONDAY - DAY)
    Digest.objects.update(told=0)
    assert [done.empty for done, _ in [sent(MONDAY + 3 * DAY)]] == [0]
    assert "sent news" not in "".join(message.body for message in mail.outbox)


def stop_of(body: str) -> str:
    return re.search(rf"{SITE}(\S+/stop/)", body)[1]


@pytest.mark.usefixtures("reader")
def test_one_click_ends_it():
    happened("Border posts", audience=public_audience())
    (body,) = sent()[1]
    headers = mail.outbox[-1].extra_headers
    assert headers["List-Unsubscribe"] == f"<{SITE}{stop_of(body)}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    assert program.get(stop_of(body)).status_code == 200
    assert Digest.objects.get().rhythm == Rhythm.DAILY, "looking at the page ends nothing"
    for _ in range(2):
        assert program.post(stop_of(body), {"List-Unsubscribe": "One-Click"}).status_code == 200
    happened("Another", audience=public_audience())
    assert sent(MONDAY + DAY)[0].sent == 0


def test_nobody_ends_what_is_not_there():
    assert Client().post(f"/desk/subscriptions/{uuid4()}/stop/").status_code == 404


def test_choosing_on_the_desk(reader):
    client = Client()
    client.force_login(reader.user)
    page = client.get("/desk/subscriptions/").content.decode()
    assert [each for each in re.findall(r"<input[^>]*radio[^>]*>", page) if "checked" in each and "daily" in each]
    assert client.post("/desk/subscriptions/", {"rhythm": "hourly"}).status_code == 422
    assert client.post("/ru/desk/subscriptions/", {"rhythm": "weekly"}).status_code == 302
    row = Digest.objects.get()
    assert (row.rhythm, row.language) == (Rhythm.WEEKLY, "ru")


def test_the_secret_address_is_shown_once_and_opens_the_feeds(reader):
    client = Client()
    client.force_login(reader.user)
    page = client.post("/desk/subscriptions/address/").content.decode()
    addresses = re.findall(r"http://testserver(/plans/\S+\?key=[\w-]+)", page)
    assert [Client().get(each).status_code for each in addresses] == [200, 200]
    assert "?key=" not in client.get("/desk/subscriptions/").content.decode().replace("?key= on", "")
    client.post("/desk/subscriptions/address/withdraw/")
    assert [Client().get(each).status_code for each in addresses] == [404, 404]


def test_the_worker_looks_every_hour(settings, reader):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    at = timezone.now()
    for _ in range(2):
        plan_digests(at=at)
    (planned,) = DBTaskResult.objects.all()
    assert planned.run_after == at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    choose(reader, at=at - 2 * DAY)
    happened("Border posts", audience=public_audience(), at=at)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert "sent=1" in send_due_digests.func()
    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1


def test_the_command_sends_what_is_due(reader):
    choose(reader, at=timezone.now() - 2 * DAY)
    happened("Border posts", audience=public_audience(), at=timezone.now())
    runs = [CliRunner().invoke(group, ["send-digests"], catch_exceptions=False).output for _ in range(2)]
    assert runs == [
        "1 sent, 0 with nothing to tell, 0 to be tried again.\n",
        "0 sent, 0 with nothing to tell, 0 to be tried again.\n",
    ]


def test_who_has_no_seat_chooses_nothing():
    with pytest.raises(Refused):
        choose_digest(actor=public(), rhythm=Rhythm.DAILY, language="en", at=MONDAY)


ASHGABAT = ZoneInfo("Asia/Ashgabat")


@pytest.mark.parametrize(
    ("rhythm", "at", "is_new"),
    [
        (Rhythm.DAILY, datetime(2026, 3, 2, 5, 59, tzinfo=ASHGABAT), False),
        (Rhythm.DAILY, datetime(2026, 3, 2, 6, 0, tzinfo=ASHGABAT), True),
        (Rhythm.DAILY, datetime(2026, 2, 20, 6, 0, tzinfo=ASHGABAT), False),
        (Rhythm.WEEKLY, datetime(2026, 3, 2, 5, 59, tzinfo=ASHGABAT), False),
        (Rhythm.WEEKLY, datetime(2026, 3, 2, 6, 0, tzinfo=ASHGABAT), True),
        (Rhythm.WEEKLY, datetime(2027, 1, 4, 6, 0, tzinfo=ASHGABAT), True),
        (Rhythm.OFF, datetime(2026, 3, 2, 6, 0, tzinfo=ASHGABAT), False),
    ],
)
def test_mornings(rhythm, at, is_new):
    told = period(rhythm=rhythm, at=datetime(2026, 3, 1, 12, tzinfo=ASHGABAT))
    assert is_due(rhythm=rhythm, told=told, at=at) is is_new
