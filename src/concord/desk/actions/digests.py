"""News by e-mail: choosing it, and sending what is due.

A letter is claimed, then sent, then entered as told, each on its own. A second run finds the claim or the entry and
sends nothing; a process that dies leaves a claim, which lapses, so that nothing is lost and at most the one letter that
was on its way comes twice, under the same Message-ID.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit
from uuid import uuid5

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from django_tasks import TaskResultStatus, task

from concord.desk.access import CHOOSE_DIGEST, SEND_DIGEST
from concord.desk.logic import is_due, period
from concord.desk.models import Digest
from concord.desk.queries import held_digests, news
from concord.desk.terms import Letter, News, Rhythm
from concord.journal.actions import record
from concord.journal.queries import last_sequence
from concord.journal.terms import Item
from concord.parties.queries import actor_of
from concord.policy import Actor, require
from concord.sharing.queries import admitted

_LAPSES = timedelta(hours=1)
_EVERY = timedelta(hours=1)
_KEPT = timedelta(days=7)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of the letters that were due: ``empty`` ones had nothing to tell and were not written."""

    sent: int = 0
    empty: int = 0
    failed: int = 0


@transaction.atomic
def choose_digest(*, actor: Actor, rhythm: Rhythm, language: str, at: datetime) -> None:
    """From now on, for the seat acted in. What was done until now is not told: the next morning is the first."""
    require(actor=actor, action=CHOOSE_DIGEST)
    fields: dict[str, object] = {
        "rhythm": rhythm,
        "language": language,
        "period": period(rhythm=rhythm, at=timezone.localtime(at)),
        "claimed_at": None,
    }
    known = Digest.objects.filter(seat_id=actor.seat_id or 0).first()
    if known is None or known.rhythm == Rhythm.OFF:
        fields["told"] = last_sequence()
    Digest.objects.update_or_create(seat_id=actor.seat_id or 0, defaults=fields)
    record(
        actor=actor,
        act=CHOOSE_DIGEST.name,
        items=[Item("seat", str(actor.seat_id), actor.name)],
        summary={"rhythm": rhythm.value},
        at=at,
    )


def send_digests(*, at: datetime, site: str) -> Sent:
    """One letter to each seat whose day or week has begun and for which something is new. Safe to run again. A letter
    that cannot be sent is tried again at the next run, and holds up no other.
    """
    counts = {"sent": 0, "empty": 0, "failed": 0}
    local = timezone.localtime(at)
    for digest in held_digests(on=local.date()):
        if not is_due(rhythm=Rhythm(digest.rhythm), told=digest.period, at=local):
            continue
        machine = Actor.system("news by e-mail", organisation_id=digest.seat.organisation_id)
        try:
            outcome = send_digest(actor=machine, digest=digest, at=at, site=site)
        except (SMTPException, OSError):
            _log.exception("A letter with news was not sent; it is tried again.")
            outcome = "failed"
        if outcome:
            counts[outcome] += 1
    return Sent(**counts)


def send_digest(*, actor: Actor, digest: Digest, at: datetime, site: str) -> str:
    """``sent``, or ``empty`` if there is nothing to tell, or nothing if it is not due any more or on its way already.
    Raises what the mail server raises; then it is due again.
    """
    require(actor=actor, action=SEND_DIGEST)
    reached = period(rhythm=Rhythm(digest.rhythm), at=timezone.localtime(at))
    if not _claimed(digest, reached, at):
        return ""
    reader = admitted(actor=actor_of(seat=digest.seat, is_proven=False), taking_out=True)
    try:
        with translation.override(digest.language):
            found = news(actor=reader, after=digest.told)
            if not found.is_empty:
                _letter(digest, found, reached, site).send()
    except Exception:
        Digest.objects.filter(pk=digest.pk, claimed_at=at).update(claimed_at=None)
        raise
    _enter(actor, digest, found, reached, at)
    return "empty" if found.is_empty else "sent"


@task()
def send_due_digests() -> str:
    """What the worker does every hour. The next hour is planned first, so that a failure ends nothing."""
    at = timezone.now()
    plan_digests(at=at)
    return str(send_digests(at=at, site=settings.ADDRESS))


def plan_digests(*, at: datetime) -> None:
    """Have the worker look every hour, where there is one that can wait; else `concord desk send-digests` does it."""
    if not send_due_digests.get_backend().supports_defer:
        return
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415  only where that worker is installed

    ours = DBTaskResult.objects.filter(task_path=send_due_digests.module_path)
    ours.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=at - _KEPT).delete()
    if not ours.filter(status=TaskResultStatus.READY).exists():
        hour = at.replace(minute=0, second=0, microsecond=0)
        send_due_digests.using(run_after=hour + _EVERY).enqueue()


def _claimed(digest: Digest, reached: str, at: datetime) -> bool:
    """Whether this run has the letter: one statement, so that of two runs only one has it."""
    free = Q(claimed_at=None) | Q(claimed_at__lte=at - _LAPSES)
    due = Digest.objects.filter(free, pk=digest.pk, rhythm=digest.rhythm, period__lt=reached)
    return bool(due.update(claimed_at=at))


@transaction.atomic
def _enter(actor: Actor, digest: Digest, found: News, reached: str, at: datetime) -> None:
    """A choice made in the meantime stands."""
    Digest.objects.filter(pk=digest.pk, claimed_at=at).update(period=reached, claimed_at=None)
    Digest.objects.filter(pk=digest.pk, told__lt=found.told).update(told=found.told)
    if not found.is_empty:
        record(
            actor=actor,
            act=SEND_DIGEST.name,
            items=[Item("seat", str(digest.seat_id), str(digest.seat))],
            summary={"period": reached, "acts": found.count},
            at=at,
        )


def _letter(digest: Digest, found: News, reached: str, site: str) -> EmailMultiAlternatives:
    stop = site + reverse("desk:stop_digest", args=(digest.uuid,))
    letter = Letter(
        organisation=digest.seat.organisation.short_name or digest.seat.organisation.name,
        news=found,
        language=digest.language,
        site=site,
        changes_url=site + reverse("desk:changes"),
        choice_url=site + reverse("desk:subscriptions"),
        stop=stop,
    )
    message = EmailMultiAlternatives(
        subject="Concord: " + ngettext("%(n)s change", "%(n)s changes", found.count) % {"n": found.count},
        body=render_to_string("desk/letter.txt", {"letter": letter}),
        to=[digest.seat.user.email],
        headers={
            "Message-ID": f"<{uuid5(digest.uuid, reached)}@{urlsplit(site).hostname}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(render_to_string("desk/letter.html", {"letter": letter}), "text/html")
    return message
