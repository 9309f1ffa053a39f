"""Any two revisions of an instrument, provision by provision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.redline.diff import diff
from concord.redline.ops import apply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.redline.values import Op, Tokens


@dataclass(frozen=True, slots=True)
class Place:
    kind: str
    parent: str
    order: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of one revision in one language."""

    place: Place
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Comparison:
    """From one revision to another, by uuid. `changed` holds operations on the first text; `moved` the new places."""

    added: tuple[tuple[str, Provision], ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[tuple[str, tuple[Op, ...]], ...] = ()
    moved: tuple[tuple[str, Place], ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.moved)

    @property
    def touched(self) -> frozenset[str]:
        """Provisions whose words differ: exactly those whose translations go stale."""
        return frozenset((*(uuid for uuid, _ in self.added), *self.removed, *(uuid for uuid, _ in self.changed)))


def compare(*, before: Mapping[str, Provision], after: Mapping[str, Provision]) -> Comparison:
    both = sorted(before.keys() & after.keys())
    return Comparison(
        added=tuple((uuid, after[uuid]) for uuid in sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(
            (uuid, diff(before=before[uuid].tokens, after=after[uuid].tokens))
            for uuid in both
            if before[uuid].tokens != after[uuid].tokens
        ),
        moved=tuple((uuid, after[uuid].place) for uuid in both if before[uuid].place != after[uuid].place),
    )


def apply_comparison(*, before: Mapping[str, Provision], comparison: Comparison) -> dict[str, Provision]:
    """The second revision, from the first. Raises `KeyError` when `before` is not the revision compared."""
    out = dict(before)
    for uuid in comparison.removed:
        del out[uuid]
    for uuid, ops in comparison.changed:
        out[uuid] = Provision(out[uuid].place, apply(base=out[uuid].tokens, ops=ops))
    for uuid, place in comparison.moved:
        out[uuid] = Provision(place, out[uuid].tokens)
    out.update(comparison.added)
    return out
