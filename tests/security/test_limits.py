"""Who asks too often is told to wait, in words or as a problem document; a delegation behind one address is not."""

import asyncio
from uuid import UUID

import pytest
from django.core.cache import cache, caches
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.parties import organisation, seat
from tests.security.test_login import PASSWORD, sign_in

from concord.parties.terms import Role
from concord.wiring import live
from concord.wiring.adapter import ClosedDoorAdapter
from concord.wiring.configuration import Configuration
from concord.wiring.limits import left_of, limit_of
from concord.wiring.live import Message
from concord.wiring.settings import ABSENT_TAKES, CACHES
from concord.wiring.settings import LIMITS as SHIPPED

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T27")]
ABSENT = "/assistance/00000000-0000-4000-8000-000000000000/"


@pytest.fixture(autouse=True)
def _once(settings: object) -> None:
    """Everything is allowed once, so that the second time is one too many."""
    settings.LIMITS = dict.fromkeys(SHIPPED, (1, 1))
    caches["limits"].clear()
    cache.clear()


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/search/?q=border", "searches"),
        ("/assistance/?q=border", "searches"),
        ("/assistance/?q=border&format=csv", "files"),
        ("/coverage/?format=xlsx", "files"),
        ("/api/v1/assistance/projects", "programs"),
        ("/api/v1/assistance/projects?q=x&format=csv", "programs"),
        ("/meetings/calendar.ics", "programs"),
        ("/assistance/", ""),
        ("/search/?q=", ""),
    ],
)
def test_what_is_counted(path: str, limit: str):
    assert limit_of(RequestFactory().get(path)) == limit


@pytest.mark.parametrize("path", ["/search/?q=x", "/coverage/?format=csv", "/api/v1/parties/x"])
def test_one_time_too_many_is_answered_429_and_says_when(client: Client, path: str):
    assert client.get(path).status_code != 429
    answer = client.get(path)
    assert (answer.status_code, 1 <= int(answer["Retry-After"]) <= 60) == (429, True)


def test_the_answer_is_in_the_readers_language_or_for_programs(client: Client):
    for _ in range(2):
        english, russian = client.get("/search/?q=x"), client.get("/ru/search/?q=x")
        program = client.get("/api/v1/parties/x")
    assert ("Too many requests" in english.content.decode(), 'lang="ru"' in russian.content.decode()) == (True, True)
    assert (program["Content-Type"], program.json()["status"]) == ("application/problem+json", 429)


@pytest.mark.threat("T11")
def test_who_tries_addresses_that_lead_nowhere_is_stopped_alike(client: Client):
    assert client.get(ABSENT).status_code == 404
    assert [client.get(path).status_code for path in (ABSENT, "/nothing/", "/api/v1/parties/nobody")] == [429] * 3
    assert client.get("/").status_code == 200, "what is there is still answered"


def test_each_person_counts_alone_and_the_public_by_address():
    one, other, public = Client(), Client(), Client()
    one.force_login(seat(organisation("kz")).user)
    other.force_login(seat(organisation("kz")).user)
    asked = [who.get("/search/?q=x", REMOTE_ADDR="192.0.2.1").status_code for who in (one, other, public, one, public)]
    assert asked == [200, 200, 200, 429, 429]
    assert public.get("/search/?q=x", REMOTE_ADDR="192.0.2.2").status_code == 200


def test_a_delegation_behind_one_address_is_not_in_its_own_way():
    """Sixty people of a room, each signed in within the same minute from one address; and as many of the public."""
    assert [name for name, (person, address) in SHIPPED.items() if address < max(person, 60)] == []
    people = [seat(organisation("kz"), role=Role.EDITOR).user for _ in range(60)]
    for person in people:
        person.set_password(PASSWORD)
        person.save()
    assert {sign_in(Client(), person.email).status_code for person in people} == {302}


@pytest.mark.threat("T14")
def test_nobody_is_locked_out_from_elsewhere():
    person = seat(organisation("kz")).user
    person.set_password(PASSWORD)
    person.save()
    wrong = {"login": person.email, "password": "wrong"}
    told = [Client(REMOTE_ADDR="192.0.2.66").post("/accounts/login/", wrong) for _ in range(7)]
    assert "too many" in told[-1].content.decode().lower()
    assert sign_in(Client(REMOTE_ADDR="192.0.2.1"), person.email).status_code == 302


def test_signing_in_too_often_is_told_in_our_own_page(client: Client, settings: object):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "nobody@example.org")
    answer = sign_in(client, "nobody@example.org")
    assert (answer.status_code, "Too many requests" in answer.content.decode()) == (429, True)
    assert answer["Retry-After"]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (1, None, "192.0.2.1"),
    ],
)
def test_nobody_chooses_an_address(settings: object, proxies: int, forwarded: str | None, seen: str):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers=headers)
    assert ClosedDoorAdapter(request).get_client_ip(request) == seen


def test_limits_are_on_unless_switched_off():
    assert (len(SHIPPED), ABSENT_TAKES, CACHES["default"]["OPTIONS"]["MAX_ENTRIES"]) == (4, 0.025, 100_000)
    assert Configuration.read({}).text("CONCORD_PROXIES") == ""


@pytest.mark.threat("T11")
@given(elapsed=st.floats(0, 10), quantum=st.sampled_from([0.025, 0.1, 1.0]))
def test_an_absent_page_ends_at_a_full_quantum(elapsed: float, quantum: float):
    left = left_of(elapsed=elapsed, quantum=quantum)
    assert 0 <= left <= quantum
    steps = (elapsed + left) / quantum
    assert abs(steps - round(steps)) < 1e-6


def test_nothing_is_waited_for_where_it_is_switched_off():
    assert left_of(elapsed=0.01, quantum=0) == 0


def test_where_too_many_listen_one_more_is_told_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(live, "MOST_READERS", 0)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": f"/live/{UUID(int=7)}/", "query_string": b"", "headers": []}
    asyncio.run(live.application(scope, receive, send))
    assert (sent[0]["status"], dict(sent[0]["headers"])[b"retry-after"]) == (429, b"15")
