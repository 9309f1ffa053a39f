"""The gavel: what may be agreed, by whom, and how it opens again."""

import pytest
from tests.factories.plans import negotiation
from tests.plans.tabling import every, later, table

from concord.journal.models import Entry
from concord.plans.actions.consolidation import consolidate
from concord.plans.actions.decisions import (
    AgreedAlready,
    AwaitsCapitals,
    NothingToConfirm,
    NothingToDecide,
    NothingToReopen,
    ProposalNotStanding,
    ProposalsClash,
    agree,
    agree_ad_referendum,
    confirm_decision,
    keep_bracket,
    lift_bracket,
    park,
    reopen,
)
from concord.plans.actions.footings import agreed_on
from concord.plans.actions.positions import take_position
from concord.plans.actions.proposals import withdraw_proposal
from concord.plans.actions.strikes import Minute
from concord.plans.models import Confirmation, Decision
from concord.plans.queries.rolling import rolling_text
from concord.plans.queries.silence import deadlines
from concord.plans.terms import ProposalKind, Stand, Standing
from concord.policy import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return negotiation()


def strike(act, made, on="purpose", by="chair", **more):
    return act(actor=made.again(by), draft=made.draft, provision=made.provisions[on], at=later(), **more)


def standing(made, on="purpose"):
    return rolling_text(actor=made.again("kz"), draft=made.draft).provision(made.provisions[on].uuid).standing


def test_agreeing_is_one_decision_and_one_entry(made):
    proposal = table(made, "kz", "purpose", "States should report every year.")
    before = Entry.objects.count()
    decision = strike(agree, made, proposals=[proposal], minute=Minute(note="After the coffee break"))
    entry = Entry.objects.latest("sequence")
    assert (Entry.objects.count() - before, entry.act) == (1, "plans.agree")
    assert [item["kind"] for item in entry.items] == ["draft", "provision", "proposal"]
    assert entry.summary["note"] == "After the coffee break"
    assert agreed_on(revision=made.revision) == {proposal.key}
    assert (decision.by, decision.revision) == (made.delegations["chair"], made.revision)
    assert standing(made) is Standing.AGREED


def test_only_the_chair_strikes_the_gavel(made):
    for by in ("kz", "outsider"):
        actor = made.actors[by]
        with pytest.raises(Refused):
            agree(actor=actor, draft=made.draft, provision=made.provisions["purpose"], at=later())
    assert not every(Decision).exists()


def test_a_bracket_that_stays_is_on_record_and_changes_nothing(made):
    table(made, "kz", "purpose", "States should report every year.")
    before = rolling_text(actor=made.again("kz"), draft=made.draft).provision(made.provisions["purpose"].uuid)
    decision = strike(keep_bracket, made, minute=Minute(note="Capitals are asked"))
    after = rolling_text(actor=made.again("kz"), draft=made.draft).provision(made.provisions["purpose"].uuid)
    assert [(each.kind, each.note) for each in after.decisions] == [("keep_bracket", "Capitals are asked")]
    assert (after.standing, after.runs, after.proposals) == (before.standing, before.runs, before.proposals)
    assert (Entry.objects.latest("pk").act, decision.by) == ("plans.keep_bracket", made.delegations["chair"])
    with pytest.raises(NothingToReopen):
        strike(reopen, made)


def test_a_reservation_is_a_bracket_that_may_stay(made):
    where = made.provisions["data"]
    take_position(actor=made.again("uz"), provision=where, stand=Stand.RESERVE, text="On costs.", at=later())
    assert strike(keep_bracket, made, "data").kind == "keep_bracket"


def test_where_no_bracket_can_stay(made):
    with pytest.raises(NothingToDecide):
        strike(keep_bracket, made)
    proposal = table(made, "kz", "purpose", "States should report every year.")
    with pytest.raises(Refused):
        strike(keep_bracket, made, by="kz")
    strike(agree, made, proposals=[proposal])
    with pytest.raises(AgreedAlready):
        strike(keep_bracket, made)
    assert [each.kind for each in every(Decision)] == ["agree"]


def test_a_bracket_that_stays_undoes_no_parking_and_no_wait_for_capitals(made):
    table(made, "kz", "data", "Exchange data on travel daily.")
    strike(park, made, "data")
    strike(keep_bracket, made, "data")
    assert standing(made, "data") is Standing.PARKED
    strike(reopen, made, "data")
    assert standing(made, "data") is Standing.OPEN
    proposal = table(made, "kz", "purpose", "States should report every year.")
    awaited = strike(agree_ad_referendum, made, proposals=[proposal], awaits=[made.delegations["uz"]])
    consolidate(actor=made.again("chair"), draft=made.draft, symbol="", at=later())
    where = made.provisions["purpose"]
    take_position(actor=made.again("tj"), provision=where, stand=Stand.SCRUTINY, text="", at=later())
    strike(keep_bracket, made)
    assert [each.kind for each in deadlines(actor=made.again("uz"))] == ["ad_referendum"]
    confirm_decision(actor=made.again("uz"), decision=awaited, at=later())
    assert deadlines(actor=made.again("uz")) == ()


def test_words_that_clash_are_not_agreed_together(made):
    one = table(made, "kz", "purpose", "States should report every year.")
    other = table(made, "uz", "purpose", "States may report every year.")
    beside = table(made, "tj", "purpose", "States shall report every month.")
    with pytest.raises(ProposalsClash) as refused:
        strike(agree, made, proposals=[one, other, beside])
    assert refused.value.keys == (one.key, other.key)
    strike(agree, made, proposals=[one, beside])
    assert agreed_on(revision=made.revision) == {one.key, beside.key}


def test_what_clashes_with_a_decision_on_another_provision_is_not_agreed(made):
    merge = table(made, "kz", "posts", kind=ProposalKind.MERGE, joins=(made.provisions["data"].uuid,))
    gone = table(made, "uz", "data", kind=ProposalKind.SUP)
    strike(agree, made, "posts", proposals=[merge])
    with pytest.raises(ProposalsClash) as refused:
        strike(agree, made, "data", proposals=[gone])
    assert refused.value.keys == (merge.key, gone.key)


def test_only_what_stands_on_this_provision_is_agreed(made):
    withdrawn = table(made, "kz", "purpose", "States should report every year.")
    withdraw_proposal(actor=made.again("kz"), proposal=withdrawn, at=later())
    elsewhere = table(made, "kz", "review", "The States review the plan.")
    first = table(made, "uz", "purpose", "States may report every year.")
    superseding = table(made, "uz", "purpose", "States can report every year.", supersedes=first.key)
    with pytest.raises(ProposalNotStanding) as refused:
        strike(agree, made, proposals=[withdrawn, elsewhere, first, superseding])
    assert refused.value.keys == tuple(sorted((withdrawn.key, elsewhere.key, first.key)))


def test_agreed_words_open_again_only_by_a_decision(made):
    strike(agree, made)
    for act in (agree, park):
        with pytest.raises(AgreedAlready):
            strike(act, made)
    strike(reopen, made)
    assert standing(made) is Standing.OPEN
    assert agreed_on(revision=made.revision) == frozenset()
    strike(agree, made)
    assert [each.kind for each in every(Decision).order_by("at")] == ["agree", "reopen", "agree"]


def test_nothing_is_reopened_that_was_not_decided(made):
    with pytest.raises(NothingToReopen):
        strike(reopen, made)
    strike(park, made)
    assert standing(made) is Standing.PARKED
    strike(reopen, made)
    with pytest.raises(NothingToReopen):
        strike(reopen, made)


def test_an_addition_is_decided_only_with_its_words(made):
    added = table(made, "kz", None, "Train officers.", kind=ProposalKind.ADD, parent=made.provisions["part"].uuid)
    with pytest.raises(NothingToDecide):
        agree(actor=made.again("chair"), draft=made.draft, provision=added.provision, at=later())
    agree(actor=made.again("chair"), draft=made.draft, provision=added.provision, proposals=[added], at=later())
    assert agreed_on(revision=made.revision) == {added.key}


def test_capitals_confirm_one_by_one(made):
    proposal = table(made, "kz", "purpose", "States should report every year.")
    awaits = [made.delegations["uz"], made.delegations["tj"]]
    decision = strike(agree_ad_referendum, made, proposals=[proposal], awaits=awaits)
    assert standing(made) is Standing.AD_REFERENDUM
    with pytest.raises(AwaitsCapitals):
        strike(lift_bracket, made)
    with pytest.raises(NothingToConfirm):
        confirm_decision(actor=made.again("kz"), decision=decision, at=later())
    confirm_decision(actor=made.again("uz"), decision=decision, at=later(), note="Tashkent agrees")
    with pytest.raises(NothingToConfirm):
        confirm_decision(actor=made.again("uz"), decision=decision, at=later())
    assert standing(made) is Standing.AD_REFERENDUM
    confirm_decision(actor=made.again("tj"), decision=decision, at=later())
    assert standing(made) is Standing.AGREED
    assert every(Confirmation).filter(confirmed_at=None).count() == 0


def test_a_reopened_decision_awaits_nobody(made):
    decision = strike(agree_ad_referendum, made, awaits=[made.delegations["uz"]])
    strike(reopen, made)
    with pytest.raises(NothingToConfirm):
        confirm_decision(actor=made.again("uz"), decision=decision, at=later())


def test_a_decision_ad_referendum_awaits_somebody_who_decides(made):
    stranger = negotiation().delegations["kz"]
    for awaits in ([], [stranger]):
        with pytest.raises(NothingToConfirm):
            strike(agree_ad_referendum, made, awaits=awaits)


def test_lifted_brackets_add_to_what_is_agreed_and_are_undone_together(made):
    one = table(made, "kz", "purpose", "States should report every year.")
    other = table(made, "tj", "purpose", "States shall report every month.")
    strike(lift_bracket, made, proposals=[one])
    strike(lift_bracket, made, proposals=[other])
    assert agreed_on(revision=made.revision) == {one.key, other.key}
    strike(reopen, made)
    assert agreed_on(revision=made.revision) == frozenset()


def test_provisions_of_another_text_are_not_decided_here(made):
    other = negotiation().provisions["purpose"]
    chair = made.again("chair")
    for act in (agree, park):
        with pytest.raises(NothingToDecide):
            act(actor=chair, draft=made.draft, provision=other, at=later())
