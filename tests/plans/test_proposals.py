"""Tabling, co-sponsoring, withdrawing: what a delegation types and what stands on record."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.factories.meetings import process
from tests.factories.parties import seat
from tests.factories.plans import AT, Negotiation, negotiation

from concord.journal.models import Entry
from concord.journal.queries import verification
from concord.meetings.models import Recommendation
from concord.parties.queries import actor_of
from concord.plans.actions.drafts import TextClosed, accept_credentials, admit_delegation
from concord.plans.actions.proposals import (
    BaseMoved,
    UnableToStand,
    UnableToTable,
    leave_proposal,
    propose_recommendation,
    sponsor_proposal,
    table_proposal,
    withdraw_proposal,
)
from concord.plans.models import Draft, Footing, Proposal
from concord.plans.queries import proposals
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import Capacity, Origin, ProposalKind, Rank, Stage, Standing
from concord.plans.terms.rolling import RollingProvision
from concord.plans.terms.tabling import Obstacle, Tabling
from concord.policy import Refused
from concord.redline import ClashKind, digest, text_of
from concord.sharing.actions import public_audience
from concord.sharing.queries import admitted

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def change(made: Negotiation, key: str, words: str, **fields: object) -> Tabling:
    return Tabling(kind=ProposalKind.MOD, provision=made.provisions[key].uuid, words=words, **fields)


def table(made: Negotiation, who: str, tabling: Tabling, minutes: int = 0):
    at = LATER + timedelta(minutes=minutes)
    return table_proposal(actor=made.actors[who], draft=made.draft, tabling=tabling, at=at)


def seen(made: Negotiation, who: str, key: str, **fields: object) -> RollingProvision:
    text = rolling_text(actor=made.again(who), draft=made.draft, **fields)
    return text.provision(made.provisions[key].uuid)


def shown(provision: RollingProvision) -> str:
    """The words with what is asked: -deleted- +inserted+."""
    sign = {"kept": "", "deleted": "-", "inserted": "+"}
    return "".join(
        f"{sign[run.segment.kind]}{text_of(tokens=run.segment.tokens)}{sign[run.segment.kind]}"
        for run in provision.runs
    )


def why(made: Negotiation, who: str, tabling: Tabling) -> Obstacle:
    with pytest.raises(UnableToTable) as refused:
        table(made, who, tabling)
    return refused.value.why


def test_clean_words_become_a_typed_proposal():
    made = negotiation()
    result = table(made, "kz", change(made, "purpose", "States should report every year.", explanation="Softer."))
    assert (result.proposal.key, result.is_joined, result.proposal.lead) == ("kz-1", False, made.delegations["kz"])
    provision = seen(made, "uz", "purpose")
    (proposal,) = provision.proposals
    assert proposal.ops == ((1, 2, ("should ",)),)
    assert (proposal.lead.code, proposal.explanation, proposal.order) == ("kz", "Softer.", 1)
    assert shown(provision) == "States -shall -+should +report every year."
    assert [bracket.owners for run in provision.runs for bracket in run.brackets] == [("kz",), ("kz",)]
    assert provision.clean == provision.tokens


def test_clashing_proposals_stand_beside_each_other():
    made = negotiation()
    table(made, "kz", change(made, "purpose", "States should report every year."))
    table(made, "uz", change(made, "purpose", "States may report every second year."), 1)
    provision = seen(made, "tj", "purpose")
    assert [(clash.kind, clash.first, clash.second) for clash in provision.clashes] == [
        (ClashKind.OVERLAP, "kz-1", "uz-1")
    ]
    assert provision.standing is Standing.CONTESTED
    assert shown(provision) == "States -shall -+should ++may +report every +second +year."


def test_who_types_the_same_words_co_sponsors():
    made = negotiation()
    words = change(made, "purpose", "States should report every year.")
    table(made, "kz", words)
    result = table(made, "uz", words, 1)
    assert (result.is_joined, result.proposal.key) == (True, "kz-1")
    (proposal,) = seen(made, "tj", "purpose").proposals
    assert [party.code for party in proposal.sponsors] == ["kz", "uz"]
    assert why(made, "uz", words) is Obstacle.DUPLICATE
    assert why(made, "kz", words) is Obstacle.DUPLICATE
    last = Entry.objects.order_by("-sequence").first()
    assert (last.act, [item["label"] for item in last.items][1]) == ("plans.sponsor_proposal", "kz-1")


def test_a_preview_writes_nothing_and_tells_what_it_meets():
    made = negotiation()
    table(made, "kz", change(made, "purpose", "States should report every year."))
    before = (Entry.objects.count(), Proposal.objects.unscoped(reason="counted").count())
    told = proposals.preview(
        actor=made.actors["uz"], draft=made.draft, tabling=change(made, "purpose", "States may report.")
    )
    assert [(each.proposal.key, each.clash.kind) for each in told.rivals] == [("kz-1", ClashKind.OVERLAP)]
    assert (told.twin, told.kind, text_of(tokens=told.after)) == (None, ProposalKind.MOD, "States may report.")
    same = proposals.preview(
        actor=made.actors["uz"], draft=made.draft, tabling=change(made, "purpose", "States should report every year.")
    )
    assert (same.twin.key, same.rivals) == ("kz-1", ())
    assert (Entry.objects.count(), Proposal.objects.unscoped(reason="counted").count()) == before


def test_a_deletion_warns_of_insertions_that_would_stay():
    made = negotiation()
    table(made, "kz", change(made, "data", "Exchange data on travel. Annually."))
    told = proposals.preview(actor=made.actors["uz"], draft=made.draft, tabling=change(made, "data", " "))
    assert (told.kind, [each.key for each in told.survivors], told.rivals) == (ProposalKind.SUP, ["kz-1"], ())
    table(made, "uz", Tabling(kind=ProposalKind.SUP, provision=made.provisions["data"].uuid), 1)
    again = proposals.preview(
        actor=made.actors["tj"], draft=made.draft, tabling=change(made, "data", "Exchange data on travel. Monthly.")
    )
    assert [each.key for each in again.survivors] == ["uz-1"]


@pytest.mark.parametrize(
    ("words", "obstacle"),
    [
        ("Exchange data on travel.", Obstacle.EMPTY),
        ("  Exchange data\non travel. ", Obstacle.EMPTY),
        ("Exchange \x07 data", Obstacle.CHARACTERS),
        ("Exchange \u202edata", Obstacle.CHARACTERS),
        ("Exchange " * 3000, Obstacle.LONG),
    ],
)
def test_words_that_cannot_be_tabled(words, obstacle):
    made = negotiation()
    assert why(made, "kz", change(made, "data", words)) is obstacle


def test_proposals_that_cannot_be_tabled():
    made = negotiation()
    posts, part = made.provisions["posts"].uuid, made.provisions["part"].uuid
    cases = {
        Obstacle.LANGUAGE: change(made, "posts", "Des postes.", language="fr"),
        Obstacle.NO_WORDS: Tabling(kind=ProposalKind.ADD, words=" "),
        Obstacle.ABSENT: Tabling(kind=ProposalKind.MOD, words="Words"),
        Obstacle.RANGE: Tabling(kind=ProposalKind.MOD, provision=posts, ops=((90, 91, ()),)),
        Obstacle.PLACE: Tabling(kind=ProposalKind.MOVE, provision=part, parent=posts),
        Obstacle.SUPERSEDED: change(made, "posts", "Equip posts.", supersedes="uz-1"),
    }
    assert {why(made, "kz", tabling) for tabling in cases.values()} == set(cases)
    assert why(made, "kz", Tabling(kind=ProposalKind.SPLIT, provision=posts, splits=(99,))) is Obstacle.RANGE
    assert why(made, "kz", Tabling(kind=ProposalKind.MERGE, provision=posts)) is Obstacle.EMPTY


def test_only_credentialed_delegations_of_members_table():
    made = negotiation()
    with pytest.raises(Refused):
        table(made, "outsider", change(made, "data", "Exchange nothing."))
    admit_delegation(
        actor=made.actors["chair"],
        draft=made.draft,
        organisation=made.organisations["uz"],
        capacity=Capacity.OBSERVER,
        at=LATER,
    )
    with pytest.raises(Refused):
        table(made, "uz", change(made, "data", "Exchange nothing."))
    adviser = seat(made.organisations["kz"])
    accept_credentials(
        actor=made.actors["chair"], delegation=made.delegations["kz"], seat=adviser, rank=Rank.ADVISER, at=LATER
    )
    with pytest.raises(Refused):
        table_proposal(
            actor=admitted(actor=actor_of(seat=adviser)),
            draft=made.draft,
            tabling=change(made, "data", "Exchange nothing."),
            at=LATER,
        )


def test_nothing_is_tabled_on_a_closed_text():
    made = negotiation()
    Draft.objects.unscoped(reason="the test closes it").filter(pk=made.draft.pk).update(stage=Stage.SILENCE)
    with pytest.raises(TextClosed):
        table(made, "kz", change(made, "data", "Exchange nothing."))


def test_words_typed_on_an_earlier_text_come_back_whole():
    made = negotiation()
    with pytest.raises(BaseMoved) as moved:
        table(made, "kz", change(made, "data", "Exchange more.", base=digest(tokens=("Another text.",))))
    assert (moved.value.words, moved.value.now) == ("Exchange more.", "Exchange data on travel.")
    table(made, "kz", change(made, "data", "Exchange more.", base=moved.value.digest))


def test_additions_stand_in_place_with_soft_numbers_in_tabling_order():
    made = negotiation()
    add = Tabling(
        kind=ProposalKind.ADD,
        words="Train officers.",
        makes="measure",
        parent=made.provisions["part"].uuid,
        after=made.provisions["posts"].uuid,
    )
    table(made, "kz", add)
    table(made, "uz", replace(add, words="Pay officers."), 1)
    joined = table(made, "tj", add, 2)
    assert joined.is_joined
    text = rolling_text(actor=made.actors["kz"], draft=made.draft)
    assert [(each.number, each.is_new, bracketed_of(each)) for each in text.provisions[3:7]] == [
        ("1", False, "Equip border posts jointly."),
        ("1 bis", True, "[Train officers.]"),
        ("1 ter", True, "[Pay officers.]"),
        ("2", False, "Exchange data on travel."),
    ]
    other = text.provisions[4]
    table(made, "uz", Tabling(kind=ProposalKind.MOD, provision=other.uuid, words="Train all officers."), 3)
    again = rolling_text(actor=made.actors["kz"], draft=made.draft).provisions[4]
    assert [each.kind for each in again.proposals] == [ProposalKind.ADD, ProposalKind.ADD]
    assert (again.uuid, again.standing) == (other.uuid, Standing.CONTESTED)


def bracketed_of(provision: RollingProvision) -> str:
    return "".join(
        f"[{text_of(tokens=run.segment.tokens)}]" if run.brackets else text_of(tokens=run.segment.tokens)
        for run in provision.runs
    )


def test_a_withdrawn_addition_is_gone_and_its_number_spent():
    made = negotiation()
    add = Tabling(kind=ProposalKind.ADD, words="One.", after=made.provisions["review"].uuid)
    first = table(made, "kz", add).proposal
    table(made, "uz", replace(add, words="Two."), 1)
    withdraw_proposal(actor=made.actors["kz"], proposal=first, at=LATER + timedelta(minutes=2))
    text = rolling_text(actor=made.actors["tj"], draft=made.draft)
    assert [(each.number, bracketed_of(each)) for each in text.provisions if each.is_new] == [("2 ter", "[Two.]")]
    earlier = rolling_text(actor=made.actors["tj"], draft=made.draft, at=LATER + timedelta(minutes=1))
    assert [each.number for each in earlier.provisions if each.is_new] == ["2 bis", "2 ter"]


def test_a_proposal_is_withdrawn_by_its_lead_and_left_by_a_sponsor():
    made = negotiation()
    proposal = table(made, "kz", change(made, "posts", "Equip all posts.")).proposal
    sponsor_proposal(actor=made.actors["uz"], proposal=proposal, at=LATER)
    for act, who in (
        (sponsor_proposal, "uz"),
        (sponsor_proposal, "kz"),
        (leave_proposal, "kz"),
        (leave_proposal, "tj"),
        (withdraw_proposal, "uz"),
    ):
        with pytest.raises(UnableToStand):
            act(actor=made.actors[who], proposal=proposal, at=LATER)
    leave_proposal(actor=made.actors["uz"], proposal=proposal, at=LATER + timedelta(minutes=1))
    assert [party.code for party in seen(made, "kz", "posts").proposals[0].sponsors] == ["kz"]
    withdraw_proposal(actor=made.actors["kz"], proposal=proposal, at=LATER + timedelta(minutes=2))
    provision = seen(made, "uz", "posts")
    assert (provision.open, shown(provision)) == ((), "Equip border posts jointly.")
    assert len(provision.proposals) == 1
    for act in (sponsor_proposal, withdraw_proposal):
        with pytest.raises(UnableToStand):
            act(actor=made.actors["kz"], proposal=proposal, at=LATER)
    assert verification().broken_at is None


def test_a_new_proposal_takes_the_place_of_an_old_one():
    made = negotiation()
    table(made, "kz", change(made, "posts", "Equip all posts."))
    table(made, "kz", change(made, "posts", "Equip all posts well.", supersedes="kz-1"), 1)
    provision = seen(made, "uz", "posts")
    assert [(each.key, each.supersedes, each.is_open) for each in provision.proposals] == [
        ("kz-1", "", False),
        ("kz-2", "kz-1", True),
    ]
    assert provision.clashes == ()


def test_alternates_are_known_by_the_first_of_them():
    made = negotiation()
    table(made, "kz", change(made, "posts", "Equip all posts jointly."))
    table(made, "uz", change(made, "posts", "Equip some posts jointly.", alternate="kz-1"), 1)
    table(made, "tj", change(made, "posts", "Equip few posts jointly.", alternate="uz-1"), 2)
    assert [each.alternate for each in seen(made, "kz", "posts").proposals] == ["", "kz-1", "kz-1"]


def test_structure_is_proposed_by_identity():
    made = negotiation()
    posts, data, review = (made.provisions[key].uuid for key in ("posts", "data", "review"))
    table(
        made, "kz", Tabling(kind=ProposalKind.MOVE, provision=data, parent=made.provisions["part"].uuid, is_first=True)
    )
    table(made, "kz", Tabling(kind=ProposalKind.MERGE, provision=posts, joins=(data,)), 1)
    table(made, "uz", Tabling(kind=ProposalKind.SPLIT, provision=review, splits=(2,)), 2)
    table(made, "tj", Tabling(kind=ProposalKind.NOC, provision=review), 3)
    assert table(made, "uz", Tabling(kind=ProposalKind.MERGE, provision=posts, joins=(data,)), 4).is_joined
    assert [(each.kind, each.joins) for each in seen(made, "kz", "posts").proposals] == [(ProposalKind.MERGE, (data,))]
    assert [(each.kind, each.splits) for each in seen(made, "kz", "review").proposals] == [
        (ProposalKind.SPLIT, (2,)),
        (ProposalKind.NOC, ()),
    ]
    assert seen(made, "kz", "review").standing is Standing.CONTESTED


def test_changes_from_a_file_are_made_canonical():
    made = negotiation()
    ops = ((1, 3, ("border ", "crossing ")), (3, 4, ("jointly",)))
    table(
        made, "kz", Tabling(kind=ProposalKind.MOD, provision=made.provisions["posts"].uuid, ops=ops, origin=Origin.DOCX)
    )
    (proposal,) = seen(made, "uz", "posts").proposals
    assert (proposal.ops, proposal.origin) == (((2, 3, ("crossing ",)),), Origin.DOCX)


def test_a_proposal_in_another_language_stands_in_that_language():
    made = negotiation()
    table(made, "kz", change(made, "data", "Обмениваться сведениями о поездках.", language="ru"))
    assert shown(seen(made, "uz", "data")) == "Exchange data on travel."
    assert shown(seen(made, "uz", "data", language="ru")) == "Обмениваться -данными -+сведениями +о поездках."
    assert len(seen(made, "uz", "data").proposals) == 1


def test_a_recommendation_becomes_a_proposal_with_its_origin():
    process()
    made = negotiation()
    row = Recommendation.objects.unscoped(reason="a test picks one").order_by("position").first()
    row.audience = public_audience()
    row.save()
    tabling = Tabling(kind=ProposalKind.ADD, makes="measure", parent=made.provisions["part"].uuid)
    result = propose_recommendation(
        actor=made.again("kz"), draft=made.draft, recommendation=row, tabling=tabling, at=LATER
    )
    provision = rolling_text(actor=made.again("uz"), draft=made.draft).provision(result.proposal.provision.uuid)
    (proposal,) = provision.proposals
    assert (proposal.origin, proposal.recommendation) == (Origin.RECOMMENDATION, "R1 1")
    assert (bracketed_of(provision), proposal.lead.code) == ("[Adopt a plan.]", "kz")
    assert sorted(result.proposal.provision.measures.values_list("key", flat=True)) == ["S:I.1", "S:II.1"]
    row.audience = made.only("kz")
    row.save()
    with pytest.raises(UnableToTable) as refused:
        propose_recommendation(actor=made.again("kz"), draft=made.draft, recommendation=row, tabling=tabling, at=LATER)
    assert refused.value.why is Obstacle.MARKING
    with pytest.raises(Refused):
        propose_recommendation(actor=made.again("uz"), draft=made.draft, recommendation=row, tabling=tabling, at=LATER)


def test_the_original_stays_as_it_was_tabled():
    made = negotiation()
    proposal = table(made, "kz", change(made, "posts", "Equip all posts.")).proposal
    footing = Footing.objects.unscoped(reason="a test reads it").get(proposal=proposal)
    assert (footing.base, footing.ops) == (
        digest(tokens=("Equip border posts jointly.",)),
        [[1, 4, ["all ", "posts"]]],
    )
