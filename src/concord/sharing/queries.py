"""Resolving who reads what."""

from dataclasses import replace

from django.db.models import Model, Q
from django.db.models.functions import Now

from concord.parties.models import Organisation, Seat
from concord.policy import Actor, decide
from concord.sharing.access import READ
from concord.sharing.models import Audience, AudienceEntry
from concord.sharing.terms import MEMBERS, PUBLIC, TLP, Readership


def admitted(*, actor: Actor) -> Actor:
    """The actor with the audiences it belongs to, embargoes judged on the database's clock. One query."""
    open_now = Q(audience__embargo_until=None) | Q(audience__embargo_until__lte=Now())
    ids = AudienceEntry.objects.filter(open_now, principal__in=actor.principals).values_list("audience_id", flat=True)
    return replace(actor, audiences=frozenset(ids))


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
        names = _names(entries)
    else:
        names = tuple(p for p in entries if p in (PUBLIC, MEMBERS))
    return Readership(
        tlp=TLP(audience.tlp),
        originator=str(originator),
        released_to=names,
        is_public=PUBLIC in entries,
        embargo_until=audience.embargo_until,
        reasons=decision.reasons,
    )


def _names(principals: list[str]) -> tuple[str, ...]:
    organisations = [int(p.partition(":")[2]) for p in principals if p.startswith("organisation:")]
    seats = [int(p.partition(":")[2]) for p in principals if p.startswith("seat:")]
    named = {f"organisation:{o.pk}": str(o) for o in Organisation.objects.filter(pk__in=organisations)}
    named |= {f"seat:{s.pk}": str(s) for s in Seat.objects.filter(pk__in=seats).select_related("user", "organisation")}
    return tuple(named.get(p, p) for p in principals)
