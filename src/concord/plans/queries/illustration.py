"""Illustrative negotiations, for those who play them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from concord.plans.access import READ_DRAFT
from concord.plans.models import Credential, Delegation, Draft, Placement, Provision, Revision
from concord.policy import Actor, visible


def illustrative_drafts(*, actor: Actor) -> QuerySet[Draft]:
    """Of the actor's organisation."""
    rows = Draft.objects.filter(originator_id=actor.organisation_id, is_illustrative=True).order_by("pk")
    return visible(actor=actor, action=READ_DRAFT, queryset=rows)


def provisions_as_drafted(*, actor: Actor, draft: Draft, keys: Iterable[str]) -> dict[str, Provision]:
    """The provisions of the first text by the keys under which they were drafted, in the same order."""
    rows = Placement.objects.filter(draft=draft, revision__number=0).select_related("provision")
    placed = visible(actor=actor, action=READ_DRAFT, queryset=rows.order_by("provision_id"))
    return dict(zip(keys, (each.provision for each in placed), strict=True))


def delegations_by_code(*, actor: Actor, draft: Draft) -> dict[str, Delegation]:
    rows = Delegation.objects.filter(draft=draft).select_related("organisation")
    return {each.organisation.code: each for each in visible(actor=actor, action=READ_DRAFT, queryset=rows)}


def revision_on_table(*, actor: Actor, draft: Draft) -> Revision:
    rows = visible(actor=actor, action=READ_DRAFT, queryset=Revision.objects.filter(draft=draft))
    found: Revision = rows.latest("number")
    return found


def provision_by_uuid(*, actor: Actor, uuid: UUID) -> Provision:
    found: Provision = visible(actor=actor, action=READ_DRAFT, queryset=Provision.objects.all()).get(uuid=uuid)
    return found


def accredited(*, actor: Actor, draft: Draft) -> set[int]:
    """Ids of the seats whose credentials stand."""
    rows = Credential.objects.filter(draft=draft, until=None)
    return set(visible(actor=actor, action=READ_DRAFT, queryset=rows).values_list("seat_id", flat=True))
