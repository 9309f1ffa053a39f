"""Who may release, seat or bind others does so after a one-time code; without it they read and edit, and are told."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.factories.drafts import credentials_of_all_sorts
from tests.factories.parties import organisation, seat
from tests.house.reference import actions
from tests.security.test_login import PASSWORD, SECRET, code, sign_in

from concord.journal.models import Entry
from concord.parties.access import GIVE_SEAT, READ_SEAT
from concord.parties.actions import forget_codes
from concord.parties.commands import group
from concord.parties.models import Seat, User
from concord.parties.queries import actor_of
from concord.parties.terms import ROLE_VERBS, Role
from concord.plans.models import Credential
from concord.policy import Refused, decide
from concord.sharing.actions import public_audience
from concord.wiring.configuration import Configuration

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T16")]
LED = "sign in with a one-time code"
GIVEN = {
    "email": "new@example.org", "name": "New", "role": Role.READER, "title": "", "since": "2026-01-01", "until": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _asked_for(settings: object) -> None:
    settings.SECOND_STEP = True
    cache.clear()


@pytest.fixture
def head() -> Seat:
    held = seat(organisation("kz"), role=Role.HEAD)
    held.user.set_password(PASSWORD)
    held.user.save()
    return held


def seats_somebody(client: Client, held: Seat) -> int:
    """Tries to give a seat; 302 when it was given."""
    given = {**GIVEN, "organisation": held.organisation_id}
    return client.post("/parties/seats/new/", given, headers={"referer": "http://testserver/parties/seats/new/"})


def signed_in(held: Seat, *, with_code: bool) -> Client:
    client = Client()
    sign_in(client, held.user.email)
    if with_code:
        client.post("/accounts/2fa/authenticate/", {"code": code(SECRET)})
    return client


def test_it_is_asked_for_unless_somebody_says_no():
    assert Configuration.read({}).flag("CONCORD_SECOND_STEP") is True


@pytest.mark.parametrize("role", Role)
def test_without_it_a_seat_reads_and_edits(role: Role):
    verbs = actor_of(seat=seat(organisation("kz"), role=role), is_proven=False)
    assert (verbs.roles, verbs.withheld) == (
        ROLE_VERBS[role] & {"reader", "editor"},
        ROLE_VERBS[role] - {"reader", "editor"},
    )


def test_without_it_nobody_is_seated_and_the_way_is_shown(head: Seat):
    answer = seats_somebody(signed_in(head, with_code=False), head)
    assert (answer.status_code, User.objects.filter(email="new@example.org").exists()) == (403, False)
    page = answer.content.decode()
    assert 'href="/accounts/2fa/totp/activate/"' in page
    assert 'href="http://testserver/parties/seats/new/"' in page, "and the way back"


def test_the_way_back_leads_to_no_other_site(head: Seat):
    client = signed_in(head, with_code=False)
    given = {**GIVEN, "organisation": head.organisation_id}
    answer = client.post("/parties/seats/new/", given, headers={"referer": "https://evil.example/"})
    assert ("evil" in answer.content.decode(), 'href="/desk/"' in answer.content.decode()) == (False, True)


def test_every_page_leads_to_it(head: Seat):
    client = signed_in(head, with_code=False)
    page = client.get("/desk/").content.decode()
    assert (LED in page, 'href="/accounts/2fa/totp/activate/"' in page) == (True, True)
    assert 'href="/ru/accounts/2fa/totp/activate/"' in client.get("/ru/desk/").content.decode()


def test_with_it_one_seats_people(head: Seat):
    TOTP.activate(head.user, SECRET)
    client = signed_in(head, with_code=True)
    assert LED not in client.get("/desk/").content.decode()
    assert seats_somebody(client, head).status_code == 302


def test_setting_it_up_is_enough(head: Seat):
    client = signed_in(head, with_code=False)
    client.post("/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": code(secret)}).status_code == 302
    assert seats_somebody(client, head).status_code == 302


def test_a_session_that_began_with_the_password_alone_gains_nothing(head: Seat):
    """The codes were set up elsewhere: whoever stole the password before is not let in by that."""
    client = signed_in(head, with_code=False)
    TOTP.activate(head.user, SECRET)
    answer = seats_somebody(client, head)
    assert answer.status_code == 403
    assert "/accounts/2fa/reauthenticate/?next=" in answer.content.decode()
    client.post("/accounts/2fa/reauthenticate/", {"code": code(SECRET)})
    assert seats_somebody(client, head).status_code == 302


def test_who_stops_using_codes_is_asked_again(head: Seat):
    TOTP.activate(head.user, SECRET)
    client = signed_in(head, with_code=True)
    head.user.authenticator_set.all().delete()
    assert seats_somebody(client, head).status_code == 403


def test_an_officer_without_it_still_reads_who_sits_where():
    officer = actor_of(seat=seat(organisation("unrcca"), role=Role.SECRETARIAT), is_proven=False)
    other = seat(organisation("kz"))
    assert decide(actor=officer, action=READ_SEAT, obj=other).allowed
    missing = decide(actor=officer, action=GIVE_SEAT, obj=other)
    assert (missing.allowed, missing.lacks_only_code) == (False, True)


def test_a_reader_is_not_asked():
    held = seat(organisation("kz"), role=Role.READER)
    client = Client()
    client.force_login(held.user)
    assert LED not in client.get("/desk/").content.decode()
    answer = seats_somebody(client, held)
    assert answer.status_code in (403, 422)
    assert "2fa" not in answer.content.decode(), "a code would not help"


def test_what_binds_others_takes_it_and_breaking_a_silence_does_not():
    held = seat(organisation("kz"), role=Role.EDITOR)
    credentials_of_all_sorts(seats=[held], originator=held.organisation, audience=public_audience())
    own = [*Credential.objects.unscoped(reason="a test")]
    unproven = actor_of(seat=held, is_proven=False)
    lacking = {
        action.name.removeprefix("plans.")
        for action in actions()
        if action.name.startswith("plans.")
        and any(decide(actor=unproven, action=action, obj=each).lacks_only_code for each in own)
    }
    assert lacking == {
        "adopt", "close_silence", "consolidate", "declare", "extend_silence", "issue", "open_silence",
        "record_declaration",
    }  # fmt: skip


def test_a_lost_telephone_is_mended_by_the_operator_and_recorded(head: Seat):
    TOTP.activate(head.user, SECRET)
    told = CliRunner().invoke(group, ["forget-codes", head.user.email])
    assert (told.exit_code, head.user.authenticator_set.exists()) == (0, False)
    assert Entry.objects.latest("sequence").act == "parties.forget_codes"


def test_nobody_forgets_the_codes_of_another(head: Seat):
    TOTP.activate(head.user, SECRET)
    with pytest.raises(Refused):
        forget_codes(actor=actor_of(seat=head), user=head.user, at=timezone.now())
    assert head.user.authenticator_set.exists()
