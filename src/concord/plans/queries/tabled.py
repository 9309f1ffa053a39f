"""Proposals on a revision, with who stands behind them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from concord.meetings.models import Recommendation
from concord.plans.logic.ops import read
from concord.plans.logic.rolling import Tabled
from concord.plans.models import Footing, Group, Proposal, Sponsorship
from concord.plans.queries.readings import Markings, Reading
from concord.plans.terms import FootingState, Origin, ProposalKind, ProvisionKind
from concord.plans.terms.rolling import Party, TabledProposal
from concord.ui.text import Text


class _Row(NamedTuple):
    """A footing with its proposal; one that joins several provisions comes once for each."""

    audience: int
    base: str
    ops: list[list[object]]
    state: str
    clashes_with: list[str]
    pk: int
    uuid: UUID
    key: str
    provision: UUID
    makes: str
    language: str
    kind: str
    lead: int
    explanation: str
    alternate: str
    supersedes: str | None
    superseded_of: int | None
    superseded_to: int | None
    parent: UUID | None
    place: str
    splits: list[int]
    origin: str
    recommendation: str | None
    meeting: str | None
    recommended_by: int | None
    recommended_to: int | None
    group: Text | None
    grouped_by: int | None
    grouped_to: int | None
    tabled_at: datetime
    withdrawn_at: datetime | None
    join: UUID | None


_PROPOSAL = (
    *("audience_id", "base", "ops", "state", "clashes_with", "proposal_id", "proposal__uuid", "proposal__key"),
    *("proposal__provision__uuid", "proposal__provision__kind", "proposal__language", "proposal__kind"),
    *("proposal__lead_id", "proposal__explanation", "proposal__alternate", "proposal__supersedes__key"),
    *("proposal__supersedes__originator_id", "proposal__supersedes__audience_id"),
    *("proposal__parent__uuid", "proposal__place", "proposal__splits", "proposal__origin"),
    *("proposal__recommendation__number", "proposal__recommendation__meeting__code"),
    *("proposal__recommendation__originator_id", "proposal__recommendation__audience_id"),
    *("proposal__group__title", "proposal__group__originator_id", "proposal__group__audience_id"),
    *("proposal__tabled_at", "proposal__withdrawn_at", "proposal__joins__uuid"),
)
_KINDS = {each.value: each for each in ProposalKind}
_STATES = {each.value: each for each in FootingState}
_MAKES = {each.value: each for each in ProvisionKind}
_ORIGINS = {each.value: each for each in Origin}


def tabled_on(reading: Reading, parties: Mapping[int, Party]) -> tuple[dict[int, str], list[Tabled]]:
    """Keys by id, and the proposals with a footing on the revision, in tabling order."""
    until = Q(until=None) | Q(until__gt=reading.at)
    sponsors: dict[int, list[Party]] = defaultdict(list)
    backed = reading.rows(Sponsorship.objects.filter(until, since__lte=reading.at)).order_by("since", "pk")
    for proposal, delegation in backed.values_list("proposal_id", "delegation_id"):
        sponsors[proposal].append(parties[delegation])
    rows = reading.rows(Footing.objects.filter(revision=reading.revision, proposal__tabled_at__lte=reading.at))
    markings = Markings(reading.actor)
    found = [_Row._make(row) for row in rows.order_by("proposal__order", "proposal__joins__pk").values_list(*_PROPOSAL)]
    joins: dict[int, list[UUID]] = defaultdict(list)
    for row in found:
        if row.join is not None:
            joins[row.pk].append(row.join)
    keys: dict[int, str] = {}
    tabled: list[Tabled] = []
    for row in found:
        if row.pk in keys:
            continue
        keys[row.pk] = row.key
        lead = parties[row.lead]
        proposal = TabledProposal(
            uuid=row.uuid,
            key=row.key,
            provision=row.provision,
            language=row.language,
            kind=_KINDS[row.kind],
            lead=lead,
            sponsors=(lead, *(party for party in sponsors.get(row.pk, ()) if party is not lead)),
            order=len(keys),
            ops=read(stored=row.ops),
            state=_STATES[row.state],
            clashes_with=tuple(row.clashes_with),
            explanation=row.explanation,
            alternate=row.alternate,
            supersedes=_superseded(row, markings),
            origin=_ORIGINS[row.origin],
            recommendation=_recommendation(row, markings),
            group=_group(row, markings, reading.language),
            parent=row.parent,
            place=row.place,
            joins=tuple(joins.get(row.pk, ())),
            splits=tuple(row.splits),
            tabled_at=row.tabled_at,
            withdrawn_at=row.withdrawn_at if row.withdrawn_at and row.withdrawn_at <= reading.at else None,
            is_accepted=False,
            base=row.base,
            is_with_group=row.audience != reading.draft.audience_id,
        )
        tabled.append(Tabled(proposal=proposal, makes=_MAKES[row.makes]))
    return keys, tabled


def _recommendation(row: _Row, markings: Markings) -> str:
    if row.recommendation is None or not markings.readable(Recommendation, row.recommended_by, row.recommended_to):
        return ""
    return f"{row.meeting} {row.recommendation}"


def _superseded(row: _Row, markings: Markings) -> str:
    """What a small group replaced among itself stays among itself."""
    if row.supersedes is None or not markings.readable(Proposal, row.superseded_of, row.superseded_to):
        return ""
    return row.supersedes


def _group(row: _Row, markings: Markings, language: str) -> str:
    if row.group is None or not markings.readable(Group, row.grouped_by, row.grouped_to):
        return ""
    return row.group.get(language)
