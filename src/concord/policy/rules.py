"""Rules as values: each can explain itself on one object and filter a whole table, from the same definition."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.policy.actor import Actor

EVERY_ROW = Q(pk__isnull=False)
NO_ROW = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part of a rule holds or not, in words a person can act on."""

    text: str
    holds: bool


class Rule(ABC):
    """``reasons`` decides on one object (or none, for acts that create); ``q`` selects the objects it would allow."""

    @abstractmethod
    def q(self, *, actor: Actor) -> Q: ...

    @abstractmethod
    def holds(self, *, actor: Actor, obj: Model | None) -> bool: ...

    @abstractmethod
    def reasons(self, *, actor: Actor, obj: Model | None) -> tuple[Reason, ...]: ...

    def __and__(self, other: "Rule") -> "AllOf":
        return AllOf((self, other))

    def __or__(self, other: "Rule") -> "AnyOf":
        return AnyOf((self, other))


class Leaf(Rule, ABC):
    because: str | Promise

    def reasons(self, *, actor: Actor, obj: Model | None) -> tuple[Reason, ...]:
        return (Reason(str(self.because), self.holds(actor=actor, obj=obj)),)


@dataclass(frozen=True, slots=True)
class Among(Leaf):
    """The object's ``field`` (a path as in the ORM) is one of the values that the actor brings."""

    field: str
    values: Callable[[Actor], Collection[object]]
    because: str | Promise

    def q(self, *, actor: Actor) -> Q:
        return Q(**{f"{self.field}__in": list(self.values(actor))})

    def holds(self, *, actor: Actor, obj: Model | None) -> bool:
        return obj is not None and _at(obj, self.field) in self.values(actor)


@dataclass(frozen=True, slots=True)
class Where(Leaf):
    """The object's ``field`` equals ``value``, whoever acts."""

    field: str
    value: object
    because: str | Promise

    def q(self, *, actor: Actor) -> Q:  # noqa: ARG002  the signature is the rule's, the actor does not matter here
        return Q(**{self.field: self.value})

    def holds(self, *, actor: Actor, obj: Model | None) -> bool:  # noqa: ARG002  as above
        return obj is not None and _at(obj, self.field) == self.value


@dataclass(frozen=True, slots=True)
class When(Leaf):
    """The actor alone decides: a role, being signed in."""

    test: Callable[[Actor], bool]
    because: str | Promise

    def q(self, *, actor: Actor) -> Q:
        return EVERY_ROW if self.test(actor) else NO_ROW

    def holds(self, *, actor: Actor, obj: Model | None) -> bool:  # noqa: ARG002  the object does not matter here
        return self.test(actor)


@dataclass(frozen=True, slots=True)
class AllOf(Rule):
    parts: tuple[Rule, ...]

    def q(self, *, actor: Actor) -> Q:
        return reduce(and_, (part.q(actor=actor) for part in self.parts))

    def holds(self, *, actor: Actor, obj: Model | None) -> bool:
        return all(part.holds(actor=actor, obj=obj) for part in self.parts)

    def reasons(self, *, actor: Actor, obj: Model | None) -> tuple[Reason, ...]:
        return tuple(reason for part in self.parts for reason in part.reasons(actor=actor, obj=obj))


@dataclass(frozen=True, slots=True)
class AnyOf(Rule):
    parts: tuple[Rule, ...]

    def q(self, *, actor: Actor) -> Q:
        return reduce(or_, (part.q(actor=actor) for part in self.parts))

    def holds(self, *, actor: Actor, obj: Model | None) -> bool:
        return any(part.holds(actor=actor, obj=obj) for part in self.parts)

    def reasons(self, *, actor: Actor, obj: Model | None) -> tuple[Reason, ...]:
        return tuple(reason for part in self.parts for reason in part.reasons(actor=actor, obj=obj))


def everyone() -> When:
    return When(lambda _: True, _("it is open to everybody"))


def represents_somebody() -> When:
    return When(lambda actor: actor.organisation_id is not None, _("you act for an organisation"))


def seated() -> When:
    return When(lambda actor: actor.seat_id is not None, _("you have a seat"))


def machines() -> When:
    """The worker and the command line, each under a name of its own."""
    return When(lambda actor: actor.kind == "system", _("a named machine does it"))


def nobody(because: str | Promise) -> When:
    return When(lambda _: False, because)


def _at(obj: Model, path: str) -> object:
    return reduce(getattr, path.split("__"), obj)
