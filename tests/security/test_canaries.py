"""Words planted in every hidden field are found by those who may read them, and by nobody else at no door."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.factories.world import CANARY, hidden, house
from tests.house.urls import MALFORMED, Answer, Visitors
from tests.security import worlds
from tests.security.worlds import addresses_asked, crawl

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T04")]


@pytest.fixture
def site(db):  # noqa: ARG001  the database
    made = house()
    hidden(made, name="closed")
    worlds.parts_of_a_visible_project(made)
    worlds.an_act(made)
    return made, Visitors(made)


def contents(answer: Answer) -> bytes:
    """The body and headers, archives opened."""
    body = answer.body
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return (body + repr(answer.headers).encode()).lower()


def found_by(visitors: Visitors, role: str, made, *, most: int) -> set[str]:
    """Addresses that tell the word to somebody who did not ask with it."""
    start = [path for path in addresses_asked(made) if CANARY not in path]
    answers = crawl(visitors, role, start, most=most)
    return {path for path, answer in answers.items() if CANARY.lower().encode() in contents(answer)}


@pytest.mark.parametrize("role", ["public", "donor", "secretariat"])
def test_no_canary_is_found_at_any_door(site, role):
    """For the delegate, `test_two_worlds.py` shows more: that nothing differs at all."""
    made, visitors = site
    assert found_by(visitors, role, made, most=300) == set()


def test_a_reader_it_was_released_to_finds_it(site):
    """Otherwise the canaries would be dead: in pages, in every format, in the API."""
    made, visitors = site
    found = found_by(visitors, "provider", made, most=300)
    assert {f"/assistance/?format={kind}" for kind in ("csv", "xlsx", "json", "iati")} <= found
    assert {"/assistance/", "/desk/changes/", "/api/v1/meetings/documents"} <= found


@pytest.mark.threat("T13")
@pytest.mark.parametrize(
    "path",
    [
        f"/assistance/{MALFORMED}/",
        "/assistance/?page=999999999999",
        "/assistance/?sort=;drop",
        "/search/?q=%00",
        "/assistance/?year=99999",
        "/api/v1/assistance/projects?after=x",
    ],
)
def test_odd_questions_are_answered_without_failing(site, path):
    _made, visitors = site
    answer = visitors.ask("donor", path)
    assert answer.status in {200, 400, 404}
    assert CANARY.lower().encode() not in contents(answer)
