"""Money and projects along other lines than the matrix: from provider to pillar, by country, by year."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ibis.expr.types import Table

from concord.coverage.logic.activity import BASES
from concord.coverage.logic.matrix import cells
from concord.coverage.queries.extracts import Extract
from concord.coverage.queries.reference import OTHERS
from concord.coverage.queries.selecting import opened, selection, tally_of
from concord.coverage.queries.shelves import Scope, held
from concord.coverage.queries.statements import compiled
from concord.coverage.terms import ColumnName, Flow, PillarYear, Question, Tally
from concord.policy import Actor

NODES = 14
"""Providers and implementers named in a flow; the others flow together."""
_ADDED = ("projects", "confirmed", *BASES, *(f"{basis}_unconverted" for basis in BASES))


def flows(*, actor: Actor, question: Question) -> tuple[Flow, ...]:
    """Provider, implementer and pillar, the busiest first. Money is that allocated inside the region. The projects
    of parties that are taken together may count more than once.
    """
    extract, asked = opened(actor=actor, question=question)
    return flows_in(extract, asked)


def flows_in(extract: Extract, asked: Question) -> tuple[Flow, ...]:
    return extract.answer(("flows", asked), lambda: _flows(extract, asked))


def by_country(*, actor: Actor, question: Question) -> tuple[tuple[ColumnName, Tally], ...]:
    """Every State and the region, also where nothing is; a project counts once in each of its countries."""
    extract, asked = opened(actor=actor, question=question)
    return by_country_in(extract, asked)


def by_country_in(extract: Extract, asked: Question) -> tuple[tuple[ColumnName, Tally], ...]:
    return extract.answer(("by_country", asked), lambda: _by_country(extract, asked))


def progress(*, actor: Actor, question: Question) -> tuple[PillarYear, ...]:
    """Each pillar in each year in which something ran or was paid, by pillar and year."""
    extract, asked = opened(actor=actor, question=question)
    return progress_in(extract, asked)


def progress_in(extract: Extract, asked: Question) -> tuple[PillarYear, ...]:
    return extract.answer(("progress", asked), lambda: _progress(extract, asked))


def _flows(extract: Extract, question: Question) -> tuple[Flow, ...]:
    chosen = selection(extract=extract, question=question)
    if chosen.framework is None:
        return ()
    found = extract.rows(_flowing(chosen.scope))
    kept = {side: _largest(found, side) for side in ("provider", "implementer")}
    sums: dict[tuple[str, str, int], dict[str, Any]] = {}
    for row in found:
        ends = (row[side] if row[side] in kept[side] else OTHERS for side in ("provider", "implementer"))
        into = sums.setdefault((*ends, row["pillar"]), {})
        for name in _ADDED:
            if row[name] is not None:
                into[name] = into.get(name, 0) + row[name]
    label = extract.reference.label
    flowing = [
        Flow(provider=label(a), implementer=label(b), pillar=chosen.framework.pillars[pillar], tally=tally_of(row))
        for (a, b, pillar), row in sorted(sums.items())
    ]
    return tuple(sorted(flowing, key=lambda flow: -flow.tally.projects))


@compiled
def _flowing(scope: Scope) -> Table:
    doing = held("providers").join(held("implementers"), "project")
    activity = scope.activity.join(doing, "project")
    return cells(allocations=scope.inside, activity=activity, by=("provider", "implementer", "pillar"))


def _largest(rows: Iterable[dict[str, Any]], side: str) -> set[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row[side]] += row["projects"]
    return {key for key, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:NODES]}


def _by_country(extract: Extract, question: Question) -> tuple[tuple[ColumnName, Tally], ...]:
    chosen = selection(extract=extract, question=question)
    found = {row["column"]: tally_of(row) for row in extract.rows(_countries(chosen.scope))}
    return tuple((column, found.get(column.code, Tally())) for column in extract.reference.columns)


@compiled
def _countries(scope: Scope) -> Table:
    return cells(allocations=scope.allocations, activity=scope.activity, by=("column",))


@compiled
def _years(scope: Scope) -> Table:
    return cells(allocations=scope.inside, activity=scope.yearly, by=("pillar", "year"))


def _progress(extract: Extract, question: Question) -> tuple[PillarYear, ...]:
    chosen = selection(extract=extract, question=question)
    if chosen.framework is None:
        return ()
    ordered = sorted(extract.rows(_years(chosen.scope)), key=lambda row: (row["pillar"], row["year"]))
    return tuple(
        PillarYear(pillar=chosen.framework.pillars[row["pillar"]], year=row["year"], tally=tally_of(row))
        for row in ordered
    )
