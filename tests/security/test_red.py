"""What is marked RED is read on the screen by the seats it was released to, and leaves in no file and by no API."""

import pytest
from tests.factories.world import CANARY, House, house, marked, named
from tests.house.urls import Visitors
from tests.security.test_canaries import contents
from tests.security.worlds import crawl

from concord.coverage.queries import forget
from concord.sharing.actions import audience_for
from concord.sharing.terms import TLP, Release, seat_principal
from concord.wiring.requests import takes_out

pytestmark = [pytest.mark.django_db, pytest.mark.threat("T04"), pytest.mark.threat("T09")]
FILES = {
    *(f"/assistance/?format={kind}" for kind in ("csv", "xlsx", "json", "iati")),
    "/assistance/?measure=S%3AII.1&format=json",
    "/coverage/cell/?measure=S:II.1&country=KZ&format=csv",
    "/coverage/overlaps/?format=csv",
    "/coverage/double-counting/?format=csv",
    "/api/v1/assistance/projects",
    f"/api/v1/assistance/projects/{named('project-red')}",
    "/api/v1/meetings/documents",
    f"/api/v1/meetings/documents/{named('document-red')}",
    "/meetings/feed.atom",
    "/meetings/calendar.ics",
    "/api/v1/plans/drafts",
    *(f"/api/v1/plans/drafts/{named('draft-red')}{part}" for part in ("", "/proposals", "/positions", "/silences")),
    f"/plans/{named('draft-red')}/changes.atom",
    "/plans/changes.atom",
    "/plans/deadlines.ics",
}


@pytest.fixture
def site(db) -> tuple[House, Visitors]:  # noqa: ARG001  the database
    """Kyrgyzstan showed one project, RED, to the provider's seat alone."""
    made = house()
    red = Release(tlp=TLP.RED, principals=frozenset({seat_principal(made.seats["provider"].pk)}))
    marked(made, name="red", originator=made.kg, audience=audience_for(release=red), word=CANARY)
    forget()
    return made, Visitors(made)


def telling(visitors: Visitors, role: str, start: list[str]) -> set[str]:
    answers = crawl(visitors, role, start, most=len(start))
    return {path for path, answer in answers.items() if CANARY.lower().encode() in contents(answer)}


def test_a_seat_it_was_released_to_reads_it_on_the_screen_and_takes_it_out_at_no_door(site):
    _made, visitors = site
    page = f"/assistance/{named('project-red')}/"
    answers = crawl(visitors, "provider", [*sorted(FILES), "/assistance/", page, "/downloads/"], most=50)
    told = {path: answer for path, answer in answers.items() if CANARY.lower().encode() in contents(answer)}
    assert {"/assistance/", page} <= set(told)
    kinds = {dict(answer.headers)["Content-Type"].partition(";")[0] for answer in told.values()}
    assert kinds == {"text/html"}


def test_its_originator_takes_it_out(site):
    made, _visitors = site
    made.seats["donor"] = made.seats["closed"]  # of the originator
    found = telling(Visitors(made), "donor", sorted(FILES))
    assert found >= {f"/assistance/?format={kind}" for kind in ("csv", "xlsx", "json", "iati")}
    assert f"/api/v1/assistance/projects/{named('project-red')}" in found


def test_nobody_else_learns_of_it(site):
    _made, visitors = site
    for role in ("public", "delegate", "secretariat"):
        assert telling(visitors, role, [*sorted(FILES), "/assistance/"]) == set()


@pytest.mark.parametrize(
    ("address", "leaves"),
    [
        ("/assistance/", False),
        ("/assistance/?format=", True),
        ("/ru/coverage/?format=xlsx", True),
        ("/api/v1/parties/organisations", True),
        ("/ru/meetings/calendar.ics", True),
        ("/meetings/feed.atom", True),
        ("/apiary/", False),
    ],
)
def test_what_counts_as_taking_out(rf, address, leaves):
    assert takes_out(rf.get(address)) is leaves
