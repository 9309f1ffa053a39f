"""The functions under test by name, so that a law can be held against the real ones and against broken copies."""

import importlib
import sys
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

MODULES = (
    "tokens", "ops", "diff", "clashes", "render", "rebase", "consolidation", "brackets", "tree", "numbering",
    "references", "comparison", "languages", "history", "spans",
)  # fmt: skip


@dataclass(frozen=True)
class Algebra:
    functions: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.functions[name]
        except KeyError:
            raise AttributeError(name) from None


def _public(module: ModuleType) -> dict[str, Any]:
    return {name: value for name, value in vars(module).items() if not name.startswith("_")}


def real() -> Algebra:
    functions: dict[str, Any] = {}
    for name in MODULES:
        functions.update(_public(importlib.import_module(f"concord.redline.{name}")))
    return Algebra(functions)


def broken(module: str, right: str, wrong: str) -> Algebra:
    """The algebra with `module` rebuilt from a source in which `right`, found exactly once, reads `wrong`."""
    original = importlib.import_module(f"concord.redline.{module}")
    with open(str(original.__file__), encoding="utf-8") as file:  # noqa: PTH123  # a source file, by its own path
        source = file.read()
    assert source.count(right) == 1, f"{right!r} is {source.count(right)} times in {module}"
    copy = ModuleType(f"broken_{module}")
    copy.__file__ = original.__file__
    sys.modules[copy.__name__] = copy
    code = compile(source.replace(right, wrong), str(original.__file__), "exec")
    exec(code, vars(copy))  # noqa: S102  # our own source, one word changed
    own = {n: v for n, v in _public(copy).items() if getattr(v, "__module__", "") == copy.__name__}
    return Algebra({**real().functions, **own})


REAL = real()
