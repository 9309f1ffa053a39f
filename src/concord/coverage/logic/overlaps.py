"""Possible duplication: different implementers in the same State for the same measure and people at the same time."""

from collections.abc import Sequence

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table

from concord.coverage.logic.tables import Period

_CELL = ("measure", "column", "beneficiary")
_OWN = (*_CELL, "identity")
_TWO = 2
_DAYS = 10_000_000
"""More than any day's number."""
_NOBODY = ("", "~nan", "~n/a", "~na", "~none", "~null", "~unknown", "~other", "~various", "~tbd", "~not specified")
_MARKS = r"""[-.,;:&/()"'’«»“”\s]+"""
_FORMS = r" (inc|incorporated|llc|ltd|limited|lp|gmbh|n a)$"


def comparable(
    *, projects: Table, allocations: Table, implementers: Table, states: Sequence[str], period: Period
) -> Table:
    """The rows that can be compared: a State, a kind of beneficiary, both dates and an implementer are known.

    ``identity`` is equal for spellings of one implementer's name. A word in place of a withheld name is nobody's name.
    """
    whole = projects.filter(
        (projects.beneficiary != "") & projects.starts_on.notnull() & (projects.ends_on >= projects.starts_on)
    )
    if period.since is not None:
        whole = whole.filter(whole.ends_on >= ibis.date(f"{period.since:04}-01-01"))
    if period.until is not None:
        whole = whole.filter(whole.starts_on <= ibis.date(f"{period.until:04}-12-31"))
    names = implementers.select("implementer").distinct()
    names = names.filter(_is_somebody(names.implementer))
    names = names.select("implementer", identity=_identity(names.implementer))
    known = implementers.view().join(names, "implementer")  # a view: else Ibis takes both sides for one
    people = whole.select("project", "beneficiary", "starts_on", "ends_on").join(known, "project")
    aims = allocations.filter(allocations.column.isin(tuple(states))).select("project", "measure", "column")
    return aims.join(people, "project").select("project", *_CELL, "implementer", "identity", "starts_on", "ends_on")


def clusters(*, comparable: Table, period: Period) -> Table:
    """In each cell, each time during which at least two implementers work without a break, and of it the fullest
    moment: from ``starts_on`` to ``ends_on`` the same ``implementers`` all work, more than on any other day of that
    time (the first such moment, if there are several). ``overlap_days`` are those days, once for every implementer
    beyond the first. Days outside of ``period`` do not count.

    One sweep over starts and ends in each cell; no pair is ever formed. Each implementer's own projects are merged
    first, so that a series of its own is no duplication.
    """
    segments = _segments(_spells(comparable, period))
    busy = segments.filter(segments.running > 1)
    fullest = busy.running * _DAYS - busy.since  # the most implementers, then the earliest
    found = busy.group_by(*_CELL, "stretch").agg(
        starts_on=busy.day.argmax(fullest), until=busy.until.argmax(fullest), implementers=busy.running.max()
    )
    days = found.until.delta(found.starts_on, unit="day")
    return found.select(
        *_CELL,
        "starts_on",
        "implementers",
        ends_on=found.until - ibis.interval(days=1),
        overlap_days=(days * (found.implementers - 1)).cast("int64"),
    )


def members(*, comparable: Table, chosen: Table) -> Table:
    """The projects that run on the first day of the ``chosen`` clusters: all of them share that day.
    ``cluster_start`` tells two clusters of one cell apart.
    """
    joined = comparable.join(chosen.select(*_CELL, cluster_start="starts_on"), _CELL)
    return joined.filter(joined.cluster_start.between(joined.starts_on, joined.ends_on))


def _spells(comparable: Table, period: Period) -> Table:
    """The times in which an implementer works in a cell, with ``until`` the day after the last."""
    first, last = comparable.starts_on, comparable.ends_on
    if period.since is not None:
        first = ibis.greatest(first, ibis.date(f"{period.since:04}-01-01"))
    if period.until is not None:
        last = ibis.least(last, ibis.date(f"{period.until:04}-12-31"))
    rows = comparable.select(*_CELL, "identity", starts_on=first, ends_on=last)
    reach = rows.ends_on.max().over(group_by=_OWN, order_by=["starts_on", "ends_on"], rows=(None, -1))
    after = reach + ibis.interval(days=1)
    marked = rows.mutate(begins=(reach.isnull() | (rows.starts_on > after)).cast("int32"))
    stretch = marked.begins.sum().over(group_by=_OWN, order_by=["starts_on", "ends_on"], rows=(None, 0))
    own = marked.mutate(stretch=stretch)
    merged = own.group_by(*_OWN, "stretch").agg(first=own.starts_on.min(), last=own.ends_on.max())
    return merged.select(*_CELL, "first", until=merged["last"] + ibis.interval(days=1))


def _segments(spells: Table) -> Table:
    """Between one start or end and the next in a cell: how many are ``running``, from ``day`` until before ``until``,
    and the ``stretch`` that it belongs to if they are two or more. ``since`` is the day as a number.
    """
    begins = spells.select(*_CELL, day="first", step=ibis.literal(1, "int32"))
    ends = spells.select(*_CELL, day="until", step=ibis.literal(-1, "int32"))
    steps = begins.union(ends)
    steps = steps.group_by(*_CELL, "day").agg(step=steps.step.sum())
    running = steps.step.sum().over(group_by=_CELL, order_by="day", rows=(None, 0))
    until = steps.day.lead().over(group_by=_CELL, order_by="day")
    counted = steps.select(*_CELL, "day", running=running.cast("int64"), until=until)
    before = counted.running.lag().over(group_by=_CELL, order_by="day")
    marked = counted.mutate(opens=((counted.running > 1) & (before.isnull() | (before < _TWO))).cast("int32"))
    stretch = marked.opens.sum().over(group_by=_CELL, order_by="day", rows=(None, 0))
    since = marked.day.delta(ibis.date("0001-01-01"), unit="day")
    return marked.select(*_CELL, "day", "until", "running", stretch=stretch, since=since)


def _is_somebody(name: StringValue) -> BooleanValue:
    """Publishers write "Enterprise - Redacted" or "NGO - Country Other" where they do not name an implementer."""
    said = name.lower()
    return ~(said.isin(_NOBODY) | said.contains("redacted") | said.endswith(" other"))


def _identity(name: StringValue) -> StringValue:
    """Case, marks, the form of a company and British spelling make no difference."""
    plain = name.lower().re_replace(_MARKS, " ").strip()
    for one, other in (("organisation", "organization"), ("co operation", "cooperation"), ("programme", "program")):
        plain = plain.replace(one, other)
    return plain.re_replace(_FORMS, "")
