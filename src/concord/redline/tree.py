"""The tree of provisions: identity by uuid, place by parent and order key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class Circular(ValueError):
    """A provision cannot be moved under itself."""


@dataclass(frozen=True, slots=True)
class Node:
    """`order` sorts siblings as text (see `between`). `soft` is true until the provision's existence is agreed;
    `tabled` is the tabling order of the proposal that adds it. A withdrawn addition stays with `live` false: its number
    is spent.
    """

    uuid: str
    kind: str
    parent: str = ""
    order: str = "i"
    soft: bool = False
    tabled: int = 0
    live: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    """Put `uuid` under `parent` (empty: top level) at `order`."""

    uuid: str
    parent: str
    order: str


def reading_order(*, nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Depth first; raises `KeyError` for a parent that is not there, `Circular` for a provision under itself."""
    known = {node.uuid: node for node in nodes}
    children: dict[str, list[Node]] = {}
    for node in known.values():
        if node.parent and node.parent not in known:
            raise KeyError(f"{node.uuid} stands under {node.parent}, which is not there")
        children.setdefault(node.parent, []).append(node)
    out: list[Node] = []
    stack = sorted(children.get("", ()), key=_place, reverse=True)
    while stack:
        node = stack.pop()
        out.append(node)
        stack += sorted(children.get(node.uuid, ()), key=_place, reverse=True)
    if len(out) < len(known):
        raise Circular(f"Under itself: {', '.join(sorted(known.keys() - {n.uuid for n in out}))}")
    return tuple(out)


def apply_moves(*, nodes: Iterable[Node], moves: Iterable[Move]) -> tuple[Node, ...]:
    """The same provisions in new places, in reading order. Raises `Circular` and `KeyError`."""
    known = {node.uuid: node for node in nodes}
    for move in moves:
        known[move.uuid] = replace(known[move.uuid], parent=move.parent, order=move.order)
    return reading_order(nodes=known.values())


def between(*, lower: str = "", upper: str = "") -> str:
    """A short order key strictly between two others; empty means no bound. Keys never end in "0"."""
    if upper and lower >= upper:
        raise ValueError(f"Nothing lies between {lower!r} and {upper!r}")
    out = ""
    position = 0
    while True:
        low = _DIGITS.index(lower[position]) if position < len(lower) else 0
        high = _DIGITS.index(upper[position]) if position < len(upper) else len(_DIGITS)
        if high - low > 1:
            return out + _DIGITS[(low + high) // 2]
        out += _DIGITS[low]
        if high > low:
            upper = ""
        position += 1


def _place(node: Node) -> tuple[str, str]:
    return node.order, node.uuid
