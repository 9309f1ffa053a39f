"""Silence: kept if and only if nobody objected strictly before the deadline on the database's clock."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.plans import AT, Negotiation, negotiation

from concord.journal.models import Entry
from concord.plans.actions.decisions import agree_ad_referendum, reopen
from concord.plans.actions.drafts import TextClosed
from concord.plans.actions.silence import (
    SilenceBroken,
    SilenceOver,
    SilenceRunning,
    SilenceTooShort,
    StaleText,
    UnableToExtend,
    UnableToObject,
    break_silence,
    close_due_silence,
    close_silence,
    extend_silence,
    instant,
    open_silence,
    withdraw_silence,
)
from concord.plans.actions.strikes import Minute
from concord.plans.logic.silence import full_minute, is_in_time, verdict
from concord.plans.models import Confirmation, Draft, Objection, Silence
from concord.plans.queries.silence import deadlines, silences
from concord.plans.terms import Outcome, Stage
from concord.policy import Refused

HOURS = timedelta(hours=1)
LASTS = timedelta(hours=72)
WHY = "a test sets the scene"


@pytest.fixture
def talks(db):  # noqa: ARG001  they are stored
    return negotiation()


def opened(talks: Negotiation, *, lasts: timedelta = LASTS) -> Silence:
    revision = talks.revision
    return open_silence(
        actor=talks.actors["chair"], revision=revision, state=revision.state, lasts=lasts, letter="Please.", at=AT
    )


def expire(silence: Silence) -> Silence:
    """Its deadline has passed a second ago."""
    now = instant(draft=silence.draft)
    rows = Silence.objects.unscoped(reason=WHY).filter(pk=silence.pk)
    rows.update(opened_at=now - LASTS, deadline_at=now - timedelta(seconds=1))
    return rows.get()


def stage(talks: Negotiation) -> Stage:
    return Stage(Draft.objects.unscoped(reason=WHY).get(pk=talks.draft.pk).stage)


def objected(talks: Negotiation, silence: Silence, *, code: str = "kz") -> Objection:
    return break_silence(
        actor=talks.actors[code], silence=silence, provisions=[talks.provisions["posts"]], text="Too far.", at=AT
    )


def test_it_opens_on_the_text_on_the_table_and_counts_on_the_database_clock(talks):
    before = instant(draft=talks.draft)
    silence = opened(talks)
    assert silence.state == talks.revision.state
    assert before <= silence.opened_at <= instant(draft=talks.draft)
    assert silence.deadline_at == full_minute(at=silence.opened_at + LASTS)
    assert stage(talks) == Stage.SILENCE
    entry = Entry.objects.latest("sequence")
    assert (entry.act, entry.summary["to"]) == ("plans.open_silence", ["chair", "kz", "tj", "uz"])


def test_it_lasts_three_days_unless_it_is_played(talks):
    with pytest.raises(SilenceTooShort):
        opened(talks, lasts=LASTS - timedelta(seconds=1))
    Draft.objects.unscoped(reason=WHY).filter(pk=talks.draft.pk).update(is_illustrative=True)
    silence = opened(talks, lasts=timedelta(seconds=30))
    assert silence.deadline_at - silence.opened_at == timedelta(seconds=30)


def test_only_the_chair_opens_it_once_and_on_the_words_that_it_saw(talks):
    revision = talks.revision
    with pytest.raises(Refused):
        open_silence(actor=talks.actors["kz"], revision=revision, state=revision.state, lasts=LASTS, letter="", at=AT)
    with pytest.raises(StaleText):
        open_silence(actor=talks.actors["chair"], revision=revision, state="other", lasts=LASTS, letter="", at=AT)
    opened(talks)
    with pytest.raises(TextClosed):
        opened(talks)


def test_kept_silence_agrees_the_text_and_speaks_for_awaited_capitals(talks):
    agree_ad_referendum(
        actor=talks.actors["chair"],
        draft=talks.draft,
        provision=talks.provisions["data"],
        awaits=[talks.delegations["tj"]],
        at=AT,
    )
    silence = expire(opened(talks))
    closed = close_silence(actor=talks.actors["chair"], silence=silence, at=AT)
    assert (closed.outcome, stage(talks)) == (Outcome.KEPT, Stage.AGREED)
    assert [each.confirmed_at for each in Confirmation.objects.unscoped(reason=WHY)] == [closed.closed_at]


def test_closing_again_changes_nothing_and_leaves_no_trace(talks):
    silence = expire(opened(talks))
    first = close_silence(actor=talks.actors["chair"], silence=silence, at=AT)
    count = Entry.objects.count()
    again = close_silence(actor=talks.actors["chair"], silence=silence, at=AT + 9 * HOURS)
    assert (again.outcome, again.closed_at, Entry.objects.count()) == (Outcome.KEPT, first.closed_at, count)


def test_one_objection_in_time_breaks_it_and_it_may_be_closed_early(talks):
    silence = opened(talks)
    with pytest.raises(SilenceRunning):
        close_silence(actor=talks.actors["chair"], silence=silence, at=AT + 1000 * HOURS)
    assert objected(talks, silence).in_time
    with pytest.raises(SilenceBroken):
        extend_silence(
            actor=talks.actors["chair"],
            silence=silence,
            deadline_at=silence.deadline_at + HOURS,
            reason="",
            at=AT,
        )
    closed = close_silence(actor=talks.actors["chair"], silence=silence, at=AT)
    assert (closed.outcome, stage(talks)) == (Outcome.BROKEN, Stage.NEGOTIATION)
    assert not objected(talks, silence, code="uz").in_time


def test_a_late_objection_is_kept_and_changes_nothing(talks):
    silence = expire(opened(talks))
    assert not objected(talks, silence).in_time
    assert close_silence(actor=talks.actors["chair"], silence=silence, at=AT).outcome == Outcome.KEPT
    assert not objected(talks, silence, code="uz").in_time
    reading = silences(actor=talks.actors["tj"], draft=talks.draft.uuid)
    assert [each.party.code for each in reading.silences[0].late] == ["kz", "uz"]
    assert "without effect" in reading.silences[0].closing.get("en")


def test_an_objection_says_why_and_names_paragraphs_of_the_text(talks):
    silence, foreign = opened(talks), negotiation(members=("kz",)).provisions["posts"]
    for provisions, text in (([], "No."), ([talks.provisions["posts"]], " "), ([foreign], "No.")):
        with pytest.raises(UnableToObject):
            break_silence(actor=talks.actors["kz"], silence=silence, provisions=provisions, text=text, at=AT)
    with pytest.raises(Refused):
        objected(talks, silence, code="outsider")


def test_the_deadline_only_moves_forward_and_only_before_it_has_passed(talks):
    silence = opened(talks)
    chair = talks.actors["chair"]
    with pytest.raises(UnableToExtend):
        extend_silence(actor=chair, silence=silence, deadline_at=silence.deadline_at, reason="", at=AT)
    later = silence.deadline_at + 24 * HOURS
    extension = extend_silence(actor=chair, silence=silence, deadline_at=later, reason="A holiday.", at=AT)
    assert (extension.before, extension.deadline_at) == (silence.deadline_at, later)
    with pytest.raises(SilenceOver):
        extend_silence(actor=chair, silence=expire(silence), deadline_at=later + HOURS, reason="", at=AT)


def test_withdrawn_before_its_deadline_it_leaves_the_text_under_negotiation(talks):
    silence = opened(talks)
    assert withdraw_silence(actor=talks.actors["chair"], silence=silence, at=AT).outcome == Outcome.WITHDRAWN
    assert stage(talks) == Stage.NEGOTIATION
    for act in (objected, lambda _, s: withdraw_silence(actor=talks.actors["chair"], silence=s, at=AT)):
        with pytest.raises(SilenceOver):
            act(talks, silence)


def test_every_capital_reads_the_deadline_on_its_own_clock(talks):
    silence = opened(talks)
    clocks = silences(actor=talks.actors["kz"], draft=talks.draft.uuid).silences[0].clocks
    assert {each.local for each in clocks} == {silence.deadline_at}
    assert [(each.zone, [party.code for party in each.parties]) for each in clocks] == [
        ("Asia/Almaty", ["kz"]),
        ("Asia/Tashkent", ["uz"]),
        ("Asia/Dushanbe", ["tj"]),
        ("UTC", []),
        ("America/New_York", []),
        ("Europe/Vienna", []),
        ("Europe/Brussels", []),
    ]


def test_the_page_asks_the_same_number_of_questions_for_one_silence_and_three(talks, django_assert_num_queries):
    actor, draft = talks.actors["kz"], talks.draft.uuid
    for number in (1, 3):
        while Silence.objects.unscoped(reason=WHY).count() < number:
            silence = opened(talks)
            objected(talks, silence)
            close_silence(actor=talks.actors["chair"], silence=silence, at=AT)
        with django_assert_num_queries(10):
            silences(actor=actor, draft=draft)


def test_what_silence_agreed_opens_again_only_by_a_recorded_decision(talks):
    close_silence(actor=talks.actors["chair"], silence=expire(opened(talks)), at=AT)
    with pytest.raises(TextClosed):
        opened(talks)
    reopen(
        actor=talks.actors["chair"],
        draft=talks.draft,
        provision=talks.provisions["posts"],
        minute=Minute(note="New facts."),
        at=AT,
    )
    assert stage(talks) == Stage.NEGOTIATION
    assert Entry.objects.latest("sequence").act == "plans.reopen"


def test_a_worker_that_can_wait_is_told_of_the_deadline(talks, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        silence = opened(talks)
    waiting = DBTaskResult.objects.get(task_path="concord.plans.actions.silence.close_due_silence")
    assert abs(waiting.run_after - silence.deadline_at) < timedelta(minutes=5)
    with django_capture_on_commit_callbacks(execute=True):
        assert close_due_silence.func(silence.pk) == ""
    assert DBTaskResult.objects.count() == 2
    expire(silence)
    assert [close_due_silence.func(silence.pk) for _twice in range(2)] == ["kept", "kept"]
    assert stage(talks) == Stage.AGREED


def test_deadlines_are_those_of_the_delegations_that_one_speaks_in(talks):
    silence = opened(talks)
    assert [(each.kind, each.at) for each in deadlines(actor=talks.actors["kz"])] == [("silence", silence.deadline_at)]
    assert deadlines(actor=talks.actors["outsider"]) == ()


SECONDS = st.integers(-3, 3).map(lambda n: AT + timedelta(seconds=n))


@pytest.mark.either_database
@given(st.lists(SECONDS), SECONDS, SECONDS)
def test_kept_if_and_only_if_nobody_objected_strictly_before_the_deadline(objections, deadline, closing):
    is_broken = any(is_in_time(at=at, deadline_at=deadline) for at in objections)
    outcome = verdict(at=max([closing, *objections]), deadline_at=deadline, is_broken=is_broken)
    assert (outcome is Outcome.BROKEN) == any(at < deadline for at in objections)
    assert (outcome is Outcome.KEPT) == (not is_broken and max([closing, *objections]) >= deadline)
