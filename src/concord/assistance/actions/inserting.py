"""Writing many plain rows at once.

`bulk_create` makes an object of each row and asks each field of each object how to store itself, which is most of the
cost of an intake. The rows here are numbers, strings and bytes that every database takes as they are, so they go to the
cursor directly: one prepared statement, the same on SQLite and PostgreSQL.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
_AS_IS = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.ForeignKey)
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


def insert_objects(*, model: type[M], objects: Sequence[M], key: str) -> None:
    """Insert new objects and give them their primary keys, found again by the unique field ``key``.

    What ``bulk_create`` does, but each field that stores a value as it is (text, number, truth value, foreign key) is
    not asked how: only the others are.
    """
    if not objects:
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    ways = [(field.attname, None if isinstance(field, _AS_IS) else field.get_db_prep_save) for field in fields]

    def row(one: M) -> tuple[Any, ...]:
        values = one.__dict__
        return tuple(
            values[name] if prepare is None else prepare(values[name], connection=connection) for name, prepare in ways
        )

    insert_rows(model=model, fields=tuple(field.name for field in fields), rows=map(row, objects))
    by_key = {getattr(one, key): one for one in objects}
    found = model._base_manager.filter(**{f"{key}__in": list(by_key)})  # noqa: SLF001  as above
    for pk, value in found.values_list("pk", key):
        state = by_key[value]._state  # noqa: SLF001  as bulk_create does
        by_key[value].pk, state.adding, state.db = pk, False, connection.alias
