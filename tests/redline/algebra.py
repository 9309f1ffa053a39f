"""The functions under test by name, so that a law can be held against the real ones and against broken copies."""

import importlib
import inspect
import itertools
import re
import sys
from dataclasses import dataclass, field
from types import GenericAlias, ModuleType
from typing import Any

MODULES = (
    "tokens", "ops", "spans", "diff", "clashes", "render", "rebase", "consolidation", "brackets", "tree", "numbering",
    "references", "comparison", "languages", "history", "relocation",
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
    """The whole algebra rebuilt from source, with `right`, found exactly once in `module`, reading `wrong` instead.

    Classes stay those of the real library, so that values compare, unless the fault is in the class itself.
    """
    prefix = f"broken_{next(_COUNTER)}"
    functions: dict[str, Any] = {}
    for name in MODULES:
        original = importlib.import_module(f"concord.redline.{name}")
        source = inspect.getsource(original)
        if name == module:
            assert source.count(right) == 1, f"{right!r} is {source.count(right)} times in {module}"
            source = source.replace(right, wrong)
        source = re.sub(rf"from concord\.redline\.({'|'.join(MODULES)}) import", rf"from {prefix}.\1 import", source)
        copy = ModuleType(f"{prefix}.{name}")
        sys.modules.setdefault(prefix, ModuleType(prefix))
        sys.modules[copy.__name__] = copy
        exec(compile(source, str(original.__file__), "exec"), vars(copy))  # noqa: S102  # our own source, one fault in it
        for thing, value in _public(original).items():
            own_class = type(value) is not GenericAlias and inspect.isclass(value)
            if not own_class or value.__module__ != original.__name__:
                continue
            if name != module or right not in inspect.getsource(value):
                vars(copy)[thing] = value
        functions.update(_public(copy))
    return Algebra(functions)


_COUNTER = itertools.count()
REAL = real()
