"""The rolling text for one reader: ten queries, however much is tabled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from concord.meetings.models import Recommendation
from concord.plans.access import READ_DRAFT, STRIKE_GAVEL, TABLE_PROPOSAL
from concord.plans.logic.ops import read
from concord.plans.logic.rolling import Standpoint, Tabled, Worded, rolling_provisions
from concord.plans.models import (
    Confirmation,
    Decision,
    Delegation,
    Draft,
    Footing,
    Group,
    Placement,
    Position,
    Revision,
    Sponsorship,
    Wording,
)
from concord.plans.queries.credentials import mine
from concord.plans.queries.drafts import draft_line
from concord.plans.terms import Capacity, DecisionKind, FootingState, Origin, ProposalKind, ProvisionKind, Stand
from concord.plans.terms.rolling import Party, RollingText, Strike, TabledProposal, TakenPosition
from concord.policy import Actor, decide, visible
from concord.redline import Freshness
from concord.ui.text import Text

_MOMENT = timedelta(microseconds=1)
_END = datetime.max.replace(tzinfo=UTC)


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
    *("proposal__parent__uuid", "proposal__place", "proposal__splits", "proposal__origin"),
    *("proposal__recommendation__number", "proposal__recommendation__meeting__code"),
    *("proposal__recommendation__originator_id", "proposal__recommendation__audience_id"),
    *("proposal__group__title", "proposal__group__originator_id", "proposal__group__audience_id"),
    *("proposal__tabled_at", "proposal__withdrawn_at", "proposal__joins__uuid"),
)
_STRIKE = (
    *("pk", "uuid", "kind", "provision__uuid", "by_id", "note", "at"),
    *("meeting__code", "agenda_item__number", "accepted"),
)


def rolling_text(
    *, actor: Actor, draft: Draft, language: str = "", revision: int | None = None, at: datetime | None = None
) -> RollingText:
    """The text on the table, or an earlier revision as it was when the next one took its place, with all that the actor
    may see of what was tabled, decided and held. ``at`` goes back to that instant. Without ``language``, in the one it
    is negotiated in. Raises ``Http404`` where there is no such revision or was none yet.
    """
    reading = _reading(actor, draft, language or draft.language, revision, at)
    parties = _parties(reading)
    keys, tabled = _tabled(reading, parties)
    credential = mine(actor=actor, draft=draft)
    return RollingText(
        draft=draft_line(draft=draft, revision=reading.latest.number, symbol=reading.latest.symbol),
        revision=reading.revision.number,
        symbol=reading.revision.symbol,
        language=reading.language,
        made_at=reading.revision.made_at,
        is_current=reading.revision.pk == reading.latest.pk and at is None,
        parties=tuple(parties.values()),
        provisions=rolling_provisions(
            language=reading.language,
            places=_places(reading),
            words=_words(reading, draft.language),
            tabled=tabled,
            positions=_positions(reading, parties, keys),
            strikes=_strikes(reading, parties, keys),
        ),
        mine=parties.get(credential.delegation_id) if credential else None,
        may_speak=decide(actor=actor, action=TABLE_PROPOSAL, obj=credential).allowed,
        may_preside=decide(actor=actor, action=STRIKE_GAVEL, obj=credential).allowed,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Who reads which revision in which language, as of ``at``, the last instant that counts."""

    actor: Actor
    draft: Draft
    revision: Revision
    latest: Revision
    language: str
    at: datetime

    def rows(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return visible(actor=self.actor, action=READ_DRAFT, queryset=queryset.filter(draft=self.draft))


def _reading(actor: Actor, draft: Draft, language: str, number: int | None, at: datetime | None) -> _Reading:
    rows = visible(actor=actor, action=READ_DRAFT, queryset=Revision.objects.filter(draft=draft).order_by("number"))
    every = list(rows)
    made = [each for each in every if at is None or each.made_at <= at]
    chosen = [each for each in made if number is None or each.number == number]
    if not chosen:
        raise Http404
    revision = chosen[-1]
    following = next((each for each in every if each.number > revision.number), None)
    limit = _END if following is None else following.made_at - _MOMENT
    return _Reading(
        actor=actor,
        draft=draft,
        revision=revision,
        latest=every[-1],
        language=language,
        at=limit if at is None else min(at, limit),
    )


def _parties(reading: _Reading) -> dict[int, Party]:
    rows = reading.rows(Delegation.objects.order_by("position", "pk")).values_list(
        "pk", "organisation__code", "organisation__name", "organisation__short_name", "capacity", "colour"
    )
    return {
        pk: Party(code=code, name=name, short_name=short or name, capacity=Capacity(capacity), colour=colour)
        for pk, code, name, short, capacity, colour in rows
    }


def _places(reading: _Reading) -> list[Standpoint]:
    rows = (
        reading.rows(Placement.objects.filter(revision=reading.revision))
        .order_by("pk", "provision__measures__position", "provision__measures__key")
        .values_list("provision__uuid", "provision__kind", "parent__uuid", "order", "label", "provision__measures__key")
    )
    places: dict[UUID, Standpoint] = {}
    measures: dict[UUID, list[str]] = defaultdict(list)
    found = list(rows)
    for uuid, *_, measure in found:
        if measure:
            measures[uuid].append(measure)
    for uuid, kind, parent, order, label, _ in found:
        if uuid not in places:
            places[uuid] = Standpoint(
                uuid=uuid,
                kind=ProvisionKind(kind),
                parent=parent,
                order=order,
                label=label,
                measures=tuple(measures.get(uuid, ())),
            )
    return list(places.values())


def _words(reading: _Reading, source: str) -> dict[UUID, Worded]:
    rows = reading.rows(
        Wording.objects.filter(revision=reading.revision, language__in={reading.language, source})
    ).values_list("provision__uuid", "language", "text", "digest", "translates")
    found = list(rows)
    sources = {uuid: digest for uuid, language, _, digest, _ in found if language == source}
    return {
        uuid: Worded(
            text=text,
            digest=digest,
            freshness=Freshness.FRESH if language == source or translates == sources.get(uuid) else Freshness.STALE,
        )
        for uuid, language, text, digest, translates in found
        if language == reading.language
    }


def _tabled(reading: _Reading, parties: Mapping[int, Party]) -> tuple[dict[int, str], list[Tabled]]:
    """Keys by id, and the proposals with a footing on the revision, in tabling order."""
    until = Q(until=None) | Q(until__gt=reading.at)
    sponsors: dict[int, list[Party]] = defaultdict(list)
    backed = reading.rows(Sponsorship.objects.filter(until, since__lte=reading.at)).order_by("since", "pk")
    for proposal, delegation in backed.values_list("proposal_id", "delegation_id"):
        sponsors[proposal].append(parties[delegation])
    rows = reading.rows(Footing.objects.filter(revision=reading.revision, proposal__tabled_at__lte=reading.at))
    readable = _Readable(reading.actor)
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
            order=0,
            ops=read(stored=row.ops),
            state=_STATES[row.state],
            clashes_with=tuple(row.clashes_with),
            explanation=row.explanation,
            alternate=row.alternate,
            supersedes=row.supersedes or "",
            origin=_ORIGINS[row.origin],
            recommendation=readable.recommendation(row),
            group=readable.group(row, reading.language),
            parent=row.parent,
            place=row.place,
            joins=tuple(joins.get(row.pk, ())),
            splits=tuple(row.splits),
            tabled_at=row.tabled_at,
            withdrawn_at=row.withdrawn_at if row.withdrawn_at and row.withdrawn_at <= reading.at else None,
            is_accepted=False,
            is_with_group=row.audience != reading.draft.audience_id,
        )
        tabled.append(Tabled(proposal=proposal, base=row.base, makes=_MAKES[row.makes]))
    return keys, tabled


class _Readable:
    """What a proposal refers to, if the actor may read that too. Whatever is marked is read by one rule."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.known: dict[tuple[type[Model], int | None, int | None], bool] = {}

    def recommendation(self, row: _Row) -> str:
        if row.recommendation is None:
            return ""
        may = self._may(Recommendation, row.recommended_by, row.recommended_to)
        return f"{row.meeting} {row.recommendation}" if may else ""

    def group(self, row: _Row, language: str) -> str:
        if row.group is None:
            return ""
        return row.group.get(language) if self._may(Group, row.grouped_by, row.grouped_to) else ""

    def _may(self, model: type[Model], originator: int | None, audience: int | None) -> bool:
        marking = (model, originator, audience)
        if marking not in self.known:
            row = model(originator_id=originator, audience_id=audience)
            self.known[marking] = decide(actor=self.actor, action=READ_DRAFT, obj=row).allowed
        return self.known[marking]


def _positions(reading: _Reading, parties: Mapping[int, Party], keys: Mapping[int, str]) -> list[TakenPosition]:
    """A position on a proposal that is not on this revision, or that the reader does not see, is left out."""
    rows = reading.rows(Position.objects.filter(at__lte=reading.at).order_by("at", "pk")).values_list(
        "delegation_id", "provision__uuid", "proposal_id", "stand", "text", "at"
    )
    return [
        TakenPosition(
            party=parties[delegation],
            provision=provision,
            proposal="" if proposal is None else keys[proposal],
            stand=Stand(stand),
            text=text,
            at=at,
        )
        for delegation, provision, proposal, stand, text, at in rows
        if proposal is None or proposal in keys
    ]


def _strikes(reading: _Reading, parties: Mapping[int, Party], keys: Mapping[int, str]) -> dict[UUID, list[Strike]]:
    asked: dict[int, list[tuple[Party, bool]]] = defaultdict(list)
    capitals = reading.rows(Confirmation.objects.order_by("delegation__position", "pk"))
    for decision, delegation, confirmed_at in capitals.values_list("decision_id", "delegation_id", "confirmed_at"):
        asked[decision].append((parties[delegation], confirmed_at is not None and confirmed_at <= reading.at))
    rows = reading.rows(
        Decision.objects.filter(
            at__lte=reading.at, revision__number__lte=reading.revision.number, provision__isnull=False
        )
    ).order_by("at", "pk", "accepted__order")
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows.values_list(*_STRIKE):
        found[row[0]].append(row)
    strikes: dict[UUID, list[Strike]] = defaultdict(list)
    for same in found.values():
        pk, uuid, kind, provision, by, note, at, meeting, agenda_item, _ = same[0]
        strikes[provision].append(
            Strike(
                uuid=uuid,
                kind=DecisionKind(kind),
                accepted=tuple(_known(keys, (row[-1] for row in same))),
                by=parties[by],
                note=note,
                at=at,
                meeting=meeting or "",
                agenda_item=agenda_item or "",
                awaited=tuple(party for party, confirmed in asked.get(pk, ()) if not confirmed),
                confirmed=tuple(party for party, confirmed in asked.get(pk, ()) if confirmed),
            )
        )
    return strikes


def _known(keys: Mapping[int, str], proposals: Iterable[int | None]) -> Iterable[str]:
    return (keys[pk] for pk in proposals if pk is not None and pk in keys)


_KINDS = {each.value: each for each in ProposalKind}
_STATES = {each.value: each for each in FootingState}
_MAKES = {each.value: each for each in ProvisionKind}
_ORIGINS = {each.value: each for each in Origin}
