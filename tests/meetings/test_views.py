import pytest
from django.test import Client
from tests.factories.meetings import process, restrict
from tests.factories.parties import organisation, public

from concord.meetings import queries

pytestmark = pytest.mark.django_db
PAGES = (
    "/meetings/",
    "/meetings/?series=rounds&pillar=S:I&year=2011",
    "/meetings/?year=1999",
    "/meetings/R1/",
    "/meetings/X1/",
    "/meetings/initiatives/talks/",
    "/meetings/instruments/",
    "/meetings/instruments/plan-2011/",
    "/meetings/recommendations/",
    "/meetings/recommendations/?measure=S:I.1",
    "/meetings/documents/",
    "/meetings/calendar.ics",
    "/meetings/feed.atom",
)


@pytest.mark.parametrize("prefix", ["", "/ru"])
@pytest.mark.parametrize("path", PAGES)
def test_everybody_reads_every_page(client: Client, path: str, prefix: str, django_assert_max_num_queries):
    process()
    with django_assert_max_num_queries(10):
        assert client.get(prefix + path).status_code == 200


@pytest.mark.parametrize("path", ["/meetings/", "/meetings/instruments/", "/meetings/recommendations/"])
def test_an_empty_page_teaches(client: Client, path: str):
    assert 'class="empty"' in client.get(path).content.decode()


def test_what_is_hidden_and_what_is_absent_look_the_same(client: Client):
    process()
    (document,) = queries.documents(actor=public())
    assert client.get(f"/meetings/documents/{document.uuid}/").status_code == 200
    restrict(to=organisation("office"))
    hidden = client.get(f"/meetings/documents/{document.uuid}/")
    absent = client.get("/meetings/documents/00000000-0000-4000-8000-000000000000/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert "The report" not in client.get("/meetings/R1/").content.decode()
    for path in ("/meetings/XX/", "/meetings/instruments/x/", "/meetings/initiatives/x/"):
        assert client.get(path).status_code == 404


def test_a_meeting_is_read_in_russian(client: Client):
    process()
    assert "<h1>Первый раунд</h1>" in client.get("/ru/meetings/R1/").content.decode()


def test_htmx_is_given_the_timeline_alone(client: Client):
    process()
    part = client.get("/meetings/?year=2012", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="timeline">')
    assert ("Second round" in part, "First round" in part) == (True, False)


def test_pages_are_only_read(client: Client):
    assert client.post("/meetings/").status_code == 405
