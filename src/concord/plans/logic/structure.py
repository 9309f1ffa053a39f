"""What accepted proposals do to the tree of a revision: add, delete, move, merge and split by identity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from concord.redline import Circular, Kind, Node, Proposal, between, reading_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KEEPS_PLACE: Final = frozenset({Kind.MOD, Kind.NOC})


class StructureClash(ValueError):
    """These proposals cannot be accepted together, for what they do to the tree or ask of it."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(sorted(keys))
        super().__init__(", ".join(self.keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A proposal on one revision. ``proposal`` holds its operations there, ``identity`` its uuid; ``provision``,
    ``parent`` and ``joins`` are uuids, ``splits`` token positions in ``language``.
    """

    proposal: Proposal
    identity: str
    provision: str
    language: str
    parent: str = ""
    place: str = ""
    joins: tuple[str, ...] = ()
    splits: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        return self.proposal.key

    @property
    def kind(self) -> Kind:
        return self.proposal.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """``pieces`` in reading order, the survivor among them, asked for by ``keys``."""

    pieces: tuple[str, ...]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The provision keeps the words before the first of ``positions``; ``parts`` are the new provisions."""

    language: str
    positions: tuple[int, ...]
    parts: tuple[str, ...]
    keys: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Tree:
    """The tree after the accepted proposals. ``gone`` names, for each provision taken out, who asked for it; merges
    are by survivor, splits by the provision split, ``moved`` by the provision moved.
    """

    nodes: dict[str, Node]
    gone: dict[str, frozenset[str]] = field(default_factory=dict)
    merges: dict[str, Merge] = field(default_factory=dict)
    splits: dict[str, Split] = field(default_factory=dict)
    moved: dict[str, frozenset[str]] = field(default_factory=dict)


def structure_clashes(*, asks: Iterable[Ask]) -> frozenset[str]:
    """Keys of the proposals that cannot be accepted together for reasons other than their words."""
    every = tuple(asks)
    at: dict[str, list[Ask]] = defaultdict(list)
    joined: dict[str, list[Ask]] = defaultdict(list)
    for ask in every:
        at[ask.provision].append(ask)
        for uuid in ask.joins if ask.kind is Kind.MERGE else ():
            joined[uuid].append(ask)
    found: set[str] = set()
    for here in at.values():
        found |= _at_one_provision(here)
    for uuid, takers in joined.items():
        if len({ask.provision for ask in takers}) > 1:
            found |= _keys(takers)
        if others := [ask for ask in at[uuid] if ask.kind is not Kind.MOD]:
            found |= _keys((*takers, *others))
    for ask in every:
        if ask.kind in (Kind.ADD, Kind.MOVE) and (outs := [s for s in at[ask.parent] if s.kind is Kind.SUP]):
            found |= _keys((ask, *outs))
    return frozenset(found)


def rebuilt(*, nodes: Mapping[str, Node], kinds: Mapping[str, str], asks: Iterable[Ask]) -> Tree:
    """``kinds`` are those of the provisions that are added. Additions first, then moves, merges and splits, each in
    tabling order, deletions last: what an accepted proposal moved away from under a deleted provision stays. Raises
    ``StructureClash`` if a provision would be under itself, or under one that is not there.
    """
    every = sorted(asks, key=lambda ask: ask.proposal.rank)
    if clash := structure_clashes(asks=every):
        raise StructureClash(clash)
    tree = Tree(nodes=dict(nodes))
    by_kind: dict[Kind, list[Ask]] = defaultdict(list)
    for ask in every:
        by_kind[ask.kind].append(ask)
    arrived: dict[str, int] = {}
    for turn, ask in enumerate((*by_kind[Kind.ADD], *by_kind[Kind.MOVE]), start=1):
        if ask.kind is Kind.MOVE:
            tree.moved[ask.provision] = tree.moved.get(ask.provision, frozenset()) | {ask.key}
        known = tree.nodes.get(ask.provision)
        if known is None and ask.kind is Kind.MOVE:
            raise StructureClash({ask.key})
        kind = known.kind if known else kinds[ask.provision]
        tree.nodes[ask.provision] = Node(ask.provision, kind, ask.parent, ask.place or "i")
        arrived.setdefault(ask.provision, turn)
    _spread(tree, arrived)
    for ask in by_kind[Kind.MERGE]:
        _merge(tree, ask)
    for ask in by_kind[Kind.SPLIT]:
        _split(tree, ask)
    for ask in by_kind[Kind.SUP]:
        _take_out(tree, ask)
    try:
        reading_order(nodes=tree.nodes.values())
    except (KeyError, Circular) as error:
        raise StructureClash(ask.key for ask in every if ask.kind not in _KEEPS_PLACE) from error
    return tree


def _at_one_provision(asks: list[Ask]) -> set[str]:
    kinds: dict[Kind, list[Ask]] = defaultdict(list)
    for ask in asks:
        kinds[ask.kind].append(ask)
    found: set[str] = set()
    if kinds[Kind.SUP] and len(kinds[Kind.SUP]) < len(asks):
        found |= _keys(asks)
    if kinds[Kind.NOC] and len(kinds[Kind.NOC]) < len(asks):
        found |= _keys(asks)
    if kinds[Kind.MERGE] and kinds[Kind.SPLIT]:
        found |= _keys((*kinds[Kind.MERGE], *kinds[Kind.SPLIT]))
    if len({(ask.parent, ask.place) for ask in kinds[Kind.MOVE]}) > 1:
        found |= _keys(kinds[Kind.MOVE])
    if len({(ask.language, ask.splits) for ask in kinds[Kind.SPLIT]}) > 1:
        found |= _keys(kinds[Kind.SPLIT])
    words: dict[str, set[object]] = defaultdict(set)
    for ask in kinds[Kind.ADD]:
        words[ask.language].add(ask.proposal.ops)
    places = {(ask.parent, ask.place) for ask in kinds[Kind.ADD]}
    if len(places) > 1 or any(len(versions) > 1 for versions in words.values()):
        found |= _keys(kinds[Kind.ADD])
    return found


def _keys(asks: Iterable[Ask]) -> set[str]:
    return {ask.key for ask in asks}


def _siblings(tree: Tree, parent: str) -> list[Node]:
    return sorted((n for n in tree.nodes.values() if n.parent == parent), key=lambda n: (n.order, n.uuid))


def _spread(tree: Tree, arrived: Mapping[str, int]) -> None:
    """Provisions that were put at one place stand there in the order in which they were tabled."""
    for parent in {tree.nodes[uuid].parent for uuid in arrived}:
        line = sorted(_siblings(tree, parent), key=lambda n: (n.order, arrived.get(n.uuid, 0), n.uuid))
        orders = sorted({node.order for node in line})
        after = dict(chain(pairwise(orders), ((orders[-1], ""),)))
        last, bound = "", ""
        for node in line:
            if node.order > last:
                last, bound = node.order, after[node.order]
                continue
            last = between(lower=last, upper=bound)
            tree.nodes[node.uuid] = replace(node, order=last)


def _merge(tree: Tree, ask: Ask) -> None:
    known = tree.merges.get(ask.provision)
    wanted = {ask.provision, *ask.joins, *(known.pieces if known else ())}
    if missing := wanted - tree.nodes.keys() - tree.gone.keys():
        raise StructureClash({ask.key, *missing})
    here = [uuid for uuid in wanted if uuid in tree.nodes]
    order = [node.uuid for node in reading_order(nodes=tree.nodes.values()) if node.uuid in wanted]
    if known and len(here) == 1:  # the same merge, asked for by another delegation
        tree.merges[ask.provision] = replace(known, keys=known.keys | {ask.key})
        return
    keys = frozenset({ask.key}) | (known.keys if known else frozenset())
    pieces = (*known.pieces, *(uuid for uuid in order if uuid not in known.pieces)) if known else tuple(order)
    last = max((node.order for node in _siblings(tree, ask.provision)), default="")
    for uuid in order:
        if uuid == ask.provision:
            continue
        for child in _siblings(tree, uuid):
            last = between(lower=last)
            tree.nodes[child.uuid] = replace(child, parent=ask.provision, order=last)
        del tree.nodes[uuid]
        tree.gone[uuid] = keys
    tree.merges[ask.provision] = Merge(pieces=pieces, keys=keys)


def _split(tree: Tree, ask: Ask) -> None:
    if known := tree.splits.get(ask.provision):
        tree.splits[ask.provision] = replace(known, keys=known.keys | {ask.key})
        return
    if ask.provision not in tree.nodes:
        raise StructureClash({ask.key})
    node = tree.nodes[ask.provision]
    upper = next((n.order for n in _siblings(tree, node.parent) if n.order > node.order), "")
    parts, last = [], node.order
    for turn, _ in enumerate(ask.splits, start=1):
        part = str(uuid5(UUID(ask.identity), str(turn)))
        last = between(lower=last, upper=upper)
        tree.nodes[part] = Node(part, node.kind, node.parent, last)
        parts.append(part)
    tree.splits[ask.provision] = Split(
        language=ask.language, positions=tuple(sorted(ask.splits)), parts=tuple(parts), keys=frozenset({ask.key})
    )


def _take_out(tree: Tree, ask: Ask) -> None:
    leaving = [ask.provision]
    while leaving:
        uuid = leaving.pop()
        leaving += [node.uuid for node in tree.nodes.values() if node.parent == uuid]
        tree.nodes.pop(uuid, None)
        tree.gone[uuid] = tree.gone.get(uuid, frozenset()) | {ask.key}
