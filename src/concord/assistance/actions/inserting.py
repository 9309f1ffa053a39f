"""Writing many plain rows at once.

`bulk_create` makes an object of each row and asks each field of each object how to store itself, which is most of the
cost of an intake. The rows here are numbers, strings and bytes that every database takes as they are, so they go to the
cursor directly: one prepared statement, the same on SQLite and PostgreSQL.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import connection, models

Value = str | int | float | bytes | Decimal | None


def insert_rows(*, model: type[models.Model], fields: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> None:
    """Insert rows of values in the order of ``fields`` (names of the model's fields); the key is left to the database.

    For parts of projects only: no defaults are filled in and nothing is converted, so every column must be given.
    """
    batch = list(rows)
    if not batch:
        return
    quote = connection.ops.quote_name
    meta: Any = model._meta
    columns = ", ".join(quote(meta.get_field(name).column) for name in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places})", batch)  # noqa: S608  names are ours
