"""Non-interference: what a reader may not see changes nothing that the reader can observe."""

import importlib
import pkgutil

import pytest
from django.db import transaction
from tests.factories.world import house
from tests.house.urls import Visitors
from tests.security import worlds
from tests.security.worlds import CHANGES, addresses_asked, crawl, differences, nothing, where_it_could_show, world

import concord
from concord.policy import GuardedQuerySet, visible

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T01")]
BLIND = ("public", "delegate", "donor")
ON_THE_WAY = 110  # addresses of a full crawl


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):  # noqa: ARG001  the database must be there first
    with django_db_blocker.unblock(), transaction.atomic():
        made = house()
        yield made, Visitors(made)
        transaction.set_rollback(True)


def everything(made) -> None:
    """All changes at once, in the order in which their names do not clash."""
    worlds.many(made)
    worlds.an_import_under_way(made)
    worlds.parts_of_a_visible_project(made)
    worlds.a_seat(made)
    worlds.an_act(made)


@pytest.mark.parametrize("role", BLIND)
def test_a_full_crawl_sees_no_difference(site, role):
    made, visitors = site
    start = addresses_asked_in(site)
    with world(nothing, made):
        without = crawl(visitors, role, start, most=ON_THE_WAY)
    with world(everything, made):
        with_it = crawl(visitors, role, start, most=ON_THE_WAY)
    assert differences(without, with_it) == {}
    assert len(without) == ON_THE_WAY


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_single_change_shows(site, change):
    made, visitors = site
    start = paths(site)
    with world(nothing, made):
        without = crawl(visitors, "delegate", start, most=len(start))
    with world(change, made):
        with_it = crawl(visitors, "delegate", start, most=len(start))
    assert differences(without, with_it) == {}


def test_who_may_see_it_notices(site):
    """Otherwise the test would be blind."""
    made, visitors = site
    start = paths(site)
    with world(nothing, made):
        without = crawl(visitors, "provider", start, most=len(start))
    with world(worlds.a_hidden_project, made):
        with_it = crawl(visitors, "provider", start, most=len(start))
    noticed = differences(without, with_it)
    assert len(noticed) >= 15
    for page in ("/search/?q=Zyxomma", "/assistance/", "/assistance/?format=csv", "/assistance/?format=xlsx", "/coverage/"):
        assert page in noticed


def paths(site) -> list[str]:
    """The same addresses in every world, also those of what is hidden."""
    made, _visitors = site
    with world(worlds.a_hidden_project, made):
        made.seats["closed"] = made.seats["secretariat"]
        return where_it_could_show(made)


def addresses_asked_in(site) -> list[str]:
    made, _visitors = site
    with world(worlds.a_hidden_project, made):
        made.seats["closed"] = made.seats["secretariat"]
        return addresses_asked(made)


# Modules whose lists everybody may read, so that forgetting the filter there reveals nothing.
OPEN_TO_ALL = {
    "concord.strategy.queries.frameworks": "strategies are public",
    "concord.strategy.queries.vocabulary": "the vocabulary is public",
}


def call_sites() -> list[str]:
    names = [module.name for module in pkgutil.walk_packages(concord.__path__, "concord.") if ".queries" in module.name]
    return [name for name in names if vars(importlib.import_module(name)).get("visible") is visible]


@pytest.mark.threat("T06")
@pytest.mark.parametrize("name", [name for name in call_sites() if name not in OPEN_TO_ALL])
def test_a_forgotten_filter_is_noticed(site, name, monkeypatch):
    """The harness sees each planted leak: the filter forgotten in one module."""

    def forgotten(*, actor, action, queryset):  # noqa: ARG001  the signature of what it replaces
        return queryset.scoped("a planted leak") if isinstance(queryset, GuardedQuerySet) else queryset

    made, visitors = site
    start = paths(site)
    monkeypatch.setattr(importlib.import_module(name), "visible", forgotten)
    with world(nothing, made):
        without = crawl(visitors, "delegate", start, most=len(start))
    with world(everything, made):
        with_it = crawl(visitors, "delegate", start, most=len(start))
    assert differences(without, with_it)
