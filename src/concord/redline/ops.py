"""Operations on base token positions: validity, canonical form, application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.redline.values import Op

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from concord.redline.values import Proposal, Rank, Tokens


class OpsOverlap(ValueError):
    """Two operations of one proposal touch the same base tokens."""


class OutOfText(ValueError):
    """An operation points behind the end of the base text."""


@dataclass(frozen=True, slots=True)
class SharedOp:
    """One operation and everybody who asks for it. `rank` is that of the earliest tabled of `proposals`."""

    op: Op
    proposals: tuple[Proposal, ...]
    rank: Rank


def shared_ops(*, proposals: Iterable[Proposal], ranks: Mapping[Op, Rank] | None = None) -> tuple[SharedOp, ...]:
    """The same operation from several delegations once, with all of them; in reading order.

    At one gap a pure insertion comes before a replacement, then tabling order decides. `ranks` overrides the rank of an
    operation, for callers that know of earlier sponsors than those supplied.
    """
    asked: dict[Op, list[Proposal]] = {}
    for proposal in sorted(proposals, key=lambda p: p.rank):
        for op in proposal.ops:
            asked.setdefault(op, []).append(proposal)
    found = [SharedOp(op, tuple(who), (ranks or {}).get(op, who[0].rank)) for op, who in asked.items()]
    found.sort(key=lambda s: (s.op.start, s.op.end > s.op.start, s.rank, s.op))
    return tuple(found)


def check_range(*, base: Tokens, ops: Iterable[Op]) -> None:
    for op in ops:
        if op.end > len(base):
            raise OutOfText(f"{op.start}..{op.end} points behind the end of a text of {len(base)} tokens")


def apply(*, base: Tokens, ops: Iterable[Op]) -> Tokens:
    """Raises `OpsOverlap` and `OutOfText`; touching operations are applied in the order given at one start."""
    out: list[str] = []
    position = 0
    for op in ops:
        if op.start < position:
            raise OpsOverlap(f"{op} begins before {position}, where the one before it ends")
        if op.end > len(base):
            raise OutOfText(f"{op} points behind the end of a text of {len(base)} tokens")
        out += base[position : op.start]
        out += op.words
        position = op.end
    out += base[position:]
    return tuple(out)


def canonical(*, base: Tokens, ops: Iterable[Op]) -> tuple[Op, ...]:
    """The one way to write a set of operations: sorted, joined where they touch, trimmed of words that do not change,
    and, where equal words allow several places, the rightmost. Applying it gives what applying `ops` gives.
    """
    done: list[Op] = []  # from right to left
    ordered = sorted(ops, key=lambda op: (op.start, op.end))
    check_range(base=base, ops=ordered)
    for op in reversed(_joined(ordered)):
        start, end, words = op.start, op.end, op.words
        while True:
            start, end, words = _trimmed(base, start, end, words)
            if start == end and not words:
                break
            start, end, words = _slid(base, start, end, words, done[-1].start if done else len(base))
            if not done or end < done[-1].start:
                done.append(Op(start, end, words))
                break
            right = done.pop()
            end, words = right.end, words + right.words
    return tuple(reversed(done))


def _joined(ordered: Iterable[Op]) -> list[Op]:
    """Operations that touch, as one; raises `OpsOverlap` for those that do more than touch."""
    out: list[Op] = []
    for op in ordered:
        if out and op.start < out[-1].end:
            raise OpsOverlap(f"{out[-1]} and {op} touch the same words")
        if out and op.start == out[-1].end:
            last = out.pop()
            out.append(Op(last.start, op.end, last.words + op.words))
        else:
            out.append(op)
    return out


def _trimmed(base: Tokens, start: int, end: int, words: Tokens) -> tuple[int, int, Tokens]:
    first, last = 0, len(words)
    while start < end and first < last and base[start] == words[first]:
        start, first = start + 1, first + 1
    while start < end and first < last and base[end - 1] == words[last - 1]:
        end, last = end - 1, last - 1
    return start, end, words[first:last]


def _slid(base: Tokens, start: int, end: int, words: Tokens, limit: int) -> tuple[int, int, Tokens]:
    if start == end:
        while end < limit and base[end] == words[0]:
            words = (*words[1:], words[0])
            start = end = end + 1
    elif not words:
        while end < limit and base[start] == base[end]:
            start, end = start + 1, end + 1
    return start, end, words
