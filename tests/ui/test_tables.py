import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from concord.ui.components import Badge
from concord.ui.numbers import Money
from concord.ui.tables import Choice, Column, Filter, Sheet, Table, export
from concord.ui.tables.export import safe_text
from concord.ui.text import Text


@dataclass(frozen=True)
class Row:
    title: str | Text
    begins: date | None = None
    budget: Money | None = None
    share: float = 0


ROWS = (
    Row(Text.of(en="Border", ru="Граница"), date(2011, 7, 22), Money(Decimal("1250.50"), "USD"), 0.5),
    Row("=1+1", None, None, -3),
    Row("Ärger", date(2010, 1, 1), Money(Decimal(7), "EUR"), 12),
)
SHEET: Sheet[Row] = Sheet(
    key="rows",
    caption="Rows: all",
    order="title",
    size=2,
    columns=(
        Column(key="title", label="Title", value=lambda row: row.title, url=lambda _: "/r/", heading=True),
        Column(key="begins", label="Begins", value=lambda row: row.begins),
        Column(key="budget", label="Budget", value=lambda row: row.budget, money=True, numeric=True),
        Column(key="share", label="Share", value=lambda row: row.share, chosen=False),
        Column(key="state", label="State", value=lambda _: Badge("Open", "done"), chosen=False, sortable=False),
    ),
    filters=(
        Filter(
            key="q", label="Words", kind="search", apply=lambda rows, q: [row for row in rows if q in str(row.title)]
        ),
        Filter(key="c", label="Currency", choices=(Choice("USD", "Dollar"), Choice("EUR", "Euro"))),
    ),
)


def seen(address: str = "", rows: Any = ROWS) -> Table[Row]:
    return SHEET.table(QueryDict(address), rows)


def titles(table: Table[Row]) -> list[str]:
    return [str(row.title) for row in table.everything]


def body(address: str, rows: Any = ROWS) -> bytes:
    response = export(seen(address, rows), about=(("Marking", "TLP:CLEAR"),))
    content = b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()  # what the server does, but for its database
    return content


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("", ["=1+1", "Border", "Ärger"]),
        ("sort=-title", ["Ärger", "Border", "=1+1"]),
        ("sort=begins", ["Ärger", "Border", "=1+1"]),
        ("sort=-begins", ["Border", "Ärger", "=1+1"]),
        ("sort=-budget", ["Border", "Ärger", "=1+1"]),
        ("sort=state", ["=1+1", "Border", "Ärger"]),
        ("sort=nothing", ["=1+1", "Border", "Ärger"]),
        ("q=r&sort=-title", ["Ärger", "Border"]),
    ],
)
def test_order(address: str, order: list[str]):
    assert titles(seen(address)) == order


def test_page_and_count():
    table = seen("page=2")
    assert ([str(row.title) for row in table.paged.rows], table.range) == (["Ärger"], "3–3 of 3")
    assert (table.previous_url, table.next_url) == ("?page=1", "")


def test_columns_are_those_chosen_or_those_shown_at_first():
    assert [column.key for column in seen().columns] == ["title", "begins", "budget"]
    assert [column.key for column in seen("columns=share&columns=title&columns=no").columns] == ["title", "share"]
    assert [column.key for column in seen("columns=no").columns] == ["title", "begins", "budget"]


def test_a_filter_that_the_query_applies_is_only_read():
    table = seen("c=EUR")
    assert (titles(table), SHEET.values(QueryDict("c=EUR&q= "))) == (["=1+1", "Border", "Ärger"], {"c": "EUR"})
    assert [(each.filter.key, each.shown) for each in table.filters] == [("c", "Euro")]


def test_an_absent_choice_filters_nothing():
    assert SHEET.values(QueryDict("c=XXX&c=")) == {}


def test_addresses_change_one_thing_and_begin_again():
    table = seen("q=r&sort=title&page=1&columns=title&columns=share")
    assert table.address(sort="-title") == "?q=r&sort=-title&columns=title&columns=share"
    assert table.removals[0][1] == "?sort=title&columns=title&columns=share"
    assert dict(table.exports)["CSV"] == "?q=r&sort=title&columns=title&columns=share&format=csv"
    assert [heading.sorted for heading in table.headings] == ["ascending", "none"]


def test_cells_are_escaped_and_linked():
    table = seen(rows=(Row("<b>"),))
    assert table.rows[0][0][1] == '<a href="/r/">&lt;b&gt;</a>'


def test_a_stand_in_language_is_marked():
    with translation.override("en"):
        table = seen(rows=(Row(Text.of(ru="План")),))
        assert table.rows[0][0][1] == '<a href="/r/"><bdi lang="ru" dir="ltr">План</bdi></a>'


def test_csv_is_what_is_seen():
    with translation.override("en"):
        lines = list(csv.reader(io.StringIO(body("format=csv&sort=begins&page=2").decode("utf-8-sig"))))
    assert lines == [
        ["Title", "Begins", "Budget", "Budget, currency"],
        ["Ärger", "2010-01-01", "7", "EUR"],
        ["Border", "2011-07-22", "1250.50", "USD"],
        ["'=1+1", "", "", ""],
    ]


def test_json_is_what_is_seen():
    with translation.override("ru"):
        rows = json.loads(body("format=json&columns=title&columns=budget&columns=share&columns=state&q=r"))
    assert rows == [
        {"title": "Ärger", "budget": 7, "budget_currency": "EUR", "share": 12, "state": "Open"},
        {"title": "Граница", "budget": 1250.5, "budget_currency": "USD", "share": 0.5, "state": "Open"},
    ]


def test_excel_is_what_is_seen_and_computes_nothing():
    with translation.override("en"):
        book = openpyxl.load_workbook(io.BytesIO(body("format=xlsx&columns=title&columns=budget&columns=share")))
    page = book.worksheets[0]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Title", "Budget", "Budget, currency", "Share"],
        ["=1+1", None, None, -3],
        ["Border", 1250.5, "USD", 0.5],
        ["Ärger", 7, "EUR", 12],
    ]
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s", "n"}
    assert (page.title, book.worksheets[1]["B1"].value) == ("Rows  all", "TLP:CLEAR")


def test_an_export_that_is_no_format_is_the_page():
    assert seen("format=exe").format == ""


@pytest.mark.threat("T25")
@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1+1",
        "＋1",
        "－1",
        "＠A",
        "\u200b=1",
        "\ufeff=1",
        "|x",
        "%0A",
    ],
)
def test_a_text_that_could_start_a_formula_is_text(words: str):
    assert safe_text(words) == f"'{words}"


@pytest.mark.threat("T25")
@given(st.text())
def test_no_text_in_a_csv_cell_starts_as_a_formula(words: str):
    said = safe_text(words)
    assert not said.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert said.removeprefix("'") == words.removeprefix("'")


@pytest.mark.threat("T25")
def test_an_excel_cell_takes_any_letters():
    rows = (Row("=cmd|' /C calc'!A0"), Row("a\x00b\x0bc"), Row("x" * 40_000))
    page = openpyxl.load_workbook(io.BytesIO(body("format=xlsx", rows))).worksheets[0]
    assert [(page.cell(row, 1).data_type, len(page.cell(row, 1).value)) for row in (2, 3, 4)] == [
        ("s", 18),
        ("s", 3),
        ("s", 32_767),
    ]
