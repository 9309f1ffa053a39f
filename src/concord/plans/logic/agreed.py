"""What the gavel has settled on one provision."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from concord.plans.terms import DecisionKind

AGREES = frozenset({DecisionKind.AGREE, DecisionKind.AD_REFERENDUM})
SETTLES = AGREES | {DecisionKind.LIFT_BRACKET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """One decision: ``accepted`` are the keys of the proposals agreed with it."""

    kind: DecisionKind
    accepted: frozenset[str] = frozenset()


def accepted_after(struck: Iterable[Struck]) -> frozenset[str]:
    """What is agreed after these decisions, in order: it adds up until the provision is reopened."""
    found: frozenset[str] = frozenset()
    for each in struck:
        found = frozenset() if each.kind is DecisionKind.REOPEN else found | each.accepted
    return found


def settling(struck: Sequence[Struck], *, by: Collection[DecisionKind] = SETTLES) -> int | None:
    """Where the last decision of these kinds stands, None if there is none or the provision was reopened since."""
    for position in range(len(struck) - 1, -1, -1):
        if struck[position].kind in by:
            return position
        if struck[position].kind is DecisionKind.REOPEN:
            return None
    return None
