"""Signing in: a new session at every change of rights, one answer for known and unknown addresses, codes used once."""

import base64
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.cache import cache
from django.test import Client
from tests.factories.parties import organisation, seat, user

from concord.parties.models import Seat, User
from concord.parties.terms import Role

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def person() -> User:
    held = seat(organisation("kz"), role=Role.EDITOR)
    held.user.set_password(PASSWORD)
    held.user.save()
    return held.user


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def session_of(client: Client) -> str:
    return client.cookies["concord"].value


@pytest.mark.threat("T15")
def test_a_session_chosen_by_somebody_else_is_not_kept(client, person):
    client.get("/accounts/login/")
    client.cookies["concord"] = "chosen-by-somebody-else-0123456789"
    assert sign_in(client, person.email).status_code == 302
    assert session_of(client) != "chosen-by-somebody-else-0123456789"


@pytest.mark.threat("T15")
def test_another_seat_is_another_session_and_the_old_one_is_dead(client, person):
    other = Seat.objects.create(user=person, organisation=organisation("kg"), role=Role.READER, since="2020-01-01")
    sign_in(client, person.email)
    before = session_of(client)
    client.post("/parties/seats/take/", {"seat": other.pk})
    assert session_of(client) != before
    thief = Client()
    thief.cookies["concord"] = before
    assert thief.get("/desk/")["Location"].startswith("/accounts/login/")


@pytest.mark.threat("T15")
def test_signing_out_ends_the_session(client, person):
    sign_in(client, person.email)
    before = session_of(client)
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["concord"] = before
    assert thief.get("/desk/").status_code == 302


@pytest.mark.threat("T15")
def test_a_new_password_ends_the_other_sessions(client, person):
    sign_in(client, person.email)
    elsewhere = Client()
    sign_in(elsewhere, person.email)
    person.set_password("another horse battery staple")
    person.save()
    assert elsewhere.get("/desk/").status_code == 302


@pytest.mark.threat("T15")
def test_the_cookie_is_for_the_server_alone(client, person):
    sign_in(client, person.email)
    cookie = client.cookies["concord"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def shown(answer, *addresses: str) -> str:
    """The page without what differs for every request: the form's token, and the address that was typed."""
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    for address in addresses:
        words = words.replace(address, "")
    return words


@pytest.mark.threat("T14")
def test_a_wrong_password_and_an_unknown_address_look_the_same(person):
    known, unknown = Client(), Client()
    one, other = sign_in(known, person.email, "wrong"), sign_in(unknown, "nobody@example.org", "wrong")
    assert (one.status_code, shown(one, person.email)) == (other.status_code, shown(other, "nobody@example.org"))


@pytest.mark.threat("T14")
def test_a_lost_password_is_answered_alike_with_one_letter_each(person):
    answers = []
    for address in (person.email, "nobody@example.org"):
        answer = Client().post("/accounts/password/reset/", {"email": address})
        answers.append((answer.status_code, answer["Location"]))
    assert answers[0] == answers[1]
    assert [letter.to for letter in mail.outbox] == [[person.email], ["nobody@example.org"]]


@pytest.mark.threat("T14")
def test_nobody_signs_up(client):
    before = User.objects.count()
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert User.objects.count() == before


@pytest.mark.threat("T14")
def test_guessing_is_slowed_down(person):
    answers = [sign_in(Client(), person.email, f"guess {number}") for number in range(12)]
    assert sign_in(Client(), person.email).status_code in {200, 429}
    assert "too many" in answers[-1].content.decode().lower()


def code(secret: str, steps: int = 0) -> str:
    moment = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), moment, "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.mark.threat("T16")
def test_the_second_step_is_needed_and_its_code_works_once(person):
    TOTP.activate(person, SECRET)
    client = Client()
    answer = sign_in(client, person.email)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/desk/").status_code == 302, "half signed in is not signed in"
    used = code(SECRET)
    assert client.post("/accounts/2fa/authenticate/", {"code": used})["Location"] == "/desk/"
    again = Client()
    sign_in(again, person.email)
    assert again.post("/accounts/2fa/authenticate/", {"code": used}).status_code == 200, "used up"
    assert again.get("/desk/").status_code == 302


@pytest.mark.threat("T16")
def test_wrong_codes_are_refused(person):
    TOTP.activate(person, SECRET)
    client = Client()
    sign_in(client, person.email)
    wrong = f"{(int(code(SECRET)) + 1) % 1_000_000:06}"
    assert client.post("/accounts/2fa/authenticate/", {"code": wrong}).status_code == 200
    assert client.get("/desk/").status_code == 302


@pytest.mark.threat("T16")
def test_the_secret_is_not_handed_out_to_others(person):
    TOTP.activate(person, SECRET)
    other = Client()
    other.force_login(user())
    assert SECRET.encode() not in other.get("/accounts/2fa/").content
    assert Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize(
    ("prefix", "subject", "said"),
    [
        ("", "Concord: A link for a new password", "This link leads to it and works once"),
        ("/ru", "Concord: Ссылка для нового пароля", "Эта ссылка ведет к нему и действует один раз"),
    ],
)
def test_letters_are_written_in_the_readers_language(person, prefix, subject, said):
    Client().post(f"{prefix}/accounts/password/reset/", {"email": person.email})
    (letter,) = mail.outbox
    assert (letter.subject, said in letter.body, f"{prefix}/accounts/password/reset/key/" in letter.body) == (
        subject,
        True,
        True,
    )


def test_a_letter_to_an_unknown_address_offers_no_account():
    Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    (letter,) = mail.outbox
    assert (letter.subject, "signup" in letter.body) == ("Concord: There is no account with this address", False)


def test_a_changed_password_is_told_to_its_owner(person):
    client = Client()
    sign_in(client, person.email)
    new = {"oldpassword": PASSWORD, "password1": "another horse battery", "password2": "another horse battery"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    (letter,) = mail.outbox
    assert (letter.to, "If it was not you" in letter.body) == ([person.email], True)


def test_looking_at_ones_address_does_not_close_the_way_to_codes(person):
    client = Client()
    sign_in(client, person.email)
    assert client.get("/accounts/email/").status_code == 200
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer["Location"].startswith("/accounts/reauthenticate/"), "asked who it is, not turned away"
