"""The gavel. Decisions are only ever added: what was agreed opens again by another decision."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.meetings.models import AgendaItem, Meeting
from concord.plans.access import CONFIRM_DECISION, STRIKE_GAVEL
from concord.plans.actions.drafts import WHOLE, current_revision, draft_item, locked, negotiated
from concord.plans.actions.footings import agreed_on, ask_of, footings_of, struck_on
from concord.plans.actions.pulses import touch
from concord.plans.logic.agreed import AGREES, settling
from concord.plans.logic.structure import structure_clashes
from concord.plans.models import (
    Confirmation,
    Credential,
    Decision,
    Delegation,
    Draft,
    Footing,
    Group,
    Placement,
    Proposal,
    Provision,
    Revision,
)
from concord.plans.queries.credentials import mine
from concord.plans.terms import TABLES, DecisionKind, FootingState, Stage
from concord.policy import Action, Actor, require
from concord.redline import Kind, clashes


class ProposalsClash(Exception):
    """These proposals cannot stand together; ``keys`` names them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(sorted(keys))
        super().__init__(", ".join(self.keys))


class ProposalNotStanding(Exception):
    """These proposals were withdrawn or superseded, need re-tabling, are still with a small group, or are about another
    provision; ``keys`` names them.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(sorted(keys))
        super().__init__(", ".join(self.keys))


class AgreedAlready(Exception):
    """The provision was settled on this revision; it opens again only by a recorded decision."""


class NothingToDecide(Exception):
    """The provision is not in the text, and nothing that would add it was named; or it is with a small group."""


class NothingToReopen(Exception):
    """Nothing was decided on the provision that could be opened again."""


class AwaitsCapitals(Exception):
    """The provision is agreed ad referendum: capitals confirm, or it is reopened."""


class NothingToConfirm(Exception):
    """The decision does not await this delegation."""


def held(*, actor: Actor, draft: Draft, action: Action) -> Credential:
    """The credential by which the actor does this. Raises ``Refused``."""
    credential = mine(actor=actor, draft=draft)
    require(actor=actor, action=action, obj=credential)
    return cast("Credential", credential)


def provision_item(provision: Provision, label: str = "") -> Item:
    return Item("provision", str(provision.uuid), label or str(provision.kind))


@transaction.atomic
def agree(
    *,
    actor: Actor,
    draft: Draft,
    provision: Provision,
    at: datetime,
    proposals: Collection[Proposal] = (),
    meeting: Meeting | None = None,
    agenda_item: AgendaItem | None = None,
    note: str = "",
) -> Decision:
    """The provision is agreed with these proposals; with none, as its words stand. Raises ``ProposalsClash``,
    ``ProposalNotStanding``, ``AgreedAlready`` and ``NothingToDecide``.
    """
    now = locked(draft=draft)
    credential = held(actor=actor, draft=now, action=STRIKE_GAVEL)
    revision = open_to_decision(draft=now, provision=provision)
    _check_acceptable(revision, provision, proposals)
    place = Strike(credential, revision, provision, meeting, agenda_item, note, at)
    decision = place.fall(DecisionKind.AGREE, proposals)
    _record(actor, "plans.agree", now, decision, proposals, at)
    return decision


@transaction.atomic
def agree_ad_referendum(  # noqa: PLR0913  a decision is these facts
    *,
    actor: Actor,
    draft: Draft,
    provision: Provision,
    awaits: Collection[Delegation],
    at: datetime,
    proposals: Collection[Proposal] = (),
    meeting: Meeting | None = None,
    agenda_item: AgendaItem | None = None,
    note: str = "",
) -> Decision:
    """As ``agree``, until the capitals of ``awaits`` have confirmed. Raises also ``NothingToConfirm`` if it awaits
    nobody, or somebody whose agreement is not asked.
    """
    now = locked(draft=draft)
    credential = held(actor=actor, draft=now, action=STRIKE_GAVEL)
    revision = open_to_decision(draft=now, provision=provision)
    _check_acceptable(revision, provision, proposals)
    if not awaits or any(each.draft_id != now.pk or each.capacity not in TABLES for each in awaits):
        raise NothingToConfirm
    place = Strike(credential, revision, provision, meeting, agenda_item, note, at)
    decision = place.fall(DecisionKind.AD_REFERENDUM, proposals)
    own = {"draft": now, "originator_id": now.originator_id, "audience_id": now.audience_id}
    Confirmation.objects.bulk_create(
        Confirmation(**own, decision=decision, delegation=each) for each in sorted(awaits, key=lambda d: d.position)
    )
    codes = sorted(each.organisation.code for each in awaits)
    _record(actor, "plans.agree_ad_referendum", now, decision, proposals, at, awaits=codes)
    return decision


@transaction.atomic
def confirm_decision(*, actor: Actor, decision: Decision, at: datetime, note: str = "") -> Confirmation:
    """The capital of the actor's delegation agrees. A decision that was reopened or followed by another awaits nobody.
    Raises ``NothingToConfirm``.
    """
    now = locked(draft=decision.draft)
    credential = held(actor=actor, draft=now, action=CONFIRM_DECISION)
    if now.stage in (Stage.ADOPTED, Stage.WITHDRAWN) or not _is_in_force(decision):
        raise NothingToConfirm
    rows = Confirmation.objects.unscoped(reason=WHOLE)
    confirmation: Confirmation | None = rows.filter(
        decision=decision, delegation=credential.delegation, confirmed_at=None
    ).first()
    if confirmation is None:
        raise NothingToConfirm
    confirmation.confirmed_at, confirmation.note = at, note
    confirmation.save(update_fields=("confirmed_at", "note"))
    touch(row=now)
    record(
        actor=actor,
        act="plans.confirm_decision",
        items=[
            draft_item(now),
            Item("decision", str(decision.uuid), decision.get_kind_display()),
            Item("delegation", str(credential.delegation.uuid), str(credential.delegation)),
        ],
        summary={"note": note},
        at=at,
        originator_id=confirmation.originator_id,
        audience_id=confirmation.audience_id,
    )
    return confirmation


@transaction.atomic
def reopen(
    *,
    actor: Actor,
    draft: Draft,
    provision: Provision,
    at: datetime,
    meeting: Meeting | None = None,
    agenda_item: AgendaItem | None = None,
    note: str = "",
) -> Decision:
    """What was agreed or parked is open again: the undoing of a strike. What was consolidated stays in the text. A text
    that silence had agreed is under negotiation again, by this decision alone. Raises ``NothingToReopen``.
    """
    now = locked(draft=draft)
    credential = held(actor=actor, draft=now, action=STRIKE_GAVEL)
    if now.stage == Stage.AGREED:
        now.stage = Stage.NEGOTIATION
        now.save(update_fields=("stage",))
    else:
        negotiated(draft=now)
        struck = [each for _, each in struck_on(draft=now, provision=provision)]
        if settling(struck) is None and (not struck or struck[-1].kind != DecisionKind.PARK):
            raise NothingToReopen
    place = Strike(credential, current_revision(draft=now), provision, meeting, agenda_item, note, at)
    decision = place.fall(DecisionKind.REOPEN)
    _record(actor, "plans.reopen", now, decision, (), at)
    return decision


@transaction.atomic
def lift_bracket(
    *,
    actor: Actor,
    draft: Draft,
    provision: Provision,
    at: datetime,
    proposals: Collection[Proposal] = (),
    meeting: Meeting | None = None,
    agenda_item: AgendaItem | None = None,
    note: str = "",
) -> Decision:
    """The words in the brackets of these proposals stay, beside what was agreed before on this revision; with none, the
    brackets of reservations go. Raises ``ProposalsClash``, ``ProposalNotStanding``, ``AwaitsCapitals`` and
    ``NothingToDecide``.
    """
    now = locked(draft=draft)
    credential = held(actor=actor, draft=now, action=STRIKE_GAVEL)
    negotiated(draft=now)
    if any(_is_in_force(each.decision) for each in _awaited(now, provision)):
        raise AwaitsCapitals
    revision = current_revision(draft=now)
    _check_acceptable(revision, provision, proposals)
    place = Strike(credential, revision, provision, meeting, agenda_item, note, at)
    decision = place.fall(DecisionKind.LIFT_BRACKET, proposals)
    _record(actor, "plans.lift_bracket", now, decision, proposals, at)
    return decision


@transaction.atomic
def park(
    *,
    actor: Actor,
    draft: Draft,
    provision: Provision,
    at: datetime,
    meeting: Meeting | None = None,
    agenda_item: AgendaItem | None = None,
    note: str = "",
) -> Decision:
    """Put aside, to come back to. Raises ``AgreedAlready``."""
    now = locked(draft=draft)
    credential = held(actor=actor, draft=now, action=STRIKE_GAVEL)
    revision = open_to_decision(draft=now, provision=provision)
    place = Strike(credential, revision, provision, meeting, agenda_item, note, at)
    decision = place.fall(DecisionKind.PARK)
    _record(actor, "plans.park", now, decision, (), at)
    return decision


@dataclass(frozen=True, slots=True)
class Strike:
    """Where and when the gavel falls, and in whose hand."""

    credential: Credential
    revision: Revision
    provision: Provision
    meeting: Meeting | None
    agenda_item: AgendaItem | None
    note: str
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
            meeting=self.meeting,
            agenda_item=self.agenda_item,
            note=self.note,
            at=self.at,
        )
        decision.accepted.add(*accepted)
        return decision


def _is_in_force(decision: Decision) -> bool:
    if decision.provision is None:
        return False
    every = struck_on(draft=decision.draft, provision=decision.provision)
    position = settling([struck for _, struck in every], by=AGREES)
    return position is not None and every[position][0].pk == decision.pk


def _awaited(draft: Draft, provision: Provision) -> Iterable[Confirmation]:
    rows = Confirmation.objects.unscoped(reason=WHOLE).select_related("decision__draft", "decision__provision")
    found: Iterable[Confirmation] = rows.filter(draft=draft, decision__provision=provision, confirmed_at=None)
    return found


def open_to_decision(*, draft: Draft, provision: Provision) -> Revision:
    """The text on the table. Raises ``AgreedAlready``, ``NothingToDecide`` for what is with a small group, and
    ``TextClosed``.
    """
    negotiated(draft=draft)
    revision = current_revision(draft=draft)
    struck = struck_on(draft=draft, provision=provision)
    if provision.draft_id != draft.pk or (struck and struck[-1][1].kind is DecisionKind.REFER):
        raise NothingToDecide
    here = [each for decision, each in struck if decision.revision_id == revision.pk]
    if settling(here, by=AGREES) is not None:
        raise AgreedAlready
    return revision


def _check_acceptable(revision: Revision, provision: Provision, proposals: Collection[Proposal]) -> None:
    """With everything agreed on this revision so far, on this provision and on others."""
    every = {footing.proposal_id: footing for footing in footings_of(revision=revision)}
    chosen = {each.pk for each in proposals}
    if unfit := {each.key for each in proposals if not _stands(every.get(each.pk), provision, revision)}:
        raise ProposalNotStanding(unfit)
    asks = [ask_of(every[pk]) for pk in chosen]
    placed = Placement.objects.unscoped(reason=WHOLE).filter(revision=revision, provision=provision)
    if not any(ask.kind is Kind.ADD for ask in asks) and not placed.exists():
        raise NothingToDecide
    before = agreed_on(revision=revision)
    asks += [ask_of(footing) for footing in every.values() if footing.proposal.key in before - _keys(proposals)]
    found = structure_clashes(asks=asks)
    for language in {ask.language for ask in asks}:
        words = [a.proposal for a in asks if a.provision == str(provision.uuid) and a.language == language]
        found |= {key for clash in clashes(proposals=words) if not clash.soft for key in (clash.first, clash.second)}
    if found:
        raise ProposalsClash(found)


def _stands(footing: Footing | None, provision: Provision, revision: Revision) -> bool:
    if footing is None or footing.state != FootingState.STANDING:
        return False
    proposal = footing.proposal
    return (
        proposal.provision_id == provision.pk
        and proposal.withdrawn_at is None
        and getattr(proposal, "superseded_by", None) is None
        and proposal.audience_id == revision.audience_id
    )


def _keys(proposals: Iterable[Proposal]) -> frozenset[str]:
    return frozenset(each.key for each in proposals)


def _record(
    actor: Actor,
    act: str,
    draft: Draft,
    decision: Decision,
    proposals: Iterable[Proposal],
    at: datetime,
    **more: object,
) -> None:
    provision = cast("Provision", decision.provision)
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
        at=at,
        originator_id=decision.originator_id,
        audience_id=decision.audience_id,
    )
