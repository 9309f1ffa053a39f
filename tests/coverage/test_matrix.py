from collections import defaultdict
from functools import cache
from random import Random
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.coverage.samples import STATES, Sample, allocated, half_up, is_active, money_in, samples

from concord.coverage.logic.activity import BASES, by_year, funds, in_period, spans
from concord.coverage.logic.activity import active as active_in
from concord.coverage.logic.allocation import allocations, columns, presence, purposes
from concord.coverage.logic.gaps import gaps
from concord.coverage.logic.matrix import balance, cells
from concord.coverage.logic.tables import Period, Tables, WrongColumns

periods = st.sampled_from([Period(), Period(2015, 2016), Period(since=2016), Period(until=2015)])
few = settings(max_examples=40)


@cache
def questions(backend: Backend, period: Period) -> dict[str, str]:
    """The SQL of every expression, made once: the tables of each sample have the same names."""
    tables = Sample({name: [] for name in Tables.__dataclass_fields__}).tables(backend)
    con = backend.con
    con.execute("create or replace table catalogue as select unnest([1, 2, 3])::bigint as measure")
    con.execute("create or replace table states as select unnest(['KZ', 'TJ']) as \"column\"")
    aims, paid = purposes(measures=tables.measures), funds(money=tables.money)
    run = spans(projects=tables.projects, years=paid)
    allocated_to = allocations(columns=columns(places=tables.places, states=STATES), purposes=aims)
    activity = in_period(spans=run, funds=paid, period=period)
    catalogue, states = backend.table("catalogue"), backend.table("states")
    expressions = {
        "cells": cells(allocations=allocated_to, activity=activity),
        "balance": balance(purposes=aims, allocations=allocated_to, activity=activity),
        "by_year": by_year(spans=run, funds=paid),
        "presence": presence(places=tables.places, measures=tables.measures, states=STATES),
        "allocations": allocated_to,
        "activity": activity,
        "active": active_in(projects=tables.projects, money=tables.money, period=period),
        "gaps": gaps(catalogue=catalogue, states=states, allocations=allocated_to, activity=activity),
    }
    return {name: ibis.to_sql(expression) for name, expression in expressions.items()}


def ask(backend: Backend, sample: Sample, period: Period, *names: str) -> list[list[dict[str, Any]]]:
    asked = questions(backend, period)
    sample.tables(backend)
    return [backend.con.sql(asked[name]).to_arrow_table().to_pylist() for name in names]


def expected_cells(sample: Sample, period: Period) -> dict[tuple[int, str], dict[str, int | None]]:
    found: dict[tuple[int, str], dict[str, int | None]] = {}
    for row in sample.rows["projects"]:
        if not is_active(sample, row["project"], period):
            continue
        money = money_in(sample, row["project"], period)
        for key, (weight, confirmed) in allocated(sample, row["project"]).items():
            cell = found.setdefault(key, defaultdict(int) | dict.fromkeys(BASES))
            cell["projects"] += 1
            cell["confirmed"] += confirmed
            for basis, (cents, unconverted) in money.items():
                if cents is not None and weight is not None:
                    cell[basis] = (cell[basis] or 0) + half_up(cents * weight)
                cell[f"{basis}_unconverted"] += unconverted
    return found


@few
@given(sample=samples(), period=periods)
def test_cells_agree_with_a_count_in_plain_python(backend: Backend, sample: Sample, period: Period):
    [answer] = ask(backend, sample, period, "cells")
    found = {(row.pop("measure"), row.pop("column")): row for row in answer}
    assert found == {key: dict(cell) for key, cell in expected_cells(sample, period).items()}


@few
@given(sample=samples(), period=periods)
def test_every_cent_is_somewhere_once(backend: Backend, sample: Sample, period: Period):
    [parts] = ask(backend, sample, period, "balance")
    for basis in BASES:
        whole = [
            money_in(sample, row["project"], period)[basis][0] or 0
            for row in sample.rows["projects"]
            if is_active(sample, row["project"], period)
        ]
        assert sum(part[basis] or 0 for part in parts) == sum(whole)


@few
@given(sample=samples(), period=periods, seed=st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(backend: Backend, sample: Sample, period: Period, seed: int):
    def answer(one: Sample) -> list[dict[str, Any]]:
        return sorted(ask(backend, one, period, "cells")[0], key=lambda row: (row["measure"], row["column"]))

    assert answer(sample) == answer(sample.shuffled(Random(seed)))  # noqa: S311  not a secret


@few
@given(sample=samples())
def test_years_count_each_project_in_every_year_of_its_span_or_money(backend: Backend, sample: Sample):
    [found] = ask(backend, sample, Period(), "by_year")
    expected = {
        (row["project"], year)
        for row in sample.rows["projects"]
        for year in range(2010, 2025)
        if is_active(sample, row["project"], Period(year, year))
    }
    assert {(row["project"], row["year"]) for row in found} == expected
    for row in found:
        money = money_in(sample, row["project"], Period(row["year"], row["year"]))
        assert {basis: row[basis] for basis in BASES} == {basis: money[basis][0] for basis in BASES}


@few
@given(sample=samples(), period=periods)
def test_the_light_tables_agree_with_the_full_ones(backend: Backend, sample: Sample, period: Period):
    light, full, ids, activity = ask(backend, sample, period, "presence", "allocations", "active", "activity")
    inside = [row for row in full if row["column"] != "elsewhere"]
    names = ("project", "measure", "column")
    assert sorted(tuple(row[n] for n in names) for row in light) == sorted(
        tuple(row[n] for n in names) for row in inside
    )
    assert sorted(row["project"] for row in ids) == sorted(row["project"] for row in activity)


@few
@given(sample=samples(), period=periods)
def test_gaps_are_the_pairs_without_a_cell(backend: Backend, sample: Sample, period: Period):
    [found] = ask(backend, sample, period, "gaps")
    now, ever = expected_cells(sample, period), expected_cells(sample, Period())
    expected = {
        (measure, state): (
            now.get((measure, "regional"), {}).get("projects", 0),
            sum((measure, other) in now for other in STATES),
            ever.get((measure, state), {}).get("projects", 0),
        )
        for measure in (1, 2, 3)
        for state in STATES
        if (measure, state) not in now
    }
    names = ("regional", "elsewhere_in_region", "at_other_times")
    assert {(row["measure"], row["column"]): tuple(row[n] for n in names) for row in found} == expected


def test_a_table_with_other_columns_is_refused(backend: Backend):
    tables = Sample({name: [] for name in Tables.__dataclass_fields__}).tables(backend)
    with pytest.raises(WrongColumns, match="money"):
        Tables(**{**tables.__dict__, "money": tables.money.rename(dollars="usd")})
