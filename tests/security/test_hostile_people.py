"""Seats as a way in: nobody learns who has an account, acts unawares for another organisation, or seats themselves."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.parties import actor, organisation, seat, state, user

from concord.journal.models import Entry
from concord.parties.actions import give_seat, invite
from concord.parties.models import Seat, User
from concord.parties.queries import actor_in
from concord.parties.terms import Role
from concord.policy import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
_TOKEN = re.compile(r"[A-Za-z0-9]{64}")


def asked(client: Client, of, email: str) -> tuple[int, str, int]:
    fields = {"email": email, "name": "Somebody", "organisation": of.pk, "role": "reader", "since": "2026-03-02"}
    answer = client.post("/parties/seats/new/", fields)
    body = _TOKEN.sub("", answer.content.decode())
    return answer.status_code, body, User.objects.count()


@pytest.mark.threat("T14")
@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.RELEASER])
def test_who_gives_no_seats_learns_nothing_of_accounts(client: Client, role: str):
    kz, known = state("KZ"), user()
    client.force_login(seat(kz, role=role).user)
    one, other = (asked(client, kz, email) for email in (known.email, "nobody@example.org"))
    assert (one, one[0]) == (other, 403)


@pytest.mark.threat("T17")
def test_a_seat_given_by_strangers_does_not_act_for_one():
    """A hostile delegation seats the delegate of another State, so that what is entered next belongs to it."""
    kz, aa = state("KZ"), organisation("aa")
    victim = seat(kz, role=Role.EDITOR).user
    hostile = actor(aa, role=Role.HEAD)
    invite(
        actor=hostile, email=victim.email, name="x", organisation=aa, role=Role.EDITOR, title="",
        since=date(2000, 1, 1), until=None, at=timezone.now(),
    )  # fmt: skip
    who, held = actor_in(user=victim, seat_id=None, on=TODAY)
    assert (who.organisation_id, [each.organisation for each in held]) == (kz.pk, [kz, aa])


@pytest.mark.threat("T17")
@pytest.mark.parametrize(("own", "role"), [("unrcca", Role.SECRETARIAT), ("elsewhere", Role.HEAD)])
def test_nobody_seats_themselves(own: str, role: str):
    home, elsewhere = organisation(own), organisation("elsewhere")
    mine = seat(home, role=role)
    giver = actor(home, role=role)
    giver = replace(giver, seat_id=mine.pk)
    before = (Seat.objects.count(), Entry.objects.count())
    with pytest.raises(Refused):
        give_seat(
            actor=giver, user=mine.user, organisation=elsewhere, role=Role.READER, title="", since=TODAY, until=None,
            at=timezone.now(),
        )  # fmt: skip
    assert (Seat.objects.count(), Entry.objects.count()) == before


@pytest.mark.threat("T15")
@pytest.mark.parametrize("wanted", ["9" * 5000, "9" * 30, "²", "-1", "", "1 or 1=1"])
def test_a_seat_that_cannot_be_is_absent(client: Client, wanted: str):
    client.force_login(seat(state("KZ")).user)
    assert client.post("/parties/seats/take/", {"seat": wanted}).status_code == 404


@pytest.mark.threat("T15")
def test_the_session_is_another_after_a_change_of_seat_and_others_seats_are_absent(client: Client):
    mine, other = seat(state("KZ")), seat(state("KG"))
    second = Seat.objects.create(user=mine.user, organisation=organisation("unrcca"), role=Role.READER, since=TODAY)
    client.force_login(mine.user)
    before = client.cookies["concord"].value
    assert client.post("/parties/seats/take/", {"seat": other.pk}).status_code == 404
    assert client.post("/parties/seats/take/", {"seat": second.pk}).status_code == 302
    assert client.cookies["concord"].value != before
    stolen = Client()
    stolen.cookies["concord"] = before
    assert stolen.get("/desk/").status_code == 302
