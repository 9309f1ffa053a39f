"""Taking positions. Entries are only ever added: the latest counts."""

from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.plans.access import TAKE_POSITION
from concord.plans.actions.drafts import draft_item, locked
from concord.plans.actions.pulses import touch
from concord.plans.actions.strikes import held, provision_item
from concord.plans.models import Position, Proposal, Provision
from concord.plans.terms import TABLES, Stage, Stand
from concord.policy import Actor


class UnableToTakePosition(Exception):
    """The text is adopted or withdrawn, the proposal is withdrawn or about another provision, or an observer would do
    more than observe.
    """


@transaction.atomic
def take_position(
    *, actor: Actor, provision: Provision, stand: Stand, text: str, at: datetime, proposal: Proposal | None = None
) -> Position:
    """Where the actor's delegation stands from now on, on the provision or on one proposal. It is read by those who
    read what it is about. Observers observe, in words. Raises ``UnableToTakePosition``.
    """
    draft = locked(draft=provision.draft)
    credential = held(actor=actor, draft=draft, action=TAKE_POSITION)
    about = provision if proposal is None else proposal
    decides = credential.delegation.capacity in TABLES
    if (
        draft.stage in (Stage.ADOPTED, Stage.WITHDRAWN)
        or (stand is Stand.OBSERVER) == decides
        or (proposal is not None and (proposal.provision_id != provision.pk or proposal.withdrawn_at is not None))
    ):
        raise UnableToTakePosition
    position: Position = Position.objects.create(
        draft=draft,
        originator_id=credential.delegation.organisation_id,
        audience_id=about.audience_id,
        delegation=credential.delegation,
        provision=provision,
        proposal=proposal,
        stand=stand,
        text=text.strip(),
        at=at,
    )
    items = [draft_item(draft), provision_item(provision)]
    items += [] if proposal is None else [Item("proposal", str(proposal.uuid), proposal.key)]
    touch(row=position)
    record(
        actor=actor,
        act="plans.take_position",
        items=items,
        summary={"stand": stand.value, "delegation": credential.delegation.organisation.code},
        at=at,
        originator_id=position.originator_id,
        audience_id=position.audience_id,
    )
    return position
