"""The next revision, on the database: rows, languages, hidden proposals, history."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import negotiation
from tests.plans.tabling import every, is_fresh, later, states, table, words_of

from concord.journal.models import Entry
from concord.plans.access import READ_DRAFT
from concord.plans.actions.consolidation import NothingToConsolidate, UnableToConsolidate, consolidate
from concord.plans.actions.decisions import agree, lift_bracket, reopen
from concord.plans.actions.groups import refer_to_group
from concord.plans.actions.proposals import withdraw_proposal
from concord.plans.models import Footing, Placement, Revision, Wording
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import FootingState, ProposalKind, Standing
from concord.policy import Refused, visible
from concord.redline import Place, Provision, tokenise
from concord.redline.history import append
from concord.ui.text import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return negotiation()


def settle(made, on, *proposals):
    provision = proposals[0].provision if on is None else made.provisions[on]
    agree(actor=made.again("chair"), draft=made.draft, provision=provision, proposals=proposals, at=later())


def next_revision(made, symbol="PLAN/L.2", **more):
    return consolidate(actor=made.again("chair"), draft=made.draft, symbol=symbol, at=later(), **more)


def labels(made, revision=None):
    rows = every(Placement).filter(revision=revision or made.revision).select_related("provision")
    return {each.provision.uuid: each.label for each in rows}


def test_agreed_words_are_the_text_and_all_others_are_accounted_for(made):
    should = table(made, "kz", "purpose", "States should report every year.")
    may = table(made, "uz", "purpose", "States may report every year.")
    month = table(made, "tj", "purpose", "States shall report every month.")
    both = table(made, "kz", "posts", "Equip all border posts jointly.")
    over = table(made, "uz", "posts", "Equip all border posts jointly and quickly.")
    gone = table(made, "tj", "data", kind=ProposalKind.SUP)
    withdrawn = table(made, "kz", "data", "Exchange data on all travel.")
    withdraw_proposal(actor=made.again("kz"), proposal=withdrawn, at=later())
    first = made.revision
    settle(made, "purpose", should)
    settle(made, "posts", both)
    before = Entry.objects.count()
    revision = next_revision(made, note="After the first reading")
    assert (revision.number, revision.symbol, revision.note) == (1, "PLAN/L.2", "After the first reading")
    assert words_of(made, "purpose") == "States should report every year."
    assert words_of(made, "posts") == "Equip all border posts jointly."
    assert words_of(made, "purpose", revision=first) == "States shall report every year."
    assert states(made) == {may.key: "retable", month.key: "standing", over.key: "standing", gone.key: "standing"}
    waiting = every(Footing).get(proposal=may, revision=revision)
    assert waiting.clashes_with == [should.key]
    assert waiting.ops == every(Footing).get(proposal=may, revision=first).ops
    assert every(Footing).filter(revision=first).count() == 7
    entry = Entry.objects.latest("sequence")
    assert (Entry.objects.count() - before, entry.act) == (1, "plans.consolidate")
    assert entry.summary["accepted"] == sorted((should.key, both.key))


def test_exactly_the_touched_provisions_are_to_be_translated(made):
    settle(made, "purpose", table(made, "kz", "purpose", "States should report every year."))
    settle(made, "posts", table(made, "uz", "posts", "Оснащать посты.", language="ru"))
    settle(made, "review", table(made, "tj", "review", kind=ProposalKind.NOC))
    next_revision(made)
    assert words_of(made, "posts", "ru") == "Оснащать посты."
    stale = {key for key in made.provisions if not is_fresh(made, key)}
    assert stale == {"purpose", "posts"}


def test_what_stands_follows_from_revision_to_revision(made):
    first = table(made, "kz", "purpose", "States should report every year.")
    second = table(made, "tj", "purpose", "States shall report every month.")
    waiting = table(made, "uz", "purpose", "States may report every year.")
    settle(made, "purpose", first)
    next_revision(made)
    reopen(actor=made.again("chair"), draft=made.draft, provision=made.provisions["purpose"], at=later())
    settle(made, "purpose", second)
    next_revision(made, "PLAN/L.3")
    assert words_of(made, "purpose") == "States should report every month."
    assert states(made) == {waiting.key: "retable"}
    assert every(Footing).get(proposal=waiting, revision=made.revision).clashes_with == [first.key]


def test_a_superseded_proposal_is_left_behind(made):
    first = table(made, "kz", "purpose", "States should report every year.")
    second = table(made, "kz", "purpose", "States may report every year.", supersedes=first.key)
    settle(made, "posts", table(made, "uz", "posts", "Equip border posts."))
    next_revision(made)
    assert states(made) == {second.key: "standing"}


def test_additions_moves_and_deletions_are_numbered_anew(made):
    part = made.provisions["part"].uuid
    added = table(
        made,
        "kz",
        None,
        "Train officers.",
        kind=ProposalKind.ADD,
        parent=part,
        makes="measure",
        after=made.provisions["posts"].uuid,
    )
    moved = table(made, "uz", "review", kind=ProposalKind.MOVE, is_first=True)
    gone = table(made, "tj", "data", kind=ProposalKind.SUP)
    settle(made, None, added)
    settle(made, "review", moved)
    settle(made, "data", gone)
    next_revision(made)
    now = labels(made)
    assert made.provisions["data"].uuid not in now
    assert (now[added.provision.uuid], now[made.provisions["posts"].uuid]) == ("2", "1")
    assert (now[made.provisions["review"].uuid], now[made.provisions["purpose"].uuid]) == ("1", "2")
    text = rolling_text(actor=made.again("kz"), draft=made.draft)
    assert "".join(text.provision(added.provision.uuid).tokens) == "Train officers."
    assert not text.provision(added.provision.uuid).is_new


def test_merging_and_splitting_lose_no_word(made):
    settle(made, "posts", table(made, "kz", "posts", kind=ProposalKind.MERGE, joins=(made.provisions["data"].uuid,)))
    next_revision(made)
    merged = "Equip border posts jointly. Exchange data on travel."
    assert words_of(made, "posts") == merged
    assert words_of(made, "posts", "ru") == "Совместно оснащать посты. Обмениваться данными о поездках."
    assert is_fresh(made, "posts")
    reopen(actor=made.again("chair"), draft=made.draft, provision=made.provisions["posts"], at=later())
    at = tokenise(text=merged).index("Exchange ")
    settle(made, "posts", table(made, "uz", "posts", kind=ProposalKind.SPLIT, splits=(at,)))
    revision = next_revision(made, "PLAN/L.3")
    assert words_of(made, "posts") == "Equip border posts jointly."
    texts = set(every(Wording).filter(revision=revision, language="en").values_list("text", flat=True))
    assert "Exchange data on travel." in texts
    assert not is_fresh(made, "posts")


def test_a_hidden_proposal_follows_and_stays_hidden(made):
    chair = made.again("chair")
    group = refer_to_group(
        actor=chair,
        draft=made.draft,
        provisions=[made.provisions["posts"]],
        members=[made.delegations["kz"], made.delegations["uz"]],
        facilitator=made.delegations["kz"],
        title=Text.of(en="Friends of the chair"),
        at=later(),
    )
    hidden = table(made, "kz", "posts", "Equip all border posts jointly.", group=group)
    settle(made, "purpose", table(made, "tj", "purpose", "States should report every year."))
    next_revision(made)
    footing = every(Footing).get(proposal=hidden, revision=made.revision)
    assert (footing.state, footing.audience_id) == (FootingState.STANDING, group.audience_id)
    rows = Footing.objects.filter(proposal=hidden)
    for code, sees in {"kz": 2, "uz": 2, "tj": 0, "chair": 0}.items():
        assert visible(actor=made.again(code), action=READ_DRAFT, queryset=rows).count() == sees, code


def test_the_history_is_what_redline_would_write(made):
    settle(made, "purpose", table(made, "kz", "purpose", "States should report every year."))
    next_revision(made)
    history = ()
    for revision in every(Revision).filter(draft=made.draft).order_by("number"):
        places = {
            p.provision_id: p for p in every(Placement).filter(revision=revision).select_related("provision", "parent")
        }
        content = {}
        for wording in every(Wording).filter(revision=revision):
            place = places[wording.provision_id]
            parent = str(place.parent.uuid) if place.parent else ""
            content[f"{place.provision.uuid} {wording.language}"] = Provision(
                Place(place.provision.kind, parent, place.order), tokenise(text=wording.text)
            )
        history = append(history=history, at=revision.made_at, symbol=revision.symbol, revision=content)
        assert (revision.state, revision.chain) == (history[-1].state, history[-1].chain)


def test_only_the_chair_consolidates_and_only_what_was_agreed(made):
    with pytest.raises(NothingToConsolidate):
        next_revision(made)
    proposal = table(made, "kz", "purpose", "States should report every year.")
    settle(made, "purpose", proposal)
    with pytest.raises(Refused):
        consolidate(actor=made.again("kz"), draft=made.draft, symbol="X", at=later())
    reopen(actor=made.again("chair"), draft=made.draft, provision=made.provisions["purpose"], at=later())
    with pytest.raises(NothingToConsolidate):
        next_revision(made)
    assert every(Revision).count() == 1


def test_moves_under_each_other_leave_everything_as_it_was(made):
    one = table(made, "kz", "purpose", kind=ProposalKind.MOVE, parent=made.provisions["review"].uuid)
    other = table(made, "uz", "review", kind=ProposalKind.MOVE, parent=made.provisions["purpose"].uuid)
    settle(made, "purpose", one)
    settle(made, "review", other)
    with pytest.raises(UnableToConsolidate) as refused:
        next_revision(made)
    assert refused.value.keys == (one.key, other.key)
    assert (made.revision.number, every(Footing).count()) == (0, 2)


def test_a_lifted_bracket_is_consolidated_too(made):
    proposal = table(made, "kz", "purpose", "States should report every year.")
    lift_bracket(
        actor=made.again("chair"),
        draft=made.draft,
        provision=made.provisions["purpose"],
        proposals=[proposal],
        at=later(),
    )
    next_revision(made)
    assert words_of(made, "purpose") == "States should report every year."


def test_agreement_lasts_over_the_revision(made):
    settle(made, "purpose", table(made, "kz", "purpose", "States should report every year."))
    next_revision(made)
    text = rolling_text(actor=made.again("kz"), draft=made.draft)
    assert text.provision(made.provisions["purpose"].uuid).standing is Standing.AGREED


def test_queries_do_not_grow_with_the_text(made):
    def queries(number):
        settle(made, "purpose", *[])
        reopen(actor=made.again("chair"), draft=made.draft, provision=made.provisions["purpose"], at=later())
        for on in ("purpose", "posts", "data")[:number]:
            table(made, "uz", on, f"{words_of(made, on)} Again {number}.")
        proposal = table(made, "kz", "review", f"{words_of(made, 'review')} Twice {number}.")
        settle(made, "review", proposal)
        actor = made.again("chair")
        with CaptureQueriesContext(connection) as seen:
            consolidate(actor=actor, draft=made.draft, symbol="", at=later())
        reopen(actor=made.again("chair"), draft=made.draft, provision=made.provisions["review"], at=later())
        return len(seen)

    queries(2)
    assert queries(1) == queries(3)
