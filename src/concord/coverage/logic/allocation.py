"""Splitting a project over the places and the measures it serves, never more than once, by the rule of shares: what
nobody stated is not invented (``concord.assistance.logic.shares``, docs/glossary.md).
"""

from collections.abc import Sequence

import ibis
from ibis.expr.types import Table, Value

from concord.coverage.logic.tables import ELSEWHERE, REGIONAL

TOLERANCE = 0.02
"""Shares that sum to 1 within this are rounding (33 three times) and are scaled; beyond it they are a fault."""


def columns(*, places: Table, states: Sequence[str]) -> Table:
    """One row for each project and column: a State of the plan, ``elsewhere`` (all other countries together) or
    ``regional`` (projects that name no country at all). ``weight`` is the part of the money, null if nobody said;
    ``fault`` says why money stays unallocated: ``missing``, ``over``, ``under`` or nothing.

    A region named beside countries is not counted: its share is left unallocated rather than counted twice.
    """
    each = places.select("project", "share", column=_column(places, states))
    merged = each.group_by("project", "column").agg(total=each.share.sum(), lacking=each.share.isnull().any())
    country = merged.column != REGIONAL
    sums = merged.group_by("project").agg(
        countries=country.sum(),
        regions=(~country).sum(),
        country_total=merged.total.sum(where=country),
        region_total=merged.total.sum(where=~country),
        country_lacks=(merged.lacking & country).any(),
        region_lacks=(merged.lacking & ~country).any(),
    )
    has = sums.countries > 0
    sums = sums.select(
        "project",
        has=has,
        size=ibis.ifelse(has, sums.countries, sums.regions),
        sum=ibis.ifelse(has, sums.country_total, sums.region_total),
        lacks=ibis.ifelse(has, sums.country_lacks, sums.region_lacks),
    )
    joined = merged.join(sums, "project").filter(lambda t: (t.column != REGIONAL) | ~t.has)
    return _weighed(joined, "column")


def purposes(*, measures: Table) -> Table:
    """One row for each project and measure that was not rejected, with ``weight`` and ``fault`` as for columns and
    whether a person has ``confirmed`` it. Give one framework at a time: shares are those within it.
    """
    counted = measures.filter(measures.verdict != "rejected")
    each = counted.select(
        "project",
        "measure",
        total="share",
        lacking=counted.share.isnull(),
        confirmed=counted.verdict == "confirmed",
    )
    sums = each.group_by("project").agg(size=each.count(), sum=each.total.sum(), lacks=each.lacking.any())
    return _weighed(each.join(sums, "project"), "measure", "confirmed")


def allocations(*, columns: Table, purposes: Table) -> Table:
    """One row for each project, measure and column. ``weight`` is the share of the place times the share of the
    measure, null if either is not known; ``measure_weight`` serves where places do not matter.
    """
    places = columns.select("project", "column", place_weight="weight")
    aims = purposes.select("project", "measure", "confirmed", measure_weight="weight")
    joined = places.join(aims, "project")
    return joined.select(
        "project",
        "measure",
        "column",
        "confirmed",
        "measure_weight",
        weight=joined.place_weight * joined.measure_weight,
    )


def presence(*, places: Table, measures: Table, states: Sequence[str]) -> Table:
    """The project, measure and column of every allocation inside the region (elsewhere is left out), without weights:
    for questions that do not ask about money.
    """
    ours = places.filter(places.country.isin(tuple(states)) | (places.country == ""))
    each = ours.select("project", column=_column(ours, states)).distinct()
    abroad = places.filter(places.country != "").select("project")
    kept = each.filter(each.column != REGIONAL).union(each.filter(each.column == REGIONAL).anti_join(abroad, "project"))
    return kept.join(measures.filter(measures.verdict != "rejected").select("project", "measure"), "project")


def _column(places: Table, states: Sequence[str]) -> Value:
    return ibis.cases(
        (places.country.isin(tuple(states)), places.country), (places.country != "", ELSEWHERE), else_=REGIONAL
    )


def _weighed(rows: Table, *keep: str) -> Table:
    """The only row of its project counts whole when no share was given; otherwise a missing share leaves all of the
    project's money unallocated.
    """
    whole = (rows["size"] == 1) & rows.lacking
    rounding = (rows["sum"] - 1).abs() <= TOLERANCE
    over = rows["sum"] > 1 + TOLERANCE
    weight = ibis.cases((whole, 1.0), (rows.lacks | over, None), (rounding, rows.total / rows["sum"]), else_=rows.total)
    fault = ibis.cases((whole, ""), (rows.lacks, "missing"), (over, "over"), (rounding, ""), else_="under")
    return rows.select("project", *keep, weight=weight, fault=fault)
