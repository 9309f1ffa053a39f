import pytest
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.factories.parties import public
from tests.factories.strategy import situation, strategy, vocabulary

from concord.strategy.api import router

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def api() -> TestClient:
    outer = NinjaAPI(urls_namespace="strategy-test")
    outer.add_router("/strategy/", router)
    return TestClient(outer)


def got(api: TestClient, path: str) -> object:
    response = api.get(path, actor=public())
    assert response.status_code == 200
    return response.json()


def test_texts_are_objects_of_languages(api):
    strategy()
    frameworks = got(api, "/strategy/frameworks")
    assert [(f["code"], f["title"], f["adopted_on"]) for f in frameworks] == [
        ("S", {"en": "The strategy", "ru": "Стратегия"}, "2006-09-08"),
        ("PLAN", {"en": "A plan"}, None),
    ]


def test_measures_come_in_pages(api):
    strategy()
    page = got(api, "/strategy/measures?limit=1&offset=1")
    assert ([m["key"] for m in page["items"]], page["count"]) == (["S:I.2"], 4)


def test_a_measure_comes_whole(api):
    strategy(), situation()
    measure = got(api, "/strategy/measures/S/II.1")
    assert measure["situation"] == [
        {
            "countries": [
                {"code": code, "iso2": code.upper(), "kind": "state", "name": {"en": code.upper()}, "short_name": {}}
                for code in ("kz", "uz")
            ],
            "text": {"en": "A long border."},
            "as_of": "2011-07-22",
            "provenance": {"sources": ["https://example.org/kz"], "confidence": "stated"},
        }
    ]


@pytest.mark.parametrize("path", ["frameworks/PLAN", "themes", "themes/peace", "vocabulary"])
def test_the_rest_answers_too(api, path: str):
    strategy(), vocabulary()
    assert got(api, f"/strategy/{path}")


def test_what_is_absent_is_not_found(api):
    assert api.get("/strategy/frameworks/X", actor=public()).status_code == 404
