"""Who reads a negotiation, and who could."""

from django.db.models import Q

from concord.parties.models import Organisation, Seat
from concord.parties.queries import in_order
from concord.plans.access import MARK_DRAFT
from concord.plans.models import Credential, Draft
from concord.plans.queries.heads import head, read_by
from concord.plans.terms.marking import MarkedDraft, Seated
from concord.policy import Actor, decide
from concord.sharing.queries import readership
from concord.sharing.terms import TLP, Release, organisation_principal, seat_principal
from concord.ui.language import localised


def marked(*, actor: Actor, draft: Draft) -> MarkedDraft:
    """Raises ``Http404``."""
    top = head(actor=actor, draft=draft.uuid)
    audience = draft.audience
    principals = tuple(audience.entries.values_list("principal", flat=True))
    seats: dict[int, list[str]] = {}
    held = read_by(actor)(Credential.objects.filter(draft=draft, until=None).order_by("pk"))
    for delegation, seat in held.values_list("delegation_id", "seat_id"):
        seats.setdefault(delegation, []).append(seat_principal(seat))
    at_table = {each.organisation_id for each in top.delegations}
    named = {int(each.partition(":")[2]) for each in principals if each.startswith("organisation:")}
    could = Q(pk__in=Seat.objects.values("organisation")) | Q(pk__in=at_table | named)
    return MarkedDraft(
        draft=top.line,
        readership=readership(
            actor=actor, originator=draft.originator, audience=audience, obj=draft, principals=principals
        ),
        held=Release(tlp=TLP(audience.tlp), principals=frozenset(principals), embargo_until=audience.embargo_until),
        token=audience.digest,
        seated=tuple(
            Seated(
                party=top.parties[each.pk],
                principal=organisation_principal(each.organisation_id),
                seats=tuple(seats.get(each.pk, ())),
            )
            for each in top.delegations
        ),
        organisations=tuple(
            (organisation_principal(each.pk), localised(each.name))
            for each in in_order(organisations=Organisation.objects.filter(could))
        ),
        may_mark=decide(actor=actor, action=MARK_DRAFT, obj=draft).allowed,
    )
