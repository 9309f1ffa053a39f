import pytest
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.factories.meetings import process, restrict
from tests.factories.parties import organisation, public

from concord.meetings import queries
from concord.meetings.api import router

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def api() -> TestClient:
    outer = NinjaAPI(urls_namespace="meetings-test")
    outer.add_router("/meetings", router)
    return TestClient(outer)


def got(api: TestClient, path: str) -> object:
    response = api.get(path, actor=public())
    assert response.status_code == 200
    return response.json()


def test_meetings_come_in_pages(api):
    process()
    page = got(api, "/meetings/?limit=1&offset=1")
    assert ([meeting["code"] for meeting in page["items"]], page["count"]) == (["X1"], 3)


def test_a_meeting_comes_whole(api):
    process()
    meeting = got(api, "/meetings/R1")
    assert meeting["meeting"]["when"] == {"starts_on": "2011-03-29", "ends_on": "2011-03-30", "precision": "day"}
    assert [item["number"] for item in meeting["agenda"]] == ["1", "2"]
    assert meeting["facts"][0]["claims"][1]["provenance"]["sources"] == ["https://example.org/q"]


@pytest.mark.parametrize(
    "path", ["initiatives/talks", "instruments", "instruments/plan-2011", "recommendations", "documents"]
)
def test_the_rest_answers_too(api, path: str):
    process()
    assert got(api, f"/meetings/{path}")


def test_a_hidden_document_is_as_absent(api):
    process()
    (document,) = queries.documents(actor=public())
    assert got(api, f"/meetings/documents/{document.uuid}")["title"] == {"en": "The report"}
    restrict(to=organisation("office"))
    assert api.get(f"/meetings/documents/{document.uuid}", actor=public()).status_code == 404
    assert got(api, "/meetings/documents")["items"] == []
    assert got(api, "/meetings/recommendations")["items"] == []
