"""Small random tables, and what should be counted in them, written again in plain Python without Ibis."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from concord.coverage.logic.tables import SCHEMAS, Period, Tables

STATES = ("KZ", "TJ")
BASIS = {"budget": ("budget",), "commitment": ("commitment",), "spending": ("disbursement", "expenditure")}
FLOWS = ("budget", "commitment", "disbursement", "expenditure", "planned")
_TYPES = {
    "int64": pa.int64(),
    "int16": pa.int16(),
    "string": pa.string(),
    "float64": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
_days = st.integers(0, 1500).map(lambda n: date(2014, 1, 1) + timedelta(days=n))
_share = st.sampled_from([None, 0.25, 0.5, 0.5, 0.75, 1.0])  # exact in binary: sums do not depend on their order


@dataclass
class Sample:
    """Rows by table."""

    rows: dict[str, list[dict[str, Any]]]

    def tables(self, backend: Backend) -> Tables:
        return Tables(**{name: stored(backend, name, rows) for name, rows in self.rows.items()})

    def shuffled(self, random: Any) -> "Sample":
        return Sample({name: random.sample(rows, len(rows)) for name, rows in self.rows.items()})

    def of(self, table: str, project: int) -> list[dict[str, Any]]:
        return [row for row in self.rows[table] if row["project"] == project]


def stored(backend: Backend, name: str, rows: list[dict[str, Any]]) -> Table:
    schema = pa.schema([(column, _TYPES[kind]) for column, kind in SCHEMAS[name].items()])
    backend.con.register("incoming", pa.Table.from_pylist(rows, schema))
    backend.raw_sql(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM incoming')  # noqa: S608  our own names
    backend.con.unregister("incoming")
    return backend.table(name)


@st.composite
def samples(draw: st.DrawFn, most: int = 6) -> Sample:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    for project in range(1, draw(st.integers(1, most)) + 1):
        starts, ends = draw(st.none() | _days), draw(st.none() | _days)
        if starts and ends and ends < starts:
            starts, ends = ends, starts
        rows["projects"].append(
            {
                "project": project,
                "identifier": draw(st.sampled_from(["", "A", "B", "C"])),
                "reporter": draw(st.sampled_from(["", "r1", "r2"])),
                "beneficiary": draw(st.sampled_from(["", "justice", "health"])),
                "starts_on": starts,
                "ends_on": ends,
                "secondary": draw(st.booleans()),
            }
        )
        for country in draw(st.lists(st.sampled_from(["KZ", "TJ", "AF", "CN", ""]), max_size=3)):
            region = "" if country else "619"
            rows["places"].append({"project": project, "country": country, "region": region, "share": draw(_share)})
        for measure in draw(st.lists(st.sampled_from([1, 2, 3]), max_size=3, unique=True)):
            verdict = draw(st.sampled_from(["suggested", "confirmed", "rejected"]))
            rows["measures"].append({"project": project, "measure": measure, "share": draw(_share), "verdict": verdict})
        for _ in range(draw(st.integers(0, 4))):
            year, usd = draw(st.none() | st.integers(2014, 2018)), draw(st.none() | st.integers(-400, 4000))
            value = None if usd is None else usd / 4
            rows["money"].append({"project": project, "flow": draw(st.sampled_from(FLOWS)), "year": year, "usd": value})
        for position, party in enumerate(draw(st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=3))):
            role = draw(st.sampled_from(["1", "4"]))
            rows["parties"].append({"project": project, "role": role, "position": position, "party": party})
    return Sample(rows)


def weights(items: list[tuple[Any, float | None]]) -> dict[Any, float | None]:
    """The part of the money of each item, given (item, share), an item perhaps twice."""
    merged: dict[Any, list[float | None]] = defaultdict(list)
    for item, share in items:
        merged[item].append(share)
    totals = {item: sum(share for share in shares if share is not None) for item, shares in merged.items()}
    lacking = {item for item, shares in merged.items() if None in shares}
    total = sum(totals.values())
    if len(merged) == 1 and lacking:
        return dict.fromkeys(merged, 1.0)
    if lacking or total > 1.02:
        return dict.fromkeys(merged)
    return {item: part / total if abs(total - 1) <= 0.02 else part for item, part in totals.items()}


def allocated(sample: Sample, project: int) -> dict[tuple[int, str], tuple[float | None, bool]]:
    places = [(row["country"], row["share"]) for row in sample.of("places", project)]
    named = [(c if c in STATES else "elsewhere", share) for c, share in places if c]
    where = weights(named or [("regional", share) for _, share in places])
    aims = [row for row in sample.of("measures", project) if row["verdict"] != "rejected"]
    what = weights([(row["measure"], row["share"]) for row in aims])
    confirmed = {row["measure"] for row in aims if row["verdict"] == "confirmed"}
    return {
        (measure, column): (None if a is None or b is None else a * b, measure in confirmed)
        for column, a in where.items()
        for measure, b in what.items()
    }


def money_in(sample: Sample, project: int, period: Period) -> dict[str, tuple[int | None, bool]]:
    """Cents and whether some is unconverted, by basis."""
    rows = [row for row in sample.of("money", project) if period.is_open or covers(period, row["year"])]
    found = {}
    for basis, flows in BASIS.items():
        of_basis = [row["usd"] for row in rows if row["flow"] in flows]
        known = [half_up(usd * 100) for usd in of_basis if usd is not None]
        found[basis] = (sum(known) if known else None, None in of_basis)
    return found


def years(sample: Sample, project: int) -> tuple[int, int] | None:
    [row] = sample.of("projects", project)
    paid = [m["year"] for m in sample.of("money", project) if m["flow"] != "planned" and m["year"] is not None]
    starts = row["starts_on"].year if row["starts_on"] else None
    ends = row["ends_on"].year if row["ends_on"] else None
    first = starts or (min(paid) if paid else None) or ends
    if first is None:
        return None
    return first, max(first, ends or max([*paid, first]))


def is_active(sample: Sample, project: int, period: Period) -> bool:
    if period.is_open:
        return True
    counted = [m for m in sample.of("money", project) if m["flow"] != "planned" and covers(period, m["year"])]
    span = years(sample, project)
    runs = span is not None and span[0] <= (period.until or 9999) and span[1] >= (period.since or 1)
    return runs or bool(counted)


def covers(period: Period, year: int | None) -> bool:
    return year is not None and (period.since or 1) <= year <= (period.until or 9999)


def half_up(value: float) -> int:
    """Half away from zero, as the database rounds."""
    return int(abs(value) + 0.5) * (1 if value >= 0 else -1)
