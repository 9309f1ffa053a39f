"""What every test may use. The database of the run is chosen by CONCORD_DATABASE_URL, SQLite without it."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings

from concord.wiring.frames import with_room

for name, examples in (("quick", 25), ("default", 200), ("nightly", 10_000)):
    settings.register_profile(
        name, max_examples=examples, deadline=None, suppress_health_check=(HealthCheck.too_slow,), derandomize=True
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

PROJECT = Path(__file__).resolve().parent.parent
SHARED_DATA = Path(os.environ.get("CONCORD_TEST_DATA", PROJECT.parent / "shared" / "data"))


STORES = frozenset({"db", "transactional_db", "django_db_setup", "live_server"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What stores nothing is the same on either database, so a run on the second one can leave it out."""
    for item in items:
        case = getattr(item, "cls", None)
        is_case = case is not None and issubclass(case, TransactionTestCase)
        if not (is_case or item.get_closest_marker("django_db") or STORES & set(getattr(item, "fixturenames", ()))):
            item.add_marker(pytest.mark.either_database)


def pytest_collection_finish() -> None:
    """What is loaded by now lasts: to walk it again and again for garbage would take a tenth of the time of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """As pytest does it, with the room that pages and commands have when they are served."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    with_room(runtestprotocol, item, nextitem=nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.fixture(autouse=True)
def _nothing_remembered_of_another_test() -> Iterator[None]:
    """Coverage remembers under the number of acts; a test that is rolled back gives that number to the next one. A test
    that spoke another language leaves the first one.
    """
    yield
    translation.activate("en")
    if extracts := sys.modules.get("concord.coverage.queries.extracts"):
        extracts.forget()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files made by others; the test is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"real files are not here: set CONCORD_TEST_DATA (looked in {SHARED_DATA})")
    return SHARED_DATA
