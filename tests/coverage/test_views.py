import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from tests.factories.coverage import private_audience, project
from tests.factories.parties import organisation, state
from tests.factories.strategy import strategy

pytestmark = pytest.mark.django_db
PAGES = (
    "/coverage/",
    "/coverage/?show=spending&from=2014&to=2016",
    "/coverage/?theme=peace&provider=reporter&framework=S",
    "/coverage/cell/?measure=S:II.1&country=KZ",
    "/coverage/cell/?pillar=II",
    "/coverage/gaps/",
    "/coverage/overlaps/",
    "/coverage/double-counting/",
    "/coverage/providers/?show=budget",
    "/coverage/map/",
)
MOST_QUERIES = 11  # the first page after an act reads the visible rows: six tables at most, and three of names
MOST_AFTERWARDS = 3  # the audiences of the reader, what is new, what people say of duplications


@pytest.fixture(autouse=True)
def _region() -> None:
    strategy()
    for iso2, name in (("KZ", "Kazakhstan"), ("KG", "Kyrgyzstan"), ("TJ", "Tajikistan")):
        state(iso2, name)


def fill(number: int) -> None:
    for each in range(number):
        project(f"Training of border guards {each}", implementers=[f"doer-{each}"], funders=["eu"])


def words(response: object) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("prefix", ["", "/ru"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_in_few_queries(client: Client, prefix: str, path: str, django_assert_max_num_queries):
    fill(2)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(prefix + path).status_code == 200
    with django_assert_max_num_queries(MOST_AFTERWARDS):
        assert client.get(prefix + path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_queries_do_not_grow_with_projects(client: Client, path: str):
    counts = []
    for number in (1, 3):
        fill(number)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", PAGES)
def test_a_hidden_project_changes_not_one_byte(client: Client, path: str):
    fill(2)
    before = client.get(path).content
    owner = organisation("kg")
    project(
        "Training of border guards 0",
        implementers=["hidden-doer"],
        originator=owner,
        audience=private_audience(owner),
        links=[("parent", "XM-TEST-1")],
    )
    assert client.get(path).content == before


def test_a_number_opens_what_is_behind_it(client: Client):
    fill(2)
    page = words(client.get("/coverage/"))
    [address] = re.findall(r'href="(/coverage/cell/\?measure=S%3AII\.1&amp;country=KZ)"', page)
    cell = words(client.get(address.replace("&amp;", "&")))
    assert cell.count("Training of border guards") == 2
    assert "Counted from what you may see." in cell


def test_a_cell_without_projects_is_no_link_and_its_page_teaches(client: Client):
    page = words(client.get("/coverage/"))
    assert "country=KZ&amp;measure" not in page
    assert "No project that you may see serves this." in words(client.get("/coverage/cell/?measure=S:II.1&country=KZ"))


@pytest.mark.parametrize("query", ["measure=S:X", "country=XX", "pillar=IX", "measure=S:II.1&country=elsewhere"])
def test_a_cell_that_does_not_exist_is_not_found(client: Client, query: str):
    assert client.get(f"/coverage/cell/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["from=x&to=99999", "show=all", "theme=none", "framework=none", "page=0"])
def test_what_is_asked_wrongly_is_as_if_it_had_not_been_asked(client: Client, query: str):
    fill(1)
    for path in ("/coverage/", "/coverage/gaps/", "/coverage/overlaps/"):
        assert client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/coverage/", "/coverage/gaps/", "/coverage/overlaps/", "/coverage/double-counting/", "/coverage/cell/"]
)
@pytest.mark.parametrize("shape", ["csv", "xlsx", "json"])
def test_every_table_can_be_taken_along(client: Client, path: str, shape: str):
    fill(2)
    response = client.get(path, {"format": shape})
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'.{shape}"')
    assert b"".join(response.streaming_content)


def test_the_file_has_every_cell(client: Client):
    fill(2)
    rows = json.loads(b"".join(client.get("/coverage/", {"format": "json"}).streaming_content))
    assert len(rows) == 3 * 5  # four States and the region
    [row] = [row for row in rows if row["projects"]]
    assert (row["measure"], row["country"], row["projects"], row["budget_usd"]) == ("S:II.1", "KZ", 2, 200)


def test_hints_accuse_nobody(client: Client):
    fill(2)
    page = words(client.get("/coverage/overlaps/")).lower()
    assert "never an accusation" in page
    assert not set(re.findall(r"[a-z]+", page)) & {"duplicate", "duplicates", "waste", "fraud", "failed", "guilty"}


def test_the_matrix_in_russian_names_measures_in_russian(client: Client):
    fill(1)
    with override("ru"):
        page = words(client.get("/ru/coverage/"))
    assert "Улаживать конфликты" in page
    assert 'lang="ru"' in page


def test_without_a_strategy_the_page_says_what_is_missing(client: Client):
    from concord.strategy.models import Crosswalk, Measure, Theme  # noqa: PLC0415  only here

    Crosswalk.objects.all().delete()
    Theme.objects.all().delete()
    Measure.objects.all().delete()
    for path in PAGES:
        if "cell" not in path:
            assert client.get(path).status_code == 200
    assert "No strategy is here yet." in words(client.get("/coverage/"))


def test_pages_are_only_read(client: Client):
    assert client.post("/coverage/").status_code == 405
