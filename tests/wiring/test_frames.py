"""A call on the way across an edge of the frames' memory asks the system for none where room was taken before."""

import resource
from collections.abc import Callable

from concord.wiring.frames import with_room

TURNS, DEPTHS = 500, 300


def small() -> None:
    return None


def turns() -> int:
    """Pages of memory that the system had to give while one small function was called again and again."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _turn in range(TURNS):
        small()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def below(depth: int, call: Callable[[], int]) -> int:
    return call() if depth == 0 else below(depth - 1, call)


def worst() -> int:
    return max(below(depth, turns) for depth in range(DEPTHS))


def test_no_depth_asks_for_memory_at_every_turn():
    assert with_room(worst) < TURNS


def test_what_is_given_arrives_and_what_is_raised_leaves():
    assert with_room(divmod, 7, 2) == (3, 1)
    assert with_room(sorted, [1, 2], reverse=True) == [2, 1]
