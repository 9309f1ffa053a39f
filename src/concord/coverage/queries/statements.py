"""Questions as SQL, made once in a process: Ibis takes ten times longer to say a question than DuckDB to answer it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import ParamSpec, cast

import ibis
import pyarrow as pa
from ibis.backends.sql.datatypes import DuckDBType
from ibis.expr.types import Table

P = ParamSpec("P")
STATEMENTS = 1_000
"""Remembered in a process for each kind of question; one is a few kilobytes."""


@dataclass(frozen=True)
class Statement:
    """``schema`` is what the expression declares; DuckDB widens sums."""

    sql: str
    schema: ibis.Schema

    @property
    def arrow(self) -> pa.Schema:
        arrow: pa.Schema = self.schema.to_pyarrow()
        return arrow

    @property
    def columns(self) -> str:
        """A select list that gives each column its declared type."""
        kinds = ((name, DuckDBType.to_string(kind)) for name, kind in self.schema.items())
        return ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in kinds)


def compiled(expression: Callable[P, Table]) -> Callable[P, Statement]:
    """For a function of values alone, over ``declared`` tables: equal arguments are one statement."""

    @wraps(expression)
    def statement(*values: P.args, **named: P.kwargs) -> Statement:
        made = expression(*values, **named)
        return Statement(sql=ibis.to_sql(made, dialect="duckdb"), schema=made.schema())

    return cast("Callable[P, Statement]", lru_cache(maxsize=STATEMENTS)(statement))
