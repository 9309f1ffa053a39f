"""The matrix and its totals."""

from collections.abc import Sequence

import ibis
from ibis.expr.types import Table, Value

from concord.coverage.logic.activity import BASES

_ROUNDING = 1_00
"""Cents: what is left of a project below this is rounding, not a share that somebody forgot."""


def cells(*, allocations: Table, activity: Table, by: Sequence[str] = ("measure", "column")) -> Table:
    """One row for each group of ``by``: ``projects`` (distinct), ``confirmed`` (those of which a person confirmed the
    measure), US cents in each basis by share of place and measure, and ``budget_projects``, ``budget_unconverted``
    and so on: how many projects stand behind that sum, and how many have money that is not in it because it cannot
    be converted.

    ``activity`` has one row a project, or one a project and year; any column of either side may be in ``by``. Each
    sum is null, not zero, when no project of the group has money that was allocated.
    """
    rows = allocations.join(activity, "project")
    money = {basis: (rows[basis] * rows.weight).round(0).cast("int64").sum() for basis in BASES}
    if {"measure", "column"} <= set(by):  # each project once: its rows are the projects
        without = {f"{basis}_unconverted": rows[f"{basis}_unconverted"].sum() for basis in BASES}
        return rows.group_by(*by).agg(projects=rows.count(), confirmed=rows.confirmed.sum(), **money, **without)
    lacking = {f"{basis}_unconverted": rows[f"{basis}_unconverted"].any() for basis in BASES}
    each = rows.group_by(*dict.fromkeys((*by, "project"))).agg(confirmed=rows.confirmed.any(), **money, **lacking)
    sums: dict[str, Value] = {"projects": each.count(), "confirmed": each.confirmed.sum()}
    sums |= {basis: each[basis].sum() for basis in BASES}
    sums |= {name: each[name].sum() for name in lacking}
    return each.group_by(*by).agg(**sums)


def balance(*, purposes: Table, allocations: Table, activity: Table) -> Table:
    """Where every cent of the visible projects is, one row for each ``place``: a State, ``regional``, ``elsewhere``,
    ``unlinked`` (no measure of this framework), ``unallocated`` (shares missing or in fault, or no place named).
    The five kinds add up to the total exactly; ``projects`` are those touched, so they do not add up.
    """
    placed = cells(allocations=allocations, activity=activity, by=("column",))
    placed = placed.select(place="column", projects="projects", **{basis: basis for basis in BASES})
    linked = purposes.select("project").distinct()
    unlinked = activity.anti_join(linked, "project")
    rest = _rest(allocations=allocations, activity=activity.semi_join(linked, "project"))
    none = unlinked.agg(place=ibis.literal("unlinked"), projects=unlinked.count(), **_sums(unlinked))
    touched = ibis.or_(*(rest[basis].abs() > _ROUNDING for basis in BASES))
    left = rest.agg(place=ibis.literal("unallocated"), projects=rest.count(where=touched), **_sums(rest))
    order = ("place", "projects", *BASES)
    return placed.select(*order).union(none.select(*order)).union(left.select(*order))


def _rest(*, allocations: Table, activity: Table) -> Table:
    """What remains of each linked project after its allocations, rounding to whole cents included."""
    rows = activity.left_join(allocations.select("project", "weight"), "project")
    given = {basis: (rows[basis] * rows.weight).round(0).cast("int64").sum().coalesce(0) for basis in BASES}
    whole = {f"{basis}_whole": rows[basis].max() for basis in BASES}
    sums = rows.group_by("project").agg(**given, **whole)
    return sums.select("project", **{basis: sums[f"{basis}_whole"] - sums[basis] for basis in BASES})


def _sums(rows: Table) -> dict[str, Value]:
    return {basis: rows[basis].sum() for basis in BASES}
