"""Seats: held from one day until another, given by those who may, never above one's own."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories.parties import actor, organisation, seat, state, user

from concord.journal.models import Entry
from concord.parties.actions import UnableToEndSeat, end_seat, give_seat, invite
from concord.parties.models import Seat, User
from concord.parties.queries import actor_in, seats_visible
from concord.parties.terms import Role
from concord.policy import Actor, Refused

pytestmark = pytest.mark.django_db
TODAY = date(2011, 11, 30)


def test_a_seat_is_held_from_its_first_day_until_the_day_it_ends():
    person, kz = user(), state("KZ")
    held = Seat.objects.create(user=person, organisation=kz, role=Role.READER, since=TODAY, until=TODAY + timedelta(3))
    days = {n: actor_in(user=person, seat_id=None, on=TODAY + timedelta(n))[1] for n in range(-1, 5)}
    assert days == {-1: (), 0: (held,), 1: (held,), 2: (held,), 3: (), 4: ()}


def test_a_person_without_a_seat_reads_what_is_public():
    who, held = actor_in(user=user("Anna"), seat_id=None, on=TODAY)
    assert (who, held) == (Actor(name="Anna", kind="person"), ())


def test_nobody_acts_in_a_seat_of_somebody_else():
    kz, kg = state("KZ"), state("KG")
    mine, other = seat(kz), seat(kg)
    who, held = actor_in(user=mine.user, seat_id=other.pk, on=TODAY + timedelta(days=9999))
    assert (held, who.organisation_id) == ((mine,), kz.pk)


def give(giver: Actor, organisation, role: Role) -> Seat:
    return give_seat(
        actor=giver, user=user(), organisation=organisation, role=role, title="", since=TODAY, until=None,
        at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("own", "role", "in_own", "given", "allowed"),
    [
        ("kz", Role.HEAD, True, Role.EDITOR, True),
        ("kz", Role.HEAD, True, Role.HEAD, True),
        ("kz", Role.HEAD, True, Role.SECRETARIAT, False),
        ("kz", Role.HEAD, False, Role.READER, False),
        ("kz", Role.RELEASER, True, Role.READER, False),
        ("kz", Role.EDITOR, True, Role.READER, False),
        ("unrcca", Role.SECRETARIAT, False, Role.HEAD, True),
        ("unrcca", Role.SECRETARIAT, True, Role.SECRETARIAT, True),
    ],
)
def test_who_gives_which_seat(own, role, in_own, given, allowed):
    home, elsewhere = organisation(own), organisation("elsewhere")
    giver = actor(home, role=role)
    target = home if in_own else elsewhere
    before = Seat.objects.count()
    if allowed:
        assert give(giver, target, given).organisation == target
        return
    with pytest.raises(Refused):
        give(giver, target, given)
    assert Seat.objects.count() == before


@pytest.mark.parametrize(("ends_in", "allowed"), [(None, False), (30, False), (0, True)])
def test_the_secretariat_seats_nobody_beside_a_head(ends_in, allowed):
    kz, officer = state("KZ"), actor(organisation("unrcca"), role=Role.SECRETARIAT)
    head = give(officer, kz, Role.HEAD)
    Seat.objects.filter(pk=head.pk).update(until=None if ends_in is None else TODAY + timedelta(ends_in))
    if allowed:
        assert give(officer, kz, Role.READER).organisation == kz
        return
    with pytest.raises(Refused, match="its own head"):
        give(officer, kz, Role.READER)
    assert list(Seat.objects.filter(organisation=kz)) == [head]


def test_inviting_a_known_person_adds_a_seat_and_changes_nothing_else():
    kz = state("KZ")
    known = user("Aigerim")
    invited = invite(
        actor=actor(kz, role=Role.HEAD), email=known.email.upper(), name="Somebody Else", organisation=kz,
        role=Role.READER, title="", since=TODAY, until=None, at=timezone.now(),
    )  # fmt: skip
    assert (invited.user, User.objects.get(pk=known.pk).name) == (known, "Aigerim")


def test_an_ended_seat_is_lost_at_once_and_ends_once():
    kz = state("KZ")
    held = seat(kz)
    head = actor(kz, role=Role.HEAD)
    end_seat(actor=head, seat=held, on=TODAY + timedelta(days=5000), at=timezone.now())
    assert actor_in(user=held.user, seat_id=held.pk, on=TODAY + timedelta(days=5000))[1] == ()
    with pytest.raises(UnableToEndSeat):
        end_seat(actor=head, seat=held, on=TODAY + timedelta(days=6000), at=timezone.now())


def test_one_sees_the_seats_of_ones_own_organisation():
    kz, kg = state("KZ"), state("KG")
    mine, other = seat(kz), seat(kg)
    reader = actor(kz)
    seen = set(seats_visible(actor=reader, on=TODAY).values_list("pk", flat=True))
    assert seen == {mine.pk, reader.seat_id}
    everything = set(Seat.objects.values_list("pk", flat=True))
    officer = actor(organisation("unrcca"), role=Role.SECRETARIAT)
    assert set(seats_visible(actor=officer, on=TODAY).values_list("pk", flat=True)) == everything | {officer.seat_id}
    assert other.pk not in seen


def test_each_act_leaves_one_entry():
    kz = state("KZ")
    head = actor(kz, role=Role.HEAD)
    held = give(head, kz, Role.READER)
    end_seat(actor=head, seat=held, on=TODAY + timedelta(1), at=timezone.now())
    assert [e.act for e in Entry.objects.order_by("sequence")] == ["parties.give_seat", "parties.end_seat"]
