"""Money and projects along other lines than the matrix: from provider to pillar, by country, by year."""

import ibis

from concord.coverage.logic.matrix import cells
from concord.coverage.logic.tables import ELSEWHERE
from concord.coverage.queries.extracts import Extract, extract_for
from concord.coverage.queries.selecting import known, selection, tally_of
from concord.coverage.terms import ColumnName, Flow, PillarYear, Question, Tally
from concord.policy import Actor


def flows(*, actor: Actor, question: Question) -> tuple[Flow, ...]:
    """Provider, implementer and pillar, the busiest first. Money is that allocated inside the region."""
    extract = extract_for(actor=actor)
    asked = known(extract=extract, question=question)
    return extract.answer(("flows", asked), lambda: _flows(extract, asked))


def by_country(*, actor: Actor, question: Question) -> tuple[tuple[ColumnName, Tally], ...]:
    """Every State and the region, also where nothing is; a project counts once in each of its countries."""
    extract = extract_for(actor=actor)
    asked = known(extract=extract, question=question)
    return extract.answer(("by_country", asked), lambda: _by_country(extract, asked))


def progress(*, actor: Actor, question: Question) -> tuple[PillarYear, ...]:
    """Each pillar in each year in which something ran or was paid, by pillar and year."""
    extract = extract_for(actor=actor)
    asked = known(extract=extract, question=question)
    return extract.answer(("progress", asked), lambda: _progress(extract, asked))


def _flows(extract: Extract, question: Question) -> tuple[Flow, ...]:
    chosen = selection(extract=extract, question=question)
    if chosen.framework is None:
        return ()
    inside = chosen.allocations.filter(chosen.allocations.column != ELSEWHERE)
    doing = extract.table("providers").join(extract.table("implementers"), "project")
    activity = chosen.activity.join(doing, "project")
    rows = cells(allocations=inside, activity=activity, by=("provider", "implementer", "pillar"))
    ordered = rows.order_by([ibis.desc("projects"), "provider", "implementer", "pillar"])
    label = extract.reference.label
    return tuple(
        Flow(
            provider=label(row["provider"]),
            implementer=label(row["implementer"]),
            pillar=chosen.framework.pillars[row["pillar"]],
            tally=tally_of(row),
        )
        for row in extract.rows(ordered)
    )


def _by_country(extract: Extract, question: Question) -> tuple[tuple[ColumnName, Tally], ...]:
    chosen = selection(extract=extract, question=question)
    rows = extract.rows(cells(allocations=chosen.allocations, activity=chosen.activity, by=("column",)))
    found = {row["column"]: tally_of(row) for row in rows}
    return tuple((column, found.get(column.code, Tally())) for column in extract.reference.columns)


def _progress(extract: Extract, question: Question) -> tuple[PillarYear, ...]:
    chosen = selection(extract=extract, question=question)
    if chosen.framework is None:
        return ()
    inside = chosen.allocations.filter(chosen.allocations.column != ELSEWHERE)
    rows = cells(allocations=inside, activity=chosen.yearly(), by=("pillar", "year"))
    ordered = sorted(extract.rows(rows), key=lambda row: (row["pillar"], row["year"]))
    return tuple(
        PillarYear(pillar=chosen.framework.pillars[row["pillar"]], year=row["year"], tally=tally_of(row))
        for row in ordered
    )
