"""The matrix, and what is behind one of its cells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ibis
from ibis.expr.types import Table

from concord.coverage.logic.activity import BASES
from concord.coverage.logic.matrix import balance, cells
from concord.coverage.logic.tables import ELSEWHERE
from concord.coverage.queries.extracts import Extract
from concord.coverage.queries.reference import FrameworkEntry
from concord.coverage.queries.selecting import Selection, described, opened, selection, tally_of
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
    inside = chosen.allocations.filter(chosen.allocations.column != ELSEWHERE)
    named = inside.mutate(all=ibis.literal(1))
    parts: dict[tuple[str, ...], dict[tuple[Any, ...], Tally]] = {
        by: _by(extract, cells(allocations=named, activity=chosen.activity, by=by), by)
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


def _sections(
    chosen: Selection, parts: Mapping[tuple[str, ...], dict[tuple[Any, ...], Tally]], codes: list[str]
) -> tuple[MatrixSection, ...]:
    if chosen.framework is None:
        return ()
    wanted = chosen.extract.reference.themes[chosen.question.theme][1] if chosen.question.theme else None
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
    aims, allocated = chosen.extract.linked(chosen.question.framework)
    rows = chosen.extract.rows(balance(purposes=aims, allocations=allocated, activity=chosen.activity))
    found = {row["place"]: tally_of(row) for row in rows}
    codes = [column.code for column in chosen.extract.reference.columns]
    order = [*codes, Place.ELSEWHERE, Place.UNLINKED, Place.UNALLOCATED]
    activity = chosen.activity
    sums = {basis: activity[basis].sum() for basis in BASES}
    sums |= {f"{basis}_unconverted": activity[f"{basis}_unconverted"].sum() for basis in BASES}
    total = chosen.extract.rows(activity.agg(projects=activity.count(), **sums))
    return Balance(parts=tuple((str(code), found.get(code, NOTHING)) for code in order), total=tally_of(total[0]))


def _behind(
    extract: Extract, question: Question, framework: FrameworkEntry | None, measure: str, column: str, pillar: str
) -> tuple[Tally, tuple[ProjectLine, ...]]:
    chosen = selection(extract=extract, question=question)
    rows = chosen.allocations
    rows = rows.filter(rows.column == column) if column else rows.filter(rows.column != ELSEWHERE)
    if framework and measure:
        rows = rows.filter(rows.measure == framework.by_key[measure].pk)
    elif framework and pillar:
        rows = rows.filter(rows.pillar.isin([pk for pk, name in framework.pillars.items() if name.number == pillar]))
    total = extract.rows(cells(allocations=rows.mutate(all=ibis.literal(1)), activity=chosen.activity, by=("all",)))
    each = cells(allocations=rows, activity=chosen.activity, by=("project",))
    shares = _shares(rows, is_cell=bool(measure and column))
    joined = each.left_join(shares, "project").drop("project_right").join(extract.table("providers"), "project")
    lines = described(extract=extract, rows=joined.rename(party="provider"))
    return tally_of(total[0] if total else None), tuple(sorted(lines, key=_most_first))


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


def _choices(extract: Extract) -> Choices:
    reference, tables, run = extract.reference, extract.tables, extract.table("spans")
    named = tables.parties.select("project", "party").union(tables.projects.select("project", party="reporter"))
    named = named.filter(named.party != "")
    counts = named.group_by("party").agg(projects=named.project.nunique())
    parties = extract.rows(counts.order_by([ibis.desc("projects"), "party"]).limit(PARTIES))
    [ends] = extract.rows(run.agg(first=run.first_year.min(), last=run.last_year.max()))
    first, last = max(ends["first"] or _YEARS[1], _YEARS[0]), min(ends["last"] or _YEARS[0], _YEARS[1])
    return Choices(
        frameworks=tuple((entry.code, entry.title) for entry in reference.frameworks.values()),
        years=tuple(range(first, last + 1)),
        parties=tuple(reference.label(row["party"], projects=row["projects"]) for row in parties),
        themes=tuple((code, title) for code, (title, _) in reference.themes.items()),
    )


def _by(extract: Extract, expression: Table, by: tuple[str, ...]) -> dict[tuple[Any, ...], Tally]:
    return {tuple(row[name] for name in by): tally_of(row) for row in extract.rows(expression)}
