"""When a project runs, what money it has in each year, who pays for it and who carries it out."""

import ibis
from ibis.expr.types import BooleanValue, Table

from concord.coverage.logic.tables import SEVERAL, Period

BASES = ("budget", "commitment", "spending")
"""Three ways to count money. They are never added to one another; planned and incoming money is in none of them."""
_BASIS_OF = {
    "budget": ("budget",),
    "commitment": ("commitment",),
    "spending": ("disbursement", "expenditure"),
}
COUNTED = tuple(flow for flows in _BASIS_OF.values() for flow in flows)
_OPEN = (1, 9999)


def funds(*, money: Table) -> Table:
    """One row for each project and year (null: year not stated): US cents in each basis, null where there is none,
    and ``budget_unconverted`` and so on: whether some of it could not be converted. Whole cents add up exactly.
    """
    counted = money.filter(money.flow.isin(COUNTED))
    cents = (counted.usd * 100).round(0).cast("int64")
    sums = {}
    for basis in BASES:
        of_basis = counted.flow.isin(_BASIS_OF[basis])
        sums[basis] = cents.sum(where=of_basis)
        sums[f"{basis}_unconverted"] = (of_basis & counted.usd.isnull()).any()
    return counted.group_by("project", "year").agg(**sums)


def spans(*, projects: Table, years: Table) -> Table:
    """First and last year of each project: from its dates, else from its money; null when it has neither. An end that
    is not known is the last year of money, or the first year. ``years`` are ``funds``.
    """
    years = years.group_by("project").agg(earliest=years.year.min(), latest=years.year.max())
    return _spans(projects.select("project", "starts_on", "ends_on").left_join(years, "project"))


def active(*, projects: Table, money: Table, period: Period) -> Table:
    """The ids of the projects of ``in_period``, without their money: for questions that do not ask about it."""
    if period.is_open:
        return projects.select("project")
    counted = money.filter(money.flow.isin(COUNTED))
    years = counted.group_by("project").agg(
        earliest=counted.year.min(), latest=counted.year.max(), paid=_within(counted, period).any()
    )
    joined = projects.select("project", "starts_on", "ends_on").left_join(years, "project")
    run = _spans(joined, "paid")
    return run.filter(run.paid | _runs(run, period)).select("project")


def in_period(*, spans: Table, funds: Table, period: Period) -> Table:
    """The projects that ran in the period or had money in it, each with its money of that period in one row. Without
    a period: all projects, undated money included.
    """
    chosen = funds if period.is_open else funds.filter(_within(funds, period))
    sums = {basis: chosen[basis].sum() for basis in BASES}
    sums |= {f"{basis}_unconverted": chosen[f"{basis}_unconverted"].any() for basis in BASES}
    totals = chosen.group_by("project").agg(**sums, rows=chosen.count())
    joined = spans.left_join(totals, "project").drop("project_right")
    if not period.is_open:
        joined = joined.filter(_runs(joined, period) | joined.rows.notnull())
    lacking = {f"{basis}_unconverted": joined[f"{basis}_unconverted"].coalesce(False) for basis in BASES}
    return joined.select("project", *BASES, **lacking)


def by_year(*, spans: Table, funds: Table) -> Table:
    """As ``in_period``, but one row for each project and year in which it ran or had money."""
    running = spans.filter(spans.first_year.notnull())
    years = running.select("project", year=ibis.range(running.first_year, running.last_year + 1).unnest())
    nothing = {basis: ibis.null("int64") for basis in BASES}
    nothing |= {f"{basis}_unconverted": ibis.literal(value=False) for basis in BASES}
    dated = funds.filter(funds.year.notnull())
    both = years.mutate(year=years.year.cast("int16"), **nothing).union(dated.mutate(year=dated.year.cast("int16")))
    sums = {basis: both[basis].sum() for basis in BASES}
    sums |= {f"{basis}_unconverted": both[f"{basis}_unconverted"].any() for basis in BASES}
    return both.group_by("project", "year").agg(**sums)


def providers(*, projects: Table, parties: Table) -> Table:
    """The one provider of each project: its only funder, ``*`` if several fund it, else its reporter."""
    funding = parties.filter((parties.role == "1") & (parties.party != ""))
    ends = funding.group_by("project").agg(least=funding.party.min(), most=funding.party.max())
    joined = projects.select("project", "reporter").left_join(ends, "project")
    provider = ibis.cases(
        (joined.least.isnull(), joined.reporter), (joined.least == joined.most, joined.least), else_=SEVERAL
    )
    return joined.select("project", provider=provider)


def implementers(*, projects: Table, parties: Table) -> Table:
    """The first implementer named by each project, else its reporter; empty if neither is known."""
    doing = parties.filter((parties.role == "4") & (parties.party != ""))
    first = doing.group_by("project").agg(party=doing.party.argmin(doing.position))
    joined = projects.select("project", "reporter").left_join(first, "project")
    return joined.select("project", implementer=ibis.coalesce(joined.party, joined.reporter))


def _spans(joined: Table, *keep: str) -> Table:
    starts, ends = joined.starts_on.year().cast("int16"), joined.ends_on.year().cast("int16")
    first = ibis.coalesce(starts, joined.earliest, ends)
    last = ibis.coalesce(ends, ibis.greatest(joined.latest, first), first)
    return joined.select("project", *keep, first_year=first, last_year=ibis.greatest(first, last))


def _within(rows: Table, period: Period) -> BooleanValue:
    return rows.year.between(period.since or _OPEN[0], period.until or _OPEN[1])


def _runs(rows: Table, period: Period) -> BooleanValue:
    return (rows.first_year <= (period.until or _OPEN[1])) & (rows.last_year >= (period.since or _OPEN[0]))
