"""Possible double counting: candidates that one publisher's data names, or that look the same in two."""

from collections.abc import Sequence

import ibis
from ibis.expr.types import Table

NAMED = ("parent", "child", "provider", "receiver", "third_party", "participant", "former")
"""Links that can carry the same money or the same work twice. Siblings and co-funded activities do not."""
_UPWARDS = ("child", "receiver")


def named(*, projects: Table, links: Table) -> Table:
    """Pairs in which one project names the identifier of the other. ``upper`` is the one whose money flows into, or
    contains, that of ``lower`` (for the kinds that say the same work is reported twice it is the lesser id); ``rule``
    is ``parent``, ``provider``, or the kind itself.
    """
    telling = links.filter(links.kind.isin(NAMED) & (links.identifier != ""))
    known = projects.filter(projects.identifier != "").select("identifier", other="project")
    rows = telling.join(known, "identifier")
    rows = rows.filter(rows.project != rows.other)
    downwards = rows.kind.isin(_UPWARDS)
    level = rows.kind.isin(("parent", "child", "provider", "receiver"))
    rule = rows.kind.cases(("child", "parent"), ("receiver", "provider"), else_=rows.kind)
    least, most = ibis.least(rows.project, rows.other), ibis.greatest(rows.project, rows.other)
    return rows.select(
        upper=ibis.ifelse(level, ibis.ifelse(downwards, rows.project, rows.other), least),
        lower=ibis.ifelse(level, ibis.ifelse(downwards, rows.other, rows.project), most),
        rule=rule,
    ).distinct()


def repeated(*, projects: Table) -> Table:
    """Pairs of one identifier: each project with the first of its identifier that is not a secondary report."""
    known = projects.filter(projects.identifier != "").select("project", "identifier", "secondary")
    rank = ibis.row_number().over(group_by="identifier", order_by=["secondary", "project"])
    first = known.project.first().over(group_by="identifier", order_by=["secondary", "project"])
    rows = known.mutate(rank=rank, upper=first)
    return rows.filter(rows["rank"] > 0).select("upper", lower="project", rule=ibis.literal("identifier"))


def candidates(*, projects: Table, columns: Table, totals: Table, states: Sequence[str]) -> Table:
    """Blocks within which titles are worth comparing: projects of one State that begin in the same month, or whose
    money is the same to two figures. One row for each project and ``block``; blocks of one reporter are left out.
    """
    amount = ibis.coalesce(totals.budget, totals.commitment, totals.spending)
    money = totals.select("project", amount=amount)
    rows = projects.filter(projects.reporter != "").select("project", "reporter", "starts_on")
    rows = rows.join(columns.filter(columns.column.isin(tuple(states))).select("project", "column"), "project")
    rows = rows.left_join(money, "project")
    figures = (rows.amount.log10() * 20).floor()
    month = rows.filter(rows.starts_on.notnull())
    by_month = month.select("project", "reporter", block=month.column + month.starts_on.strftime(" %Y-%m"))
    paid = rows.mutate(figures=figures).filter(rows.amount > 0)
    by_amount = paid.select("project", "reporter", block=paid.column + " " + paid.figures.cast("int64").cast("string"))
    both = by_month.union(by_amount)
    reporters = both.group_by("block").agg(reporters=both.reporter.nunique())
    return both.semi_join(reporters.filter(reporters.reporters > 1), "block").select("project", "reporter", "block")
