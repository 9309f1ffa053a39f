"""The gavel. Decisions are only ever added: what was agreed opens again by another decision."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.plans.access import CONFIRM_DECISION, STRIKE_GAVEL
from concord.plans.actions.drafts import WHOLE, current_revision, draft_item, locked, negotiated
from concord.plans.actions.footings import agreed_on, ask_of, footings_of, struck_on
from concord.plans.actions.pulses import touch
from concord.plans.actions.strikes import UNNOTED, Minute, Strike, held, recorded
from concord.plans.logic.agreed import AGREES, settling
from concord.plans.logic.structure import structure_clashes
from concord.plans.models import (
    Confirmation,
    Decision,
    Delegation,
    Draft,
    Footing,
    Placement,
    Proposal,
    Provision,
    Revision,
)
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import TABLES, DecisionKind, FootingState, Stage
from concord.policy import Actor
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
    """The provision is not in the text, and nothing that would add it was named; or it is with a small group; or there
    is no bracket to keep.
    """


class NothingToReopen(Exception):
    """Nothing was decided on the provision that could be opened again."""


class AwaitsCapitals(Exception):
    """The provision is agreed ad referendum: capitals confirm, or it is reopened."""


class NothingToConfirm(Exception):
    """The decision does not await this delegation."""


@transaction.atomic
def agree(
    *,
    actor: Actor,
    draft: Draft,
    provision: Provision,
    at: datetime,
    proposals: Collection[Proposal] = (),
    minute: Minute = UNNOTED,
) -> Decision:
    """The provision is agreed with these proposals; with none, as its words stand. Raises ``ProposalsClash``,
    ``ProposalNotStanding``, ``AgreedAlready`` and ``NothingToDecide``.
    """
    now = locked(draft=draft)
    credential = held(actor=actor, draft=now, action=STRIKE_GAVEL)
    revision = open_to_decision(draft=now, provision=provision)
    _check_acceptable(revision, provision, proposals)
    decision = Strike(credential, revision, provision, minute, at).fall(DecisionKind.AGREE, proposals)
    recorded(actor, "plans.agree", decision, proposals)
    return decision


@transaction.atomic
def agree_ad_referendum(
    *,
    actor: Actor,
    draft: Draft,
    provision: Provision,
    awaits: Collection[Delegation],
    at: datetime,
    proposals: Collection[Proposal] = (),
    minute: Minute = UNNOTED,
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
    decision = Strike(credential, revision, provision, minute, at).fall(DecisionKind.AD_REFERENDUM, proposals)
    own = {"draft": now, "originator_id": now.originator_id, "audience_id": now.audience_id}
    Confirmation.objects.bulk_create(
        Confirmation(**own, decision=decision, delegation=each) for each in sorted(awaits, key=lambda d: d.position)
    )
    codes = sorted(each.organisation.code for each in awaits)
    recorded(actor, "plans.agree_ad_referendum", decision, proposals, awaits=codes)
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
    minute: Minute = UNNOTED,
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
        every = [each for _, each in struck_on(draft=now, provision=provision)]
        struck = [each for each in every if each.kind is not DecisionKind.KEEP_BRACKET]
        if settling(struck) is None and (not struck or struck[-1].kind != DecisionKind.PARK):
            raise NothingToReopen
    decision = Strike(credential, current_revision(draft=now), provision, minute, at).fall(DecisionKind.REOPEN)
    recorded(actor, "plans.reopen", decision)
    return decision


@transaction.atomic
def lift_bracket(
    *,
    actor: Actor,
    draft: Draft,
    provision: Provision,
    at: datetime,
    proposals: Collection[Proposal] = (),
    minute: Minute = UNNOTED,
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
    decision = Strike(credential, revision, provision, minute, at).fall(DecisionKind.LIFT_BRACKET, proposals)
    recorded(actor, "plans.lift_bracket", decision, proposals)
    return decision


@transaction.atomic
def keep_bracket(
    *,
    actor: Actor,
    draft: Draft,
    provision: Provision,
    at: datetime,
    minute: Minute = UNNOTED,
) -> Decision:
    """It was discussed, and its brackets stay: nothing changes but the record. Raises ``AgreedAlready``, and
    ``NothingToDecide`` also where nothing is in brackets.
    """
    now = locked(draft=draft)
    credential = held(actor=actor, draft=now, action=STRIKE_GAVEL)
    revision = open_to_decision(draft=now, provision=provision)
    shown = rolling_text(actor=actor, draft=now).provision(provision.uuid)
    if shown is None or not (shown.open or any(run.brackets for run in shown.runs)):
        raise NothingToDecide
    decision = Strike(credential, revision, provision, minute, at).fall(DecisionKind.KEEP_BRACKET)
    recorded(actor, "plans.keep_bracket", decision)
    return decision


@transaction.atomic
def park(
    *,
    actor: Actor,
    draft: Draft,
    provision: Provision,
    at: datetime,
    minute: Minute = UNNOTED,
) -> Decision:
    """Put aside, to come back to. Raises ``AgreedAlready``."""
    now = locked(draft=draft)
    credential = held(actor=actor, draft=now, action=STRIKE_GAVEL)
    revision = open_to_decision(draft=now, provision=provision)
    decision = Strike(credential, revision, provision, minute, at).fall(DecisionKind.PARK)
    recorded(actor, "plans.park", decision)
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
