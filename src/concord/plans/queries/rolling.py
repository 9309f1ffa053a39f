"""The rolling text for one reader: ten queries, however much is tabled."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from concord.plans.access import STRIKE_GAVEL, TABLE_PROPOSAL
from concord.plans.logic.rolling import Standpoint, Worded, rolling_provisions
from concord.plans.models import (
    Confirmation,
    Decision,
    Draft,
    Placement,
    Position,
    Proposal,
    Wording,
)
from concord.plans.queries.credentials import mine
from concord.plans.queries.drafts import draft_line
from concord.plans.queries.readings import Markings, Reading, parties_of, reading_of
from concord.plans.queries.tabled import tabled_on
from concord.plans.terms import DecisionKind, ProvisionKind, Stand
from concord.plans.terms.rolling import Party, RollingText, Strike, TakenPosition
from concord.policy import Actor, decide
from concord.redline import Freshness

ENDS_WAITING = (DecisionKind.AGREE, DecisionKind.AD_REFERENDUM, DecisionKind.REOPEN)


_STRIKE = (
    *("pk", "uuid", "kind", "provision__uuid", "by_id", "note", "at"),
    *("meeting__code", "agenda_item__number"),
    *("accepted__key", "accepted__originator_id", "accepted__audience_id"),
)


def rolling_text(
    *, actor: Actor, draft: Draft, language: str = "", revision: int | None = None, at: datetime | None = None
) -> RollingText:
    """The text on the table, or an earlier revision as it was when the next one took its place, with all that the actor
    may see of what was tabled, decided and held. ``at`` goes back to that instant. Without ``language``, in the one it
    is negotiated in. Raises ``Http404`` where there is no such revision or was none yet.
    """
    reading = reading_of(actor, draft, language or draft.language, revision, at)
    parties = parties_of(reading)
    keys, tabled = tabled_on(reading, parties)
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
            strikes=_strikes(reading, parties),
        ),
        mine=parties.get(credential.delegation_id) if credential else None,
        may_speak=decide(actor=actor, action=TABLE_PROPOSAL, obj=credential).allowed,
        may_preside=decide(actor=actor, action=STRIKE_GAVEL, obj=credential).allowed,
    )


def _places(reading: Reading) -> list[Standpoint]:
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


def _words(reading: Reading, source: str) -> dict[UUID, Worded]:
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


def _positions(reading: Reading, parties: Mapping[int, Party], keys: Mapping[int, str]) -> list[TakenPosition]:
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


def _strikes(reading: Reading, parties: Mapping[int, Party]) -> dict[UUID, list[Strike]]:
    markings = Markings(reading.actor)
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
        pk, uuid, kind, provision, by, note, at, meeting, agenda_item, *_ = same[0]
        strikes[provision].append(
            Strike(
                uuid=uuid,
                kind=DecisionKind(kind),
                accepted=tuple(row[-3] for row in same if row[-3] and markings.readable(Proposal, row[-2], row[-1])),
                by=parties[by],
                note=note,
                at=at,
                meeting=meeting or "",
                agenda_item=agenda_item or "",
                awaited=tuple(party for party, confirmed in asked.get(pk, ()) if not confirmed),
                confirmed=tuple(party for party, confirmed in asked.get(pk, ()) if confirmed),
            )
        )
    return {provision: _still_awaited(every) for provision, every in strikes.items()}


def _still_awaited(strikes: list[Strike]) -> list[Strike]:
    """A decision that was followed by another, or reopened, awaits nobody."""
    last = max((n for n, each in enumerate(strikes) if each.kind in ENDS_WAITING), default=0)
    return [replace(each, awaited=()) if n < last and each.awaited else each for n, each in enumerate(strikes)]
