"""What happened to a draft, as far as the reader may know. The rolling text as of any instant is
``rolling_text(at=…)``.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from concord.plans.models import (
    Adoption,
    Confirmation,
    Decision,
    Declaration,
    Draft,
    Issue,
    Placement,
    Position,
    Proposal,
    Silence,
    Sponsorship,
)
from concord.plans.queries.comparison import revisions
from concord.plans.queries.drafts import draft_line
from concord.plans.queries.readings import Markings, Reading, parties_of, reading_of
from concord.plans.terms.rolling import Party
from concord.plans.terms.timeline import Happened, Happening, RevisionLine, Timeline
from concord.policy import Actor


def timeline(*, actor: Actor, draft: Draft) -> Timeline:
    """Oldest first; what happened at one instant in the order of the acts. Thirteen queries. Raises ``Http404``."""
    reading = reading_of(actor, draft, draft.language, None, None)
    every = revisions(actor=actor, draft=draft)
    told = _Told(reading)
    happenings = [
        *_texts(every),
        *told.proposals(),
        *told.sponsors(),
        *told.gavel(),
        *told.positions(),
        *told.closing(),
    ]
    return Timeline(
        draft=draft_line(draft=draft, revision=reading.latest.number, symbol=reading.latest.symbol),
        parties=tuple(told.parties.values()),
        revisions=every,
        happenings=tuple(sorted(happenings, key=attrgetter("at"))),
    )


def _texts(every: tuple[RevisionLine, ...]) -> Iterator[Happening]:
    for each in every:
        yield Happening(
            at=each.made_at,
            what=Happened.CONSOLIDATED if each.number else Happened.OPENED,
            note=each.note,
            revision=each.number,
            symbol=each.symbol,
        )


class _Told:
    """Rows as happenings; labels are those of the text on the table."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parties: dict[int, Party] = parties_of(reading)
        self.markings = Markings(reading.actor)
        placed = reading.rows(Placement.objects.filter(revision=reading.latest))
        self.labels: dict[UUID, str] = dict(placed.values_list("provision__uuid", "label"))

    def proposals(self) -> Iterator[Happening]:
        rows = self._rows(Proposal.objects.order_by("order")).values_list(
            "tabled_at", "withdrawn_at", "lead_id", "kind", "explanation", "key", "provision__uuid"
        )
        for tabled_at, withdrawn_at, lead, kind, explanation, key, provision in rows:
            about = self._about(provision)
            party = self.parties[lead]
            yield Happening(
                at=tabled_at,
                what=Happened.TABLED,
                party=party,
                detail=kind,
                note=explanation,
                proposals=(key,),
                **about,
            )
            if withdrawn_at is not None:
                yield Happening(
                    at=withdrawn_at, what=Happened.WITHDRAWN, party=party, detail=kind, proposals=(key,), **about
                )

    def sponsors(self) -> Iterator[Happening]:
        rows = self._rows(Sponsorship.objects.order_by("pk")).values_list(
            "since", "until", "delegation_id", "proposal__key", "proposal__provision__uuid"
        )
        for since, until, delegation, key, provision in rows:
            about = {"party": self.parties[delegation], "proposals": (key,), **self._about(provision)}
            yield Happening(at=since, what=Happened.SPONSORED, **about)
            if until is not None:
                yield Happening(at=until, what=Happened.LEFT, **about)

    def gavel(self) -> Iterator[Happening]:
        rows = self._rows(Decision.objects.order_by("pk", "accepted__order")).values_list(
            *("pk", "at", "by_id", "kind", "note", "provision__uuid", "revision__number"),
            *("accepted__key", "accepted__originator_id", "accepted__audience_id"),
        )
        struck: dict[int, list[tuple[Any, ...]]] = {}
        for row in rows:
            struck.setdefault(row[0], []).append(row)
        for same in struck.values():
            _, at, by, kind, note, provision, revision, *_ = same[0]
            keys = tuple(row[-3] for row in same if row[-3] and self.markings.readable(Proposal, row[-2], row[-1]))
            yield Happening(
                at=at,
                what=Happened.STRUCK,
                party=self.parties[by],
                detail=kind,
                note=note,
                proposals=keys,
                revision=revision,
                **self._about(provision),
            )
        confirmed = self._rows(Confirmation.objects.exclude(confirmed_at=None).order_by("pk"))
        for at, delegation, note, provision in confirmed.values_list(
            "confirmed_at", "delegation_id", "note", "decision__provision__uuid"
        ):
            yield Happening(
                at=at, what=Happened.CONFIRMED, party=self.parties[delegation], note=note, **self._about(provision)
            )

    def positions(self) -> Iterator[Happening]:
        rows = self._rows(Position.objects.order_by("pk")).values_list(
            *("at", "delegation_id", "stand", "text", "provision__uuid"),
            *("proposal__key", "proposal__originator_id", "proposal__audience_id"),
        )
        for at, delegation, stand, text, provision, key, originator, audience in rows:
            if key is not None and not self.markings.readable(Proposal, originator, audience):
                continue
            yield Happening(
                at=at,
                what=Happened.POSITION,
                party=self.parties[delegation],
                detail=stand,
                note=text,
                proposals=(key,) if key else (),
                **self._about(provision),
            )

    def closing(self) -> Iterator[Happening]:
        silences = self._rows(Silence.objects.annotate(number=F("revision__number")).order_by("pk"))
        for silence in silences:
            yield Happening(at=silence.opened_at, what=Happened.SILENCE, revision=silence.number)
            if silence.closed_at is not None:
                yield Happening(
                    at=silence.closed_at, what=Happened.SILENCE_ENDED, detail=silence.outcome, revision=silence.number
                )
        for at, number in self._rows(Adoption.objects.order_by("pk")).values_list("at", "revision__number"):
            yield Happening(at=at, what=Happened.ADOPTED, revision=number)
        declared = self._rows(Declaration.objects.order_by("pk"))
        for at, delegation, will, text, provision in declared.values_list(
            "at", "delegation_id", "will", "text", "provision__uuid"
        ):
            yield Happening(
                at=at,
                what=Happened.DECLARED,
                party=self.parties[delegation],
                detail=will,
                note=text,
                **self._about(provision),
            )
        issued = self._rows(Issue.objects.order_by("pk"))
        for day, kind, symbol, note, number in issued.values_list(
            "issued_on", "kind", "symbol", "note", "revision__number"
        ):
            at = datetime.combine(day, time.min, UTC)
            yield Happening(at=at, what=Happened.ISSUED, detail=kind, note=note, symbol=symbol, revision=number)

    def _rows(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return self.reading.rows(queryset)

    def _about(self, provision: UUID | None) -> dict[str, Any]:
        return {"provision": provision, "number": self.labels.get(provision, "") if provision else ""}
