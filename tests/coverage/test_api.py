import pytest
from django.test import Client
from tests.factories.coverage import private_audience, project
from tests.factories.parties import organisation, state
from tests.factories.strategy import strategy

pytestmark = pytest.mark.django_db
BASE = "/api/v1/coverage"
ADDRESSES = ("matrix", "gaps", "overlaps", "double-counting")


@pytest.fixture(autouse=True)
def _projects() -> None:
    strategy()
    state("KZ", "Kazakhstan")
    state("KG", "Kyrgyzstan")
    project("Training of border guards", implementers=["unodc"], identifier="P")
    project("Border guards: training", implementers=["osce"], links=[("parent", "P")])


def test_the_matrix_has_every_cell_and_says_where_the_money_is(client: Client):
    answer = client.get(f"{BASE}/matrix").json()
    assert answer["framework"] == "S"
    assert len(answer["cells"]) == 3 * 4  # three States and the region
    [cell] = [cell for cell in answer["cells"] if cell["projects"]]
    assert (cell["measure"], cell["country"], cell["budget_usd"]) == ("S:II.1", "KZ", 200.0)
    places = {row["place"]: row["budget_usd"] for row in answer["balance"]}
    assert places["total"] == 200.0


def test_gaps_can_be_narrowed(client: Client):
    answer = client.get(f"{BASE}/gaps", {"country": "KZ"}).json()
    assert [gap["measure"] for gap in answer["gaps"]] == ["S:I.1", "S:I.2"]
    assert answer["count"] == 2


def test_hints_come_with_their_evidence(client: Client):
    [hint] = client.get(f"{BASE}/overlaps").json()["overlaps"]
    assert hint["shared_words"] == "border guards training"
    assert [member["implementer"] for member in hint["members"]] == ["Party osce", "Party unodc"]
    answer = client.get(f"{BASE}/double-counting").json()
    assert (answer["published"]["budget_usd"], answer["once"]["budget_usd"]) == (200.0, 100.0)
    assert [pair["rule"] for pair in answer["pairs"]] == ["parent"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unchanged_answer_is_not_sent_twice(client: Client, address: str):
    tag = client.get(f"{BASE}/{address}")["ETag"]
    again = client.get(f"{BASE}/{address}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hidden_project_changes_neither_answer_nor_tag(client: Client, address: str):
    before = client.get(f"{BASE}/{address}")
    owner = organisation("kg")
    project("Training of border guards", originator=owner, audience=private_audience(owner), links=[("parent", "P")])
    after = client.get(f"{BASE}/{address}")
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("query", "status"), [("framework=X", 404), ("theme=x", 404), ("year_from=x", 422), ("year_to=0", 422)]
)
def test_another_question_is_not_answered(client: Client, address: str, query: str, status: int):
    response = client.get(f"{BASE}/{address}?{query}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
