"""Adoption: through the gate or by a recorded decision, by each State in its own words, whole or not at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.plans import AT, Negotiation, negotiation
from tests.plans.tabling import later, table

from concord.journal.models import Entry
from concord.meetings.models import Instrument, InstrumentStance
from concord.meetings.queries import instrument
from concord.meetings.terms import Stance as Role
from concord.plans.actions.adoption import (
    GateClosed,
    NobodyAdopts,
    NotBeforeAdoption,
    UnableToDeclare,
    UnableToSetAside,
    adopt,
    adopt_together,
    declare,
    open_adoption,
    retract_declaration,
    set_aside,
)
from concord.plans.actions.decisions import agree, agree_ad_referendum, confirm_decision, lift_bracket, park
from concord.plans.actions.drafts import accept_credentials
from concord.plans.actions.issue import NothingSaid, OutOfTurn, SymbolTaken, issue_text
from concord.plans.actions.positions import take_position
from concord.plans.actions.silence import StaleText, everything, open_silence
from concord.plans.logic.gate import gaps, open_gaps
from concord.plans.logic.symbols import next_symbol
from concord.plans.models import Adoption, Delegation, Draft, Wording
from concord.plans.queries.adoption import adoption, gate, issues
from concord.plans.queries.rolling import rolling_text
from concord.plans.queries.silence import deadlines
from concord.plans.terms import Capacity, IssueKind, ProposalKind, Rank, Stage, Stand, Standing, Will
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


def said(talks: Negotiation, adoption: Adoption, **wills: Will) -> None:
    for code, will in wills.items():
        declare(actor=talks.actors[code], adoption=adoption, will=will, at=AT)


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


def test_each_state_declares_and_the_text_is_adopted_by_those_who_adopt(talks):
    made = opened(talks)
    said(talks, made, kz=Will.ADOPTS, tj=Will.ADOPTS, uz=Will.OBSERVES)
    declare(actor=talks.actors["tj"], adoption=made, will=Will.RESERVES, text="As to costs.", at=AT)
    declare(actor=talks.actors["tj"], adoption=made, will=Will.DISSOCIATES, provision=talks.provisions["data"], at=AT)
    draft = adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT)
    roles = InstrumentStance.objects.filter(instrument=draft.instrument)
    assert [(each.organisation.code, each.role) for each in roles] == [
        ("kz", Role.ADOPTED),
        ("uz", Role.OBSERVED),
        ("tj", Role.ADOPTED),
    ]
    assert roles.get(organisation__code="tj").note.get("en") == (
        "makes a reservation, dissociates itself from a paragraph"
    )
    assert instrument(actor=talks.actors["outsider"], code=draft.instrument.code).instrument.title == draft.title
    reading = adoption(actor=talks.actors["kz"], draft=talks.draft.uuid)
    assert [each.party.code for each in reading.of(Will.ADOPTS)] == ["kz", "tj"]
    assert reading.of(None) == ()
    assert (reading.is_final, reading.draft.stage, reading.instrument) == (True, Stage.ADOPTED, draft.instrument.code)


def test_a_will_may_be_changed_and_a_declaration_taken_back_until_then(talks):
    made = opened(talks)
    said(talks, made, kz=Will.OBSERVES)
    said(talks, made, kz=Will.ADOPTS)
    extra = declare(actor=talks.actors["kz"], adoption=made, will=Will.EXPLAINS, text="We explain.", at=AT)
    with pytest.raises(UnableToDeclare):
        retract_declaration(actor=talks.actors["uz"], declaration=extra, at=AT)
    retract_declaration(actor=talks.actors["kz"], declaration=extra, at=AT)
    stance = adoption(actor=talks.actors["uz"], draft=talks.draft.uuid).of(Will.ADOPTS)[0]
    assert (stance.party.code, stance.beside) == ("kz", ())
    adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT)
    with pytest.raises(NotBeforeAdoption):
        said(talks, made, uz=Will.ADOPTS)


def test_what_may_not_be_declared(talks):
    made = opened(talks)
    Delegation.objects.unscoped(reason=WHY).filter(pk=talks.delegations["tj"].pk).update(capacity=Capacity.OBSERVER)
    for code, will, more in (
        ("tj", Will.ADOPTS, {}),
        ("kz", Will.RESERVES, {}),
        ("kz", Will.EXPLAINS, {"text": " "}),
        ("kz", Will.DISSOCIATES, {}),
    ):
        with pytest.raises(UnableToDeclare):
            declare(actor=talks.actors[code], adoption=made, will=will, at=AT, **more)


def test_nothing_is_adopted_that_nobody_adopts_or_that_was_not_opened(talks):
    with pytest.raises(NotBeforeAdoption):
        adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT)
    made = opened(talks)
    said(talks, made, kz=Will.OBSERVES)
    with pytest.raises(NobodyAdopts):
        adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT)
    with pytest.raises(StaleText):
        open_adoption(actor=talks.actors["chair"], revision=talks.revision, state="other", at=AT)


def test_the_gate_is_asked_again_at_the_last_moment(talks):
    said(talks, opened(talks), kz=Will.ADOPTS)
    behind(talks, "review")
    with pytest.raises(GateClosed) as shut:
        adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT)
    assert [gap.code for gap in shut.value.gaps] == [GapCode.STALE]


def test_two_texts_at_one_meeting_each_with_its_own_supporters_or_neither(talks):
    other = negotiation(members=("kz", "uz"))
    for each, wills in ((talks, {"kz": Will.ADOPTS, "uz": Will.OBSERVES}), (other, {"uz": Will.ADOPTS})):
        said(each, opened(each), **wills)
    accept_credentials(
        actor=other.actors["chair"],
        delegation=other.delegations["chair"],
        seat=talks.seats["chair"],
        rank=Rank.HEAD,
        at=AT,
    )
    behind(other, "review")
    with pytest.raises(GateClosed):
        adopt_together(actor=talks.again("chair"), drafts=[talks.draft, other.draft], at=AT)
    assert not Instrument.objects.exists()
    asked = {"provision": None, "reason": "It follows.", "at": AT}
    set_aside(actor=other.actors["chair"], draft=other.draft, gap=GapCode.STALE, **asked)
    adopt_together(actor=talks.again("chair"), drafts=[talks.draft, other.draft], at=AT)
    found = {
        each.code: sorted(each.stances.values_list("organisation__code", "role")) for each in Instrument.objects.all()
    }
    assert sorted(found.values()) == [[("kz", "adopted"), ("uz", "observed")], [("uz", "adopted")]]


def test_an_illustrative_text_is_not_entered_among_the_adopted_ones(talks):
    Draft.objects.unscoped(reason=WHY).filter(pk=talks.draft.pk).update(is_illustrative=True)
    said(talks, opened(talks), kz=Will.ADOPTS)
    assert adopt(actor=talks.actors["chair"], draft=talks.draft, at=AT).instrument is None
    assert not Instrument.objects.exists()


def test_an_initial_issue_comes_first_and_what_follows_says_what_it_changes(talks):
    def issued(kind, symbol, note="", code="chair"):
        return issue_text(
            actor=talks.actors[code],
            revision=talks.revision,
            kind=kind,
            symbol=symbol,
            note=note,
            issued_on=date(2026, 3, 2),
            at=AT,
        )

    for kind, code, error in (
        (IssueKind.CORRIGENDUM, "chair", OutOfTurn),
        (IssueKind.INITIAL, "kz", Refused),
    ):
        with pytest.raises(error):
            issued(kind, "PLAN/1", code=code)
    issued(IssueKind.INITIAL, "PLAN/1")
    for symbol, note, error in (("PLAN/1", "A word.", SymbolTaken), ("PLAN/1/Corr.1", "", NothingSaid)):
        with pytest.raises(error):
            issued(IssueKind.CORRIGENDUM, symbol, note)
    issued(IssueKind.CORRIGENDUM, "PLAN/1/Corr.1", "A word in paragraph 2.")
    reading = issues(actor=talks.actors["kz"], draft=talks.draft.uuid)
    assert dict(reading.suggested)[IssueKind.CORRIGENDUM] == "PLAN/1/Corr.2"
    assert [each.symbol for each in reading.issues] == ["PLAN/1", "PLAN/1/Corr.1"]


def test_the_page_asks_the_same_number_of_questions_for_one_declaration_and_three(talks, django_assert_num_queries):
    made = opened(talks)
    for code in ("kz", "uz", "tj"):
        said(talks, made, **{code: Will.ADOPTS})
        if code in ("kz", "tj"):
            with django_assert_num_queries(16):
                adoption(actor=talks.actors["chair"], draft=talks.draft.uuid)


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


@pytest.mark.either_database
def test_symbols_are_counted_as_the_united_nations_does():
    taken = ["A/60/825", "A/60/825/Corr.1", "A/60/825/Corr.12", "A/60/825/Rev.1"]
    assert next_symbol(first="A/60/825", kind=IssueKind.CORRIGENDUM, taken=taken) == "A/60/825/Corr.13"
    assert next_symbol(first="A/60/825", kind=IssueKind.ADDENDUM, taken=taken) == "A/60/825/Add.1"
    assert next_symbol(first="A/60/825", kind=IssueKind.INITIAL, taken=taken) == "A/60/825"


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
