"""Organisations, people and actors for tests."""

from datetime import date
from itertools import count

from concord.parties.models import Organisation, Seat, User
from concord.parties.queries import actor_of
from concord.parties.terms import Kind, Role
from concord.policy import Actor
from concord.sharing.queries import admitted
from concord.ui.text import Text

_numbers = count(1)


def organisation(code: str = "", *, kind: str = Kind.INSTITUTION, **fields: object) -> Organisation:
    code = code or f"party-{next(_numbers)}"
    defaults = {"kind": kind, "name": Text.of(en=f"Party {code}"), **fields}
    return Organisation.objects.get_or_create(code=code, defaults=defaults)[0]


def state(iso2: str, name: str = "") -> Organisation:
    return organisation(
        iso2.lower(), kind=Kind.STATE, name=Text.of(en=name or iso2), iso2=iso2, is_plan_state=iso2 in "KZ KG TJ TM UZ"
    )


def user(name: str = "") -> User:
    """Signs in by ``client.force_login``; without a password, which would cost a second of hashing."""
    number = next(_numbers)
    return User.objects.create_user(email=f"person{number}@example.org", name=name or f"Person {number}")


def seat(organisation: Organisation, *, role: str = Role.READER, since: date = date(2020, 1, 1)) -> Seat:
    return Seat.objects.create(user=user(), organisation=organisation, role=role, since=since)


def actor(organisation: Organisation, *, role: str = Role.READER) -> Actor:
    """A person in a new seat of the organisation, with the audiences of this moment."""
    return admitted(actor=actor_of(seat=seat(organisation, role=role)))


def public() -> Actor:
    return admitted(actor=Actor.anonymous())
