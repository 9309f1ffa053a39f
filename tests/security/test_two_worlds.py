"""Non-interference: what a reader may not see changes nothing that the reader can observe."""

import importlib
import pkgutil

import pytest
from django.db import transaction
from tests.factories.world import house
from tests.house.urls import Answer, Visitors
from tests.security import worlds
from tests.security.worlds import CHANGES, addresses_asked, crawl, differences, nothing, where_it_could_show, world

import concord
from concord.coverage.queries import forget
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
    worlds.an_import_under_way(made)
    worlds.many(made)
    worlds.parts_of_a_visible_project(made)
    worlds.a_seat(made)
    worlds.an_act(made)


@pytest.fixture(scope="module")
def asked(site) -> list[str]:
    """The same addresses in every world, also those of what is hidden."""
    made, _visitors = site
    with world(worlds.a_hidden_project, made):
        return addresses_asked(made)


@pytest.fixture(scope="module")
def baseline(site, asked) -> dict[str, Answer]:
    """What the delegate sees where nothing is hidden, on the pages that could show what is hidden."""
    made, visitors = site
    with world(nothing, made):
        answers = crawl(visitors, "delegate", asked, most=len(asked))
        forget()
        return crawl(visitors, "delegate", shown := where_it_could_show(answers), most=len(shown))


@pytest.mark.parametrize("role", BLIND)
def test_a_full_crawl_sees_no_difference(site, asked, role):
    made, visitors = site
    with world(nothing, made):
        without = crawl(visitors, role, asked, most=ON_THE_WAY)
    with world(everything, made):
        with_it = crawl(visitors, role, asked, most=ON_THE_WAY)
    assert differences(without, with_it) == {}
    assert len(without) == ON_THE_WAY


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_single_change_shows(site, baseline, change):
    made, visitors = site
    with world(change, made):
        assert differences(baseline, crawl(visitors, "delegate", list(baseline), most=len(baseline))) == {}


def test_who_may_see_it_notices(site, baseline):
    """Otherwise the test would be blind."""
    made, visitors = site
    with world(nothing, made):
        without = crawl(visitors, "provider", list(baseline), most=len(baseline))
    with world(worlds.a_hidden_project, made):
        with_it = crawl(visitors, "provider", list(baseline), most=len(baseline))
    noticed = differences(without, with_it)
    assert len(noticed) >= 15
    telling = {
        "/search/?q=Zyxomma",
        "/assistance/",
        "/assistance/?format=csv",
        "/assistance/?format=xlsx",
        "/coverage/",
    }
    assert telling - noticed.keys() == set()


# Modules whose lists everybody may read, so that forgetting the filter there reveals nothing.
OPEN_TO_ALL = {
    "concord.meetings.queries.instruments": "the process is public; documents are filtered in their own module",
    "concord.meetings.queries.meetings": "as instruments",
    "concord.strategy.queries.frameworks": "strategies are public",
    "concord.strategy.queries.vocabulary": "the vocabulary is public",
    "concord.assistance.queries.findings": "shown beside a case only: tests/coverage/test_findings.py",
}


def call_sites() -> list[str]:
    """Those of negotiations are tried in a room of their own: `tests/plans/test_hidden.py`."""
    names = [module.name for module in pkgutil.walk_packages(concord.__path__, "concord.") if ".queries" in module.name]
    names = [name for name in names if not name.startswith("concord.plans.")]
    return [name for name in names if vars(importlib.import_module(name)).get("visible") is visible]


@pytest.mark.threat("T06")
@pytest.mark.parametrize("name", [name for name in call_sites() if name not in OPEN_TO_ALL])
def test_a_forgotten_filter_is_noticed(site, baseline, name, monkeypatch):
    """The harness sees each planted leak: the filter forgotten in one module."""

    def forgotten(*, actor, action, queryset):  # noqa: ARG001  the signature of what it replaces
        return queryset.scoped("a planted leak") if isinstance(queryset, GuardedQuerySet) else queryset

    made, visitors = site
    monkeypatch.setattr(importlib.import_module(name), "visible", forgotten)
    room = name.split(".")[1]
    likely_first = sorted(baseline, key=lambda path: f"/{room}/" not in path)
    with world(everything, made):
        answers = ((path, crawl(visitors, "delegate", [path], most=1)[path]) for path in likely_first)
        assert any(baseline[path].difference(answer) for path, answer in answers)
