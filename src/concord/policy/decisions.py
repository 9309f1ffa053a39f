"""Deciding: the check of one object and the list of all objects come from the action's one rule."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from concord.policy.actor import Actor
from concord.policy.rules import Reason, Rule
from concord.policy.scope import GuardedQuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something an actor may do, named ``room.verb_noun`` as everywhere else."""

    name: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """``reasons`` are those that carried the decision: the ones that hold if allowed, the missing ones if not.
    ``lacks_only_code``: refused, and it would be allowed after a second factor.
    """

    action: str
    allowed: bool
    reasons: tuple[Reason, ...]
    lacks_only_code: bool = False


class Refused(Exception):
    """The actor may not do this; the decision says why."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"{decision.action}: " + "; ".join(f"unless {reason.text}" for reason in decision.reasons))
        self.decision = decision


def decide(*, actor: Actor, action: Action, obj: Model | None = None) -> Decision:
    allowed = action.rule.holds(actor=actor, obj=obj)
    reasons = tuple(r for r in action.rule.reasons(actor=actor, obj=obj) if r.holds is allowed)
    lacks_only_code = not (allowed or actor.is_proven) and action.rule.holds(actor=actor.proven(), obj=obj)
    return Decision(action=action.name, allowed=allowed, reasons=reasons, lacks_only_code=lacks_only_code)


def require(*, actor: Actor, action: Action, obj: Model | None = None) -> Decision:
    """Raise ``Refused`` unless allowed."""
    decision = decide(actor=actor, action=action, obj=obj)
    if not decision.allowed:
        raise Refused(decision)
    return decision


def visible(*, actor: Actor, action: Action, queryset: QuerySet[M]) -> QuerySet[M]:
    """The rows on which ``decide`` would allow the action; lifts the guard of a guarded queryset."""
    rows = queryset.filter(action.rule.q(actor=actor))
    return rows.scoped(f"{action.name} for {actor.name}") if isinstance(rows, GuardedQuerySet) else rows
