"""Requests made to break: nothing answers 500, says what went wrong inside, or is stored for whoever sends it."""

from base64 import urlsafe_b64encode

import pytest
from django.test import Client
from tests.factories.parties import seat, state, user
from tests.factories.world import house, named

from concord.assistance.actions.uploads import LARGEST_UPLOAD
from concord.parties.terms import Role

pytestmark = pytest.mark.django_db

DRAFT = named("draft-open")
_CURSORS = (
    "0001-01-01T00:00:00+23:00 1",
    "9999-12-31T23:59:59-23:00 x",
    "2020-01-01 " + "9" * 5000,
    "2020-01-01T00:00:00 5263e468-ee8d-5992-897a-f9b8908760a8",
)
ADDRESSES = (
    *(f"/api/v1/assistance/projects?after={urlsafe_b64encode(each.encode()).decode()}" for each in _CURSORS),
    "/api/v1/assistance/projects?q=a%00b",
    "/api/v1/assistance/projects?country=%00",
    "/api/v1/assistance/projects?year=%C2%B2",
    "/api/v1/assistance/projects?limit=999999999999999999999999",
    "/api/v1/assistance/projects/%00",
    "/api/v1/coverage/matrix?provider=%00",
    "/api/v1/coverage/overlaps?country=%27%22",
    "/api/v1/coverage/gaps?year_from=1&year_to=9999",
    "/api/v1/meetings/?initiative=%00",
    "/api/v1/meetings/?limit=-1",
    "/api/v1/parties/organisations/%00",
    "/api/v1/parties/organisations?offset=99999999999999999999999",
    "/api/v1/parties/organisations?limit=1000000000000000000000",
    "/api/v1/strategy/measures?offset=99999999999999999999999",
    "/api/v1/strategy/measures?limit=1000000000000000000000",
    "/assistance/?page=99999999999999999999",
    "/assistance/?q=a%00b",
    "/assistance/?sort=%00",
    "/assistance/?year=%D9%A3%D9%A3%D9%A3%D9%A3",
    "/coverage/?format=pdf",
    "/coverage/?from=0001&to=9999",
    "/coverage/?provider=%27%3B--",
    "/coverage/cell/?measure=S:II.1&country=%27",
    "/coverage/overlaps/?format=" + "9" * 30,
    "/desk/changes/?before=0001-01-01T00:00:00%2B23:00",
    "/desk/changes/?before=9999-12-31T23:59:59-23:00",
    "/desk/changes/?before=2020-02-31T00:00:00",
    "/meetings/%00/",
    "/parties/%00/",
    f"/plans/{DRAFT}/?revision=" + "9" * 5000,
    f"/plans/{DRAFT}/?revision=%D9%A3",
    f"/plans/{DRAFT}/files/?revision=" + "9" * 30,
    f"/plans/{DRAFT}/compare/?from=" + "9" * 5000,
    "/ru/%00/",
    "/search/?q=%00",
    "/static/%2e%2e/secret_key",
    "/strategy/%00/",
)


@pytest.mark.threat("T13")
@pytest.mark.parametrize("who", ["public", "delegate"])
def test_nothing_breaks(who: str):
    made = house()
    client = Client()
    if person := made.user(who):
        client.force_login(person)
    broken = {path: status for path in ADDRESSES if (status := client.get(path).status_code) >= 500}
    assert broken == {}


@pytest.mark.threat("T13")
def test_a_nul_is_refused_with_one_body_wherever_it_stands(client: Client):
    client.force_login(seat(state("KZ"), role=Role.EDITOR).user)
    answers = [
        client.get("/assistance/?q=%00"),
        client.get("/assistance/?%00=1"),
        client.get("/parties/%00/"),
        client.post("/assistance/new/", {"title_en": "a\0b"}),
        client.post("/assistance/review/decide/", {"key": "\0"}),
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(400, answers[0].content)}


LARGE = 5_000_000


def sent(client: Client, path: str, length: int) -> int:
    """The body is never read if it is too long, so that it need not be there."""
    return client.post(path, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=length).status_code


@pytest.mark.threat("T27")
def test_a_large_body_is_taken_from_signed_in_people_at_the_door_of_imports_only():
    public, signed_in = Client(), Client()
    signed_in.force_login(user())
    doors = ("/assistance/intakes/upload/", "/ru/assistance/intakes/upload/", "/accounts/login/", "/api/v1/", "/none/")
    assert {sent(public, path, LARGE) for path in doors} == {413}
    assert {path for path in doors if sent(signed_in, path, LARGE) == 413} == set(doors[2:])
    assert sent(signed_in, doors[0], 2 * LARGEST_UPLOAD) == 413


@pytest.mark.threat("T32")
@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(wanted: str):
    person = user()
    person.set_password("a long enough passphrase")
    person.save()
    answer = Client().post(
        "/accounts/login/", {"login": person.email, "password": "a long enough passphrase", "next": wanted}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


@pytest.mark.threat("T32")
@pytest.mark.parametrize(
    "path", ["/parties/seats/take/", "/desk/seen/", "/assistance/new/", "/accounts/login/", "/accounts/logout/"]
)
def test_an_unsafe_request_without_its_token_is_refused(path: str):
    client = Client(enforce_csrf_checks=True)
    client.force_login(seat(state("KZ"), role=Role.HEAD).user)
    assert client.post(path, {"seat": "1"}).status_code in (403, 404)


@pytest.mark.threat("T14")
def test_nobody_puts_another_address_on_their_account(client: Client):
    client.force_login(user())
    client.get("/accounts/email/")
    answer = client.post("/accounts/email/", {"email": "victim@example.org", "action_add": ""})
    from allauth.account.models import EmailAddress  # noqa: PLC0415

    assert answer.status_code in (200, 403)
    assert not EmailAddress.objects.filter(email="victim@example.org").exists()
