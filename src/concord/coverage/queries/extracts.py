"""What one reader may see, held in an in-memory DuckDB of its own, for as long as nothing counted here has changed.

An extract is made from visible rows only, so nothing computed from it can tell of others. It is kept under the reader
(audiences and organisations) and the number of the last act that can have changed what is counted: whoever sees the
same rows shares it, nobody else. After such an act, a withdrawal among them, nobody is answered from the old one.
"""

import atexit
import gc
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import Any, TypeVar

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import StringValue, Table

from concord.coverage.logic.activity import funds, implementers, in_period, providers, spans
from concord.coverage.logic.allocation import allocations, columns, purposes
from concord.coverage.logic.tables import LINKS, PARTIES, PROJECTS, Period, Tables
from concord.coverage.queries import loading
from concord.coverage.queries.reference import UNKNOWN, Reference, reference
from concord.coverage.terms import Reader
from concord.journal.queries import last_sequence
from concord.policy import Actor

T = TypeVar("T")

BESIDES = (
    "desk",
    "meetings",
    "plans",
    "assistance.finish_intake",
    "assistance.start_intake",
    "parties.add_user",
    "parties.end_seat",
    "parties.give_seat",
    "strategy.load_situation",
    "strategy.load_vocabulary",
)
"""Acts, or rooms for all of theirs, that change nothing counted here. Any act that is not named makes new extracts: one
that is forgotten costs time, it never leaves an answer that is out of date.
"""
READERS = 6
"""Extracts kept at once in a process; of 100,000 projects each takes about 100 MB."""
ANSWERS = 200
LARGE = 10_000
"""Projects from which on a process is a server with much to keep, not a test or a command."""
RARELY = 100
"""Younger collections between two full ones, which Python would make at every list once little is left to walk."""
atexit.register(gc.unfreeze)  # what ``_set_aside`` set aside is then taken apart in order
_CONFIGURATION = {"threads": 2, "memory_limit": "1GB", "temp_directory": ""}


class NoReader(TypeError):
    """Something was to be remembered without saying for whom: it could be shown to somebody else."""


class _Nothing:
    """In place of an answer, which may be None."""


_NOTHING = _Nothing()


@dataclass
class Extract:
    """The reader's tables and what was computed from them. Every use of the connection holds ``lock``; what was
    answered before is found without it, so that nobody waits for the longest question of another.
    """

    reference: Reference
    backend: Backend
    tables: Tables
    lock: RLock = field(default_factory=RLock)
    finding: Lock = field(default_factory=Lock)
    answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    prepared: dict[Hashable, Any] = field(default_factory=dict)

    def table(self, name: str) -> Table:
        return self.backend.table(name)

    def rows(self, expression: Table) -> list[dict[str, Any]]:
        with self.lock:
            found: list[dict[str, Any]] = self.backend.to_pyarrow(expression).to_pylist()
            return found

    def keep(self, name: str, expression: Table | pa.Table) -> Table:
        """The expression as a table of the extract, computed once."""
        with self.lock:
            if name not in self.prepared:
                if isinstance(expression, Table):
                    self.backend.create_table(name, expression)
                else:
                    _store(self.backend, name, expression)
                self.prepared[name] = self.backend.table(name)
            table: Table = self.prepared[name]
            return table

    def scratch(self, rows: pa.Table) -> Table:
        """A few rows to join with, until the next call. Only inside of an ``answer``, which holds the lock."""
        _store(self.backend, "scratch", rows)
        return self.backend.table("scratch")

    def answer(self, question: Hashable, make: Callable[[], T]) -> T:
        """What was computed for the same question before, or now. Equal questions must have equal answers."""
        found: T | _Nothing = self._answered(question)
        if not isinstance(found, _Nothing):
            return found
        with self.lock:
            found = self._answered(question)
            if isinstance(found, _Nothing):
                found = make()
                with self.finding:
                    self.answers[question] = found
                    while len(self.answers) > ANSWERS:
                        self.answers.popitem(last=False)
            return found

    def _answered(self, question: Hashable) -> Any:
        with self.finding:
            if question not in self.answers:
                return _NOTHING
            self.answers.move_to_end(question)
            return self.answers[question]

    def linked(self, framework: str) -> tuple[Table, Table]:
        """``purposes`` and ``allocations`` of one framework; allocations carry the measure's ``pillar`` as well."""
        entry = self.reference.framework(framework)
        measures = entry.measures if entry else ()
        with self.lock:
            name = entry.code if entry else ""
            catalogue = self.keep(f"catalogue {name}", _catalogue([(m.pk, m.pillar_pk) for m in measures]))
            ours = self.tables.measures.semi_join(catalogue, "measure")
            aims = self.keep(f"purposes {name}", purposes(measures=ours))
            allocated = allocations(columns=self.table("columns"), purposes=aims).join(catalogue, "measure")
            return aims, self.keep(f"allocations {name}", allocated)

    def links(self, actor: Actor) -> Table:
        """Loaded when first asked for: only double counting needs them."""
        with self.lock:
            if "links" not in self.prepared:
                _store(self.backend, "links", loading.link_rows(actor=actor), of="projects")
                self.prepared["links"] = self.table("links")
            table: Table = self.prepared["links"]
            return table


@dataclass
class _Slot:
    lock: Lock = field(default_factory=Lock)
    extract: Extract | None = None


_slots: OrderedDict[tuple[Reader, int], _Slot] = OrderedDict()
_slots_lock = Lock()


def reader_of(*, actor: Actor) -> Reader:
    return Reader(audiences=actor.audiences, organisations=actor.organisations)


def extract_for(*, actor: Actor) -> Extract:
    """The actor's extract, made now unless there is one of the same rows. One query if there is."""
    reader, sequence = reader_of(actor=actor), last_sequence(besides=BESIDES)
    return remembered(reader=reader, sequence=sequence, make=lambda: _loaded(actor))


def remembered(*, reader: Reader, sequence: int, make: Callable[[], Extract]) -> Extract:
    """Raises ``NoReader`` unless it is said for whom. Those who ask for the same at once wait for the one that makes
    it; an older extract of the same reader is dropped.
    """
    if not isinstance(reader, Reader):
        raise NoReader(f"{reader!r} does not say who reads")
    key = (reader, sequence)
    with _slots_lock:
        for old in [old for old in _slots if old[0] == reader and old[1] < sequence]:
            del _slots[old]
        slot = _slots.setdefault(key, _Slot())
        _slots.move_to_end(key)
        while len(_slots) > READERS:
            _slots.popitem(last=False)
    with slot.lock:
        if slot.extract is None:
            slot.extract = make()
        return slot.extract


def forget() -> None:
    """Drop everything remembered, for tests and after a database was restored."""
    with _slots_lock:
        _slots.clear()


def _loaded(actor: Actor) -> Extract:
    names = reference()
    backend = ibis.duckdb.connect(**_CONFIGURATION)
    _store(backend, "organisations", _organisations(names))
    projects = loading.project_rows(actor=actor)
    _store(backend, "projects_read", projects)
    for name, read in (
        ("parties_read", loading.party_rows),
        ("places", loading.place_rows),
        ("measures", loading.measure_rows),
        ("money", loading.money_rows),
    ):
        _store(backend, name, read(actor=actor), of="projects_read")
    backend.raw_sql("SET enable_external_access = false; SET lock_configuration = true")
    extract = _prepared(backend, names)
    if len(projects) >= LARGE:
        _set_aside()
    return extract


def _set_aside() -> None:
    """Python's full collections then pass over all that lasts; to walk it held up one page in thirty by a third of a
    second. What is left of the extract before goes first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(young, middle, RARELY)


def _prepared(backend: Backend, names: Reference) -> Extract:
    read = _named(backend, "projects_read", "reporter")
    projects = backend.create_table("projects", read.select(*PROJECTS))
    backend.create_table("descriptions", read.select("project", "uuid", "title"))
    parties = _named(backend, "parties_read", "party").select(*PARTIES)
    tables = Tables(
        projects=projects,
        places=backend.table("places"),
        measures=backend.table("measures"),
        money=backend.table("money"),
        parties=backend.create_table("parties", parties),
        links=backend.create_table("links_unread", schema=ibis.schema(LINKS)),
    )
    extract = Extract(names, backend, tables)
    states = [state.code for state in names.states]
    extract.keep("states", pa.table({"column": pa.array(states, pa.string())}))
    extract.keep("columns", columns(places=tables.places, states=states))
    paid = extract.keep("funds", funds(money=tables.money))
    run = extract.keep("spans", spans(projects=tables.projects, years=paid))
    extract.keep("activity", in_period(spans=run, funds=paid, period=Period()))
    extract.keep("providers", providers(projects=tables.projects, parties=tables.parties))
    extract.keep("implementers", implementers(projects=tables.projects, parties=tables.parties))
    backend.raw_sql("DROP TABLE projects_read; DROP TABLE parties_read")
    return extract


def _named(backend: Backend, name: str, into: str) -> Table:
    """``organisation``, ``name`` and ``ref`` as one key: the code of a known organisation, else what was published."""
    rows = backend.table(name).left_join(backend.table("organisations"), "organisation")
    published = ibis.cases((rows.name != "", UNKNOWN + rows.name), (rows.ref != "", UNKNOWN + rows.ref), else_="")
    key: StringValue = ibis.coalesce(rows.code, published)
    return rows.mutate(**{into: key})


def _organisations(names: Reference) -> pa.Table:
    pks, codes = list(names.organisations), [code for code, _ in names.organisations.values()]
    return pa.table({"organisation": pa.array(pks, pa.int64()), "code": pa.array(codes, pa.string())})


def _catalogue(rows: Sequence[tuple[int, int]]) -> pa.Table:
    measures, pillars = [measure for measure, _ in rows], [pillar for _, pillar in rows]
    return pa.table({"measure": pa.array(measures, pa.int64()), "pillar": pa.array(pillars, pa.int64())})


def _store(backend: Backend, name: str, rows: pa.Table, *, of: str = "") -> None:
    """DuckDB's own copy: nothing then points to Python's memory, and no view must be dropped later. With ``of``, only
    rows whose project that table has: a part whose project is not visible, not relevant or not counted is dropped.
    """
    backend.con.register("incoming", rows)
    known = f'SEMI JOIN "{of}" USING (project)' if of else ""
    backend.raw_sql(f'CREATE OR REPLACE TABLE "{name}" AS FROM incoming {known}')
    backend.con.unregister("incoming")
