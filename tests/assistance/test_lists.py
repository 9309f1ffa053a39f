"""Lists of projects: what they read of the database, and in what order they open."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.assistance import AT, editor, measure, organisation, project

from concord.assistance.actions import add_measure, reject_measure
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


def opening(client: Client) -> list[str]:
    page = client.get("/assistance/").content.decode()
    return sorted(("Aid", "Border", "Courts"), key=page.index)


def test_the_list_opens_with_what_concerns_the_plan_most(client: Client):
    """Not by the alphabet: a measure that a person gave comes first, then the later start."""
    organisation("kz", iso2="KZ", name="Kazakhstan")
    links = [measure("II.13"), measure("II.14")]
    rows = {
        title: project(title=title, measures=links[:1], starts_on=date(year, 1, 1), concern=day)
        for title, year, day in (("Aid", 2009, 1), ("Border", 2021, 2), ("Courts", 2015, 3))
    }
    add_measure(actor=editor(rows["Courts"].originator), project=rows["Courts"], key="GCTS:II.14", at=AT)
    for title in ("Aid", "Border"):
        reject_measure(actor=editor(rows[title].originator), project=rows[title], key="GCTS:II.13", at=AT)
        add_measure(actor=editor(rows[title].originator), project=rows[title], key="GCTS:II.14", at=AT)
    assert opening(client) == ["Border", "Courts", "Aid"]
    reject_measure(actor=editor(rows["Border"].originator), project=rows["Border"], key="GCTS:II.14", at=AT)
    page = client.get("/assistance/?relevance=all").content.decode()
    assert sorted(rows, key=page.index) == ["Courts", "Aid", "Border"]


def test_the_default_order_follows_an_index():
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "assistance_project")["assistance_by_concern"]
    assert (found["columns"], found["orders"]) == (["is_relevant", "concern", "id"], ["DESC", "DESC", "ASC"])
