"""The side that waits: starts the reader, hands it the work, and ends it when a bound is passed."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO, TypeVar, cast

from concord.quarantine import line
from concord.quarantine.bounds import Bounds, Cause, Stopped

T = TypeVar("T")

LARGEST_PIECE = 256 * 1024 * 1024
_CHUNK = 1024 * 1024


def whole(work: Callable[..., T], *given: object, bounds: Bounds, **named: object) -> T:
    """What ``work`` returns. It is named by its module, so it is a function of a module, and what goes in and comes out
    can be pickled. An exception that it raises is raised here. Raises ``Stopped``.
    """
    (result,) = _read(work, given, named, bounds=bounds, many=False)
    return cast("T", result)


def pieces(
    work: Callable[..., Iterable[T]], *given: object, bounds: Bounds, file: Path | None = None, **named: object
) -> Iterator[T]:
    """What ``work`` yields, piece by piece, as ``whole`` does; ``file`` is opened there and comes first among what is
    given. Raises ``Stopped`` when what came before has been yielded.
    """
    return _read(work, given, named, bounds=bounds, many=True, file=file)


def _read(
    work: Callable[..., Any],
    given: tuple[object, ...],
    named: dict[str, object],
    *,
    bounds: Bounds,
    many: bool,
    file: Path | None = None,
) -> Iterator[Any]:
    job = (work.__module__, work.__qualname__, str(file) if file else None, given, named, many)
    command = (sys.executable, "-I", "-m", "concord.quarantine", str(bounds.memory), str(bounds.computing))
    with subprocess.Popen(  # noqa: S603  our own program; it is told nothing of this one's environment
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, bufsize=0
    ) as reader:
        try:
            _hand_over(reader, job)
            yield from _heard(reader, bounds)
        finally:
            reader.kill()


def _hand_over(reader: subprocess.Popen[bytes], job: object) -> None:
    """A reader that ends before it has heard everything is noticed when it is listened to."""
    with suppress(BrokenPipeError), cast("BinaryIO", reader.stdin) as to:
        line.write(to, line.PIECE, job)


def _heard(reader: subprocess.Popen[bytes], bounds: Bounds) -> Iterator[Any]:
    said = _Said(cast("BinaryIO", reader.stdout).fileno(), bounds)
    while True:
        head = said.take(line.HEAD.size)
        if head is None:
            raise Stopped(_cause_of(reader), bounds=bounds)
        kind, length = line.HEAD.unpack(head)
        content = said.take(length) if length <= LARGEST_PIECE else None
        if kind == line.SPENT:
            raise Stopped(Cause.MEMORY, bounds=bounds)
        if content is None:
            raise Stopped(Cause.MEMORY if length > LARGEST_PIECE else _cause_of(reader), bounds=bounds)
        if kind == line.END:
            return
        value = line.value_of(content)
        if kind == line.RAISED:
            fault, where = value
            fault.add_note(where)
            raise fault
        yield value


def _cause_of(reader: subprocess.Popen[bytes]) -> Cause:
    """Called when the line is closed: the reader has ended, or is about to."""
    return Cause.COMPUTING if reader.wait() == -signal.SIGXCPU else Cause.BREAKDOWN


class _Said:
    """The bytes that come, waited for no longer than patience allows."""

    def __init__(self, source: int, bounds: Bounds) -> None:
        self.source, self.bounds, self.kept = source, bounds, bytearray()

    def take(self, size: int) -> bytes | None:
        """None when the line was closed before."""
        until = monotonic() + self.bounds.patience
        while len(self.kept) < size:
            if not select.select((self.source,), (), (), max(until - monotonic(), 0))[0]:
                raise Stopped(Cause.STANDSTILL, bounds=self.bounds)
            came = os.read(self.source, _CHUNK)
            if not came:
                return None
            self.kept += came
        taken = bytes(self.kept[:size])
        del self.kept[:size]
        return taken
