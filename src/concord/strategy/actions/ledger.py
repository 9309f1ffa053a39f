"""Bringing stored rows to what a data file says, and remembering what that changed."""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from django.db.models import Manager, Model, QuerySet

from concord.journal.terms import Item
from concord.parties.models import Organisation
from concord.strategy.terms import Changed, LoadReport
from concord.ui.text import Text

M = TypeVar("M", bound=Model)


class UnknownReference(LookupError):
    """The data file names something that is not here. Load what it refers to first."""

    def __init__(self, *, kind: str, keys: Iterable[str]) -> None:
        self.kind, self.keys = kind, tuple(sorted(keys))
        super().__init__(f"no {kind} called {', '.join(self.keys)}")


class Ledger:
    """Rows that a file no longer names stay: other rooms may hold on to them. Only rows that are part of another
    (``make_exactly``) follow the file when it drops them.
    """

    def __init__(self) -> None:
        self._created: dict[tuple[str, str], tuple[str, ...]] = {}
        self._changed: dict[tuple[str, str], tuple[str, ...]] = {}
        self._same: set[tuple[str, str]] = set()

    def put(
        self,
        rows: QuerySet[M],
        *,
        key: str,
        where: Mapping[str, Any],
        values: Mapping[str, Any],
        when_new: Mapping[str, Any] = MappingProxyType({}),
    ) -> M:
        """The row found by ``where``, made if absent, with ``values``; written only if something differs. What is
        given ``when_new`` is never written again.
        """
        row = rows.filter(**where).first()
        kind = rows.model._meta.model_name or ""
        if row is None:
            self._created[kind, key] = ()
            return rows.create(**where, **values, **when_new)
        changed = tuple(name for name, value in values.items() if _stored(row, name) != _plain(value))
        if changed:
            for name in changed:
                setattr(row, name, values[name])
            row.save(update_fields=changed)
        self._note(kind, key, changed)
        return row

    def relate(self, owner: Model, name: str, wanted: Iterable[Model], *, key: str) -> None:
        """Make a many-to-many relation hold exactly ``wanted``."""
        relation = getattr(owner, name)
        pks = {row.pk for row in wanted}
        changed = set(relation.values_list("pk", flat=True)) != pks
        if changed:
            relation.set(pks)
        self._note(owner._meta.model_name or "", key, (name,) if changed else ())

    def make_exactly(self, rows: QuerySet[M], wanted: Iterable[M], *, owner: type[Model], key: str, name: str) -> None:
        """Make ``rows`` hold exactly the unsaved ``wanted``. Standing rows that say the same keep their identity."""
        standing = {_content(row): row for row in rows}
        asked = {_content(row): row for row in wanted}
        gone = [row.pk for content, row in standing.items() if content not in asked]
        new = [row for content, row in asked.items() if content not in standing]
        if gone:
            rows.filter(pk__in=gone).delete()
        if new:
            rows.model._default_manager.bulk_create(new)
        self._note(owner._meta.model_name or "", key, (name,) if gone or new else ())

    def report(self) -> LoadReport:
        return LoadReport(
            created=tuple(Changed(kind=kind, key=key, fields=()) for kind, key in self._created),
            changed=tuple(Changed(kind=kind, key=key, fields=names) for (kind, key), names in self._changed.items()),
            unchanged=len(self._same - self._changed.keys() - self._created.keys()),
        )

    def _note(self, kind: str, key: str, fields: tuple[str, ...]) -> None:
        if (kind, key) in self._created:
            return
        if fields:
            self._changed[kind, key] = (*self._changed.get((kind, key), ()), *fields)
        else:
            self._same.add((kind, key))


def touched(report: LoadReport) -> list[Item]:
    """What the journal says a load was about."""
    return [Item(kind=each.kind, key=each.key, label=each.key) for each in (*report.created, *report.changed)]


def tally(report: LoadReport) -> dict[str, int]:
    return {"created": len(report.created), "changed": len(report.changed), "unchanged": report.unchanged}


def organisations_by_code(codes: Iterable[str]) -> dict[str, Organisation]:
    """Raises ``UnknownReference`` naming every code that no organisation has."""
    return by_code(Organisation.objects, codes, field="code", kind="organisation")


def by_code(rows: "Manager[M] | QuerySet[M]", codes: Iterable[str], *, field: str, kind: str) -> dict[str, M]:
    wanted = set(codes) - {""}
    known: dict[str, M] = {getattr(row, field): row for row in rows.filter(**{f"{field}__in": wanted})}
    if missing := wanted - known.keys():
        raise UnknownReference(kind=kind, keys=missing)
    return known


def _stored(row: Model, name: str) -> object:
    """A foreign key answers with its number, without a query."""
    return _plain(getattr(row, getattr(row._meta.get_field(name), "attname", name)))


def _plain(value: object) -> object:
    return value.pk if isinstance(value, Model) else value


def _content(row: Model) -> tuple[object, ...]:
    fields = (field for field in row._meta.concrete_fields if not field.primary_key)
    return tuple(_hashable(getattr(row, field.attname)) for field in fields)


def _hashable(value: object) -> object:
    if isinstance(value, Text) or not isinstance(value, list | dict | tuple):
        return value
    return json.dumps(value, sort_keys=True)
