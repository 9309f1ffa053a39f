"""The JSON of projects: the same policy, pages that do not shift, conditional answers."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.assistance import actor, measure, only, organisation, project

from concord.assistance import api

pytestmark = pytest.mark.django_db
LIST = "/api/v1/assistance/projects"


def titles(client: Client, query: str = "") -> list[str]:
    return [row["title"]["en"] for row in client.get(f"{LIST}?{query}").json()["items"]]


def test_projects_come_with_what_hangs_on_them(client: Client):
    kz = organisation("kz", iso2="KZ")
    row = project(
        title="Border", measures=(measure("II.13"),), budget="100", headline_usd="100.00", headline_flow="budget"
    )
    project(kz, audience=only(kz), title="Hidden")
    (found,) = client.get(LIST).json()["items"]
    assert found == {
        "uuid": str(row.uuid),
        "identifier": "",
        "title": {"en": "Border"},
        "status": "2",
        "starts_on": "2020-01-01",
        "ends_on": None,
        "flow": "budget",
        "usd": "100.00",
        "reported_by": "",
        "brought_by": "unrcca",
        "places": [{"country": "KZ", "region": "", "name": "", "share": 1.0}],
        "parties": [],
        "measures": [{"key": "GCTS:II.13", "verdict": "suggested", "score": 0.8, "share": 1.0}],
        "updated_at": "2026-03-01T12:00:00Z",
    }
    one = client.get(f"{LIST}/{row.uuid}").json()
    assert {key: one[key] for key in found} == found
    assert one["money"] == [
        {
            "flow": "budget",
            "year": 2020,
            "currency": "USD",
            "value": "100.00",
            "usd": "100.00",
            "rate_year": 2020,
            "items": 1,
        }
    ]


def test_hidden_and_absent_are_the_same_answer(client: Client):
    kz = organisation("kz", iso2="KZ")
    hidden = project(kz, audience=only(kz))
    answers = [client.get(f"{LIST}/{uuid}") for uuid in (hidden.uuid, uuid4())]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_pages_follow_each_other_without_gap_or_repeat(client: Client):
    for number in range(5):
        project(title=f"P{number}")
    seen, after = [], ""
    for _page in range(3):
        answer = client.get(LIST, {"limit": 2, "after": after}).json()
        seen += [row["title"]["en"] for row in answer["items"]]
        after = answer["next"]
    assert (sorted(seen), after) == (["P0", "P1", "P2", "P3", "P4"], None)
    assert client.get(LIST, {"after": "nonsense"}).status_code == 400


def test_an_unchanged_answer_is_not_sent_again(client: Client):
    project()
    first = client.get(LIST)
    again = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    project()
    assert client.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_queries_do_not_grow_with_rows(client: Client):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    project(measures=(measure("II.13"),))
    one = count()
    for _ in range(2):
        project(measures=(measure("II.13"),))
    assert (count(), one <= 8) == (one, True)


def test_filters_are_those_of_the_page(client: Client):
    project(title="A", places=("KZ",))
    project(title="B", places=("UZ",))
    assert titles(client, "country=KZ") == ["A"]
    assert titles(client, "relevance=other") == []
    assert reverse("assistance:index") == "/assistance/"


def test_an_answer_is_made_for_its_reader():
    request = RequestFactory().get(LIST)
    request.actor = actor()
    kz = organisation("kz", iso2="KZ")
    project(kz, audience=only(kz), title="Hidden")
    public = api.projects(request, api.Asked(), after="", limit=50)
    request.actor = actor(kz)
    own = api.projects(request, api.Asked(), after="", limit=50)
    assert (b"Hidden" in public.content, b"Hidden" in own.content) == (False, True)
    assert public["ETag"] != own["ETag"]
