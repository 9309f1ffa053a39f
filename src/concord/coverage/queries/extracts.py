"""What one reader may see, held in an in-memory DuckDB of its own, for as long as nothing counted here has changed.

An extract is made from visible rows only, so nothing computed from it can tell of others. It is kept under the reader
(audiences and organisations) and the number of the last act that can have changed what is counted: whoever sees the
same rows shares it, nobody else. After such an act, a withdrawal among them, nobody is answered from the old one.
"""

import atexit
import gc
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import Any, TypeVar

import duckdb
import ibis
import pyarrow as pa

from concord.coverage.logic.tables import WrongColumns
from concord.coverage.queries import loading, shelves
from concord.coverage.queries.reference import Reference, reference
from concord.coverage.queries.shelves import of_framework
from concord.coverage.queries.statements import Statement
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
_CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "1GB",
    "temp_directory": "",
    "python_enable_replacements": False,
}


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
    connection: duckdb.DuckDBPyConnection
    lock: RLock = field(default_factory=RLock)
    finding: Lock = field(default_factory=Lock)
    answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    held: set[str] = field(default_factory=set)

    def rows(self, statement: Statement) -> list[dict[str, Any]]:
        with self.lock:
            found = self.connection.sql(statement.sql).to_arrow_table()
            rows: list[dict[str, Any]] = found.cast(statement.arrow).to_pylist()
            return rows

    @property
    def size(self) -> int:
        """How many projects there are."""
        with self.lock:
            return len(self.connection.table("projects"))

    def keep(self, name: str, statement: Statement) -> None:
        """The answer as a table of the extract."""
        with self.lock:
            self.connection.sql(statement.sql).select(statement.columns).create(_quoted(name))

    def store(self, name: str, rows: pa.Table, *, called: str = "", of: str = "") -> None:
        """Raises ``WrongColumns`` unless they are as declared under ``name``. It is DuckDB's own copy: nothing then
        points to Python's memory, and no view must be dropped later. With ``of``, only rows whose project that table
        has: a part whose project is not visible, not relevant or not counted is dropped.
        """
        declared = ibis.schema(shelves.READ[name]).to_pyarrow()
        if set(rows.schema) != set(declared):
            raise WrongColumns(f"{name}: {rows.schema} instead of {declared}")
        known = f"SEMI JOIN {_quoted(of)} USING (project)" if of else ""
        with self.lock:
            self.connection.register("incoming", rows)
            self.connection.execute(f"CREATE OR REPLACE TABLE {_quoted(called or name)} AS FROM incoming {known}")
            self.connection.unregister("incoming")

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

    def link(self, framework: str) -> None:
        """Hold ``catalogue``, ``purposes`` and ``allocations`` of one framework; without rows for an unknown one."""
        with self.lock:
            if framework in self.held:
                return
            entry = self.reference.framework(framework)
            rows = [(measure.pk, measure.pillar_pk) for measure in entry.measures] if entry else []
            self.store("catalogue", _catalogue(rows), called=of_framework("catalogue", framework))
            self.keep(of_framework("purposes", framework), shelves.purposes(framework))
            self.keep(of_framework("allocations", framework), shelves.allocations(framework))
            self.held.add(framework)

    def load_links(self, actor: Actor) -> None:
        """When first asked for: only double counting needs them."""
        with self.lock:
            if "links" not in self.held:
                self.store("links", loading.link_rows(actor=actor), of="projects")
                self.held.add("links")


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
    """DuckDB works on what is there while the next table is read."""
    names = reference()
    extract = Extract(names, duckdb.connect(":memory:", config=_CONFIGURATION))
    extract.store("organisations", _organisations(names))
    extract.store("states", pa.table({"column": pa.array(names.codes, pa.string())}))
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="extract") as beside:
        read = ((name, loading.ROWS[name](actor=actor)) for name in shelves.FILLED)
        for filled in [beside.submit(_fill, extract, name, rows) for name, rows in read]:
            filled.result()
    extract.keep("columns", shelves.columns(names.codes))
    extract.connection.execute("DROP TABLE projects_read; DROP TABLE parties_read")
    extract.connection.execute("SET enable_external_access = false; SET lock_configuration = true")
    if extract.size >= LARGE:
        _set_aside()
    return extract


def _fill(extract: Extract, name: str, rows: pa.Table) -> None:
    extract.store(name, rows, of="" if name == "projects_read" else "projects_read")
    for held in shelves.FILLED[name]:
        extract.keep(held, shelves.HELD[held]())


def _set_aside() -> None:
    """Python's full collections then pass over all that lasts; to walk it held up one page in thirty by a third of a
    second. What is left of the extract before goes first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(young, middle, RARELY)


def _organisations(names: Reference) -> pa.Table:
    pks, codes = list(names.organisations), [code for code, _ in names.organisations.values()]
    return pa.table({"organisation": pa.array(pks, pa.int64()), "code": pa.array(codes, pa.string())})


def _catalogue(rows: Sequence[tuple[int, int]]) -> pa.Table:
    measures, pillars = [measure for measure, _ in rows], [pillar for _, pillar in rows]
    return pa.table({"measure": pa.array(measures, pa.int64()), "pillar": pa.array(pillars, pa.int64())})


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
