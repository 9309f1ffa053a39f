"""Lists of projects: what they read of the database, and in what order they open."""


import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.assistance import measure, organisation, project

from concord.assistance.exports import COLUMNS
from concord.assistance.models import ProjectParty, ProjectSearch
from concord.assistance.terms import PartyRole

pytestmark = pytest.mark.django_db
EVERY_COLUMN = "&".join(f"columns={column.key}" for column in COLUMNS)


def made(count: int) -> None:
    organisation("kz", iso2="KZ", name="Kazakhstan")
    for number in range(count):
        row = project(title=f"Border guard {number}", measures=(measure("II.13"),), reporter=organisation("unodc"))
        marked = {"project": row, "originator": row.originator, "audience": row.audience}
        for role in (PartyRole.FUNDING, PartyRole.IMPLEMENTING):
            ProjectParty.objects.create(**marked, role=role, organisation=organisation("eu"))


def asked(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        assert response.status_code == 200
        if response.streaming:
            b"".join(response.streaming_content)
    return [query["sql"] for query in captured]


@pytest.mark.parametrize(
    "url",
    [
        f"/assistance/?{EVERY_COLUMN}",
        f"/assistance/?{EVERY_COLUMN}&format=csv",
        "/assistance/?q=border+guard&country=KZ&measure=GCTS:II.13",
        "/api/v1/assistance/projects",
    ],
)
def test_a_list_asks_as_often_for_four_projects_as_for_one(client: Client, url: str):
    """Columns that lists leave in the database are read by none of them, which would be a query for each row."""
    made(1)
    asked(client, url)
    once = len(asked(client, url))
    made(3)
    assert len(asked(client, url)) == once


def test_words_are_looked_for_once(client: Client):
    made(2)
    looked = [sql for sql in asked(client, "/assistance/?q=border") if ProjectSearch._meta.db_table in sql]
    assert len(looked) == 1
