"""Many proposals on one base: the rolling text, any one reading of it, and the joint text."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from concord.redline.clashes import hard
from concord.redline.ops import check_range, shared_ops
from concord.redline.values import Rendering, Segment, SegmentKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from concord.redline.ops import SharedOp
    from concord.redline.values import Clash, Proposal, Rank, Tokens


class Clashing(ValueError):
    """The proposals cannot all be accepted; `clashes` says which, and where."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        self.clashes = clashes
        super().__init__("; ".join(f"{c.first} and {c.second}: {c.kind} at {c.start}..{c.end}" for c in clashes))


def render(*, base: Tokens, proposals: Iterable[Proposal]) -> Rendering:
    """All proposals in place, clashing or not, none hidden by another.

    Words stand behind the words they replace and before a pure insertion at the same gap. The result does not depend
    on the order of supply. Keys must be unique.
    """
    tabled = tuple(sorted(proposals, key=lambda p: p.rank))
    if len({p.key for p in tabled}) < len(tabled):
        raise ValueError("Two proposals carry the same key")
    shared = shared_ops(proposals=tabled)
    check_range(base=base, ops=(s.op for s in shared))
    begin, words = _by_place(shared)
    end = {one.op.end for one in shared}
    return Rendering(tuple(_segments(base, begin, words, sorted({*begin, *end, len(base)}))), tabled)


def _by_place(shared: Iterable[SharedOp]) -> tuple[dict[int, list[SharedOp]], dict[int, list[SharedOp]]]:
    """Deletions by where they begin, new words by the gap they stand in."""
    begin: dict[int, list[SharedOp]] = {}
    words: dict[int, list[SharedOp]] = {}
    for one in shared:
        if not one.op.inserts:
            begin.setdefault(one.op.start, []).append(one)
        if one.op.words:
            words.setdefault(one.op.end, []).append(one)
    for at_gap in words.values():
        at_gap.sort(key=lambda s: (s.op.inserts, s.rank, s.op))
    return begin, words


def _segments(
    base: Tokens, begin: dict[int, list[SharedOp]], words: dict[int, list[SharedOp]], boundaries: Iterable[int]
) -> Iterator[Segment]:
    open_: list[SharedOp] = []
    position = 0
    for boundary in boundaries:
        if boundary > position:
            tokens = base[position:boundary]
            if open_:
                yield _segment(SegmentKind.DELETED, tokens, position, open_)
            else:
                yield Segment(SegmentKind.KEPT, tokens, position)
            position = boundary
        for one in words.get(boundary, ()):
            yield _segment(SegmentKind.INSERTED, one.op.words, boundary, (one,))
        if open_:
            open_ = [s for s in open_ if s.op.end > boundary]
        if boundary in begin:
            open_ += begin[boundary]


def _segment(kind: SegmentKind, tokens: Tokens, start: int, shared: Collection[SharedOp]) -> Segment:
    asking = [p for s in shared for p in s.proposals]
    if len(asking) > 1:
        asking.sort(key=lambda p: p.rank)
        sponsors = tuple(dict.fromkeys(d for p in asking for d in p.delegations))
    else:
        sponsors = asking[0].delegations
    replaces = kind is SegmentKind.INSERTED and not next(iter(shared)).op.inserts
    return Segment(kind, tokens, start, tuple(p.key for p in asking), sponsors, replaces)


def project(*, rendering: Rendering, accepted: Collection[str]) -> Tokens:
    """The text if exactly the proposals with these keys were accepted.

    Depends on `accepted` alone, not on what else is tabled: insertions at one gap stand in the tabling order of
    those accepted. For a set with hard clashes the union of all deletions and insertions is shown.
    """
    ranks = {p.key: p.rank for p in rendering.proposals}
    wanted = set(accepted)
    if unknown := wanted - ranks.keys():
        raise KeyError(f"Not in this rendering: {', '.join(sorted(unknown))}")
    out: list[str] = []
    gap: list[tuple[Rank, Tokens]] = []
    place: tuple[int, bool] | None = None
    for segment in rendering.segments:
        chosen = wanted.intersection(segment.keys) if segment.keys else None
        here = (segment.start, segment.replaces) if segment.kind is SegmentKind.INSERTED else None
        if here != place:
            _put(out, gap)
            place = here
        if here is not None:
            if chosen:
                gap.append((min(ranks[key] for key in chosen), segment.tokens))
        elif not chosen:
            out += segment.tokens
    _put(out, gap)
    return tuple(out)


def _put(out: list[str], gap: list[tuple[Rank, Tokens]]) -> None:
    for _, tokens in sorted(gap, key=itemgetter(0)):
        out += tokens
    gap.clear()


def apply_set(*, base: Tokens, proposals: Iterable[Proposal]) -> Tokens:
    """The base with all of them accepted at once; raises `Clashing` unless every pair can stand together.

    Insertions at one gap stand in tabling order; what several ask for is done once.
    """
    accepted = tuple(proposals)
    if found := hard(proposals=accepted):
        raise Clashing(found)
    shared = shared_ops(proposals=accepted)
    check_range(base=base, ops=(s.op for s in shared))
    out: list[str] = []
    position = 0
    for one in shared:
        out += base[position : one.op.start]
        out += one.op.words
        position = one.op.end
    out += base[position:]
    return tuple(out)
