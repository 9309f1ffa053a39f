"""One strike of the gavel: in whose hand, on what, and what the record says of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.meetings.models import AgendaItem, Meeting
from concord.plans.actions.drafts import draft_item
from concord.plans.actions.pulses import touch
from concord.plans.models import Credential, Decision, Draft, Group, Proposal, Provision, Revision
from concord.plans.queries.credentials import mine
from concord.plans.terms import DecisionKind
from concord.policy import Action, Actor, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """What the record says beside a decision: the meeting that took it, under which item, and a note."""

    meeting: Meeting | None = None
    agenda_item: AgendaItem | None = None
    note: str = ""


UNNOTED: Final = Minute()
"""Between meetings, without a note."""


@dataclass(frozen=True, slots=True)
class Strike:
    """Where and when the gavel falls, and in whose hand."""

    credential: Credential
    revision: Revision
    provision: Provision
    minute: Minute
    at: datetime

    def fall(self, kind: DecisionKind, accepted: Collection[Proposal] = (), group: Group | None = None) -> Decision:
        draft = self.revision.draft
        decision: Decision = Decision.objects.create(
            draft=draft,
            originator_id=draft.originator_id,
            audience_id=draft.audience_id,
            revision=self.revision,
            provision=self.provision,
            kind=kind,
            group=group,
            by=self.credential.delegation,
            meeting=self.minute.meeting,
            agenda_item=self.minute.agenda_item,
            note=self.minute.note,
            at=self.at,
        )
        decision.accepted.add(*accepted)
        return decision


def held(*, actor: Actor, draft: Draft, action: Action) -> Credential:
    """The credential by which the actor does this. Raises ``Refused``."""
    credential = mine(actor=actor, draft=draft)
    require(actor=actor, action=action, obj=credential)
    return cast("Credential", credential)


def provision_item(provision: Provision, label: str = "") -> Item:
    return Item("provision", str(provision.uuid), label or str(provision.kind))


def recorded(actor: Actor, act: str, decision: Decision, proposals: Iterable[Proposal] = (), **more: object) -> None:
    """Tells open pages and the journal of a decision on a provision."""
    draft, provision = decision.draft, cast("Provision", decision.provision)
    touch(row=draft)
    record(
        actor=actor,
        act=act,
        items=[
            draft_item(draft),
            provision_item(provision),
            *(Item("proposal", str(each.uuid), each.key) for each in proposals),
        ],
        summary={
            "decision": str(decision.uuid),
            "meeting": decision.meeting.code if decision.meeting else "",
            "agenda_item": decision.agenda_item.number if decision.agenda_item else "",
            "note": decision.note,
            **more,
        },
        at=decision.at,
        originator_id=decision.originator_id,
        audience_id=decision.audience_id,
    )
