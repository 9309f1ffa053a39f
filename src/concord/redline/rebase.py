"""Carrying an open proposal over to the text that results from accepting others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.redline.clashes import clash
from concord.redline.ops import shared_ops
from concord.redline.values import Op

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.redline.ops import SharedOp
    from concord.redline.values import Clash, Proposal, Rank


@dataclass(frozen=True, slots=True)
class Rebased:
    """`original` is always kept. With `clashes` it needs re-tabling and there is no `proposal`; without, `proposal`
    says the same on the new text, or is None because everything it asked for is already there (`absorbed`).
    """

    original: Proposal
    proposal: Proposal | None
    clashes: tuple[Clash, ...] = ()

    @property
    def absorbed(self) -> bool:
        return self.proposal is None and not self.clashes


def rebase(*, proposal: Proposal, over: Iterable[Proposal], among: Iterable[Proposal] = ()) -> Rebased:
    """`over` is the accepted set, free of hard clashes. An operation that `over` already contains is dropped.

    `among` are further tabled proposals: a co-sponsor among them may have tabled the same words earlier, which decides
    the order at a shared gap. Two insertions whose gaps become one by a deletion between them are a new "same place"
    clash on the new text, for people to settle.
    """
    accepted = tuple(over)
    found = {c for other in accepted for c in clash(one=proposal, other=other) if not c.soft}
    if found:
        return Rebased(proposal, None, tuple(sorted(found)))
    ranks: dict[Op, Rank] = {s.op: s.rank for s in shared_ops(proposals={*accepted, *among, proposal})}
    settled = shared_ops(proposals=accepted, ranks=ranks)
    done = {s.op for s in settled}
    ops: list[Op] = []
    for op in proposal.ops:
        if op in done:
            continue
        shift = sum(s.op.growth for s in settled if _stands_before(s, op, ranks[op]))
        moved = Op(op.start + shift, op.end + shift, op.words)
        if ops and moved.inserts and ops[-1].inserts and ops[-1].start == moved.start:
            moved = Op(moved.start, moved.start, ops.pop().words + moved.words)
        ops.append(moved)
    return Rebased(proposal, replace(proposal, ops=tuple(ops)) if ops else None)


def _stands_before(settled: SharedOp, op: Op, rank: Rank) -> bool:
    other = settled.op
    if other.inserts and op.inserts and other.start == op.start:
        return settled.rank < rank
    return other.end <= op.start
