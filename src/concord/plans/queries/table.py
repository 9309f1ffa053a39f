"""Who sits around the table."""

from collections import defaultdict
from datetime import date

from django.db.models import Q
from django.http import Http404

from concord.parties.models import Organisation, Seat
from concord.parties.queries import organisations_in_list
from concord.plans.access import ADMIT_DELEGATION, READ_DRAFT
from concord.plans.models import Credential, Delegation, Draft, Revision
from concord.plans.queries.credentials import mine
from concord.plans.queries.drafts import draft_line
from concord.plans.terms import PRESIDES, Capacity, Rank
from concord.plans.terms.floor import Person, Seating, TableReading
from concord.plans.terms.rolling import Party
from concord.policy import Actor, decide, visible
from concord.sharing.models import AudienceEntry
from concord.sharing.terms import MEMBERS, PUBLIC, organisation_principal
from concord.ui import pages


def table(*, actor: Actor, draft: Draft) -> TableReading:
    """Delegations in the order of the table. Five queries, six for the originator."""
    delegations = visible(actor=actor, action=READ_DRAFT, queryset=Delegation.objects.filter(draft=draft))
    credential = mine(actor=actor, draft=draft)
    may_admit = decide(actor=actor, action=ADMIT_DELEGATION, obj=draft).allowed
    own = credential.delegation_id if credential else None
    every = may_admit or (credential is not None and credential.delegation.capacity in PRESIDES)
    people = _people(actor, draft, own=own, every=every)
    readers = _readers(draft) if may_admit else None
    revision = visible(actor=actor, action=READ_DRAFT, queryset=Revision.objects.filter(draft=draft)).latest("number")
    parties, seatings = {}, []
    for row in delegations.select_related("organisation").order_by("position", "pk"):
        party = parties[row.pk] = _party(row)
        seatings.append(
            Seating(
                uuid=row.uuid,
                party=party,
                people=tuple(people[row.pk]) if every or row.pk == own else None,
                reads=None if readers is None else _is_reader(row, draft, readers),
            )
        )
    return TableReading(
        draft=draft_line(draft=draft, revision=revision.number, symbol=revision.symbol),
        seatings=tuple(seatings),
        mine=parties.get(own) if own is not None else None,
        may_admit=may_admit,
    )


def delegation(*, actor: Actor, draft: Draft, code: str) -> Delegation:
    """Raises ``Http404``, hidden or absent alike."""
    rows = visible(actor=actor, action=READ_DRAFT, queryset=Delegation.objects.filter(draft=draft))
    row: Delegation = pages.found(rows.select_related("draft", "organisation"), organisation__code=code)
    return row


def credential(*, actor: Actor, draft: Draft, pk: int) -> Credential:
    """One that stands. Raises ``Http404``, hidden or absent alike."""
    rows = visible(actor=actor, action=READ_DRAFT, queryset=Credential.objects.filter(draft=draft, until=None))
    row: Credential = pages.found(rows.select_related("draft", "delegation__organisation", "seat__user"), pk=pk)
    return row


def seat_of(*, delegation: Delegation, email: str, on: date) -> Seat:
    """Whom the letter of credentials names, by address, in a seat held on that day. Raises ``Http404``."""
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    rows = Seat.objects.filter(held, organisation=delegation.organisation_id, user__email__iexact=email.strip())
    row: Seat | None = rows.select_related("user", "organisation").order_by("pk").first()
    if row is None:
        raise Http404
    return row


def organisations(*, actor: Actor) -> tuple[tuple[str, object], ...]:
    """Whom one may admit: code and name of every organisation, States of the plan first."""
    return tuple((each.code, each.name) for each in organisations_in_list(actor=actor))


def organisation(*, code: str) -> Organisation:
    return pages.found(Organisation.objects.all(), code=code)


def _people(actor: Actor, draft: Draft, *, own: int | None, every: bool) -> dict[int, list[Person]]:
    rows = Credential.objects.filter(draft=draft, until=None)
    found: dict[int, list[Person]] = defaultdict(list)
    if not every and own is None:
        return found
    rows = visible(actor=actor, action=READ_DRAFT, queryset=rows if every else rows.filter(delegation=own))
    order = list(Rank)
    for row in sorted(rows.select_related("seat__user"), key=lambda each: (order.index(Rank(each.rank)), each.pk)):
        person = row.seat.user
        found[row.delegation_id].append(
            Person(credential=row.pk, name=person.name, title=row.seat.title, rank=Rank(row.rank), since=row.since)
        )
    return found


def _readers(draft: Draft) -> frozenset[str]:
    return frozenset(AudienceEntry.objects.filter(audience=draft.audience_id).values_list("principal", flat=True))


def _is_reader(row: Delegation, draft: Draft, readers: frozenset[str]) -> bool:
    known = {organisation_principal(row.organisation_id), MEMBERS, PUBLIC}
    return row.organisation_id == draft.originator_id or not readers.isdisjoint(known)


def _party(row: Delegation) -> Party:
    organisation = row.organisation
    return Party(
        code=organisation.code,
        name=organisation.name,
        short_name=organisation.short_name or organisation.name,
        capacity=Capacity(row.capacity),
        colour=row.colour,
    )
