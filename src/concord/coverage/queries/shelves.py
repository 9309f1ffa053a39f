"""The tables that every extract holds, by name, and what of them a question is about. There are no rows here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import ibis
from ibis.expr.types import StringValue, Table

from concord.coverage.logic import activity, allocation
from concord.coverage.logic.tables import ELSEWHERE, LINKS, PARTIES, PROJECTS, SCHEMAS, Period, Tables
from concord.coverage.queries.statements import Statement, compiled

UNKNOWN = "~"
"""Begins the key of a party that is no known organisation; the rest is its name as published."""
_AS_PUBLISHED = {"organisation": "int64", "name": "string", "ref": "string"}
READ: Mapping[str, Mapping[str, str]] = {
    "organisations": {"organisation": "int64", "code": "string"},
    "projects_read": {
        **{name: kind for name, kind in PROJECTS.items() if name != "reporter"},
        **_AS_PUBLISHED,
        "uuid": "string",
        "title": "string",
    },
    "parties_read": {**{name: kind for name, kind in PARTIES.items() if name != "party"}, **_AS_PUBLISHED},
    "places": SCHEMAS["places"],
    "measures": SCHEMAS["measures"],
    "money": SCHEMAS["money"],
    "links": LINKS,
    "states": {"column": "string"},
    "catalogue": {"measure": "int64", "pillar": "int64"},
    "chosen projects": {"project": "int64"},
    "chosen clusters": {"measure": "int64", "column": "string", "beneficiary": "string", "starts_on": "date"},
}
"""Tables filled from the database, or by a question for its next one."""


def read(name: str) -> Table:
    return ibis.table(READ[name], name=name)


def catalogue(framework: str) -> Table:
    return ibis.table(READ["catalogue"], name=of_framework("catalogue", framework))


def of_framework(name: str, framework: str) -> str:
    return f"{name} {framework}"


@cache
def tables() -> Tables:
    return Tables(**{name: ibis.table(SCHEMAS[name], name=name) for name in SCHEMAS})


@cache
def held(name: str) -> Table:
    """A table that is computed once for each extract."""
    return ibis.table(HELD[name]().schema, name=name)


@compiled
def _projects() -> Table:
    return _named(read("projects_read"), "reporter").select(*PROJECTS)


@compiled
def _descriptions() -> Table:
    return read("projects_read").select("project", "uuid", "title")


@compiled
def _parties() -> Table:
    return _named(read("parties_read"), "party").select(*PARTIES)


@compiled
def _funds() -> Table:
    return activity.funds(money=tables().money)


@compiled
def _spans() -> Table:
    return activity.spans(projects=tables().projects, years=held("funds"))


@compiled
def _activity() -> Table:
    return activity.in_period(spans=held("spans"), funds=held("funds"), period=Period())


@compiled
def _providers() -> Table:
    return activity.providers(projects=tables().projects, parties=tables().parties)


@compiled
def _implementers() -> Table:
    return activity.implementers(projects=tables().projects, parties=tables().parties)


HELD: Mapping[str, Callable[[], Statement]] = {
    "projects": _projects,
    "descriptions": _descriptions,
    "parties": _parties,
    "funds": _funds,
    "spans": _spans,
    "activity": _activity,
    "providers": _providers,
    "implementers": _implementers,
}
FILLED: Mapping[str, tuple[str, ...]] = {
    "projects_read": ("projects", "descriptions"),
    "money": ("funds", "spans", "activity"),
    "parties_read": ("parties", "providers", "implementers"),
    "places": (),
    "measures": (),
}
"""The tables that are read from the database, in order, and which are ``HELD`` as soon as each is there."""


@compiled
def columns(states: tuple[str, ...]) -> Table:
    return allocation.columns(places=tables().places, states=states)


def placed() -> Table:
    """The table of ``columns``."""
    return ibis.table(columns(()).schema, name="columns")


@compiled
def purposes(framework: str) -> Table:
    return allocation.purposes(measures=tables().measures.semi_join(catalogue(framework), "measure"))


@compiled
def allocations(framework: str) -> Table:
    """Carries the measure's ``pillar`` as well."""
    aims = ibis.table(purposes(framework).schema, name=of_framework("purposes", framework))
    allocated = allocation.allocations(columns=placed(), purposes=aims)
    return allocated.join(catalogue(framework), "measure")


@dataclass(frozen=True)
class Scope:
    """What a question is about, in values: equal scopes make equal statements. ``measures`` are those of a theme, None
    for all of the framework.
    """

    framework: str
    states: tuple[str, ...]
    period: Period
    party: str = ""
    measures: tuple[int, ...] | None = None

    @property
    def catalogue(self) -> Table:
        return self._of_theme(catalogue(self.framework))

    @property
    def purposes(self) -> Table:
        """Of all measures of the framework, whatever the theme."""
        return ibis.table(purposes(self.framework).schema, name=of_framework("purposes", self.framework))

    @property
    def all_allocations(self) -> Table:
        """Of all measures of the framework, whatever the theme."""
        return ibis.table(allocations(self.framework).schema, name=of_framework("allocations", self.framework))

    @property
    def allocations(self) -> Table:
        return self._of_theme(self.all_allocations)

    @property
    def inside(self) -> Table:
        """The allocations in the region's own columns."""
        return self.allocations.filter(self.allocations.column != ELSEWHERE)

    @property
    def activity(self) -> Table:
        rows = held("activity")
        if not self.period.is_open:
            rows = activity.in_period(spans=held("spans"), funds=held("funds"), period=self.period)
        return rows.semi_join(self._of_party(), "project") if self.party else rows

    @property
    def yearly(self) -> Table:
        """As ``activity``, with a row for each year; the period narrows the years."""
        rows = activity.by_year(spans=held("spans"), funds=held("funds"))
        if not self.period.is_open:
            rows = rows.filter(rows.year.between(self.period.since or 1, self.period.until or 9999))
        return rows.semi_join(self.activity, "project")

    def _of_theme(self, rows: Table) -> Table:
        return rows if self.measures is None else rows.filter(rows.measure.isin(self.measures))

    def _of_party(self) -> Table:
        """Projects in which the party has any role, or which it reports."""
        parties, projects = tables().parties, tables().projects
        in_role = parties.filter(parties.party == self.party).select("project")
        return in_role.union(projects.filter(projects.reporter == self.party).select("project"), distinct=True)


def _named(rows: Table, into: str) -> Table:
    """``organisation``, ``name`` and ``ref`` as one key: the code of a known organisation, else what was published."""
    found = rows.left_join(read("organisations"), "organisation")
    published = ibis.cases((found.name != "", UNKNOWN + found.name), (found.ref != "", UNKNOWN + found.ref), else_="")
    key: StringValue = ibis.coalesce(found.code, published)
    return found.mutate(**{into: key})
