"""Resolving who reads what."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Model, Q
from django.db.models.functions import Now

from concord.parties.models import Organisation, Seat
from concord.parties.queries import actor_of
from concord.policy import Actor, decide
from concord.sharing.access import READ
from concord.sharing.logic import digest_of_key
from concord.sharing.models import Audience, AudienceEntry, FeedKey
from concord.sharing.terms import MEMBERS, PUBLIC, TLP, Readership
from concord.ui.language import localised


def admitted(*, actor: Actor, taking_out: bool = False) -> Actor:
    """The actor with the audiences it belongs to, embargoes judged on the database's clock. One query.

    ``taking_out`` is for files and programs: what is marked RED is read on the screen, and leaves in no file and by no
    API, except for its originator.
    """
    open_now = Q(audience__embargo_until=None) | Q(audience__embargo_until__lte=Now())
    if taking_out:
        open_now &= ~Q(audience__tlp=TLP.RED)
    ids = AudienceEntry.objects.filter(open_now, principal__in=actor.principals).values_list("audience_id", flat=True)
    return replace(actor, audiences=frozenset(ids))


def keyed(*, key: str, on: date) -> Actor | None:
    """Who reads under a secret address: the seat for which it was made, as long as it is held, with what it may take
    out. None for a secret that opens nothing. Two queries, one for none.
    """
    held = Q(seat__since__lte=on) & (Q(seat__until=None) | Q(seat__until__gt=on)) & Q(seat__user__is_active=True)
    rows = FeedKey.objects.filter(held, digest=digest_of_key(key)).select_related("seat__user", "seat__organisation")
    found = rows.first()
    return admitted(actor=actor_of(seat=found.seat, is_proven=False), taking_out=True) if found else None


def feed_key_made(*, actor: Actor) -> datetime | None:
    """When the secret address of the seat acted in was made, if there is one."""
    rows = FeedKey.objects.filter(seat_id=actor.seat_id or 0)
    return rows.values_list("made_at", flat=True).first()


def readership(
    *,
    actor: Actor,
    originator: Organisation,
    audience: Audience,
    obj: Model,
    principals: tuple[str, ...] | None = None,
) -> Readership:
    """Who may read the object and why this actor does. Names of other readers are shown to the originator only:
    a reader learns the marking and the reason, not the distribution list. ``principals`` are the audience's, where
    they were read before.
    """
    entries = sorted(e.principal for e in audience.entries.all()) if principals is None else sorted(principals)
    decision = decide(actor=actor, action=READ, obj=obj)
    if originator.pk in actor.organisations:
        names = tuple(principal_names(principals=entries).values())
    else:
        names = tuple(p for p in entries if p in (PUBLIC, MEMBERS))
    return Readership(
        tlp=TLP(audience.tlp),
        originator=localised(originator.name),
        released_to=names,
        is_public=PUBLIC in entries,
        embargo_until=audience.embargo_until,
        reasons=decision.reasons,
    )


def principal_names(*, principals: Iterable[str]) -> dict[str, str]:
    """What organisations and seats on a list are called, in the reader's language and the list's order."""
    listed = tuple(principals)
    organisations = [int(p.partition(":")[2]) for p in listed if p.startswith("organisation:")]
    seats = [int(p.partition(":")[2]) for p in listed if p.startswith("seat:")]
    named = {f"organisation:{o.pk}": localised(o.name) for o in Organisation.objects.filter(pk__in=organisations)}
    for seat in Seat.objects.filter(pk__in=seats).select_related("user", "organisation"):
        named[f"seat:{seat.pk}"] = f"{seat.user.name}, {localised(seat.organisation.name)}"
    return {principal: named.get(principal, principal) for principal in listed}
