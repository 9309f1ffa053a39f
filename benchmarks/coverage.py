"""Matrix, gaps and overlaps over synthetic activities: our Ibis expressions against SQL written by hand, on the same
DuckDB in the same run, results compared row by row. `python benchmarks/coverage.py --rows 1000000`
"""

import argparse
import gc
import json
import os
import platform
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
from ibis.expr.types import Table

from _activities import MEASURES, STATES, tables
from concord.coverage.logic.activity import active, by_year, funds, implementers, providers, spans
from concord.coverage.logic.allocation import allocations, columns, presence, purposes
from concord.coverage.logic.gaps import gaps
from concord.coverage.logic.matrix import cells
from concord.coverage.logic.overlaps import clusters, comparable
from concord.coverage.logic.tables import Period, Tables

BOUND = 1.3
PERIOD = Period(2015, 2020)
ORDER = {
    "matrix": ("measure", "column", "year", "provider"),
    "gaps": ("measure", "column"),
    "overlaps": ("measure", "column", "beneficiary", "starts_on"),
}
ROUNDS_EACH = {"matrix": 2, "gaps": 4, "overlaps": 4}
"""The shorter a question takes, the more a busy machine disturbs it: the best of more rounds counts."""
MEBIBYTE = 1024


def expressions(given: Tables, catalogue: Table, states: Table) -> dict[str, Table]:
    aims = purposes(measures=given.measures)
    allocated = allocations(columns=columns(places=given.places, states=STATES), purposes=aims)
    paid = funds(money=given.money)
    running = spans(projects=given.projects, years=paid)
    light = presence(places=given.places, measures=given.measures, states=STATES)
    at_work = active(projects=given.projects, money=given.money, period=PERIOD)
    payers = providers(projects=given.projects, parties=given.parties)
    yearly = by_year(spans=running, funds=paid).join(payers, "project")
    rows = comparable(
        projects=given.projects,
        allocations=light,
        implementers=implementers(projects=given.projects, parties=given.parties),
        states=STATES,
        period=PERIOD,
    )
    return {
        "matrix": cells(allocations=allocated, activity=yearly, by=ORDER["matrix"]),
        "gaps": gaps(catalogue=catalogue, states=states, allocations=light, activity=at_work),
        "overlaps": clusters(comparable=rows, period=PERIOD),
    }


def handwritten() -> dict[str, str]:
    text = (Path(__file__).parent / "_coverage.sql").read_text("utf-8")
    parts = re.split(r"^-- name: (\w+)$", text, flags=re.MULTILINE)[1:]
    return {name: sql.strip().rstrip(";") for name, sql in zip(parts[::2], parts[1::2], strict=True)}


def timed(work: Callable[[], pa.Table]) -> tuple[float, float, pa.Table]:
    """Seconds that passed, seconds at work in all threads, and the result."""
    gc.collect()
    begun, worked = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - begun, time.process_time() - worked, result


def assert_equal(con: duckdb.DuckDBPyConnection, ours: pa.Table, theirs: pa.Table) -> None:
    """Every value of every row; numbers as DOUBLE so that only their kind may differ, not their value."""
    assert set(ours.column_names) == set(theirs.column_names), (ours.column_names, theirs.column_names)
    assert len(ours) == len(theirs), (len(ours), len(theirs))
    numeric = [f.name for f in ours.schema if pa.types.is_integer(f.type) or pa.types.is_floating(f.type)]
    names = ", ".join(f'"{n}"::double as "{n}"' if n in numeric else f'"{n}"' for n in ours.column_names)
    con.register("ours", ours)
    con.register("theirs", theirs)
    sides = " union all ".join(
        f"(select {names} from {a} except all select {names} from {b})"  # noqa: S608  names of our own columns
        for a, b in (("ours", "theirs"), ("theirs", "ours"))
    )
    different = con.execute(f"select * from ({sides}) order by all limit 3").fetchall()  # noqa: S608
    con.unregister("ours")
    con.unregister("theirs")
    assert not different, different


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    backend = ibis.duckdb.connect(threads=asked.threads)
    con = backend.con
    for name, table in tables(rows=asked.rows).items():
        con.register("incoming", table)
        con.execute(f"create table {name} as select * from incoming")  # noqa: S608  our own names
        con.unregister("incoming")
    con.execute("create table catalogue as select unnest(range(1, ?))::bigint as measure", [MEASURES + 1])
    con.execute('create table states as select unnest(?::varchar[]) as "column"', [list(STATES)])
    given = Tables(**{name: backend.table(name) for name in Tables.__dataclass_fields__})
    ours, theirs = expressions(given, backend.table("catalogue"), backend.table("states")), handwritten()
    best: dict[str, list[float]] = {name: [float("inf")] * 2 for name in ours}
    work: dict[str, list[float]] = {name: [float("inf")] * 2 for name in ours}
    found: dict[str, int] = {}
    for name, expression in ours.items():
        sides: list[Callable[[], pa.Table]] = [
            lambda expression=expression: backend.to_pyarrow(expression),
            lambda name=name: con.sql(theirs[name]).to_arrow_table(),
        ]
        for round_number in range(asked.rounds * ROUNDS_EACH[name]):
            results: dict[int, pa.Table] = {}
            for side in (0, 1) if round_number % 2 == 0 else (1, 0):
                seconds, worked, results[side] = timed(sides[side])
                best[name][side] = min(best[name][side], seconds)
                work[name][side] = min(work[name][side], worked)
            if round_number == 0:
                assert_equal(con, results[0], results[1])
                found[name] = len(results[0])
    for each in (best, work):
        each["together"] = [sum(each[name][side] for name in ours) for side in (0, 1)]
    for name, pair in best.items():
        _say(name=name, best=pair, work=work[name], rows=asked.rows, threads=asked.threads, found=found)


def _say(*, name: str, best: list[float], work: list[float], rows: int, threads: int, found: dict[str, int]) -> None:
    """A busy machine disturbs what passes more than what is worked, so both are told; the bound is for the first."""
    (measured, baseline), ratio = best, best[0] / best[1]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEBIBYTE
    line = {
        "claim": f"coverage {name} over {rows:,} activities takes at most {BOUND} times SQL written by hand",
        "measured": round(measured, 3),
        "unit": "s",
        "baseline": round(baseline, 3),
        "ratio": round(ratio, 3),
        "bound": BOUND,
        "holds": ratio <= BOUND,
        "machine": f"{platform.machine()}, {threads} threads, load {os.getloadavg()[0]:.1f}, "
        f"DuckDB {duckdb.__version__}, at work in all threads {work[0]:.2f} s to {work[1]:.2f} s, "
        f"peak memory of the run {memory} MiB, {found.get(name, sum(found.values())):,} result rows, all equal",
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
