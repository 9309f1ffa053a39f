"""No way round the guard of protected rows: joining what was scoped with what was not is refused."""

from collections.abc import Callable

import pytest
from django.db.models import QuerySet
from tests.factories.assistance import only, organisation, project
from tests.factories.parties import public

from concord.assistance.models import Project
from concord.assistance.queries import readable
from concord.policy import Unscoped

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T05")]

Rows = QuerySet[Project]
WAYS: dict[str, Callable[[Rows, Rows], object]] = {
    "or": lambda scoped, bare: list(scoped | bare),
    "or, the other way round": lambda scoped, bare: list(bare | scoped),
    "and": lambda scoped, bare: list(bare & scoped),
    "exclusive or": lambda scoped, bare: list(scoped ^ bare),
    "union": lambda scoped, bare: list(scoped.union(bare)),
    "union, the other way round": lambda scoped, bare: list(bare.union(scoped)),
    "intersection": lambda scoped, bare: list(scoped.intersection(bare)),
    "difference": lambda scoped, bare: list(scoped.difference(bare)),
    "raw": lambda _scoped, bare: list(bare.raw("select * from assistance_project")),
    "raw on the manager": lambda _scoped, _bare: list(Project.objects.raw("select * from assistance_project")),
    "values": lambda _scoped, bare: list(bare.values_list("title")),
    "iterator": lambda _scoped, bare: list(bare.iterator()),
    "asynchronous iterator": lambda _scoped, bare: bare.aiterator(),
    "in bulk": lambda _scoped, bare: bare.in_bulk(),
    "dates": lambda _scoped, bare: list(bare.dates("starts_on", "year")),
    "sub-query": lambda scoped, bare: list(scoped.filter(pk__in=bare)),
    "get": lambda _scoped, bare: bare.get(title__en="Hidden"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_not_scoped_is_not_answered(way: str):
    kz = organisation("kz", iso2="KZ")
    project(kz, audience=only(kz), title="Hidden")
    with pytest.raises(Unscoped):
        WAYS[way](readable(actor=public()), Project.objects.all())


def test_what_was_scoped_may_be_joined():
    kz = organisation("kz", iso2="KZ")
    project(kz, audience=only(kz), title="Hidden")
    row = project(title="Open")
    one, other = readable(actor=public()), readable(actor=public())
    assert [list(one | other), list(one.order_by().union(other.order_by()))] == [[row], [row]]
