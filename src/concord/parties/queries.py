"""Building the actor, and reading parties."""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Prefetch, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Lower

from concord.parties.access import READ_ORGANISATION, READ_SEAT
from concord.parties.models import Membership, Organisation, Seat, User
from concord.parties.terms import GROUPS, ROLE_VERBS, WEIGHTY_VERBS, Kind
from concord.policy import Actor, visible


def seats_of(*, user: User, on: date) -> QuerySet[Seat]:
    """The seats a person holds on a day, with their organisations."""
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    return user.seats.filter(held).select_related("organisation", "user")


def person(*, pk: int) -> User | None:
    """A person with all seats, which nearly every page needs: one query for who has a seat."""
    seats = tuple(Seat.objects.filter(user=pk).select_related("organisation", "user"))
    user = seats[0].user if seats else User.objects.filter(pk=pk).first()
    if user is not None:
        user.known_seats = seats
    return user


def actor_in(*, user: User, seat_id: int | None, on: date, is_proven: bool = True) -> tuple[Actor, tuple[Seat, ...]]:
    """The actor for a signed-in person, and the seats held on that day, the one acted in first: the asked one if it is
    held, else the one held longest, so that a seat given later, which nobody is asked about, does not act for them.

    A person without a seat reads what is public. Audiences are added by ``sharing.queries.admitted``. Who has not
    ``is_proven`` by a second factor acts without the seat's weighty roles.
    """
    if user.known_seats is None:
        seats = list(seats_of(user=user, on=on))
    else:
        seats = [seat for seat in user.known_seats if seat.since <= on and (seat.until is None or seat.until > on)]
    seats.sort(key=lambda seat: (seat.pk != seat_id, seat.pk))
    actor = actor_of(seat=seats[0], is_proven=is_proven) if seats else Actor(name=user.name, kind="person")
    return actor, tuple(seats)


def actor_of(*, seat: Seat, is_proven: bool = True) -> Actor:
    verbs = ROLE_VERBS[seat.role]
    withheld = frozenset() if is_proven else verbs & WEIGHTY_VERBS
    return Actor(
        name=f"{seat.user.name} ({seat.organisation.short_name.get('en') or seat.organisation})",
        kind="person",
        seat_id=seat.pk,
        organisation_id=seat.organisation_id,
        roles=verbs - withheld,
        withheld=withheld,
        is_proven=is_proven,
        principals=frozenset({"public", "members", f"organisation:{seat.organisation_id}", f"seat:{seat.pk}"}),
    )


def in_order(*, organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """As the United Nations lists them: States of the plan first, then by short name in the English alphabet, in every
    language.
    """
    english = Lower(Coalesce(KT("short_name__en"), KT("name__en"), "code", output_field=CharField()))
    return organisations.order_by("-is_plan_state", english, "code")


def plan_states() -> QuerySet[Organisation]:
    """The States whose plan this is, in order."""
    return in_order(organisations=Organisation.objects.filter(is_plan_state=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfParties:
    """The organisations of one kind, for the register."""

    kind: Kind
    organisations: tuple[Organisation, ...]

    @property
    def label(self) -> str:
        return str(GROUPS[self.kind])


def organisations_in_list(*, actor: Actor, kind: str = "") -> QuerySet[Organisation]:
    """All organisations or those of one kind, States of the plan first."""
    rows = visible(actor=actor, action=READ_ORGANISATION, queryset=Organisation.objects.all())
    if kind:
        rows = rows.filter(kind=kind)
    return in_order(organisations=rows.annotate(mandate_count=Count("mandates")))


def register(*, actor: Actor, kind: str = "") -> tuple[KindOfParties, ...]:
    """All organisations by kind, States of the plan first; ``kind`` narrows to one."""
    rows = organisations_in_list(actor=actor, kind=kind)
    found = list(rows)
    return tuple(
        KindOfParties(kind=each, organisations=tuple(o for o in found if o.kind == each))
        for each in Kind
        if any(o.kind == each for o in found)
    )


def organisations_for_page(*, actor: Actor) -> QuerySet[Organisation]:
    """Organisations with everything that their page shows, in a constant number of queries."""
    rows = visible(actor=actor, action=READ_ORGANISATION, queryset=Organisation.objects.all())
    return rows.select_related("parent").prefetch_related(
        "parts",
        "identifiers",
        "mandates",
        Prefetch("memberships", queryset=Membership.objects.select_related("body")),
        Prefetch("members", queryset=Membership.objects.select_related("member")),
    )


def seats_visible(*, actor: Actor, on: date) -> QuerySet[Seat]:
    """The seats that this reader may see, present ones first."""
    rows = visible(actor=actor, action=READ_SEAT, queryset=Seat.objects.select_related("user", "organisation"))
    return rows.annotate(is_held=Count("pk", filter=Q(since__lte=on) & (Q(until=None) | Q(until__gt=on)))).order_by(
        "-is_held", "organisation__code", "user__name"
    )
