"""Silence procedures whose deadline has passed while nothing closed them: no worker ran, nobody of the chair looked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Now

from concord.plans.actions.silence import SilenceRunning, close_silence, everything, machine_of
from concord.plans.models import Silence
from concord.plans.terms import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """``outcome`` is None for a procedure that was extended meanwhile, and goes on."""

    silence: Silence
    outcome: Outcome | None


def overdue_silences() -> tuple[Silence, ...]:
    """On the database's clock, whoever reads them; the longest overdue first."""
    rows = Silence.objects.filter(outcome="", deadline_at__lte=Now()).select_related("draft", "revision__draft")
    return tuple(everything(rows.order_by("deadline_at", "pk")))


def settle_silences(*, at: datetime) -> Iterator[Settled]:
    """Close each that is overdue, one after the other: what was closed stays closed if a later one fails. It is the act
    by which the worker and the chair close one, with the same outcome.
    """
    for silence in overdue_silences():
        try:
            closed = close_silence(actor=machine_of(silence=silence), silence=silence, at=at)
        except SilenceRunning:
            yield Settled(silence=silence, outcome=None)
        else:
            yield Settled(silence=silence, outcome=Outcome(closed.outcome))
