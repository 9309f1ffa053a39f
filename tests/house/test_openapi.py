"""The public contract of the API is a file in review, and every route says what it is for."""

import json

import pytest
from tests.house.reference import PROJECT, openapi_page

SCHEMA = json.loads(openapi_page())
ROUTES = {f"{method} {path}": route for path, methods in SCHEMA["paths"].items() for method, route in methods.items()}


def test_the_contract_is_the_one_reviewed():
    assert (PROJECT / "docs" / "reference" / "openapi.json").read_text(encoding="utf-8") == openapi_page(), (
        "run `make reference` and read the difference"
    )


def test_there_are_routes():
    assert ROUTES


def test_the_api_only_reads():
    assert {name for name in ROUTES if not name.startswith("get ")} == set()


@pytest.mark.parametrize("name", ROUTES)
def test_every_route_has_words_and_a_shape(name):
    route = ROUTES[name]
    assert route["summary"]
    assert len(route["tags"]) == 1
    assert {
        status: answer["description"] for status, answer in route["responses"].items() if "content" not in answer
    } == {}
