"""Tabling, co-sponsoring, withdrawing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.meetings.models import Recommendation
from concord.plans.access import READ_DRAFT, SPONSOR_PROPOSAL, TABLE_PROPOSAL, WITHDRAW_PROPOSAL
from concord.plans.actions.drafts import WHOLE, current_revision, draft_item, locked, negotiated
from concord.plans.actions.pulses import touch
from concord.plans.logic.ops import stored
from concord.plans.logic.tabling import BaseMoved, UnableToTable, worked_out
from concord.plans.models import Credential, Delegation, Draft, Footing, Group, Proposal, Provision, Sponsorship
from concord.plans.queries.credentials import mine
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import Origin, ProposalKind, ProvisionKind
from concord.plans.terms.rolling import RollingText, TabledProposal
from concord.plans.terms.tabling import Obstacle, Preview, Tabling
from concord.policy import Action, Actor, require
from concord.sharing.models import AudienceEntry
from concord.sharing.terms import PUBLIC

__all__ = [
    "BaseMoved",
    "TablingResult",
    "UnableToStand",
    "UnableToTable",
    "leave_proposal",
    "propose_recommendation",
    "sponsor_proposal",
    "table_proposal",
    "withdraw_proposal",
]


class UnableToStand(Exception):
    """The proposal is not open on the text on the table, or is not the delegation's to withdraw or leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablingResult:
    """``is_joined``: others had asked for exactly this, and the delegation now stands beside them."""

    proposal: Proposal
    is_joined: bool


@transaction.atomic
def table_proposal(
    *, actor: Actor, draft: Draft, tabling: Tabling, at: datetime, group: Group | None = None
) -> TablingResult:
    """What the delegation asks, kept for ever as it was tabled; within a small group, read by its members alone. Who
    types the words of a standing proposal co-sponsors it. Raises ``TextClosed``, ``UnableToTable``, ``BaseMoved``.
    """
    return _table(actor, draft, tabling, at, group=group)


@transaction.atomic
def propose_recommendation(
    *, actor: Actor, draft: Draft, recommendation: Recommendation, tabling: Tabling, at: datetime
) -> TablingResult:
    """Table the words of an expert meeting, with where they come from. ``tabling`` says where; words of its own are
    kept. Raises as ``table_proposal``; ``UnableToTable`` also where the draft has readers whom the recommendation was
    not released to.
    """
    require(actor=actor, action=READ_DRAFT, obj=recommendation)  # whatever is marked is read by one rule
    if not _reaches(recommendation, draft, actor):
        raise UnableToTable(Obstacle.MARKING)
    words = recommendation.text.get(tabling.language or draft.language) if tabling.words is None else tabling.words
    given = replace(tabling, words=words, origin=Origin.RECOMMENDATION)
    return _table(actor, draft, given, at, recommendation=recommendation)


@transaction.atomic
def sponsor_proposal(*, actor: Actor, proposal: Proposal, at: datetime) -> Proposal:
    """Raises ``TextClosed``, and ``UnableToStand`` for a proposal that is not open or has the delegation behind it."""
    draft = locked(draft=proposal.draft)
    party = _delegation(actor, draft, may=SPONSOR_PROPOSAL)
    negotiated(draft=draft)
    now, shown = _standing(actor, draft, proposal)
    if not shown.is_open or party.organisation.code in {each.code for each in shown.sponsors}:
        raise UnableToStand
    _sponsor(now, party, at)
    _recorded(actor, "plans.sponsor_proposal", draft, now, at)
    return now


@transaction.atomic
def leave_proposal(*, actor: Actor, proposal: Proposal, at: datetime) -> Proposal:
    """A co-sponsor stands behind it no longer. Raises ``UnableToStand`` for others, and once it is agreed."""
    draft = locked(draft=proposal.draft)
    party = _delegation(actor, draft, may=SPONSOR_PROPOSAL)
    negotiated(draft=draft)
    now, shown = _standing(actor, draft, proposal)
    rows = Sponsorship.objects.unscoped(reason=WHOLE).filter(proposal=now, delegation=party, until=None)
    if shown.is_accepted or not rows.update(until=at):
        raise UnableToStand
    _recorded(actor, "plans.leave_proposal", draft, now, at)
    return now


@transaction.atomic
def withdraw_proposal(*, actor: Actor, proposal: Proposal, at: datetime) -> Proposal:
    """By its lead; it stays on record. Raises ``UnableToStand`` for others, twice, and once it is agreed."""
    draft = locked(draft=proposal.draft)
    party = _delegation(actor, draft, may=WITHDRAW_PROPOSAL)
    negotiated(draft=draft)
    now, shown = _standing(actor, draft, proposal)
    if shown.is_accepted or now.withdrawn_at is not None or now.lead_id != party.pk:
        raise UnableToStand
    _withdraw(now, at)
    _recorded(actor, "plans.withdraw_proposal", draft, now, at)
    return now


def _table(
    actor: Actor,
    draft: Draft,
    tabling: Tabling,
    at: datetime,
    *,
    group: Group | None = None,
    recommendation: Recommendation | None = None,
) -> TablingResult:
    now = locked(draft=draft)
    party = _delegation(actor, now, may=TABLE_PROPOSAL)
    negotiated(draft=now)
    text = rolling_text(actor=actor, draft=now, language=tabling.language)
    worked = worked_out(text=text, tabling=tabling, party=text.mine, is_with_group=group is not None)
    if group is not None:
        _check_group(group, party, worked)
    replaced = _replaced(now, party, tabling, text) if tabling.supersedes else None
    if worked.twin is not None:
        proposal = Proposal.objects.unscoped(reason=WHOLE).get(uuid=worked.twin.uuid)
        _sponsor(proposal, party, at)
    else:
        written = _Written(worked, tabling, group, recommendation, replaced)
        proposal = _write(now, party, written, at)
    if replaced is not None:
        _withdraw(replaced, replaced.withdrawn_at or at)
    act = "plans.table_proposal" if worked.twin is None else "plans.sponsor_proposal"
    _recorded(actor, act, now, proposal, at)
    return TablingResult(proposal=proposal, is_joined=worked.twin is not None)


@dataclass(frozen=True, slots=True)
class _Written:
    worked: Preview
    tabling: Tabling
    group: Group | None
    recommendation: Recommendation | None
    replaced: Proposal | None


def _write(draft: Draft, party: Delegation, what: _Written, at: datetime) -> Proposal:
    worked, tabling, group = what.worked, what.tabling, what.group
    audience_id = group.audience_id if group else draft.audience_id
    own = {"draft": draft, "originator_id": party.organisation_id, "audience_id": audience_id}
    draft.tabled += 1
    draft.save(update_fields=("tabled",))
    provision = _provision(own, worked, what.recommendation)
    proposal: Proposal = Proposal.objects.create(
        **own,
        key=_key(draft, party, group),
        provision=provision,
        language=worked.language,
        kind=worked.kind,
        lead=party,
        order=draft.tabled,
        explanation=tabling.explanation.strip(),
        alternate=worked.alternate,
        supersedes=what.replaced,
        parent=_row(draft, worked.parent) if worked.parent else None,
        place=worked.place,
        splits=list(worked.splits),
        origin=Origin.GROUP if group else tabling.origin,
        recommendation=what.recommendation,
        group=group,
        tabled_at=at,
    )
    _join(draft, proposal, worked.joins)
    Footing.objects.create(
        **own,
        proposal=proposal,
        revision=current_revision(draft=draft),
        base=worked.digest,
        ops=stored(ops=worked.ops),
    )
    return proposal


def _provision(own: dict[str, object], worked: Preview, recommendation: Recommendation | None) -> Provision:
    if worked.provision is not None:
        return _row(own["draft"], worked.provision)
    made: Provision = Provision.objects.create(**own, kind=ProvisionKind(worked.makes))
    if recommendation is not None:
        made.measures.set(recommendation.measures.all())
    return made


def _join(draft: Draft, proposal: Proposal, joins: Sequence[UUID]) -> None:
    link = Proposal.joins.through
    rows = Provision.objects.unscoped(reason=WHOLE).filter(draft=draft, uuid__in=joins)
    link.objects.bulk_create(link(proposal_id=proposal.pk, provision_id=pk) for pk in rows.values_list("pk", flat=True))


def _row(draft: object, uuid: UUID) -> Provision:
    found: Provision = Provision.objects.unscoped(reason=WHOLE).get(draft=draft, uuid=uuid)
    return found


def _key(draft: Draft, party: Delegation, group: Group | None) -> str:
    """Counted per delegation, and apart in each small group, so that no number tells of a hidden proposal."""
    stem = f"{party.organisation.code}-{group.uuid.hex[:4]}" if group else party.organisation.code
    led = Proposal.objects.unscoped(reason=WHOLE).filter(draft=draft, lead=party, group=group)
    return f"{stem}-{led.count() + 1}"


def _delegation(actor: Actor, draft: Draft, *, may: Action) -> Delegation:
    """For whom the actor speaks, once that is allowed."""
    credential = mine(actor=actor, draft=draft)
    require(actor=actor, action=may, obj=credential)
    party: Delegation = cast("Credential", credential).delegation
    return party


def _check_group(group: Group, party: Delegation, worked: Preview) -> None:
    members = group.members.through.objects.filter(group=group, delegation=party)
    given = set(group.provisions.through.objects.filter(group=group).values_list("provision__uuid", flat=True))
    where = worked.provision if worked.kind is not ProposalKind.ADD else worked.parent
    if group.closed_at is not None or not members.exists() or (where is not None and where not in given):
        raise UnableToTable(Obstacle.GROUP)


def _replaced(draft: Draft, party: Delegation, tabling: Tabling, text: RollingText) -> Proposal:
    """The delegation's own proposal, open or in need of re-tabling, that the new one takes the place of."""
    rows = Proposal.objects.unscoped(reason=WHOLE).filter(draft=draft, lead=party, key=tabling.supersedes)
    found: Proposal | None = rows.filter(withdrawn_at=None, superseded_by=None).first()
    shown = _shown(text, tabling.supersedes)
    if found is None or shown is None or shown.is_accepted:
        raise UnableToTable(Obstacle.SUPERSEDED)
    return found


def _shown(text: RollingText, key: str) -> TabledProposal | None:
    return next((each for provision in text.provisions for each in provision.proposals if each.key == key), None)


def _standing(actor: Actor, draft: Draft, proposal: Proposal) -> tuple[Proposal, TabledProposal]:
    """The proposal as it is now, and as the actor sees it on the text on the table."""
    shown = _shown(rolling_text(actor=actor, draft=draft), proposal.key)
    if shown is None:
        raise UnableToStand
    rows = Proposal.objects.unscoped(reason=WHOLE).select_related("provision")
    return rows.get(pk=proposal.pk), shown


def _sponsor(proposal: Proposal, party: Delegation, at: datetime) -> None:
    Sponsorship.objects.create(
        draft_id=proposal.draft_id,
        originator_id=proposal.originator_id,
        audience_id=proposal.audience_id,
        proposal=proposal,
        delegation=party,
        since=at,
    )


def _withdraw(proposal: Proposal, at: datetime) -> None:
    proposal.withdrawn_at = at
    proposal.save(update_fields=("withdrawn_at",))


def _recorded(actor: Actor, act: str, draft: Draft, proposal: Proposal, at: datetime) -> None:
    touch(row=proposal)
    record(
        actor=actor,
        act=act,
        items=[
            draft_item(draft),
            Item("proposal", str(proposal.uuid), proposal.key),
            Item("provision", str(proposal.provision.uuid), str(proposal.provision)),
        ],
        summary={"kind": str(proposal.kind), "language": proposal.language},
        at=at,
        originator_id=proposal.originator_id,
        audience_id=proposal.audience_id,
    )


def _reaches(recommendation: Recommendation, draft: Draft, actor: Actor) -> bool:
    """Everybody who reads the draft may read the recommendation, or the actor's organisation may release it."""
    if recommendation.originator_id in actor.organisations or recommendation.audience_id == draft.audience_id:
        return True
    marked = AudienceEntry.objects.filter(audience__in=(recommendation.audience_id, draft.audience_id))
    entries = list(marked.values_list("audience_id", "principal"))
    released = {principal for audience, principal in entries if audience == recommendation.audience_id}
    readers = {principal for audience, principal in entries if audience == draft.audience_id}
    return PUBLIC in released or readers <= released
