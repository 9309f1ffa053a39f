"""Gaps and possible duplications: hints with what they rest on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from concord.assistance.terms import Beneficiary
from concord.coverage.logic import gaps as gap_logic
from concord.coverage.logic import overlaps as overlap_logic
from concord.coverage.logic.likeness import closest, shared_words
from concord.coverage.queries.extracts import Extract
from concord.coverage.queries.selecting import line_of, opened, selection
from concord.coverage.queries.shelves import READ, Scope, held, read, tables
from concord.coverage.queries.statements import compiled
from concord.coverage.terms import Gap, Overlap, Overlaps, Question
from concord.policy import Actor

SHOWN = 100
"""Clusters that are shown and looked into; all are counted."""
COMPARED = 60
"""Titles of one cluster that are compared with one another."""
_SAME = 80
_CELL = ("measure", "column", "beneficiary")


def gaps(*, actor: Actor, question: Question, country: str = "", measure: str = "") -> tuple[Gap, ...]:
    """In the order of the framework, then of the States; ``country`` and ``measure`` narrow the answer."""
    extract, asked = opened(actor=actor, question=question)
    return gaps_in(extract, asked, country, measure)


def gaps_in(extract: Extract, asked: Question, country: str, measure: str) -> tuple[Gap, ...]:
    found = extract.answer(("gaps", asked), lambda: _gaps(extract, asked))
    return tuple(gap for gap in found if country in ("", gap.column.code) and measure in ("", gap.measure.key))


def overlaps(*, actor: Actor, question: Question, country: str = "", measure: str = "") -> Overlaps:
    """Alike titles first, then the longest overlaps."""
    extract, asked = opened(actor=actor, question=question)
    return overlaps_in(extract, asked, country, measure)


def overlaps_in(extract: Extract, asked: Question, country: str, measure: str) -> Overlaps:
    return extract.answer(("overlaps", asked, country, measure), lambda: _overlaps(extract, asked, country, measure))


def _gaps(extract: Extract, question: Question) -> tuple[Gap, ...]:
    chosen = selection(extract=extract, question=question)
    if chosen.framework is None:
        return ()
    rows = extract.rows(_empty(chosen.scope))
    found = {(row["measure"], row["column"]): row for row in rows}
    return tuple(
        Gap(
            measure=entry.name,
            pillar=chosen.framework.pillars[entry.pillar_pk],
            column=state,
            regional=row["regional"],
            elsewhere_in_region=row["elsewhere_in_region"],
            at_other_times=row["at_other_times"],
        )
        for entry in chosen.framework.measures
        for state in extract.reference.states
        if (row := found.get((entry.pk, state.code)))
    )


@compiled
def _empty(scope: Scope) -> Table:
    return gap_logic.gaps(
        catalogue=scope.catalogue, states=read("states"), allocations=scope.allocations, activity=scope.activity
    )


def found_in(extract: Extract, asked: Question) -> int:
    """How many possible duplications there are, without looking into them."""
    return len(_clusters(extract, asked, "", "").rows)


@dataclass(frozen=True)
class _Part:
    """Of what is compared: one State, one measure; None for all."""

    scope: Scope
    column: str | None
    measure: int | None

    @property
    def allocations(self) -> Table:
        rows = self.scope.allocations.semi_join(self.scope.activity, "project")
        if self.column is not None:
            rows = rows.filter(rows.column == self.column)
        return rows if self.measure is None else rows.filter(rows.measure == self.measure)

    @property
    def comparable(self) -> Table:
        return overlap_logic.comparable(
            projects=tables().projects,
            allocations=self.allocations,
            implementers=held("implementers"),
            states=self.scope.states,
            period=self.scope.period,
        )


@dataclass(frozen=True)
class _Clusters:
    """The longest overlaps first, found in ``part``."""

    part: _Part
    rows: list[dict[str, Any]]
    left_out: int
    compared: int


def _clusters(extract: Extract, asked: Question, country: str, measure: str) -> _Clusters:
    return extract.answer(("clusters", asked, country, measure), lambda: _sought(extract, asked, country, measure))


def _sought(extract: Extract, question: Question, country: str, measure: str) -> _Clusters:
    chosen = selection(extract=extract, question=question)
    entry = chosen.framework.by_key.get(measure) if chosen.framework else None
    part = _Part(chosen.scope, column=country or None, measure=(entry.pk if entry else -1) if measure else None)
    [counts] = extract.rows(_counts(part))
    found = extract.rows(_overlapping(part))
    found.sort(key=lambda row: (-row["overlap_days"], *(row[name] for name in (*_CELL, "starts_on"))))
    return _Clusters(part, rows=found, left_out=counts["placed"] - counts["compared"], compared=counts["compared"])


@compiled
def _counts(part: _Part) -> Table:
    rows, allocated = part.comparable, part.allocations
    placed = allocated.filter(allocated.column.isin(part.scope.states)).project.nunique()
    return rows.agg(compared=rows.project.nunique(), placed=placed.as_scalar())


@compiled
def _overlapping(part: _Part) -> Table:
    return overlap_logic.clusters(comparable=part.comparable, period=part.scope.period)


@compiled
def _members(part: _Part) -> Table:
    """Of the clusters chosen just before."""
    behind = overlap_logic.members(comparable=part.comparable, chosen=read("chosen clusters"))
    return behind.rename(party="implementer").join(held("descriptions"), "project")


def _overlaps(extract: Extract, question: Question, country: str, measure: str) -> Overlaps:
    framework = extract.reference.framework(question.framework)
    seen = _clusters(extract, question, country, measure)
    first = seen.rows[:SHOWN]
    return Overlaps(
        found=len(seen.rows),
        listed=len(first),
        shown=_shown(extract, framework.by_pk, first, seen.part) if framework else (),
        left_out=seen.left_out,
        compared=seen.compared,
    )


def _shown(extract: Extract, measures: Any, clusters: list[dict[str, Any]], part: _Part) -> tuple[Overlap, ...]:
    if not clusters:
        return ()
    schema = ibis.schema(READ["chosen clusters"]).to_pyarrow()
    extract.store("chosen clusters", pa.Table.from_pylist(clusters, schema))
    members: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in extract.rows(_members(part)):
        members[*(row[name] for name in _CELL), row["cluster_start"]].append(row)
    columns = {column.code: column for column in extract.reference.states}
    found = []
    for cluster in clusters:
        of_cluster = sorted(
            members[*(cluster[name] for name in _CELL), cluster["starts_on"]],
            key=lambda row: (row["starts_on"], row["ends_on"], row["title"], row["uuid"]),
        )
        lines = tuple(line_of(extract=extract, row=row) for row in of_cluster)
        titles = [str(line.title) for line in lines[:COMPARED]]
        found.append(
            Overlap(
                measure=measures[cluster["measure"]].name,
                column=columns[cluster["column"]],
                beneficiary=Beneficiary(cluster["beneficiary"]),
                starts_on=cluster["starts_on"],
                ends_on=cluster["ends_on"],
                implementers=cluster["implementers"],
                projects=len(lines),
                overlap_days=cluster["overlap_days"],
                likeness=round(closest(titles=titles, implementers=[row["identity"] for row in of_cluster[:COMPARED]])),
                words=shared_words(titles)[:8],
                members=lines,
            )
        )
    return tuple(sorted(_merged(found), key=lambda overlap: (overlap.likeness < _SAME, -overlap.overlap_days)))


def _merged(overlaps: Iterable[Overlap]) -> list[Overlap]:
    """The same projects for several measures are one hint."""
    found: dict[tuple[Any, ...], Overlap] = {}
    for overlap in overlaps:
        key = (overlap.column.code, overlap.beneficiary, tuple(line.uuid for line in overlap.members))
        first = found.get(key)
        found[key] = replace(first, also=(*first.also, overlap.measure)) if first else overlap
    return list(found.values())
