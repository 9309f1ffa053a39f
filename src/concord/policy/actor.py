"""Who acts. An actor is a value: built once per request or job, never looked up again."""

from dataclasses import dataclass
from typing import Literal, Self

ActorKind = Literal["anonymous", "person", "system"]

PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in one seat, a named machine acting for one organisation, or the public.

    ``principals`` are the names under which information may have been released to this actor
    (``public``, ``members``, ``organisation:7``, ``seat:3``); ``audiences`` are the ids of the interned
    audiences that contain one of them, resolved once on the database's clock. Neither is ever widened by a role.
    """

    name: str
    kind: ActorKind
    seat_id: int | None = None
    organisation_id: int | None = None
    roles: frozenset[str] = frozenset()
    principals: frozenset[str] = frozenset({PUBLIC})
    audiences: frozenset[int] = frozenset()

    @classmethod
    def anonymous(cls, *, audiences: frozenset[int] = frozenset()) -> Self:
        return cls(name="public", kind="anonymous", audiences=audiences)

    @classmethod
    def system(cls, name: str, *, organisation_id: int | None = None, audiences: frozenset[int] = frozenset()) -> Self:
        """A machine must name itself; it reads and writes only what its organisation may."""
        principals = {PUBLIC} if organisation_id is None else {PUBLIC, "members", f"organisation:{organisation_id}"}
        return cls(
            name=name,
            kind="system",
            organisation_id=organisation_id,
            roles=frozenset({"editor", "releaser"}),
            principals=frozenset(principals),
            audiences=audiences,
        )

    @property
    def organisations(self) -> frozenset[int]:
        return frozenset() if self.organisation_id is None else frozenset({self.organisation_id})

    @property
    def is_signed_in(self) -> bool:
        return self.kind != "anonymous"
