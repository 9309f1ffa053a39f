"""What one reader warmed is not served to another: neither by what the site remembers, nor by anything in between."""

import pytest
from tests.factories.world import hidden, house
from tests.house.urls import Visitors
from tests.security.worlds import an_act, parts_of_a_visible_project

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T12")]
# Coverage is the only room that remembers; the others stand for those that do not.
WARMED = ("/coverage/", "/coverage/gaps/?format=csv", "/assistance/", "/search/?q=posts")


@pytest.fixture
def visitors(db) -> Visitors:  # noqa: ARG001  the database
    made = house()
    hidden(made, name="closed")
    parts_of_a_visible_project(made)
    an_act(made)
    return Visitors(made)


def seen(visitors: Visitors, role: str) -> dict[str, tuple[int, bytes]]:
    answers = {path: visitors.ask(role, path) for path in WARMED}
    return {path: (each.status, each.body) for path, each in answers.items() if not each.body.startswith(b"PK")}


def test_who_comes_after_a_privileged_reader_sees_what_came_before_one(visitors: Visitors):
    cold = seen(visitors, "public")
    warm = seen(visitors, "provider")
    assert warm != cold, "or nothing was warmed"
    assert seen(visitors, "public") == cold


def test_a_page_of_the_public_is_not_given_to_a_person(visitors: Visitors):
    """A shared cache keys on the cookie, and a digest of one reader's page is no digest of another's."""
    for path in ("/assistance/", "/coverage/", "/api/v1/assistance/projects"):
        public = dict(visitors.ask("public", path).headers)
        assert "Cookie" in public["Vary"], path
        tag = public.get("ETag")
        again = visitors.ask("provider", path, if_none_match=tag) if tag else None
        assert again is None or again.status == 200, path
