"""Everything tabled and said in a negotiation, across its revisions, as far as the reader may know."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from concord.meetings.models import Recommendation
from concord.plans.logic.ops import read
from concord.plans.models import Draft, Footing, Position, Proposal, Sponsorship, Wording
from concord.plans.queries.heads import Rows, read_by
from concord.plans.queries.readings import Markings
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import FootingState, Origin, ProposalKind, Stand
from concord.plans.terms.records import Fate, PositionRecord, ProposalRecord, Stood
from concord.plans.terms.rolling import TabledProposal
from concord.policy import Actor
from concord.redline import Tokens, tokenise

_PROPOSAL = (
    *("pk", "uuid", "key", "provision__uuid", "language", "kind", "lead__organisation__code", "explanation"),
    *("alternate", "origin", "parent__uuid", "splits", "tabled_at", "withdrawn_at"),
    *("supersedes__key", "supersedes__originator_id", "supersedes__audience_id"),
    *("recommendation__number", "recommendation__meeting__code"),
    *("recommendation__originator_id", "recommendation__audience_id", "joins__uuid"),
)


def proposal_records(*, actor: Actor, draft: Draft) -> tuple[ProposalRecord, ...]:
    """In the order of tabling. Thirteen queries, however much is tabled."""
    rows, markings = read_by(actor), Markings(actor)
    text = rolling_text(actor=actor, draft=draft)
    now = {each.uuid: each for provision in text.provisions for each in provision.proposals}
    tabled = rows(Proposal.objects.filter(draft=draft)).order_by("order", "joins__pk").values(*_PROPOSAL)
    joined: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in tabled:
        joined[row["pk"]].append(row)
    stood, sponsors = _stood(rows, draft), _sponsors(rows, draft)
    return tuple(
        _record(
            same=same,
            stood=tuple(stood.get(pk, ())),
            sponsors=sponsors.get(pk, []),
            markings=markings,
            now=now.get(same[0]["uuid"]),
        )
        for pk, same in joined.items()
    )


def words_before(*, actor: Actor, draft: Draft, record: ProposalRecord) -> Tokens:
    """The words that the proposal was tabled on; none for one that adds a provision. One query."""
    if not record.stood:
        return ()
    first = record.stood[0]
    words = Wording.objects.filter(
        draft=draft,
        revision__number=first.revision,
        provision__uuid=record.provision,
        language=record.language,
        digest=first.base,
    )
    text: str | None = read_by(actor)(words).values_list("text", flat=True).first()
    return tokenise(text=text) if text else ()


def position_records(*, actor: Actor, draft: Draft) -> tuple[PositionRecord, ...]:
    """As they were taken, oldest first. One query."""
    markings = Markings(actor)
    taken = read_by(actor)(Position.objects.filter(draft=draft).order_by("at", "pk")).values_list(
        *("uuid", "delegation__organisation__code", "provision__uuid", "stand", "text", "at"),
        *("proposal__key", "proposal__originator_id", "proposal__audience_id"),
    )
    known = [
        (*row[:6], row[6] or "")
        for row in taken
        if row[6] is None or markings.readable(Proposal, originator=row[7], audience=row[8])
    ]
    latest: dict[tuple[str, UUID, str], UUID] = {(row[1], row[2], row[6]): row[0] for row in known}
    return tuple(
        PositionRecord(
            uuid=uuid,
            delegation=code,
            provision=provision,
            proposal=key,
            stand=Stand(stand),
            text=text,
            at=at,
            is_latest=latest[code, provision, key] == uuid,
        )
        for uuid, code, provision, stand, text, at, key in known
    )


def _stood(rows: Rows, draft: Draft) -> dict[int, list[Stood]]:
    found: dict[int, list[Stood]] = defaultdict(list)
    footings = rows(Footing.objects.filter(draft=draft)).order_by("revision__number", "pk")
    for proposal, number, base, ops, state, clashes in footings.values_list(
        "proposal_id", "revision__number", "base", "ops", "state", "clashes_with"
    ):
        found[proposal].append(
            Stood(
                revision=number,
                base=base,
                ops=read(stored=ops),
                state=FootingState(state),
                clashes_with=tuple(clashes),
            )
        )
    return found


def _sponsors(rows: Rows, draft: Draft) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    backed = rows(Sponsorship.objects.filter(draft=draft, until=None)).order_by("since", "pk")
    for proposal, code in backed.values_list("proposal_id", "delegation__organisation__code"):
        found[proposal].append(code)
    return found


def _record(
    *,
    same: list[dict[str, Any]],
    stood: tuple[Stood, ...],
    sponsors: list[str],
    markings: Markings,
    now: TabledProposal | None,
) -> ProposalRecord:
    """``same`` is one proposal, once for each provision that it joins; ``now`` is it on the text on the table."""
    row = same[0]
    lead = row["lead__organisation__code"]
    marking = row["recommendation__originator_id"], row["recommendation__audience_id"]
    from_meeting = row["recommendation__number"] is not None and markings.readable(Recommendation, *marking)
    replaced = row["supersedes__originator_id"], row["supersedes__audience_id"]
    source = f"{row['recommendation__meeting__code']} {row['recommendation__number']}"
    supersedes = row["supersedes__key"] and markings.readable(Proposal, *replaced)
    return ProposalRecord(
        uuid=row["uuid"],
        key=row["key"],
        provision=row["provision__uuid"],
        language=row["language"],
        kind=ProposalKind(row["kind"]),
        lead=lead,
        sponsors=(lead, *(code for code in sponsors if code != lead)),
        explanation=row["explanation"],
        alternate=row["alternate"],
        supersedes=row["supersedes__key"] if supersedes else "",
        origin=Origin(row["origin"]),
        recommendation=source if from_meeting else "",
        parent=row["parent__uuid"],
        joins=tuple(each["joins__uuid"] for each in same if each["joins__uuid"] is not None),
        splits=tuple(row["splits"]),
        tabled_at=row["tabled_at"],
        withdrawn_at=row["withdrawn_at"],
        fate=_fate(now, is_withdrawn=row["withdrawn_at"] is not None),
        stood=stood,
    )


def _fate(now: TabledProposal | None, *, is_withdrawn: bool) -> Fate:
    if is_withdrawn:
        return Fate.WITHDRAWN
    if now is None:
        return Fate.SETTLED
    if now.is_accepted:
        return Fate.AGREED
    if now.is_set_aside:
        return Fate.SET_ASIDE
    return {
        FootingState.STANDING: Fate.OPEN,
        FootingState.RETABLE: Fate.RETABLE,
        FootingState.ABSORBED: Fate.ABSORBED,
    }[now.state]
