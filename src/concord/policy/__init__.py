"""The permission engine. One rule gives both the check of an object and the filter of a list."""

from concord.policy.actor import Actor, ActorKind
from concord.policy.decisions import Action, Decision, Refused, decide, require, visible
from concord.policy.rules import (
    Among,
    Reason,
    Rule,
    When,
    Where,
    everyone,
    machines,
    nobody,
    represents_somebody,
    seated,
)
from concord.policy.scope import GuardedManager, GuardedQuerySet, Unscoped

__all__ = [
    "Action",
    "Actor",
    "ActorKind",
    "Among",
    "Decision",
    "GuardedManager",
    "GuardedQuerySet",
    "Reason",
    "Refused",
    "Rule",
    "Unscoped",
    "When",
    "Where",
    "decide",
    "everyone",
    "machines",
    "nobody",
    "represents_somebody",
    "require",
    "seated",
    "visible",
]
