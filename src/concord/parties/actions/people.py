"""People and their seats."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.parties.access import ADD_USER, END_SEAT, FORGET_CODES, GIVE_SEAT
from concord.parties.models import Organisation, Seat, User
from concord.parties.terms import Role
from concord.policy import Actor, Decision, Reason, Refused, require


class UnableToEndSeat(ValueError):
    """The seat has ended already, or would end before it began."""


@transaction.atomic
def add_user(*, actor: Actor, email: str, name: str, password: str | None, at: datetime) -> User:
    """An account without a seat reads what is public. Without a password the person sets one by e-mail."""
    require(actor=actor, action=ADD_USER)
    user = User.objects.create_user(email=email, name=name, password=password)
    record(actor=actor, act="parties.add_user", items=[Item("user", str(user.pk), name)], at=at)
    return user


@transaction.atomic
def give_seat(
    *,
    actor: Actor,
    user: User,
    organisation: Organisation,
    role: Role,
    title: str,
    since: date,
    until: date | None,
    at: datetime,
) -> Seat:
    """Raises ``Refused`` also when the role is above the giver's own, or the seat the giver's own, or when the
    secretariat would seat somebody in an organisation that has a head already: nobody climbs, or comes to read what
    another organisation keeps to itself, by their own hand.
    """
    seat = Seat(user=user, organisation=organisation, role=role, title=title, since=since, until=until)
    require(actor=actor, action=GIVE_SEAT, obj=seat)
    if role == Role.SECRETARIAT and actor.kind == "person" and "secretariat" not in actor.roles:
        raise _refused(_("your seat is in the secretariat"))
    elsewhere = organisation.pk not in actor.organisations
    if elsewhere and actor.kind == "person" and _heads(organisation, since).exists():
        raise _refused(_("its own head gives the seats of an organisation that has one"))
    if actor.seat_id is not None and user.seats.filter(pk=actor.seat_id).exists():
        raise _refused(_("somebody else gives you the seat"))
    seat.save(force_insert=True)
    record(
        actor=actor,
        act="parties.give_seat",
        items=[Item("seat", str(seat.pk), str(seat))],
        summary={"role": role, "since": since.isoformat(), "until": until.isoformat() if until else None},
        originator_id=organisation.pk,
        at=at,
    )
    return seat


@transaction.atomic
def invite(  # noqa: PLR0913  a seat is these facts
    *,
    actor: Actor,
    email: str,
    name: str,
    organisation: Organisation,
    role: Role,
    title: str,
    since: date,
    until: date | None,
    at: datetime,
) -> Seat:
    """A seat for the person with this address, whose account is made if there is none. The name of a known person
    stays as it is, so that nobody changes it by inviting. Who may give no seat is refused before anybody is looked up,
    so that nobody learns who has an account.
    """
    require(actor=actor, action=GIVE_SEAT, obj=Seat(organisation=organisation))
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = add_user(actor=actor, email=email, name=name, password=None, at=at)
    return give_seat(
        actor=actor, user=user, organisation=organisation, role=role, title=title, since=since, until=until, at=at
    )


@transaction.atomic
def end_seat(*, actor: Actor, seat: Seat, on: date, at: datetime) -> Seat:
    """The person loses the seat at once: ``on`` is the first day on which it is no longer held."""
    require(actor=actor, action=END_SEAT, obj=seat)
    if seat.until is not None and seat.until <= on:
        raise UnableToEndSeat(f"The seat ended on {seat.until:%-d %B %Y} already.")
    seat.until = max(on, seat.since)
    seat.save(update_fields=("until",))
    record(
        actor=actor,
        act="parties.end_seat",
        items=[Item("seat", str(seat.pk), str(seat))],
        originator_id=seat.organisation_id,
        at=at,
    )
    return seat


@transaction.atomic
def forget_codes(*, actor: Actor, user: User, at: datetime) -> None:
    """For a lost telephone: the person signs in with the password alone, and sets codes up anew before releasing or
    seating again. Only the operator does it, who has seen who asks.
    """
    require(actor=actor, action=FORGET_CODES, obj=user)
    Authenticator.objects.filter(user=user).delete()
    record(actor=actor, act="parties.forget_codes", items=[Item("user", str(user.pk), user.name)], at=at)


def _heads(organisation: Organisation, on: date) -> QuerySet[Seat]:
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    return Seat.objects.filter(held, organisation=organisation, role=Role.HEAD)


def _refused(missing: str) -> Refused:
    return Refused(Decision(action=GIVE_SEAT.name, allowed=False, reasons=(Reason(missing, holds=False),)))
