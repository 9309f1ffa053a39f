"""Silence procedures with their deadlines and objections; and what a delegation must not miss."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from concord.plans.logic.gate import in_brackets
from concord.plans.logic.silence import clocks, verdict
from concord.plans.models import (
    Adoption,
    Confirmation,
    Credential,
    Decision,
    Declaration,
    Extension,
    Objection,
    Provision,
    Silence,
)
from concord.plans.queries.gate import gate
from concord.plans.queries.heads import Head, Named, Rows, head, placed, read_by
from concord.plans.queries.letters import with_letter
from concord.plans.queries.rolling import ENDS_WAITING
from concord.plans.terms import TABLES, DecisionKind, Outcome, Stage, Will
from concord.plans.terms.closing import Deadline
from concord.plans.terms.silence import Extended, Objected, SilenceLine, SilencesReading
from concord.policy import Actor
from concord.ui.pages import found


def silences(*, actor: Actor, draft: UUID) -> SilencesReading:
    """Every silence procedure of a draft, as the database's clock has it. Raises ``Http404``."""
    top = head(actor=actor, draft=draft)
    rows = read_by(actor)
    held = list(_with_parts(rows).filter(draft=top.draft))
    named = placed(rows=rows, head=top, revisions={each.revision_id for each in held})
    may_open = top.may_preside and top.draft.stage == Stage.NEGOTIATION
    gaps = gate(draft=top.draft, revision=top.revision, rows=rows) if may_open else ()
    return SilencesReading(
        draft=top.line,
        revision=top.revision.uuid,
        state=top.revision.state,
        now=top.now,
        mine=top.mine,
        may_break=top.may_speak and top.mine is not None and top.mine.capacity in TABLES,
        may_preside=top.may_preside,
        may_open=may_open,
        parties=tuple(top.parties.values()),
        breakers=tuple(party for party in top.parties.values() if party.capacity in TABLES),
        provisions=named.present,
        gaps=in_brackets(gaps=gaps),
        silences=tuple(with_letter(silence=_line(each, top, named), draft=top.line) for each in reversed(held)),
    )


def silence(*, actor: Actor, draft: UUID, uuid: UUID) -> Silence:
    """The row, to act on. Raises ``Http404``."""
    rows = read_by(actor)(Silence.objects.filter(draft__uuid=draft).select_related("draft", "revision"))
    row: Silence = found(rows, uuid=uuid)
    return row


def _with_parts(rows: Rows) -> QuerySet[Silence]:
    objections = Objection.objects.prefetch_related(Prefetch("provisions", rows(Provision.objects.all())))
    parts = (Prefetch("extensions", rows(Extension.objects.all())), Prefetch("objections", rows(objections)))
    return rows(Silence.objects.select_related("revision").prefetch_related(*parts))


def _line(row: Silence, top: Head, named: Named) -> SilenceLine:
    objections = tuple(
        Objected(
            party=top.parties[each.delegation_id],
            provisions=tuple(named.by_pk[p.pk] for p in each.provisions.all() if p.pk in named.by_pk),
            text=each.text,
            at=each.at,
            in_time=each.in_time,
        )
        for each in row.objections.all()
    )
    outcome = Outcome(row.outcome) if row.outcome else None
    is_broken = any(each.in_time for each in objections)
    return SilenceLine(
        uuid=row.uuid,
        revision=row.revision.number,
        symbol=row.revision.symbol,
        state=row.state,
        letter=row.letter,
        opened_at=row.opened_at,
        deadline_at=row.deadline_at,
        outcome=outcome,
        closed_at=row.closed_at,
        verdict=outcome or verdict(at=top.now, deadline_at=row.deadline_at, is_broken=is_broken),
        left=max(row.deadline_at - top.now, timedelta(0)),
        extensions=tuple(
            Extended(before=each.before, deadline_at=each.deadline_at, reason=each.reason, at=each.at)
            for each in row.extensions.all()
        ),
        objections=objections,
        clocks=clocks(
            at=row.deadline_at,
            now=top.now,
            parties=((top.parties[each.pk], each.organisation.iso2) for each in top.delegations),
        ),
    )


def deadlines(*, actor: Actor) -> tuple[Deadline, ...]:
    """What the delegations of the actor's seat must not miss: silences to break before a time, capitals to confirm,
    declarations awaited. Dated ones first, the next one first.
    """
    if actor.seat_id is None:
        return ()
    waiting = (*_silences(actor), *_confirmations(actor), *_declarations(actor))
    return tuple(sorted(waiting, key=lambda each: (each.at is None, each.at or each.since)))


def dated(*, actor: Actor) -> tuple[Deadline, ...]:
    """For calendars: the silences that run on all texts that the actor may see, whoever breaks them. The next one
    first. One query.
    """
    running = read_by(actor)(Silence.objects.filter(outcome="").select_related("draft"))
    return tuple(_silence_deadline(each) for each in running.order_by("deadline_at", "pk"))


def _mine(actor: Actor, rows: Rows) -> QuerySet[Credential]:
    """Credentials of the seat acted in, in delegations that decide."""
    return rows(
        Credential.objects.filter(seat_id=actor.seat_id, until=None, delegation__capacity__in=TABLES),
    )


def _silences(actor: Actor) -> Iterator[Deadline]:
    rows = read_by(actor)
    mine = _mine(actor, rows).filter(draft=OuterRef("draft"))
    for each in rows(Silence.objects.filter(Exists(mine), outcome="").select_related("draft")):
        yield _silence_deadline(each)


def _silence_deadline(row: Silence) -> Deadline:
    return Deadline(
        kind="silence",
        draft=row.draft.uuid,
        title=row.draft.title,
        key=row.uuid,
        at=row.deadline_at,
        since=row.opened_at,
    )


def _confirmations(actor: Actor) -> Iterator[Deadline]:
    """Of decisions that nothing has followed on the same provision."""
    rows = read_by(actor)
    mine = _mine(actor, rows).filter(delegation=OuterRef("delegation"))
    since = Decision.objects.filter(
        Q(at__gt=OuterRef("decision__at")) | Q(at=OuterRef("decision__at"), pk__gt=OuterRef("decision")),
        provision=OuterRef("decision__provision"),
        kind__in=ENDS_WAITING,
    )
    awaited = Confirmation.objects.filter(Exists(mine), ~Exists(rows(since)), confirmed_at=None)
    open_ = awaited.exclude(draft__stage__in=(Stage.ADOPTED, Stage.WITHDRAWN))
    for each in rows(open_.select_related("draft", "decision")):
        yield Deadline(
            kind="ad_referendum",
            draft=each.draft.uuid,
            title=each.draft.title,
            key=each.decision.uuid,
            at=None,
            since=each.decision.at,
            decision=DecisionKind(each.decision.kind),
        )


def _declarations(actor: Actor) -> Iterator[Deadline]:
    """Adoptions that are open and at which the delegation has said neither that it adopts nor that it observes."""
    rows = read_by(actor)
    mine = _mine(actor, rows).filter(draft=OuterRef("draft"))
    said = rows(
        Declaration.objects.filter(
            adoption=OuterRef("pk"),
            will__in=(Will.ADOPTS, Will.OBSERVES),
            delegation__credentials__seat_id=actor.seat_id,
        ).exclude(recorded_by__isnull=False, confirmed_at=None)
    )
    opened = Adoption.objects.filter(Exists(mine), ~Exists(said)).exclude(draft__stage=Stage.ADOPTED)
    for each in rows(opened.select_related("draft", "meeting").order_by("pk")):
        yield Deadline(
            kind="adoption",
            draft=each.draft.uuid,
            title=each.draft.title,
            key=each.uuid,
            at=None,
            since=each.at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Objecting:
    """What an objection is about, to act on."""

    silence: Silence
    provisions: tuple[Provision, ...]


def objecting(*, actor: Actor, draft: UUID, silence: UUID, provisions: Collection[UUID]) -> Objecting:
    """Raises ``Http404`` for a silence that the actor may not read; provisions that they may not read are left out."""
    rows = read_by(actor)
    row = found(rows(Silence.objects.filter(draft__uuid=draft).select_related("draft", "revision")), uuid=silence)
    named = rows(Provision.objects.filter(draft=row.draft, uuid__in=provisions))
    return Objecting(silence=row, provisions=tuple(named))
