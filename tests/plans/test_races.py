"""Objections, extensions and closings around the very instant of the deadline, with every clock but the database's
wrong by two hours: whatever comes first, the outcome is consistent.
"""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from threading import Barrier
from time import monotonic

import pytest
from django.db import connection, connections
from django.utils import timezone
from tests.factories.plans import AT, Negotiation, negotiation

from concord.journal.models import Entry
from concord.plans.actions.silence import (
    SilenceBroken,
    SilenceOver,
    SilenceRunning,
    UnableToExtend,
    break_silence,
    close_silence,
    everything,
    extend_silence,
    instant,
    withdraw_silence,
)
from concord.plans.models import Draft, Extension, Objection, Silence
from concord.plans.terms import Outcome, Stage
from concord.policy import Actor

RACES = 200
THREADS = 4
WRONG = (timedelta(hours=-2), timedelta(hours=2))
STAGES = {
    Outcome.KEPT: Stage.AGREED,
    Outcome.BROKEN: Stage.NEGOTIATION,
    Outcome.WITHDRAWN: Stage.NEGOTIATION,
}
Act = Callable[[], object]


class Luck(random.Random):
    """``pace`` is how long one act takes here and now, so that deadlines fall among the acts on any machine."""

    pace = timedelta(milliseconds=5)

    def moments(self, least: float, most: float) -> timedelta:
        return self.pace * self.uniform(least, most)

    def keep_pace(self, took: timedelta, acts: int) -> None:
        self.pace = self.pace * 0.8 + took / acts * 0.2


def around_the_deadline(talks: Negotiation, luck: Luck) -> Silence:
    """A running procedure of which the deadline is a few acts away, or has just passed."""
    now = instant(draft=talks.draft)
    everything(Draft.objects.filter(pk=talks.draft.pk)).update(stage=Stage.SILENCE)
    revision = talks.revision
    return Silence.objects.create(
        draft=talks.draft,
        originator_id=talks.draft.originator_id,
        audience_id=talks.draft.audience_id,
        revision=revision,
        state=revision.state,
        opened_at=now - timedelta(hours=72),
        deadline_at=now + luck.moments(-0.3, 3),
    )


def acts(talks: Negotiation, silence: Silence, luck: Luck) -> list[Act]:
    """In the order in which they are begun; each with a clock of its own that is wrong."""
    machine = Actor.system("a worker", organisation_id=talks.draft.originator_id)

    def at():
        return timezone.now() + luck.choice(WRONG)

    def objects(code: str) -> Act:
        return lambda: break_silence(
            actor=talks.actors[code], silence=silence, provisions=[talks.provisions["posts"]], text="No.", at=at()
        )

    def extends() -> object:
        later = silence.deadline_at + luck.moments(0.1, 2)
        return extend_silence(actor=talks.actors["chair"], silence=silence, deadline_at=later, reason="", at=at())

    def closes() -> object:
        return close_silence(actor=machine, silence=silence, at=at())

    def withdraws() -> object:
        return withdraw_silence(actor=talks.actors["chair"], silence=silence, at=at())

    begun: list[Act] = [extends, closes, closes]
    begun += [objects(code) for code in luck.sample(("kz", "uz", "tj"), luck.randint(0, 2))]
    begun += [withdraws] if luck.random() < 0.1 else []
    luck.shuffle(begun)
    return begun


def tried(act: Act) -> None:
    with suppress(SilenceOver, SilenceBroken, SilenceRunning, UnableToExtend):
        act()


def in_turn(begun: list[Act]) -> None:
    for act in begun:
        tried(act)


def at_once(pool: ThreadPoolExecutor, begun: list[Act]) -> None:
    for done in [pool.submit(tried, act) for act in begun]:
        done.result()


def leave(everybody: Barrier) -> None:
    """Each thread waits for the others, so that each gets one, and closes its connection."""
    everybody.wait()
    connections.close_all()


def closed(talks: Negotiation, silence: Silence) -> Silence:
    """Once every deadline has passed: the worker comes until there is an outcome."""
    machine = Actor.system("a worker", organisation_id=talks.draft.originator_id)
    while True:
        with suppress(SilenceRunning):
            return close_silence(actor=machine, silence=silence, at=AT)


def inconsistencies(talks: Negotiation, silence: Silence, first: Silence) -> list[str]:
    objections = list(everything(Objection.objects.filter(silence=silence)))
    extensions = list(everything(Extension.objects.filter(silence=silence)))
    valid = [each for each in objections if each.in_time]
    outcome = Outcome(silence.outcome)
    steps = [first.deadline_at, *(each.deadline_at for each in extensions)]
    closings = Entry.objects.filter(about=talks.draft.uuid, act__in=("plans.close_silence", "plans.withdraw_silence"))
    stage = everything(Draft.objects.filter(pk=talks.draft.pk)).get().stage
    told = {
        "kept although somebody objected in time": outcome is Outcome.KEPT and bool(valid),
        "broken although nobody objected in time": outcome is Outcome.BROKEN and not valid,
        "an objection counted at or after the deadline": any(each.at >= silence.deadline_at for each in valid),
        "an objection in time was not counted": any(
            not each.in_time and each.at < min(silence.deadline_at, silence.closed_at) for each in objections
        ),
        "an objection counted after the end": any(each.at > silence.closed_at for each in valid),
        "kept before the deadline": outcome is Outcome.KEPT and silence.closed_at < silence.deadline_at,
        "withdrawn after the deadline": outcome is Outcome.WITHDRAWN and silence.closed_at >= silence.deadline_at,
        "a deadline that did not move forward": any(a >= b for a, b in pairwise(steps)),
        "extended after it had passed": any(each.at >= each.before for each in extensions),
        "a deadline that nobody set": steps[-1] != silence.deadline_at,
        "recorded not just once": closings.filter(items__icontains=str(silence.uuid)).count() != 1,
        "the draft stands elsewhere": stage != STAGES[outcome],
    }
    return [fault for fault, there in told.items() if there]


@pytest.mark.django_db(transaction=True)
@pytest.mark.threat("T21")
def test_two_hundred_races_around_the_deadline():
    """On PostgreSQL from four connections at once; on SQLite, which has one writer, in random turns."""
    luck, talks = Luck(15), negotiation()
    outcomes: set[Outcome] = set()
    with ThreadPoolExecutor(THREADS) as pool:
        for _race in range(RACES):
            first = around_the_deadline(talks, luck)
            begun = acts(talks, first, luck)
            began = monotonic()
            if connection.vendor == "sqlite":
                in_turn(begun)
            else:
                at_once(pool, begun)
            luck.keep_pace(timedelta(seconds=monotonic() - began), len(begun))
            silence = closed(talks, first)
            assert inconsistencies(talks, silence, first) == []
            outcomes.add(Outcome(silence.outcome))
        everybody = Barrier(THREADS)
        for done in [pool.submit(leave, everybody) for _ in range(THREADS)]:
            done.result()
    assert outcomes == set(Outcome)
