"""Rows of negotiations as what happened, each with a name that never changes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet

from concord.plans.models import (
    Adoption,
    Confirmation,
    Decision,
    Declaration,
    Issue,
    Position,
    Proposal,
    Silence,
    Sponsorship,
)
from concord.plans.queries.readings import Markings
from concord.plans.terms.rolling import Party
from concord.plans.terms.timeline import Happened, Happening


class Named(NamedTuple):
    """``draft`` is the primary key of the draft; ``name`` tells the act from all others on it, for ever."""

    draft: int
    name: str
    happening: Happening


def opened(*, at: datetime, number: int, note: str, symbol: str) -> Happening:
    """A text brought to the table, or the revision that followed it."""
    what = Happened.CONSOLIDATED if number else Happened.OPENED
    return Happening(at=at, what=what, note=note, revision=number, symbol=symbol)


class Told:
    """What happened, as far as ``rows`` lets through. ``parties`` are by the primary key of the delegation, ``labels``
    are those of provisions on the text on the table.
    """

    def __init__(
        self,
        *,
        rows: Callable[[QuerySet[Any]], QuerySet[Any]],
        markings: Markings,
        parties: Mapping[int, Party],
        labels: Mapping[UUID, str],
    ) -> None:
        self.rows = rows
        self.markings = markings
        self.parties = parties
        self.labels = labels

    def everything(self) -> Iterator[Named]:
        """Nine queries; by kind, each kind in the order of the acts."""
        yield from self.proposals()
        yield from self.sponsors()
        yield from self.gavel()
        yield from self.positions()
        yield from self.closing()

    def proposals(self) -> Iterator[Named]:
        rows = self.rows(Proposal.objects.order_by("order")).values_list(
            *("draft_id", "uuid", "tabled_at", "withdrawn_at", "lead_id", "kind", "explanation", "key"),
            "provision__uuid",
        )
        for draft, uuid, tabled_at, withdrawn_at, lead, kind, explanation, key, provision in rows:
            about = {"party": self.parties[lead], "detail": kind, "proposals": (key,), **self._about(provision)}
            happening = Happening(at=tabled_at, what=Happened.TABLED, note=explanation, **about)
            yield Named(draft, f"tabled {uuid}", happening)
            if withdrawn_at is not None:
                happening = Happening(at=withdrawn_at, what=Happened.WITHDRAWN, **about)
                yield Named(draft, f"withdrawn {uuid}", happening)

    def sponsors(self) -> Iterator[Named]:
        rows = self.rows(Sponsorship.objects.order_by("pk")).values_list(
            *("draft_id", "since", "until", "delegation_id", "proposal__uuid", "proposal__key"),
            "proposal__provision__uuid",
        )
        for draft, since, until, delegation, uuid, key, provision in rows:
            party = self.parties[delegation]
            about = {"party": party, "proposals": (key,), **self._about(provision)}
            name = f"{uuid} by {party.code} since {since.isoformat()}"
            yield Named(draft, f"sponsored {name}", Happening(at=since, what=Happened.SPONSORED, **about))
            if until is not None:
                yield Named(draft, f"left {name}", Happening(at=until, what=Happened.LEFT, **about))

    def gavel(self) -> Iterator[Named]:
        rows = self.rows(Decision.objects.order_by("pk", "accepted__order")).values_list(
            *("pk", "draft_id", "uuid", "at", "by_id", "kind", "note", "provision__uuid", "revision__number"),
            *("accepted__key", "accepted__originator_id", "accepted__audience_id"),
        )
        struck: dict[int, list[tuple[Any, ...]]] = {}
        for row in rows:
            struck.setdefault(row[0], []).append(row)
        for same in struck.values():
            _, draft, uuid, at, by, kind, note, provision, revision, *_ = same[0]
            happening = Happening(
                at=at,
                what=Happened.STRUCK,
                party=self.parties[by],
                detail=kind,
                note=note,
                proposals=tuple(
                    row[-3] for row in same if row[-3] and self.markings.readable(Proposal, row[-2], row[-1])
                ),
                revision=revision,
                **self._about(provision),
            )
            yield Named(draft, f"struck {uuid}", happening)
        confirmed = self.rows(Confirmation.objects.exclude(confirmed_at=None).order_by("pk"))
        for draft, uuid, at, delegation, note, provision in confirmed.values_list(
            "draft_id", "decision__uuid", "confirmed_at", "delegation_id", "note", "decision__provision__uuid"
        ):
            party = self.parties[delegation]
            happening = Happening(at=at, what=Happened.CONFIRMED, party=party, note=note, **self._about(provision))
            yield Named(draft, f"confirmed {uuid} by {party.code}", happening)

    def positions(self) -> Iterator[Named]:
        rows = self.rows(Position.objects.order_by("pk")).values_list(
            *("draft_id", "uuid", "at", "delegation_id", "stand", "text", "provision__uuid"),
            *("proposal__key", "proposal__originator_id", "proposal__audience_id"),
        )
        for draft, uuid, at, delegation, stand, text, provision, key, originator, audience in rows:
            if key is not None and not self.markings.readable(Proposal, originator, audience):
                continue
            happening = Happening(
                at=at,
                what=Happened.POSITION,
                party=self.parties[delegation],
                detail=stand,
                note=text,
                proposals=(key,) if key else (),
                **self._about(provision),
            )
            yield Named(draft, f"position {uuid}", happening)

    def closing(self) -> Iterator[Named]:
        for silence in self.rows(Silence.objects.annotate(number=F("revision__number")).order_by("pk")):
            draft, number = silence.draft_id, silence.number
            happening = Happening(at=silence.opened_at, what=Happened.SILENCE, revision=number)
            yield Named(draft, f"silence {silence.uuid}", happening)
            if silence.closed_at is not None:
                what, detail = Happened.SILENCE_ENDED, silence.outcome
                happening = Happening(at=silence.closed_at, what=what, detail=detail, revision=number)
                yield Named(draft, f"silence ended {silence.uuid}", happening)
        adopted = self.rows(Adoption.objects.order_by("pk"))
        for draft, uuid, at, number in adopted.values_list("draft_id", "uuid", "at", "revision__number"):
            yield Named(draft, f"adopted {uuid}", Happening(at=at, what=Happened.ADOPTED, revision=number))
        declared = self.rows(Declaration.objects.order_by("pk"))
        for draft, uuid, at, delegation, will, text, provision, recorder, confirmed_at in declared.values_list(
            *("draft_id", "uuid", "at", "delegation_id", "will", "text", "provision__uuid"),
            *("recorded_by_id", "confirmed_at"),
        ):
            happening = Happening(
                at=at,
                what=Happened.RECORDED if recorder else Happened.DECLARED,
                party=self.parties[delegation],
                detail=will,
                note=text,
                **self._about(provision),
            )
            yield Named(draft, f"declared {uuid}", happening)
            if confirmed_at is not None:
                yield Named(draft, f"upheld {uuid}", replace(happening, at=confirmed_at, what=Happened.UPHELD, note=""))
        issued = self.rows(Issue.objects.order_by("pk"))
        for draft, uuid, day, kind, symbol, note, number in issued.values_list(
            "draft_id", "uuid", "issued_on", "kind", "symbol", "note", "revision__number"
        ):
            at = datetime.combine(day, time.min, UTC)
            happening = Happening(at=at, what=Happened.ISSUED, detail=kind, note=note, symbol=symbol, revision=number)
            yield Named(draft, f"issued {uuid}", happening)

    def _about(self, provision: UUID | None) -> dict[str, Any]:
        return {"provision": provision, "number": self.labels.get(provision, "") if provision else ""}
