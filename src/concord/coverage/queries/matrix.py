"""The matrix, and what is behind one of its cells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import ibis
from ibis.expr.types import Table

from concord.coverage.logic.activity import BASES
from concord.coverage.logic.matrix import balance, cells
from concord.coverage.queries.extracts import Extract
from concord.coverage.queries.reference import FrameworkEntry
from concord.coverage.queries.selecting import Selection, described, line_of, opened, selection, tally_of
from concord.coverage.queries.shelves import Scope, held, tables
from concord.coverage.queries.statements import compiled
from concord.coverage.terms import (
    MONEY,
    NOTHING,
    Balance,
    Cell,
    Choices,
    Matrix,
    MatrixLine,
    MatrixSection,
    PartyLabel,
    Place,
    ProjectLine,
    Question,
    Tally,
)
from concord.policy import Actor

PARTIES = 80
_YEARS = (1990, 2100)
"""Years outside of these are misprints: they are counted, but not offered as choices."""


def matrix(*, actor: Actor, question: Question) -> Matrix:
    """Of what the actor may see. A framework or theme that does not exist is as if it had not been asked for."""
    extract, asked = opened(actor=actor, question=question)
    return matrix_in(extract, asked)


def matrix_in(extract: Extract, asked: Question) -> Matrix:
    return extract.answer(("matrix", asked), lambda: _matrix(extract, asked))


def choices(*, extract: Extract) -> Choices:
    return extract.answer("choices", lambda: _choices(extract))


def cell(*, actor: Actor, question: Question, measure: str, column: str, pillar: str = "") -> Cell | None:
    """Empty ``measure`` or ``column`` stand for all of them (of a pillar, if its number is given). None when there is
    no such measure, pillar or column.
    """
    extract, asked = opened(actor=actor, question=question)
    framework = extract.reference.framework(asked.framework)
    place = extract.reference.column(column)
    entry = framework.by_key.get(measure) if framework else None
    section = next((p for p in (framework.pillars.values() if framework else ()) if p.number == pillar), None)
    if (measure and entry is None) or (column and place is None) or (pillar and section is None):
        return None
    key = ("cell", asked, measure, column, pillar)
    counts, lines = extract.answer(key, lambda: _behind(extract, asked, framework, measure, column, pillar))
    return Cell(
        measure=entry.name if entry else None,
        pillar=framework.pillars[entry.pillar_pk] if framework and entry else section,
        column=place,
        tally=counts,
        projects=lines,
        providers=_providers(lines),
    )


def _matrix(extract: Extract, question: Question) -> Matrix:
    chosen = selection(extract=extract, question=question)
    parts: dict[tuple[str, ...], dict[tuple[Any, ...], Tally]] = {
        by: {tuple(row[name] for name in by): tally_of(row) for row in extract.rows(_cells(chosen.scope, by))}
        for by in (("measure", "column"), ("measure",), ("pillar", "column"), ("pillar",), ("column",), ("all",))
    }
    codes = [column.code for column in extract.reference.columns]
    return Matrix(
        question=question,
        columns=extract.reference.columns,
        sections=_sections(chosen, parts, codes),
        cells=tuple(parts["column",].get((code,), NOTHING) for code in codes),
        total=parts["all",].get((1,), NOTHING),
        balance=_balance(chosen),
        choices=choices(extract=extract),
    )


@compiled
def _cells(scope: Scope, by: tuple[str, ...]) -> Table:
    return cells(allocations=scope.inside.mutate(all=ibis.literal(1)), activity=scope.activity, by=by)


def _sections(
    chosen: Selection, parts: Mapping[tuple[str, ...], dict[tuple[Any, ...], Tally]], codes: list[str]
) -> tuple[MatrixSection, ...]:
    if chosen.framework is None:
        return ()
    wanted = chosen.scope.measures
    lines: dict[int, list[MatrixLine]] = {}
    for entry in chosen.framework.measures:
        if wanted is None or entry.pk in wanted:
            row = tuple(parts["measure", "column"].get((entry.pk, code), NOTHING) for code in codes)
            total = parts["measure",].get((entry.pk,), NOTHING)
            lines.setdefault(entry.pillar_pk, []).append(MatrixLine(measure=entry.name, cells=row, total=total))
    return tuple(
        MatrixSection(
            pillar=chosen.framework.pillars[pk],
            lines=tuple(of_pillar),
            cells=tuple(parts["pillar", "column"].get((pk, code), NOTHING) for code in codes),
            total=parts["pillar",].get((pk,), NOTHING),
        )
        for pk, of_pillar in lines.items()
    )


def _balance(chosen: Selection) -> Balance:
    """Of all measures of the framework, whatever the theme: money is not lost by looking at a part."""
    rows = chosen.extract.rows(_places(chosen.scope))
    found = {row["place"]: tally_of(row) for row in rows}
    codes = [column.code for column in chosen.extract.reference.columns]
    order = [*codes, Place.ELSEWHERE, Place.UNLINKED, Place.UNALLOCATED]
    [total] = chosen.extract.rows(_total(chosen.scope))
    return Balance(parts=tuple((str(code), found.get(code, NOTHING)) for code in order), total=tally_of(total))


@compiled
def _places(scope: Scope) -> Table:
    return balance(purposes=scope.purposes, allocations=scope.all_allocations, activity=scope.activity)


@compiled
def _total(scope: Scope) -> Table:
    activity = scope.activity
    sums = {basis: activity[basis].sum() for basis in BASES}
    sums |= {f"{basis}_unconverted": activity[f"{basis}_unconverted"].sum() for basis in BASES}
    return activity.agg(projects=activity.count(), **sums)


@dataclass(frozen=True)
class _Part:
    """Of the allocations: those of one column, of one measure or of some pillars; None for all inside the region, and
    for all measures.
    """

    column: str | None
    measure: int | None
    pillars: tuple[int, ...] | None

    def of(self, scope: Scope) -> Table:
        rows = scope.inside
        if self.column is not None:
            rows = scope.allocations.filter(scope.allocations.column == self.column)
        if self.measure is not None:
            return rows.filter(rows.measure == self.measure)
        return rows if self.pillars is None else rows.filter(rows.pillar.isin(self.pillars))


def _behind(
    extract: Extract, question: Question, framework: FrameworkEntry | None, measure: str, column: str, pillar: str
) -> tuple[Tally, tuple[ProjectLine, ...]]:
    scope = selection(extract=extract, question=question).scope
    pillars = framework.pillars.items() if framework else ()
    part = _Part(
        column=column or None,
        measure=framework.by_key[measure].pk if framework and measure else None,
        pillars=tuple(pk for pk, name in pillars if name.number == pillar) if pillar else None,
    )
    total = extract.rows(_sum(scope, part))
    lines = [line_of(extract=extract, row=row) for row in extract.rows(_members(scope, part))]
    return tally_of(total[0] if total else None), tuple(sorted(lines, key=_most_first))


@compiled
def _sum(scope: Scope, part: _Part) -> Table:
    rows = part.of(scope).mutate(all=ibis.literal(1))
    return cells(allocations=rows, activity=scope.activity, by=("all",))


@compiled
def _members(scope: Scope, part: _Part) -> Table:
    rows = part.of(scope)
    each = cells(allocations=rows, activity=scope.activity, by=("project",))
    shares = _shares(rows, is_cell=part.measure is not None and part.column is not None)
    joined = each.left_join(shares, "project").drop("project_right").join(held("providers"), "project")
    return described(joined.rename(party="provider"))


def _most_first(line: ProjectLine) -> tuple[Any, ...]:
    money = next((amount for amount in map(line.tally.money, MONEY) if amount is not None), None)
    return not line.is_confirmed, money is None, -(money or 0), line.title.get("en"), line.uuid


def _shares(rows: Table, *, is_cell: bool) -> Table:
    """The two shares that a cell's money was multiplied with; where several cells are summed there is no one share."""
    measured = rows.group_by("project").agg(measure_share=rows.measure_weight.max(), weight=rows.weight.max())
    if not is_cell:
        return measured.select("project", place_share=ibis.null("float64"), measure_share=ibis.null("float64"))
    place = (measured.weight / measured.measure_share.nullif(0)).round(6)
    return measured.select("project", place_share=place, measure_share=measured.measure_share)


def _providers(lines: tuple[ProjectLine, ...]) -> tuple[PartyLabel, ...]:
    labels = {line.party.key: line.party for line in lines if line.party}
    counts = Counter(line.party.key for line in lines if line.party)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(replace(labels[key], projects=count) for key, count in ranked)


@compiled
def _busiest() -> Table:
    named = tables().parties.select("project", "party")
    named = named.union(tables().projects.select("project", party="reporter"))
    counts = named.filter(named.party != "").group_by("party").agg(projects=lambda rows: rows.project.nunique())
    return counts.order_by([ibis.desc("projects"), "party"]).limit(PARTIES)


@compiled
def _ends() -> Table:
    run = held("spans")
    return run.agg(first=run.first_year.min(), last=run.last_year.max())


def _choices(extract: Extract) -> Choices:
    reference = extract.reference
    parties = extract.rows(_busiest())
    [ends] = extract.rows(_ends())
    first, last = max(ends["first"] or _YEARS[1], _YEARS[0]), min(ends["last"] or _YEARS[0], _YEARS[1])
    return Choices(
        frameworks=tuple((entry.code, entry.title) for entry in reference.frameworks.values()),
        years=tuple(range(first, last + 1)),
        parties=tuple(reference.label(row["party"], projects=row["projects"]) for row in parties),
        themes=tuple((code, title) for code, (title, _) in reference.themes.items()),
    )
