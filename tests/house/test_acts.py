"""Every write is an act: it takes an actor, asks for permission before it writes, and records itself once."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "concord"
WRITES = {"save", "create", "bulk_create", "bulk_update", "update", "delete", "update_or_create", "get_or_create"}

# Offered functions that take an actor or write without being one act, and why.
NOT_ONE_ACT = {
    "assistance.import_path": "an intake from its first act to its last",
    "assistance.read_files": "one act for each batch of an intake",
    "desk.plan_digests": "housekeeping in the worker's queue",
    "journal.record": "it is the record",
    "plans.adopt_together": "one act for each text, all or none",
    "parties.invite": "two acts: adding the person, giving the seat",
    "sharing.audience_for": "interning changes nobody's access",
    "sharing.public_audience": "as audience_for",
}


@cache
def actions(room: str) -> dict[str, ast.FunctionDef]:
    """All functions of a room's `actions`, private ones too."""
    folder = PACKAGE / room
    files = [folder / "actions.py"] if (folder / "actions.py").exists() else sorted(folder.glob("actions/*.py"))
    return {
        node.name: node
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    }


def offered(room: str) -> set[str]:
    """What the room's `actions` offers: the names in `__all__`, or all that are not private."""
    package = PACKAGE / room / "actions" / "__init__.py"
    if package.exists():
        return set(re.findall(r'"(\w+)"', package.read_text())) & set(actions(room))
    return {name for name in actions(room) if not name.startswith("_")}


def everything() -> Iterator[tuple[str, str]]:
    for room in sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py")):
        yield from ((room, name) for name in sorted(offered(room)))


def calls(node: ast.FunctionDef) -> list[str]:
    """Names called in a function, in the order of the source."""
    found = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
    found.sort(key=lambda call: (call.lineno, call.col_offset))
    return [call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "") for call in found]


def traced(room: str, name: str, seen: tuple[str, ...] = ()) -> list[str]:
    """The calls of a function with those of the room's own functions that it calls, in order."""
    trace: list[str] = []
    for called in calls(actions(room)[name]):
        trace.append(called)
        if called in actions(room) and called not in seen and called not in ("record", "require"):
            trace.extend(traced(room, called, (*seen, name)))
    return trace


def takes_actor(room: str, name: str) -> bool:
    return "actor" in [argument.arg for argument in actions(room)[name].args.kwonlyargs]


EVERYTHING = [pair for pair in everything() if ".".join(pair) not in NOT_ONE_ACT]
ACTS = [pair for pair in EVERYTHING if takes_actor(*pair)]
OTHERS = [pair for pair in EVERYTHING if not takes_actor(*pair)]


@pytest.mark.parametrize(("room", "name"), ACTS)
def test_an_act_asks_first_and_records_once(room, name):
    trace = traced(room, name)
    assert "require" in trace, "permission"
    assert trace.count("record") == 1, "one entry"
    assert trace.index("require") < trace.index("record"), "asked before it is recorded"


@pytest.mark.parametrize(("room", "name"), OTHERS)
def test_what_has_no_actor_writes_nothing(room, name):
    assert WRITES & set(calls(actions(room)[name])) == set()


def test_exceptions_are_still_there():
    assert set(NOT_ONE_ACT) <= {".".join(pair) for pair in everything()}
