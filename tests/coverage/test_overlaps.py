from datetime import date, timedelta
from functools import cache
from typing import Any

import ibis
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.coverage.samples import STATES, Sample, samples

from concord.coverage.logic.activity import implementers
from concord.coverage.logic.allocation import presence
from concord.coverage.logic.overlaps import clusters, comparable, members
from concord.coverage.logic.tables import Period, Tables

DAY = timedelta(days=1)


_CELL = ("measure", "column", "beneficiary")
_NAMES = (*_CELL, "starts_on", "ends_on", "implementers", "overlap_days")


def at_work(found: list[dict[str, Any]], period: Period) -> dict[tuple[Any, ...], dict[date, frozenset[str]]]:
    """Who works in each cell on each day of the period."""
    cells: dict[tuple[Any, ...], dict[date, set[str]]] = {}
    first, last = date(period.since or 1, 1, 1), date(period.until or 9999, 12, 31)
    for row in found:
        cell = cells.setdefault(tuple(row[name] for name in _CELL), {})
        day = max(row["starts_on"], first)
        while day <= min(row["ends_on"], last):
            cell.setdefault(day, set()).add(row["implementer"])
            day += DAY
    return {key: {day: frozenset(who) for day, who in cell.items()} for key, cell in cells.items()}


def expected(found: list[dict[str, Any]], period: Period) -> set[tuple[Any, ...]]:
    """Day by day: of each time during which two or more work without a break, the first days on which most do."""
    hints = set()
    for key, cell in at_work(found, period).items():
        busy = sorted(day for day, who in cell.items() if len(who) > 1)
        times: list[list[date]] = []
        for day in busy:
            if times and times[-1][-1] == day - DAY:
                times[-1].append(day)
            else:
                times.append([day])
        for time in times:
            most = max(len(cell[day]) for day in time)
            first = next(day for day in time if len(cell[day]) == most)
            last = first
            while cell.get(last + DAY) == cell[first]:
                last += DAY
            hints.add((*key, first, last, most, ((last - first).days + 1) * (most - 1)))
    return hints


@cache
def questions(backend: Backend, period: Period) -> dict[str, str]:
    tables = Sample({name: [] for name in Tables.__dataclass_fields__}).tables(backend)
    work = comparable(
        projects=tables.projects,
        allocations=presence(places=tables.places, measures=tables.measures, states=STATES),
        implementers=implementers(projects=tables.projects, parties=tables.parties),
        states=STATES,
        period=period,
    )
    found = clusters(comparable=work, period=period)
    expressions = {"comparable": work, "clusters": found, "members": members(comparable=work, chosen=found)}
    return {name: ibis.to_sql(expression) for name, expression in expressions.items()}


def ask(backend: Backend, sample: Sample, period: Period, *names: str) -> list[list[dict[str, Any]]]:
    asked = questions(backend, period)
    sample.tables(backend)
    return [backend.con.sql(asked[name]).to_arrow_table().to_pylist() for name in names]


@settings(max_examples=60)
@given(sample=samples(most=9), period=st.sampled_from([Period(), Period(2015, 2016)]))
def test_clusters_agree_with_a_count_day_by_day(backend: Backend, sample: Sample, period: Period):
    found, rows = ask(backend, sample, period, "clusters", "comparable")
    assert {tuple(row[name] for name in _NAMES) for row in found} == expected(rows, period)
    assert len(found) == len(expected(rows, period))


@settings(max_examples=25)
@given(sample=samples(most=9))
def test_members_all_run_on_the_first_day_of_their_cluster(backend: Backend, sample: Sample):
    found, rows, all_of_them = ask(backend, sample, Period(), "members", "clusters", "comparable")
    wanted = sorted(
        (*(row[name] for name in _CELL), row["starts_on"], other["project"])
        for row in rows
        for other in all_of_them
        if all(row[name] == other[name] for name in _CELL)
        and other["starts_on"] <= row["starts_on"] <= other["ends_on"]
    )
    assert sorted((*(row[name] for name in _CELL), row["cluster_start"], row["project"]) for row in found) == wanted
    who = {row[:4]: set() for row in wanted}
    for row in found:
        who[*(row[name] for name in _CELL), row["cluster_start"]].add(row["identity"])
    assert {(*(r[n] for n in _CELL), r["starts_on"]): r["implementers"] for r in rows} == {
        key: len(names) for key, names in who.items()
    }


def test_a_series_of_one_implementer_is_one_spell(backend: Backend):
    """It ends on one day and goes on the next: the moment with the other implementer is not cut in two."""
    rows = [("a", 1, 10), ("a", 11, 20), ("b", 1, 20), ("c", 18, 30)]
    told = pa.Table.from_pylist(
        [
            {
                "measure": 1,
                "column": "KZ",
                "beneficiary": "justice",
                "identity": who,
                "starts_on": date(2015, 1, first),
                "ends_on": date(2015, 1, last),
            }
            for who, first, last in rows
        ]
    )
    backend.con.register("incoming", told)
    backend.con.execute("create or replace table told as from incoming")
    backend.con.unregister("incoming")
    work = backend.table("told")
    [two] = backend.to_pyarrow(clusters(comparable=work.filter(work.identity != "c"), period=Period())).to_pylist()
    [three] = backend.to_pyarrow(clusters(comparable=work, period=Period())).to_pylist()
    names = ("starts_on", "ends_on", "implementers", "overlap_days")
    assert tuple(two[name] for name in names) == (date(2015, 1, 1), date(2015, 1, 20), 2, 20)
    assert tuple(three[name] for name in names) == (date(2015, 1, 18), date(2015, 1, 20), 3, 6)
