"""Where whole clauses stand when moves of them are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.redline.values import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from concord.redline.values import Proposal


def relocated(*, order: Sequence[str], present: AbstractSet[str], moves: Mapping[str, Proposal]) -> tuple[str, ...]:
    """The keys of the clauses that are present, in their order after the moves, which are given by clause.

    A clause moves behind its proposal's `after`, or, where that is not present, behind the nearest clause before it
    that is and stays. Several that move behind one stand in tabling order. Of moves that would go round in a circle the
    last tabled is left out.
    """
    ahead: dict[str, list[str]] = {}
    behind: dict[str, str] = {}
    for key, move in sorted(moves.items(), key=lambda item: item[1].rank):
        if key in present and move.after is not None and move.after != key:
            anchor = move.after if move.after in present else _standing(move.after, order, present - moves.keys())
            if not _leads_to(anchor, key, behind):
                behind[key] = anchor
                ahead.setdefault(anchor, []).append(key)
    out: list[str] = []
    for key in ("", *(k for k in order if k in present and k not in behind)):
        _put(key, ahead, out)
    return tuple(out[1:])


def moves_of(*, proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Those that say where the clause is to stand."""
    return tuple(p for p in proposals if p.kind is Kind.MOVE and p.after is not None)


def _standing(after: str, order: Sequence[str], still: Collection[str]) -> str:
    before = order[: order.index(after)] if after in order else ()
    return next((k for k in reversed(before) if k in still), "")


def _leads_to(anchor: str, key: str, behind: Mapping[str, str]) -> bool:
    while anchor != key and anchor in behind:
        anchor = behind[anchor]
    return anchor == key


def _put(key: str, ahead: Mapping[str, Sequence[str]], out: list[str]) -> None:
    waiting = [key]
    while waiting:
        out.append(waiting.pop())
        waiting += reversed(ahead.get(out[-1], ()))
