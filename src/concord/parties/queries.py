"""Building the actor, and reading parties."""

from datetime import date

from django.db.models import Q, QuerySet

from concord.parties.models import Organisation, Seat, User
from concord.parties.terms import ROLE_VERBS
from concord.policy import Actor


def seats_of(*, user: User, on: date) -> QuerySet[Seat]:
    """The seats a person holds on a day, with their organisations."""
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))
    return user.seats.filter(held).select_related("organisation")


def actor_in(*, user: User, seat_id: int | None, on: date) -> tuple[Actor, Seat | None]:
    """The actor for a signed-in person: in the asked seat if held on that day, else in the first one held.

    A person without a seat reads what is public. Audiences are added by ``sharing.queries.admitted``.
    """
    seats = list(seats_of(user=user, on=on))
    seat = next((s for s in seats if s.pk == seat_id), seats[0] if seats else None)
    if seat is None:
        return Actor(name=user.name, kind="person"), None
    return actor_of(seat=seat), seat


def actor_of(*, seat: Seat) -> Actor:
    return Actor(
        name=f"{seat.user.name} ({seat.organisation})",
        kind="person",
        seat_id=seat.pk,
        organisation_id=seat.organisation_id,
        roles=ROLE_VERBS[seat.role],
        principals=frozenset({"public", "members", f"organisation:{seat.organisation_id}", f"seat:{seat.pk}"}),
    )


def plan_states() -> QuerySet[Organisation]:
    return Organisation.objects.filter(is_plan_state=True).order_by("iso2")
