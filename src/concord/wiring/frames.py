"""Room for deep calls, taken once instead of at every turn.

CPython (3.11 and later) keeps the frames of a thread in pieces of 16 KB and gives a piece back as soon as its last one
returns: a loop whose calls cross an edge asks the system for memory, and returns it, at every turn. A page of fifty
projects spent two fifths of its time so. A piece is made larger for a frame that asks for more, and serves the frames
above it as well. Source: ``push_chunk`` in ``Python/pystate.c``.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def with_room(call: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """The call, on a piece with a quarter of a megabyte left for whatever it calls; of that, what is not used costs
    nothing.
    """
    return call(*given, **named)


_SLOTS = 2**15  # of 8 bytes; the system doubles 16 KB until they fit
with_room.__code__ = with_room.__code__.replace(co_stacksize=_SLOTS)
