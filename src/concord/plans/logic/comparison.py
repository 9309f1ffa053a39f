"""Two revisions, provision by provision, in one reading order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from concord.plans.terms import ProvisionKind
from concord.plans.terms.timeline import ComparedProvision, Fate
from concord.redline import Node, Op, Place, Provision, Tokens, compare, diff, reading_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A provision of one revision with its words in one language."""

    uuid: UUID
    kind: ProvisionKind
    parent: UUID | None
    order: str
    label: str
    tokens: Tokens


def compared_provisions(*, before: Sequence[Placed], after: Sequence[Placed]) -> tuple[ComparedProvision, ...]:
    """In the reading order of ``after``; one that is gone stands behind what it stood behind."""
    old, new = {each.uuid: each for each in before}, {each.uuid: each for each in after}
    change = compare(before=_revision(old), after=_revision(new))
    changed = dict(change.changed)
    moved = {uuid for uuid, _ in change.moved} & _strayed(old, new)
    return tuple(
        ComparedProvision(
            uuid=uuid,
            kind=(new.get(uuid) or old[uuid]).kind,
            depth=_depth(uuid, new if uuid in new else old),
            number=(new.get(uuid) or old[uuid]).label,
            was=old[uuid].label if uuid in old else "",
            fate=_fate(uuid, old, new, changed, moved),
            is_moved=str(uuid) in moved,
            before=old[uuid].tokens if uuid in old else (),
            ops=changed.get(str(uuid), _whole(uuid, old, new)),
        )
        for uuid in _order(old, new)
    )


def order_of(*, placed: Sequence[Placed]) -> tuple[UUID, ...]:
    """The reading order of one revision."""
    return tuple(_sequence({each.uuid: each for each in placed}))


def _revision(placed: Mapping[UUID, Placed]) -> dict[str, Provision]:
    return {
        str(each.uuid): Provision(Place(each.kind.value, str(each.parent or ""), each.order), each.tokens)
        for each in placed.values()
    }


def _whole(uuid: UUID, old: Mapping[UUID, Placed], new: Mapping[UUID, Placed]) -> tuple[Op, ...]:
    if (uuid in old) == (uuid in new):
        return ()
    return diff(
        before=old[uuid].tokens if uuid in old else (),
        after=new[uuid].tokens if uuid in new else (),
    )


def _fate(
    uuid: UUID,
    old: Mapping[UUID, Placed],
    new: Mapping[UUID, Placed],
    changed: Mapping[str, object],
    moved: set[str],
) -> Fate:
    if uuid not in old:
        return Fate.ADDED
    if uuid not in new:
        return Fate.REMOVED
    if str(uuid) in changed:
        return Fate.CHANGED
    return Fate.MOVED if str(uuid) in moved else Fate.SAME


def _sequence(placed: Mapping[UUID, Placed]) -> list[UUID]:
    nodes = [
        Node(str(each.uuid), each.kind.value, str(each.parent) if each.parent in placed else "", each.order)
        for each in placed.values()
    ]
    return [UUID(node.uuid) for node in reading_order(nodes=nodes)]


def _strayed(old: Mapping[UUID, Placed], new: Mapping[UUID, Placed]) -> set[str]:
    """Those under another parent, or out of the order in which those that stayed stand: order keys alone may be
    written anew without anything moving.
    """
    left = tuple(str(uuid) for uuid in _sequence(old) if uuid in new)
    right = tuple(str(uuid) for uuid in _sequence(new) if uuid in old)
    gone = {uuid for op in diff(before=left, after=right) for uuid in left[op.start : op.end]}
    under = {str(uuid) for uuid in old.keys() & new.keys() if old[uuid].parent != new[uuid].parent}
    return gone | under


def _order(old: Mapping[UUID, Placed], new: Mapping[UUID, Placed]) -> list[UUID]:
    out = _sequence(new)
    last: UUID | None = None
    for uuid in _sequence(old):
        if uuid not in new:
            out.insert(out.index(last) + 1 if last is not None else 0, uuid)
        last = uuid
    return out


def _depth(uuid: UUID, placed: Mapping[UUID, Placed]) -> int:
    depth, parent = 0, placed[uuid].parent
    while parent is not None and parent in placed:
        depth, parent = depth + 1, placed[parent].parent
    return depth
