"""The silence procedure. Every instant that decides is read from the database after the draft was locked: neither the
clock of the machine that serves the page nor that of the worker has a say.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import task

from concord.journal.actions import record
from concord.journal.terms import Item
from concord.plans.access import BREAK_SILENCE, CLOSE_SILENCE, EXTEND_SILENCE, OPEN_SILENCE
from concord.plans.actions.drafts import WHOLE, current_revision, draft_item, locked, negotiated
from concord.plans.actions.pulses import touch
from concord.plans.actions.strikes import held
from concord.plans.logic.gate import in_brackets
from concord.plans.logic.silence import full_minute, is_in_time, lasts_long_enough, verdict
from concord.plans.models import (
    Confirmation,
    Delegation,
    Draft,
    Extension,
    Objection,
    Placement,
    Provision,
    Revision,
    Silence,
)
from concord.plans.queries.credentials import mine
from concord.plans.queries.gate import gate
from concord.plans.terms import TABLES, Outcome, Stage
from concord.plans.terms.closing import Gap
from concord.plans.terms.silence import SILENCE_LASTS
from concord.policy import Actor, GuardedQuerySet, require


class UnableToOpenSilence(Exception):
    """The text is not one text yet; ``gaps`` say where."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__(", ".join(f"{gap.code.value} {gap.label}" for gap in gaps))
        self.gaps = tuple(gaps)


class StaleText(Exception):
    """The text on the table is no longer the one that the actor saw."""


class SilenceTooShort(Exception):
    """Less than the shortest time that delegations must have to ask their capitals."""


class SilenceOver(Exception):
    """The procedure has ended, or its deadline has passed."""


class SilenceBroken(Exception):
    """Somebody has objected in time: nothing remains to be extended."""


class SilenceRunning(Exception):
    """The deadline has not passed and nobody has objected, so there is no outcome to record."""


class UnableToExtend(Exception):
    """A deadline only moves forward."""


class UnableToObject(Exception):
    """An objection says why and names paragraphs of the very text that silence is about."""


def everything(rows: QuerySet[Any]) -> QuerySet[Any]:
    """For what concerns the whole negotiation, whoever reads which part."""
    return cast("GuardedQuerySet[Any]", rows).unscoped(reason=WHOLE)


def instant(*, draft: Draft) -> datetime:
    """What time it is: the database's, at this statement. Ask after ``locked``."""
    now: datetime = Draft.objects.unscoped(reason=WHOLE).filter(pk=draft.pk).values_list(Now(), flat=True).get()
    return now


@transaction.atomic
def open_silence(
    *, actor: Actor, revision: Revision, state: str, lasts: timedelta, letter: str, at: datetime
) -> Silence:
    """Put the text on the table under silence: agreed unless a member objects strictly before the deadline, which is
    counted from now on the database's clock and set to a full minute. ``state`` is the digest of the text that the
    actor saw. Raises ``TextClosed``, ``StaleText``, ``SilenceTooShort``, ``UnableToOpenSilence``.
    """
    draft = locked(draft=revision.draft)
    held(actor=actor, draft=draft, action=OPEN_SILENCE)
    negotiated(draft=draft)
    present = current_revision(draft=draft)
    if present.pk != revision.pk or present.state != state:
        raise StaleText(present.number)
    if not lasts_long_enough(lasts=lasts, minimum=timedelta(0) if draft.is_illustrative else SILENCE_LASTS):
        raise SilenceTooShort(lasts)
    if unfit := in_brackets(gaps=gate(draft=draft, revision=present, rows=everything)):
        raise UnableToOpenSilence(unfit)
    now = instant(draft=draft)
    deadline_at = now + lasts if draft.is_illustrative else full_minute(at=now + lasts)
    silence: Silence = Silence.objects.create(
        **_part(draft), revision=present, state=present.state, letter=letter, opened_at=now, deadline_at=deadline_at
    )
    _stage(draft, Stage.SILENCE)
    _record(actor, "plans.open_silence", silence, at, {**_told(silence), "to": _addressed(draft)})
    _close_at(silence)
    return silence


@transaction.atomic
def extend_silence(*, actor: Actor, silence: Silence, deadline_at: datetime, reason: str, at: datetime) -> Extension:
    """Give a later deadline before the present one has passed. Raises ``SilenceOver``, ``SilenceBroken``,
    ``UnableToExtend``.
    """
    draft = locked(draft=silence.draft)
    held(actor=actor, draft=draft, action=EXTEND_SILENCE)
    present, now = _present(silence), instant(draft=draft)
    _running(present, now)
    if _is_broken(present):
        raise SilenceBroken
    if deadline_at <= present.deadline_at:
        raise UnableToExtend(present.deadline_at)
    extension: Extension = Extension.objects.create(
        **_part(draft), silence=present, before=present.deadline_at, deadline_at=deadline_at, reason=reason, at=now
    )
    present.deadline_at = deadline_at
    present.save(update_fields=("deadline_at",))
    _record(actor, "plans.extend_silence", present, at, {**_told(present), "before": extension.before.isoformat()})
    _close_at(present)
    return extension


@transaction.atomic
def break_silence(
    *, actor: Actor, silence: Silence, provisions: Sequence[Provision], text: str, at: datetime
) -> Objection:
    """Object for the actor's delegation, naming paragraphs of the text. What comes at or after the deadline is kept
    with ``in_time`` false and changes nothing. Raises ``UnableToObject``; ``SilenceOver`` if the procedure was
    withdrawn.
    """
    draft = locked(draft=silence.draft)
    credential = held(actor=actor, draft=draft, action=BREAK_SILENCE)
    present = _present(silence)
    if present.outcome == Outcome.WITHDRAWN:
        raise SilenceOver
    named = {each.pk for each in provisions}
    placed = everything(Placement.objects.filter(revision=present.revision_id, provision__in=named))
    if not text.strip() or not named or placed.count() != len(named):
        raise UnableToObject
    now = instant(draft=draft)
    outcome = Outcome(present.outcome) if present.outcome else None
    objection: Objection = Objection.objects.create(
        **_part(draft),
        silence=present,
        delegation_id=credential.delegation_id,
        text=text,
        at=now,
        in_time=is_in_time(at=now, deadline_at=present.deadline_at, outcome=outcome),
    )
    objection.provisions.add(*provisions)
    told = {**_told(present), "in_time": objection.in_time, "provisions": sorted(str(p.uuid) for p in provisions)}
    _record(actor, "plans.break_silence", present, at, told)
    return objection


@transaction.atomic
def withdraw_silence(*, actor: Actor, silence: Silence, at: datetime) -> Silence:
    """Take the procedure back before its deadline. Nothing follows from it. Raises ``SilenceOver``."""
    draft = locked(draft=silence.draft)
    held(actor=actor, draft=draft, action=EXTEND_SILENCE)
    present, now = _present(silence), instant(draft=draft)
    _running(present, now)
    _end(present, Outcome.WITHDRAWN, now)
    _stage(draft, Stage.NEGOTIATION)
    _record(actor, "plans.withdraw_silence", present, at, _told(present))
    return present


@transaction.atomic
def close_silence(*, actor: Actor, silence: Silence, at: datetime) -> Silence:
    """Record the outcome. Whoever does it, a person of the chair or a machine, early or late, once or often, it is the
    same: kept if and only if nobody objected in time. Kept silence is also the word of the capitals that were awaited.
    A broken procedure may be closed before its deadline. Closed again, it leaves no trace. Raises ``SilenceRunning``.
    """
    draft = locked(draft=silence.draft)
    require(actor=actor, action=CLOSE_SILENCE, obj=mine(actor=actor, draft=draft))
    present, now = _present(silence), instant(draft=draft)
    if present.outcome:
        return present
    outcome = verdict(at=now, deadline_at=present.deadline_at, is_broken=_is_broken(present))
    if outcome is None:
        raise SilenceRunning(present.deadline_at - now)
    _end(present, outcome, now)
    told = _told(present)
    if outcome is Outcome.KEPT:
        awaited = everything(Confirmation.objects.filter(draft=draft, confirmed_at=None))
        told["confirmed"] = awaited.update(confirmed_at=now, note="silence kept")
    _stage(draft, Stage.AGREED if outcome is Outcome.KEPT else Stage.NEGOTIATION)
    _record(actor, "plans.close_silence", present, at, told)
    return present


@task()
def close_due_silence(silence_id: int) -> str:
    """Close a procedure whose deadline has come. Safe to run again; one that was extended is looked at again later."""
    silence: Silence = everything(Silence.objects.select_related("draft")).get(pk=silence_id)
    try:
        return str(close_silence(actor=machine_of(silence=silence), silence=silence, at=timezone.now()).outcome)
    except SilenceRunning as still:
        left: timedelta = still.args[0]
        _close_at(silence, after=timezone.now() + left)
        return ""


def machine_of(*, silence: Silence) -> Actor:
    """In whose name a procedure is closed when nobody of the chair does it."""
    return Actor.system("silence procedures", organisation_id=silence.originator_id)


def _close_at(silence: Silence, *, after: datetime | None = None) -> None:
    """Have the worker close it, where there is one that can wait; else the chair records the outcome. ``after`` is on
    the worker's clock.
    """
    when = after or timezone.now() + (silence.deadline_at - instant(draft=silence.draft))
    if close_due_silence.get_backend().supports_defer:
        transaction.on_commit(lambda: close_due_silence.using(run_after=when).enqueue(silence.pk))


def _part(draft: Draft) -> dict[str, Any]:
    """What each row of the draft carries."""
    return {"draft": draft, "originator_id": draft.originator_id, "audience_id": draft.audience_id}


def _present(silence: Silence) -> Silence:
    """The procedure as it is now; the draft is locked, so it stays so."""
    found: Silence = everything(Silence.objects.select_related("draft", "revision")).get(pk=silence.pk)
    return found


def _is_broken(silence: Silence) -> bool:
    return everything(Objection.objects.filter(silence=silence, in_time=True)).exists()


def _running(silence: Silence, now: datetime) -> None:
    outcome = Outcome(silence.outcome) if silence.outcome else None
    if not is_in_time(at=now, deadline_at=silence.deadline_at, outcome=outcome):
        raise SilenceOver


def _end(silence: Silence, outcome: Outcome, now: datetime) -> None:
    silence.outcome, silence.closed_at = outcome, now
    silence.save(update_fields=("outcome", "closed_at"))


def _stage(draft: Draft, stage: Stage) -> None:
    draft.stage = stage
    draft.save(update_fields=("stage",))


def _addressed(draft: Draft) -> list[str]:
    """The members before whom the text was put, for the record."""
    members = everything(Delegation.objects.filter(draft=draft, capacity__in=TABLES))
    return sorted(members.values_list("organisation__code", flat=True))


def _told(silence: Silence) -> dict[str, object]:
    return {
        "deadline_at": silence.deadline_at.isoformat(),
        "state": silence.state,
        "outcome": str(silence.outcome),
    }


def _record(actor: Actor, act: str, silence: Silence, at: datetime, summary: Mapping[str, object]) -> None:
    touch(row=silence)
    record(
        actor=actor,
        act=act,
        items=[draft_item(silence.draft), Item("silence", str(silence.uuid), str(silence.revision))],
        summary=summary,
        at=at,
        originator_id=silence.originator_id,
        audience_id=silence.audience_id,
    )
