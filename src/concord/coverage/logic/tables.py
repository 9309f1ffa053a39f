"""The tables that every expression here takes, with their declared columns."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import ibis
from ibis.expr.types import Table

PROJECTS = {
    "project": "int64",
    "identifier": "string",
    "reporter": "string",
    "beneficiary": "string",
    "starts_on": "date",
    "ends_on": "date",
    "secondary": "boolean",
}
PLACES = {"project": "int64", "country": "string", "region": "string", "share": "float64"}
MEASURES = {"project": "int64", "measure": "int64", "share": "float64", "verdict": "string"}
MONEY = {"project": "int64", "flow": "string", "year": "int16", "usd": "float64"}
PARTIES = {"project": "int64", "role": "string", "position": "int64", "party": "string"}
LINKS = {"project": "int64", "kind": "string", "identifier": "string"}
SCHEMAS: Mapping[str, Mapping[str, str]] = {
    "projects": PROJECTS,
    "places": PLACES,
    "measures": MEASURES,
    "money": MONEY,
    "parties": PARTIES,
    "links": LINKS,
}

REGIONAL = "regional"
ELSEWHERE = "elsewhere"
SEVERAL = "*"
"""In place of a provider: several fund the project together and nobody said who gives how much."""


class WrongColumns(TypeError):
    """A table does not have the columns that were declared for it."""


@dataclass(frozen=True)
class Tables:
    """``projects`` has one row a project; ``country`` is a code or empty, ``region`` likewise; shares are 0 to 1, null
    when not stated; ``measure`` is any integer key; ``usd`` is null where it cannot be converted; ``party`` and
    ``reporter`` are any stable names, empty when unknown; ``position`` orders the parties as published.
    """

    projects: Table
    places: Table
    measures: Table
    money: Table
    parties: Table
    links: Table

    def __post_init__(self) -> None:
        """Raises ``WrongColumns``: a renamed column must fail here, not in the middle of a query."""
        for each in fields(self):
            expected = ibis.schema(SCHEMAS[each.name])
            given: Table = getattr(self, each.name)
            actual = {name: str(kind).lstrip("!") for name, kind in given.schema().items()}
            if actual != {name: str(kind) for name, kind in expected.items()}:
                raise WrongColumns(f"{each.name}: {actual} instead of {dict(expected.items())}")


@dataclass(frozen=True)
class Period:
    """Whole years, both included; None leaves a side open."""

    since: int | None = None
    until: int | None = None

    @property
    def is_open(self) -> bool:
        return self.since is None and self.until is None
