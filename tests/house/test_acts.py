"""Every write is an act: it takes an actor, asks for permission first, records itself once and last."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "concord"

# Functions of `actions` that are no act of their own, and why.
NOT_ACTS = {
    "journal.record": "it is the record",
    "sharing.audience_for": "interning changes nobody's access",
    "sharing.public_audience": "as audience_for",
    "parties.invite": "two acts: adding the person, giving the seat",
}


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """What a room's `actions` offers: all its functions, or those that the package names in `__all__`."""
    for room in sorted(PACKAGE.glob("*/__init__.py")):
        room = room.parent
        if (room / "actions.py").exists():
            offered, files = None, [room / "actions.py"]
        else:
            files = sorted(room.glob("actions/*.py"))
            offered = set(re.findall(r'"(\w+)"', (room / "actions/__init__.py").read_text())) if files else set()
        for path in files:
            for node in ast.parse(path.read_text()).body:
                public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
                if public and (offered is None or node.name in offered):
                    yield f"{room.name}.{node.name}", node


def calls(node: ast.FunctionDef, name: str) -> list[int]:
    return [
        call.lineno
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == name
    ]


ACTS = {name: node for name, node in functions() if name not in NOT_ACTS}


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_asks_first_and_records_once(name):
    node = ACTS[name]
    assert "actor" in [argument.arg for argument in node.args.kwonlyargs], "who acts?"
    asked, recorded = calls(node, "require"), calls(node, "record")
    assert len(asked) == 1, "one permission"
    assert len(recorded) == 1, "one entry"
    assert asked[0] < recorded[0], "asked before it is recorded"


def test_exceptions_are_still_there():
    assert set(NOT_ACTS) <= {name for name, _ in functions()}
