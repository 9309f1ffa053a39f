"""Which proposals cannot stand together, and where."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from concord.redline.ops import shared_ops
from concord.redline.values import Clash, ClashKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.redline.ops import SharedOp
    from concord.redline.values import Op, Proposal


def clash(*, one: Proposal, other: Proposal) -> frozenset[Clash]:
    """Symmetric; a proposal never clashes with itself, nor over an operation that both ask for."""
    return frozenset(
        Clash(*found, *sorted((one.key, other.key)))
        for mine, theirs in product(one.ops, other.ops)
        if (found := _between(mine, theirs)) and one.key != other.key
    )


def clashes(*, proposals: Iterable[Proposal]) -> tuple[Clash, ...]:
    """All pairs at once: one sort and one sweep, in time proportional to operations plus clashes found."""
    found: set[Clash] = set()
    open_: list[SharedOp] = []
    at_gap: list[SharedOp] = []
    for shared in shared_ops(proposals=proposals):
        start = shared.op.start
        open_ = [other for other in open_ if other.op.end > start]
        for other in open_:
            _record(found, shared, other)
        if shared.op.inserts:
            at_gap = [other for other in at_gap if other.op.start == start]
            for other in at_gap:
                _record(found, shared, other)
            at_gap.append(shared)
        else:
            open_.append(shared)
    return tuple(sorted(found))


def hard(*, proposals: Iterable[Proposal]) -> tuple[Clash, ...]:
    """Those that keep a set from being accepted together; "same place" does not."""
    return tuple(found for found in clashes(proposals=proposals) if not found.soft)


def _record(found: set[Clash], shared: SharedOp, other: SharedOp) -> None:
    between = _between(shared.op, other.op)
    if between:
        for mine, theirs in product(shared.proposals, other.proposals):
            if mine.key != theirs.key:
                found.add(Clash(*between, *sorted((mine.key, theirs.key))))


def _between(one: Op, other: Op) -> tuple[int, int, ClashKind] | None:
    if one == other:
        return None
    start, end = max(one.start, other.start), min(one.end, other.end)
    if one.inserts and other.inserts:
        return (start, end, ClashKind.SAME_PLACE) if start == end else None
    if one.inserts or other.inserts:
        gap, span = (one, other) if one.inserts else (other, one)
        return (gap.start, gap.end, ClashKind.INSIDE) if span.start < gap.start < span.end else None
    return (start, end, ClashKind.OVERLAP) if start < end else None
