from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import ibis
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.coverage.samples import STATES, Sample, samples

from concord.coverage.logic.activity import implementers
from concord.coverage.logic.allocation import presence
from concord.coverage.logic.overlaps import clusters, comparable, members
from concord.coverage.logic.tables import Period, Tables

DAY = timedelta(days=1)


def days(row: dict[str, Any]) -> set[date]:
    return {row["starts_on"] + DAY * n for n in range((row["ends_on"] - row["starts_on"]).days + 1)}


def expected(found: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    """Day by day: stretches without a break, with the days of every implementer."""
    cells: dict[tuple[Any, ...], dict[str, set[date]]] = {}
    for row in found:
        cell = cells.setdefault((row["measure"], row["column"], row["beneficiary"]), {})
        cell.setdefault(row["implementer"], set()).update(days(row))
    stretches = set()
    for key, busy in cells.items():
        intervals = sorted((r["starts_on"], r["ends_on"]) for r in found if key == tuple(r[k] for k in _CELL))
        begins = [intervals[0][0]]
        reach = intervals[0][1]
        for starts, ends in intervals[1:]:
            if starts > reach:
                begins.append(starts)
            reach = max(reach, ends)
        for first, after in pairwise([*begins, date.max]):
            inside = {who: {d for d in when if first <= d < after} for who, when in busy.items()}
            at_work = {who: when for who, when in inside.items() if when}
            everything = set().union(*at_work.values())
            surplus = sum(map(len, at_work.values())) - len(everything)
            count = sum(1 for r in found if key == tuple(r[k] for k in _CELL) and first <= r["starts_on"] < after)
            if len(at_work) > 1:
                stretches.add((*key, min(everything), max(everything), len(at_work), count, surplus))
    return stretches


_CELL = ("measure", "column", "beneficiary")
_NAMES = (*_CELL, "starts_on", "ends_on", "implementers", "projects", "overlap_days")


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
    found = clusters(comparable=work)
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
    assert {tuple(row[name] for name in _NAMES) for row in found} == expected(rows)
    assert len(found) == len(expected(rows))


@settings(max_examples=25)
@given(sample=samples(most=9))
def test_members_are_the_projects_of_their_cluster(backend: Backend, sample: Sample):
    found, rows = ask(backend, sample, Period(), "members", "clusters")
    counts: dict[tuple[Any, ...], int] = {}
    for row in found:
        key = (*(row[name] for name in _CELL), row["cluster_start"])
        counts[key] = counts.get(key, 0) + 1
    assert counts == {(*(row[name] for name in _CELL), row["starts_on"]): row["projects"] for row in rows}
