"""Friends of the chair: some delegations prepare a text among themselves and return it to plenary."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.plans.access import STRIKE_GAVEL, TABLE_PROPOSAL
from concord.plans.actions.decisions import open_to_decision
from concord.plans.actions.drafts import WHOLE, current_revision, draft_item, locked, negotiated
from concord.plans.actions.pulses import touch
from concord.plans.actions.strikes import UNNOTED, Minute, Strike, held, provision_item
from concord.plans.models import Delegation, Draft, Footing, Group, Position, Proposal, Provision, Sponsorship
from concord.plans.queries.credentials import mine
from concord.plans.terms import DecisionKind, Origin
from concord.policy import Actor
from concord.sharing.actions import audience_for
from concord.sharing.terms import TLP, Release, organisation_principal
from concord.ui.text import Text


class UnableToRefer(Exception):
    """A small group has members of this negotiation, its facilitator among them, and at least one provision."""


class GroupClosed(Exception):
    """The group has returned to plenary already."""


@transaction.atomic
def refer_to_group(
    *,
    actor: Actor,
    draft: Draft,
    provisions: Collection[Provision],
    members: Collection[Delegation],
    facilitator: Delegation,
    title: Text,
    at: datetime,
    minute: Minute = UNNOTED,
) -> Group:
    """What the group writes is read by its members alone until it returns; that the provisions are with a group is
    known to all. Raises ``UnableToRefer``, ``AgreedAlready``, and ``NothingToDecide`` for what is with another group.
    """
    now = locked(draft=draft)
    credential = held(actor=actor, draft=now, action=STRIKE_GAVEL)
    negotiated(draft=now)
    own = {each.pk for each in members}
    if not provisions or facilitator.pk not in own or any(each.draft_id != now.pk for each in members):
        raise UnableToRefer
    for provision in provisions:
        open_to_decision(draft=now, provision=provision)
    principals = frozenset(organisation_principal(each.organisation_id) for each in members)
    group: Group = Group.objects.create(
        draft=now,
        originator_id=facilitator.organisation_id,
        audience=audience_for(release=Release(tlp=TLP.AMBER_STRICT, principals=principals)),
        title=title,
        facilitator=facilitator,
        opened_at=at,
    )
    group.members.add(*members)
    group.provisions.add(*provisions)
    revision = current_revision(draft=now)
    for provision in provisions:
        Strike(credential, revision, provision, minute, at).fall(DecisionKind.REFER, group=group)
    touch(row=now)
    touch(row=group)
    record(
        actor=actor,
        act="plans.refer_to_group",
        items=[draft_item(now), *(provision_item(each) for each in provisions)],
        summary={"note": minute.note},
        at=at,
        originator_id=now.originator_id,
        audience_id=now.audience_id,
    )
    return group


@transaction.atomic
def return_to_plenary(
    *,
    actor: Actor,
    group: Group,
    at: datetime,
    minute: Minute = UNNOTED,
) -> Group:
    """By the chair or the facilitator's delegation. What the group tabled and did not withdraw or supersede is from now
    on before everybody, with its sponsors and the words it stands on; the rest stays with the group. Raises
    ``GroupClosed``.
    """
    now = locked(draft=group.draft)
    credential = mine(actor=actor, draft=now)
    facilitates = credential is not None and credential.delegation_id == group.facilitator_id
    credential = held(actor=actor, draft=now, action=TABLE_PROPOSAL if facilitates else STRIKE_GAVEL)
    negotiated(draft=now)
    rows = Group.objects.unscoped(reason=WHOLE)
    if not rows.filter(pk=group.pk, closed_at=None).update(closed_at=at):
        raise GroupClosed
    returned = _bring_back(now, group)
    revision = current_revision(draft=now)
    about = Group.provisions.through.objects.filter(group=group).values("provision_id")
    provisions = list(Provision.objects.unscoped(reason=WHOLE).filter(pk__in=about).order_by("pk"))
    for provision in provisions:
        Strike(credential, revision, provision, minute, at).fall(DecisionKind.RETURN, group=group)
    touch(row=now)
    touch(row=group)
    record(
        actor=actor,
        act="plans.return_to_plenary",
        items=[
            draft_item(now),
            *(provision_item(each) for each in provisions),
            *(Item("proposal", str(each.uuid), each.key) for each in returned),
        ],
        summary={"returned": len(returned), "note": minute.note},
        at=at,
        originator_id=now.originator_id,
        audience_id=now.audience_id,
    )
    found: Group = rows.get(pk=group.pk)
    return found


def _bring_back(draft: Draft, group: Group) -> list[Proposal]:
    every = Proposal.objects.unscoped(reason=WHOLE)
    surviving = list(every.filter(group=group, withdrawn_at=None, superseded_by=None).order_by("order"))
    keys = [each.pk for each in surviving]
    seen = {"audience_id": draft.audience_id}
    every.filter(pk__in=keys).update(**seen, origin=Origin.GROUP)
    for model in (Footing, Sponsorship, Position):
        model.objects.unscoped(reason=WHOLE).filter(proposal__in=keys).update(**seen)
    made = Provision.objects.unscoped(reason=WHOLE).filter(proposals__in=keys, audience_id=group.audience_id)
    Provision.objects.unscoped(reason=WHOLE).filter(pk__in=list(made.values_list("pk", flat=True))).update(**seen)
    return surviving
