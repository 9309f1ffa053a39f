"""The side that reads: bounds itself before it hears what to do, does it, says what came of it."""

import os
import pickle
import resource
import sys
import traceback
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, cast

from concord.quarantine import line


def bound(*, memory: int, computing: int) -> None:
    """No more memory and time than given; no file is written, no core, no child. One second behind the soft bound,
    whose signal says why, stands the hard one.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (computing, computing + 1))
    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NPROC):
        resource.setrlimit(kind, (0, 0))


def main() -> None:
    bound(memory=int(sys.argv[1]), computing=int(sys.argv[2]))
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it, for nothing
    out = os.fdopen(sys.stdout.fileno(), "wb")
    try:
        _, length = line.HEAD.unpack(sys.stdin.buffer.read(line.HEAD.size))
        _do(line.value_of(sys.stdin.buffer.read(length)), out)
    except MemoryError:
        line.write(out, line.SPENT)
    except Exception as fault:  # noqa: BLE001  whatever it is, the other side raises it
        line.write(out, line.RAISED, _portable(fault))


def _do(job: tuple[str, str, str | None, tuple[Any, ...], dict[str, Any], bool], out: BinaryIO) -> None:
    module, name, file, given, named, many = job
    work: Any = reduce(getattr, name.split("."), cast("Any", import_module(module)))
    if file is None:
        _say(work(*given, **named), out, many=many)
        return
    with Path(file).open("rb") as source:
        _say(work(source, *given, **named), out, many=many)


def _say(result: Any, out: BinaryIO, *, many: bool) -> None:
    for piece in result if many else (result,):
        line.write(out, line.PIECE, piece)
    line.write(out, line.END)


def _portable(fault: Exception) -> tuple[Exception, str]:
    """The exception, or one in its place if it cannot be sent; and where it arose."""
    where = "".join(traceback.format_exception(fault))
    try:
        pickle.loads(pickle.dumps(fault))  # noqa: S301  our own, to see whether it can be sent
    except Exception as obstacle:  # noqa: BLE001  any reason is reason enough
        return RuntimeError(f"{fault} ({obstacle})"), where
    return fault, where


if __name__ == "__main__":
    main()
