"""The gate before adoption: shut while anything is open, unless a recorded decision sets it aside."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.plans import AT, Negotiation, negotiation
from tests.plans.tabling import later, table

from concord.journal.models import Entry
from concord.plans.actions.adoption import (
    GateClosed,
    UnableToSetAside,
    open_adoption,
    set_aside,
)
from concord.plans.actions.decisions import agree, agree_ad_referendum, confirm_decision, lift_bracket, park
from concord.plans.actions.positions import take_position
from concord.plans.actions.silence import everything, open_silence
from concord.plans.logic.gate import gaps, open_gaps
from concord.plans.models import Adoption, Wording
from concord.plans.queries.adoption import adoption
from concord.plans.queries.gate import gate
from concord.plans.queries.rolling import rolling_text
from concord.plans.queries.silence import deadlines
from concord.plans.terms import ProposalKind, Stand, Standing
from concord.plans.terms.closing import STANDS_FOR_ITSELF, GapCode, GateFacts
from concord.policy import Refused
from concord.redline import Reason

WHY = "a test sets the scene"


LATER = AT + timedelta(hours=1)


@pytest.fixture
def talks(db):  # noqa: ARG001  they are stored
    return negotiation()


def opened(talks: Negotiation) -> Adoption:
    revision = talks.revision
    return open_adoption(actor=talks.actors["chair"], revision=revision, state=revision.state, at=AT)


def before_gate(talks: Negotiation) -> list[tuple[GapCode, str]]:
    found = gate(draft=talks.draft, revision=talks.revision, rows=everything)
    return [(gap.code, gap.label) for gap in open_gaps(gaps=found)]


def behind(talks: Negotiation, key: str) -> None:
    rows = Wording.objects.unscoped(reason=WHY).filter(provision=talks.provisions[key], language="ru")
    rows.update(translates="other words")


def test_a_clean_text_has_no_gap(talks):
    assert before_gate(talks) == []


def test_an_unconfirmed_capital_keeps_the_gate_shut_until_it_confirms(talks):
    decision = agree_ad_referendum(
        actor=talks.actors["chair"],
        draft=talks.draft,
        provision=talks.provisions["data"],
        awaits=[talks.delegations["kz"]],
        at=AT,
    )
    assert before_gate(talks) == [(GapCode.UNCONFIRMED, "measure 2")]
    assert [each.kind for each in deadlines(actor=talks.actors["kz"])] == ["ad_referendum"]
    confirm_decision(actor=talks.actors["kz"], decision=decision, at=LATER)
    assert before_gate(talks) == []
    assert deadlines(actor=talks.actors["kz"]) == ()


def test_a_reservation_keeps_it_shut_until_its_bracket_is_lifted(talks):
    take_position(
        actor=talks.actors["uz"], provision=talks.provisions["posts"], stand=Stand.RESERVE, text="Not yet.", at=AT
    )
    assert before_gate(talks) == [(GapCode.RESERVATION, "measure 1")]
    lift_bracket(actor=talks.actors["chair"], draft=talks.draft, provision=talks.provisions["posts"], at=LATER)
    assert before_gate(talks) == []


def test_what_is_parked_stale_or_under_silence_keeps_it_shut(talks):
    park(actor=talks.actors["chair"], draft=talks.draft, provision=talks.provisions["posts"], at=AT)
    behind(talks, "review")
    assert before_gate(talks) == [(GapCode.REFERRED, "measure 1"), (GapCode.STALE, "paragraph 2")]
    with pytest.raises(GateClosed):
        opened(talks)
    other = negotiation(members=("kz",))
    revision = other.revision
    open_silence(
        actor=other.actors["chair"],
        revision=revision,
        state=revision.state,
        lasts=timedelta(hours=80),
        letter="",
        at=AT,
    )
    assert before_gate(other) == [(GapCode.SILENCE, "")]


def test_brackets_in_the_words_themselves_keep_it_shut(talks):
    rows = Wording.objects.unscoped(reason=WHY).filter(provision=talks.provisions["posts"], language="en")
    rows.update(text="Equip [border] posts jointly.")
    assert before_gate(talks) == [(GapCode.TYPED, "measure 1")]


def test_a_gap_is_set_aside_only_by_a_recorded_decision_with_its_reason(talks):
    behind(talks, "review")
    chair, provision = talks.actors["chair"], talks.provisions["review"].uuid
    asked = {"draft": talks.draft, "provision": provision, "at": AT}
    for actor, gap, reason, error in (
        (talks.actors["kz"], GapCode.STALE, "Because.", Refused),
        (chair, GapCode.STALE, " ", UnableToSetAside),
        (chair, GapCode.BRACKET, "Because.", UnableToSetAside),
    ):
        with pytest.raises(error):
            set_aside(actor=actor, gap=gap, reason=reason, **asked)
    set_aside(actor=chair, gap=GapCode.STALE, reason="Russian follows within a week.", **asked)
    assert before_gate(talks) == []
    entry = Entry.objects.latest("sequence")
    assert (entry.act, entry.summary["reason"]) == ("plans.set_aside", "Russian follows within a week.")
    assert adoption(actor=talks.actors["kz"], draft=talks.draft.uuid).gaps[0].reason == entry.summary["reason"]


def test_the_gate_sees_what_the_rolling_text_shows(talks):
    chair, draft = talks.actors["chair"], talks.draft
    table(talks, "kz", "posts", "Equip all border posts jointly.")
    table(talks, "uz", "data", kind=ProposalKind.NOC)
    agreed = table(talks, "tj", "purpose", "States shall report every second year.")
    agree(actor=chair, draft=draft, provision=talks.provisions["purpose"], proposals=[agreed], at=later())
    take_position(
        actor=talks.actors["uz"], provision=talks.provisions["chapeau"], stand=Stand.RESERVE, text="", at=later()
    )
    park(actor=chair, draft=draft, provision=talks.provisions["review"], at=later())
    text = rolling_text(actor=talks.actors["tj"], draft=draft)
    runs = {each.uuid: {b.reason for run in each.runs for b in run.brackets} for each in text.provisions}
    shown = {
        GapCode.BRACKET: {uuid for uuid, reasons in runs.items() if reasons - {Reason.RESERVATION}},
        GapCode.RESERVATION: {uuid for uuid, reasons in runs.items() if Reason.RESERVATION in reasons},
        GapCode.PENDING: {each.uuid for each in text.provisions if each.clean != each.tokens},
        GapCode.REFERRED: {each.uuid for each in text.provisions if each.standing is Standing.PARKED},
    }
    found = gate(draft=draft, revision=talks.revision, rows=everything)
    assert {code: {gap.provision for gap in found if gap.code == code} for code in shown} == shown
    assert {gap.code for gap in found} == set(shown)


WORDS = st.lists(st.sampled_from(("kz-1", "uz-2", "ru")), max_size=2).map(tuple)


FACTS = st.builds(
    GateFacts,
    uuid=st.uuids(),
    label=st.just("1"),
    open=WORDS,
    pending=WORDS,
    reserving=WORDS,
    awaited=WORDS,
    behind=WORDS,
    is_typed=st.booleans(),
    is_elsewhere=st.booleans(),
)


@pytest.mark.either_database
@given(st.lists(FACTS, max_size=3), st.booleans(), st.sets(st.sampled_from(GapCode)))
def test_it_opens_if_and_only_if_nothing_is_open_but_what_was_set_aside(facts, is_silent, codes):
    found = gaps(facts=facts, is_silent=is_silent, aside=dict.fromkeys(((code, None) for code in codes), "Because."))
    causes = {
        GapCode.BRACKET: lambda f: f.open,
        GapCode.PENDING: lambda f: f.pending,
        GapCode.RESERVATION: lambda f: f.reserving,
        GapCode.UNCONFIRMED: lambda f: f.awaited,
        GapCode.STALE: lambda f: f.behind,
        GapCode.TYPED: lambda f: f.is_typed,
        GapCode.REFERRED: lambda f: f.is_elsewhere,
    }
    there = {code for code, cause in causes.items() if any(cause(each) for each in facts)}
    there |= {GapCode.SILENCE} if is_silent else set()
    left = there - (codes - set(STANDS_FOR_ITSELF))
    assert {gap.code for gap in open_gaps(gaps=found)} == left
    assert {gap.code for gap in found} == there
