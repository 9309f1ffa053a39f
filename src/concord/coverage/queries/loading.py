"""From visible rows to Arrow tables: the one place here that reads assistance in bulk. Six queries."""

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
from django.db.models import CharField, F, FloatField, IntegerField, QuerySet
from django.db.models.functions import Cast

from concord.assistance.models import Project, ProjectLink, ProjectMeasure, ProjectMoney, ProjectParty, ProjectPlace
from concord.assistance.queries.visibility import visible_parts, visible_projects
from concord.assistance.terms import PartyRole, Status
from concord.coverage.logic.activity import COUNTED
from concord.policy import Actor

_CHUNK = 1_000
"""Rows taken over at once: few enough to stay in the processor's cache, and not to wake the garbage collector."""
NOT_COUNTED = (Status.REQUESTED, Status.OFFERED, Status.CANCELLED)
"""What was only asked for, only offered, or called off is not something that somebody does."""
_ROLES = (PartyRole.FUNDING, PartyRole.ACCOUNTABLE, PartyRole.EXTENDING, PartyRole.IMPLEMENTING, PartyRole.LEAD)


class Plain(Cast):
    """A cast whose value is taken as the database gives it: Django's converters cost more than reading the row."""

    def get_db_converters(self, connection: Any) -> list[Any]:  # noqa: ARG002  Django's signature
        return []


def _text(name: str) -> Plain:
    return Plain(name, CharField())


def project_rows(*, actor: Actor) -> pa.Table:
    columns = {
        "project": ("pk", pa.int64()),
        "identifier": ("iati_identifier", pa.string()),
        "organisation": ("reporter_id", pa.int64()),
        "name": ("reporter_name", pa.string()),
        "ref": ("reporting_ref", pa.string()),
        "beneficiary": ("beneficiary", pa.string()),
        "starts_on": (_text("starts_on"), pa.string()),
        "ends_on": (_text("ends_on"), pa.string()),
        "secondary": (Plain("is_secondary_report", IntegerField()), pa.int8()),
        "uuid": (_text("uuid"), pa.string()),
        "title": (_text("title"), pa.string()),
    }
    read = _arrow(_counted(actor), columns)
    for name, kind in (("starts_on", pa.date32()), ("ends_on", pa.date32()), ("secondary", pa.bool_())):
        read = read.set_column(read.schema.get_field_index(name), name, read[name].cast(kind))
    return read


def place_rows(*, actor: Actor) -> pa.Table:
    columns = {"country": ("country", pa.string()), "region": ("region", pa.string()), "share": ("share", pa.float64())}
    return _part(actor, ProjectPlace, columns)


def measure_rows(*, actor: Actor) -> pa.Table:
    columns = {
        "measure": ("measure_id", pa.int64()),
        "share": ("share", pa.float64()),
        "verdict": ("verdict", pa.string()),
    }
    return _part(actor, ProjectMeasure, columns)


def money_rows(*, actor: Actor) -> pa.Table:
    columns = {
        "flow": ("flow", pa.string()),
        "year": ("year", pa.int16()),
        "usd": (Plain("usd", FloatField()), pa.float64()),
    }
    return _part(actor, ProjectMoney, columns, flow__in=COUNTED)


def party_rows(*, actor: Actor) -> pa.Table:
    columns = {
        "role": ("role", pa.string()),
        "position": ("pk", pa.int64()),
        "organisation": ("organisation_id", pa.int64()),
        "name": ("name", pa.string()),
        "ref": ("ref", pa.string()),
    }
    return _part(actor, ProjectParty, columns, role__in=_ROLES)


ROWS: Mapping[str, Callable[..., pa.Table]] = {
    "projects_read": project_rows,
    "money": money_rows,
    "parties_read": party_rows,
    "places": place_rows,
    "measures": measure_rows,
}
"""By the name of the table that they fill."""


def link_rows(*, actor: Actor) -> pa.Table:
    return _part(actor, ProjectLink, {"kind": ("kind", pa.string()), "identifier": ("identifier", pa.string())})


def _counted(actor: Actor) -> QuerySet[Project]:
    return visible_projects(actor=actor).filter(is_relevant=True).exclude(status__in=NOT_COUNTED).order_by()


def _part(actor: Actor, model: Any, columns: dict[str, tuple[Any, pa.DataType]], **narrow: object) -> pa.Table:
    """As a list of keys rather than a join: SQLite looks each row's project up in half the time."""
    rows = visible_parts(actor=actor, model=model).filter(project__in=_counted(actor).values("pk"), **narrow).order_by()
    return _arrow(rows, {"project": ("project_id", pa.int64()), **columns})


def _arrow(rows: QuerySet[Any], columns: dict[str, tuple[Any, pa.DataType]]) -> pa.Table:
    """In chunks as the database driver hands them over, so that no row passes through Python code. ``rows`` are
    visible ones; none of the columns needs a converter of Django's.
    """
    asked = [F(source) if isinstance(source, str) else source for source, _ in columns.values()]
    named = {f"_{place}": source for place, source in enumerate(asked)}
    query = rows.annotate(**named).values_list(*named).query
    schema = pa.schema([(name, kind) for name, (_, kind) in columns.items()])
    chunks = query.get_compiler(rows.db).execute_sql(chunked_fetch=True, chunk_size=_CHUNK)
    batches = [_batch(chunk, schema) for chunk in chunks or () if chunk]
    return pa.Table.from_batches(batches, schema)


def _batch(chunk: list[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    arrays = [pa.array(column, kind) for column, kind in zip(zip(*chunk, strict=True), schema.types, strict=True)]
    return pa.record_batch(arrays, schema)
