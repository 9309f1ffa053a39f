"""Every door × object × method × role is answered as the table says; what is hidden is answered as if absent."""

import os

import pytest
from django.db import transaction
from tests.factories.world import ROLES, hidden, house
from tests.house.test_access import ACTIONS, DONE_TO
from tests.house.urls import METHODS, PROTECTED, Visitors, addresses, doors, expected, thing, vanish, write

from concord.parties.models import Seat
from concord.policy import decide

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T02")]
DOORS = {door.name: door for door in doors()}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):  # noqa: ARG001  the database must be there first
    with django_db_blocker.unblock(), transaction.atomic():
        made = house()
        hidden(made, name="closed")
        yield made, Visitors(made)
        transaction.set_rollback(True)


def test_every_door_is_in_the_table():
    assert {row[0] for row in expected()} == set(DOORS)


def answers(site, name: str) -> dict[tuple[str, str, str], dict[str, str]]:
    made, visitors = site
    return {
        (name, kind, method): {role: str(visitors.ask(role, path, method).status) for role in ROLES}
        for kind, path in addresses(DOORS[name], made)
        for method in METHODS
    }


@pytest.mark.skipif("CONCORD_UPDATE" not in os.environ, reason="the table is written on demand: CONCORD_UPDATE=yes")
def test_write_the_table(site):
    write({row: statuses for name in DOORS for row, statuses in answers(site, name).items()})


@pytest.mark.parametrize("name", DOORS)
def test_each_role_is_answered_as_the_table_says(site, name):
    table = {row: statuses for row, statuses in expected().items() if row[0] == name}
    assert answers(site, name) == table


def test_nothing_fails():
    """No cell of the table is a failure of ours."""
    assert {row: cells for row, cells in expected().items() if any(s >= "500" for s in cells.values())} == {}


@pytest.mark.threat("T01")
@pytest.mark.parametrize("name", sorted(PROTECTED.keys() & DOORS.keys()))
@pytest.mark.parametrize("kind", ["open", "closed"])
def test_hidden_is_answered_as_absent(site, name, kind):
    """The same address, method and reader, once with the thing and once without: nothing differs, not even the number
    of statements.
    """
    made, visitors = site
    row = thing(DOORS[name], kind, made)
    read = next(ACTIONS[n] for n, models in DONE_TO.items() if ".read_" in n and type(row) in models)
    path = dict(addresses(DOORS[name], made))[kind]
    blind = [role for role in ROLES if not decide(actor=made.actor(role), action=read, obj=row).allowed]
    told = {
        (role, method): difference
        for role in blind
        for method in METHODS
        if (difference := compare(visitors, row, role, path, method))
    }
    assert told == {}


def compare(visitors: Visitors, row, role: str, path: str, method: str) -> str:
    there = visitors.ask(role, path, method)
    with transaction.atomic():
        vanish(row if not isinstance(row, Seat) else Seat.objects.get(pk=row.pk))
        gone = visitors.ask(role, path, method)
        transaction.set_rollback(True)
    return there.difference(gone)
