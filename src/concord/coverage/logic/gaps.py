"""Measures that nothing serves in a State."""

from ibis.expr.types import Table

from concord.coverage.logic.tables import ELSEWHERE, REGIONAL


def gaps(*, catalogue: Table, states: Table, allocations: Table, activity: Table) -> Table:
    """Every ``measure`` of the catalogue and ``column`` of the States without a project in ``activity``. ``regional``
    counts projects of the region that serve the measure and name no country; ``elsewhere_in_region`` the other States
    in which something serves it; ``at_other_times`` the State's projects for it outside of the period.
    """
    ours = allocations.filter(allocations.column != ELSEWHERE).select("project", "measure", "column")
    active = ours.left_join(activity.select("project", active="project"), "project")
    seen = active.group_by("measure", "column").agg(now=active.active.count(), ever=active.count())
    now = seen.filter(seen.now > 0)
    around = now.group_by("measure").agg(
        regional=now.now.sum(where=now.column == REGIONAL).coalesce(0),
        states=(now.column != REGIONAL).sum().coalesce(0),
    )
    wanted = catalogue.select("measure").cross_join(states.select("column"))
    empty = wanted.anti_join(now, ("measure", "column"))
    before = empty.left_join(seen.select("measure", "column", "ever"), ("measure", "column"))
    before = before.select("measure", "column", at_other_times=before.ever.coalesce(0))
    joined = before.left_join(around, "measure")
    return joined.select(
        "measure",
        "column",
        regional=joined.regional.coalesce(0),
        elsewhere_in_region=joined.states.coalesce(0),
        at_other_times=joined.at_other_times,
    )
