"""From visible rows to Arrow tables: the one place here that reads assistance in bulk. Six queries."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
from django.db.models import CharField, F, FloatField, QuerySet
from django.db.models.functions import Cast

from concord.assistance.models import ProjectLink, ProjectMeasure, ProjectMoney, ProjectParty, ProjectPlace
from concord.assistance.queries.visibility import visible_parts, visible_projects
from concord.assistance.terms import PartyRole, Status
from concord.policy import Actor

_CHUNK = 20_000
NOT_COUNTED = (Status.REQUESTED, Status.OFFERED, Status.CANCELLED)
"""What was only asked for, only offered, or called off is not something that somebody does."""
_ROLES = (PartyRole.FUNDING, PartyRole.ACCOUNTABLE, PartyRole.EXTENDING, PartyRole.IMPLEMENTING, PartyRole.LEAD)


def project_rows(*, actor: Actor) -> pa.Table:
    rows = visible_projects(actor=actor).filter(is_relevant=True).exclude(status__in=NOT_COUNTED).order_by()
    columns = {
        "project": ("pk", pa.int64()),
        "identifier": ("iati_identifier", pa.string()),
        "organisation": ("reporter_id", pa.int64()),
        "name": ("reporter_name", pa.string()),
        "ref": ("reporting_ref", pa.string()),
        "beneficiary": ("beneficiary", pa.string()),
        "starts_on": ("starts_on", pa.date32()),
        "ends_on": ("ends_on", pa.date32()),
        "secondary": ("is_secondary_report", pa.bool_()),
        "uuid": (Cast("uuid", CharField()), pa.string()),
        "title": (Cast("title", CharField()), pa.string()),
    }
    return _arrow(rows, columns)


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
        "currency": ("currency", pa.string()),
        "value": (Cast("value", FloatField()), pa.float64()),
        "usd": (Cast("usd", FloatField()), pa.float64()),
    }
    return _part(actor, ProjectMoney, columns)


def party_rows(*, actor: Actor) -> pa.Table:
    columns = {
        "role": ("role", pa.string()),
        "position": ("pk", pa.int64()),
        "organisation": ("organisation_id", pa.int64()),
        "name": ("name", pa.string()),
        "ref": ("ref", pa.string()),
    }
    return _part(actor, ProjectParty, columns, role__in=_ROLES)


def link_rows(*, actor: Actor) -> pa.Table:
    return _part(actor, ProjectLink, {"kind": ("kind", pa.string()), "identifier": ("identifier", pa.string())})


def _part(actor: Actor, model: Any, columns: dict[str, tuple[Any, pa.DataType]], **narrow: object) -> pa.Table:
    rows = visible_parts(actor=actor, model=model).filter(project__is_relevant=True, **narrow).order_by()
    return _arrow(rows, {"project": ("project_id", pa.int64()), **columns})


def _arrow(rows: QuerySet[Any], columns: dict[str, tuple[Any, pa.DataType]]) -> pa.Table:
    """Column by column, in chunks, so that no more than a chunk exists as Python objects."""
    asked = [F(source) if isinstance(source, str) else source for source, _ in columns.values()]
    named = {f"_{place}": source for place, source in enumerate(asked)}
    schema = pa.schema([(name, kind) for name, (_, kind) in columns.items()])
    values = rows.annotate(**named).values_list(*named).iterator(chunk_size=_CHUNK)
    batches = [_batch(chunk, schema) for chunk in _chunks(values)]
    return pa.Table.from_batches(batches, schema)


def _chunks(values: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    waiting = iter(values)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _batch(chunk: list[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    arrays = [pa.array(column, kind) for column, kind in zip(zip(*chunk, strict=True), schema.types, strict=True)]
    return pa.record_batch(arrays, schema)
