"""Possible duplication: different implementers in the same State for the same measure and people at the same time."""

from collections.abc import Sequence

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table

from concord.coverage.logic.tables import Period

_CELL = ("measure", "column", "beneficiary")
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


def clusters(*, comparable: Table) -> Table:
    """Stretches of time in which at least two implementers follow one another without a break in one cell.

    One sweep over the starts in each cell: a new stretch begins where a start lies after every earlier end. Each
    implementer's own projects are merged first, so that a series of its own is no duplication. ``overlap_days`` counts
    each day once for every implementer beyond the first; only stretches that have such days are kept. Two sorts of the
    rows, no pair is ever formed.
    """
    own = _stretches(comparable, (*_CELL, "identity"))
    spells = own.group_by(*_CELL, "identity", "stretch").agg(
        starts_on=own.starts_on.min(), ends_on=own.ends_on.max(), projects=own.count()
    )
    swept = _stretches(spells, _CELL)
    days = swept.ends_on.delta(swept.starts_on, unit="day") + 1
    found = swept.group_by(*_CELL, "stretch").agg(
        starts_on=swept.starts_on.min(),
        ends_on=swept.ends_on.max(),
        implementers=swept.identity.nunique(),
        projects=swept.projects.sum(),
        days=days.sum(),
    )
    found = found.filter(found.implementers > 1)
    span = found.ends_on.delta(found.starts_on, unit="day") + 1
    return found.select(
        *_CELL, "starts_on", "ends_on", "implementers", "projects", overlap_days=(found.days - span).cast("int64")
    )


def members(*, comparable: Table, chosen: Table) -> Table:
    """The projects behind the ``chosen`` of the clusters; ``cluster_start`` tells two clusters of one cell apart."""
    keys = chosen.select(*_CELL, cluster_start="starts_on", cluster_end="ends_on")
    joined = comparable.join(keys, _CELL)
    return joined.filter(joined.starts_on.between(joined.cluster_start, joined.cluster_end)).drop("cluster_end")


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


def _stretches(rows: Table, keys: Sequence[str]) -> Table:
    """Number the stretches of each group: a row whose start lies after all earlier ends begins the next one."""
    order = ["starts_on", "ends_on"]
    reach = rows.ends_on.max().over(group_by=keys, order_by=order, rows=(None, -1))
    marked = rows.mutate(begins=(reach.isnull() | (rows.starts_on > reach)).cast("int32"))
    stretch = marked.begins.sum().over(group_by=keys, order_by=order, rows=(None, 0))
    return marked.mutate(stretch=stretch).drop("begins")
