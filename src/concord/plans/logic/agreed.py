"""What the gavel has settled on one provision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from concord.plans.terms import DecisionKind

SETTLES = frozenset({DecisionKind.AGREE, DecisionKind.AD_REFERENDUM, DecisionKind.LIFT_BRACKET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """One decision: ``accepted`` are the keys of the proposals agreed with it."""

    kind: DecisionKind
    accepted: frozenset[str] = frozenset()


def accepted_after(struck: Iterable[Struck]) -> frozenset[str]:
    """What is agreed after these decisions, in order: lifting a bracket adds, reopening takes all back."""
    found: frozenset[str] = frozenset()
    for each in struck:
        if each.kind is DecisionKind.REOPEN:
            found = frozenset()
        elif each.kind is DecisionKind.LIFT_BRACKET:
            found |= each.accepted
        elif each.kind in SETTLES:
            found = each.accepted
    return found


def settling(struck: Sequence[Struck]) -> int | None:
    """Where the decision stands by which the provision is settled now; None if it is open."""
    for position in range(len(struck) - 1, -1, -1):
        if struck[position].kind in SETTLES:
            return position
        if struck[position].kind is DecisionKind.REOPEN:
            return None
    return None
