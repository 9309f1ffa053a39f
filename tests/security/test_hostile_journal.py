"""What was withdrawn is withdrawn with its past: the record shows no more than the present audience allows."""

import pytest
from django.utils import timezone
from tests.factories.assistance import only, organisation, project
from tests.factories.parties import actor

from concord.assistance.actions import mark_project
from concord.assistance.models import Project
from concord.desk.queries import changes, count_new
from concord.journal.actions import record
from concord.journal.queries import verification
from concord.journal.terms import Item
from concord.sharing.actions import public_audience
from concord.sharing.queries import admitted
from concord.sharing.terms import TLP, Release, organisation_principal

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T08")]


def told(reader) -> list[tuple[str, ...]]:
    found = changes(actor=reader, since=None, most=50)
    assert count_new(actor=reader, since=None, most=100) == sum(change.times for change in found)
    return [tuple(item.label for item in change.items) for change in found]


def entered(by, row: Project) -> None:
    record(
        actor=by,
        act="assistance.create_project",
        items=[Item("project", str(row.uuid), str(row))],
        at=timezone.now(),
        originator_id=row.originator_id,
        audience_id=row.audience_id,
    )


def test_a_narrowed_project_leaves_the_desks_of_those_who_lost_it():
    kz, kg = organisation("kz", iso2="KZ"), organisation("kg", iso2="KG")
    row = project(kz, title="Weak border post")
    owner, stranger = actor(kz, role="releaser"), actor(kg)
    entered(owner, row)
    assert (told(owner), told(stranger)) == ([("Weak border post",)], [("Weak border post",)])
    own = Release(tlp=TLP.AMBER, principals=frozenset({organisation_principal(kz.pk)}))
    mark_project(actor=owner, project=row, release=own, version=1, at=timezone.now())
    assert (told(owner), told(stranger)) == ([("Weak border post",)] * 2, [])
    assert verification().broken_at is None


def test_widening_tells_nobody_of_what_was_done_before():
    kz, kg = organisation("kz", iso2="KZ"), organisation("kg", iso2="KG")
    owner, stranger = actor(kz, role="releaser"), actor(kg)
    row = project(kz, audience=only(kz), title="Now open")
    entered(owner, row)
    public = Release(tlp=TLP.CLEAR, principals=frozenset({"public"}))
    mark_project(actor=owner, project=row, release=public, version=1, at=timezone.now())
    assert (len(told(owner)), told(admitted(actor=stranger))) == (2, [])


def test_a_file_that_was_read_in_is_named_to_its_own_organisation_only():
    kz, kg = organisation("kz", iso2="KZ"), organisation("kg", iso2="KG")
    everybody = public_audience()
    owner, stranger = actor(kz, role="releaser"), actor(kg)
    record(
        actor=owner,
        act="assistance.take_in",
        items=[Item("intake", "0b2b8a1c-58f3-4a6f-8a3c-3f2a8c1f9a10", "weaknesses-of-our-police.xml")],
        at=timezone.now(),
        audience_id=everybody.pk,
    )
    assert (told(owner), told(stranger)) == ([("weaknesses-of-our-police.xml",)], [()])


def test_an_act_on_what_is_gone_is_told_to_its_own_organisation_only():
    """Also acts of kinds that nobody has thought of yet: what has a public id is shown only if it can be seen."""
    kz, kg = organisation("kz", iso2="KZ"), organisation("kg", iso2="KG")
    everybody = public_audience()
    owner, stranger = actor(kz, role="releaser"), actor(kg)
    item = Item("thing", "0b2b8a1c-58f3-4a6f-8a3c-3f2a8c1f9a10", "A thing")
    record(actor=owner, act="tests.do", items=[item], at=timezone.now(), audience_id=everybody.pk)
    assert (told(owner), told(stranger)) == ([("A thing",)], [])
