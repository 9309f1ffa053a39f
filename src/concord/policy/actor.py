"""Who acts. An actor is a value: built once per request or job, never looked up again."""

from dataclasses import dataclass, replace
from typing import Literal, Self

ActorKind = Literal["anonymous", "person", "system"]

PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in one seat, a named machine acting for one organisation, or the public.

    ``principals`` are the names under which information may have been released to this actor
    (``public``, ``members``, ``organisation:7``, ``seat:3``); ``audiences`` are the ids of the interned
    audiences that contain one of them, resolved once on the database's clock. Neither is ever widened by a role.

    ``is_proven`` says that a second factor was given where one is asked for. Until then a seat's weighty roles are not
    among ``roles`` but among ``withheld``, so that nothing can overlook it.
    """

    name: str
    kind: ActorKind
    seat_id: int | None = None
    organisation_id: int | None = None
    roles: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    is_proven: bool = True
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

    def proven(self) -> Self:
        """The same person after the second factor."""
        return replace(self, roles=self.roles | self.withheld, withheld=frozenset(), is_proven=True)

    @property
    def organisations(self) -> frozenset[int]:
        return frozenset() if self.organisation_id is None else frozenset({self.organisation_id})

    @property
    def is_signed_in(self) -> bool:
        return self.kind != "anonymous"
