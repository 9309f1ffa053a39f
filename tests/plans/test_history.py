"""What happened, revision beside revision, and the text as of any instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.plans import AT, Negotiation, crowd, negotiation, paragraphs
from tests.plans.tabling import later, table

from concord.plans.actions.consolidation import consolidate
from concord.plans.actions.decisions import agree
from concord.plans.actions.proposals import sponsor_proposal, withdraw_proposal
from concord.plans.logic.papers import agreed_paper, delegation_paper, masthead_of, rolling_paper, text_paper
from concord.plans.queries.comparison import compared_texts, revisions
from concord.plans.queries.history import timeline
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import ProposalKind, Standing
from concord.plans.terms.timeline import Fate, Happened
from concord.redline import apply, text_of
from concord.redline.paper import compared_paper

pytestmark = pytest.mark.django_db


@dataclass
class Played:
    made: Negotiation
    moments: dict[str, datetime]

    def text(self, **fields):
        return rolling_text(actor=self.made.again("tj"), draft=self.made.draft, **fields)

    def seen(self, key, **fields):
        return self.text(**fields).provision(self.made.provisions[key].uuid)


@pytest.fixture
def played():
    """A reading: proposals, one co-sponsored, one withdrawn, three agreed, then the next revision."""
    made, moments = negotiation(), {}
    should = table(made, "kz", "purpose", "States should report every year.")
    sponsor_proposal(actor=made.again("uz"), proposal=should, at=later())
    moments["tabled"] = later()
    may = table(made, "uz", "purpose", "States may report every year.")
    withdraw_proposal(actor=made.again("uz"), proposal=may, at=later())
    gone = table(made, "tj", "data", kind=ProposalKind.SUP)
    part = made.provisions["part"].uuid
    new = table(made, "kz", None, "Train officers.", kind=ProposalKind.ADD, makes="measure", parent=part)
    moments["open"] = later()
    for proposal in (should, gone, new):
        agree(
            actor=made.again("chair"),
            draft=made.draft,
            provision=proposal.provision,
            proposals=[proposal],
            at=later(),
        )
    moments["agreed"] = later()
    consolidate(actor=made.again("chair"), draft=made.draft, symbol="PLAN/L.2", note="After the reading", at=later())
    return Played(made, moments)


def test_the_text_as_of_any_instant(played):
    then = played.seen("purpose", at=played.moments["tabled"])
    assert [(each.key, [party.code for party in each.sponsors]) for each in then.proposals] == [("kz-1", ["kz", "uz"])]
    assert (then.standing, text_of(tokens=then.clean)) == (Standing.OPEN, "States shall report every year.")
    later_on = played.seen("purpose", at=played.moments["open"])
    assert [(each.key, each.is_open) for each in later_on.proposals] == [("kz-1", True), ("uz-1", False)]
    agreed = played.seen("purpose", at=played.moments["agreed"])
    assert (agreed.standing, text_of(tokens=agreed.clean)) == (Standing.AGREED, "States should report every year.")
    assert [run.brackets for run in agreed.runs if run.brackets] == []
    now = played.seen("purpose")
    assert (now.standing, text_of(tokens=now.tokens)) == (Standing.AGREED, "States should report every year.")
    assert played.text(at=played.moments["open"]) == played.text(at=played.moments["open"])


def test_an_earlier_revision_stays_as_it_was_left(played):
    left = played.text(revision=0)
    assert (left.is_current, left.revision, left.draft.revision) == (False, 0, 1)
    assert [each.standing for each in left.provisions if each.proposals] == [Standing.AGREED] * 3
    assert left.provisions == played.text(at=played.moments["agreed"]).provisions


def test_the_timeline_tells_every_act_in_order(played):
    told = timeline(actor=played.made.again("tj"), draft=played.made.draft)
    assert [(each.what, each.party.code if each.party else "", each.proposals) for each in told.happenings] == [
        (Happened.OPENED, "", ()),
        (Happened.TABLED, "kz", ("kz-1",)),
        (Happened.SPONSORED, "uz", ("kz-1",)),
        (Happened.TABLED, "uz", ("uz-1",)),
        (Happened.WITHDRAWN, "uz", ("uz-1",)),
        (Happened.TABLED, "tj", ("tj-1",)),
        (Happened.TABLED, "kz", ("kz-2",)),
        (Happened.STRUCK, "chair", ("kz-1",)),
        (Happened.STRUCK, "chair", ("tj-1",)),
        (Happened.STRUCK, "chair", ("kz-2",)),
        (Happened.CONSOLIDATED, "", ()),
    ]
    assert [each.symbol for each in told.revisions] == ["PLAN/L.1", "PLAN/L.2"]


def test_two_revisions_beside_each_other(played):
    texts = compared_texts(actor=played.made.again("tj"), draft=played.made.draft)
    assert [(each.fate, each.was, each.number) for each in texts.provisions] == [
        (Fate.CHANGED, "1", "1"),
        (Fate.SAME, "I", "I"),
        (Fate.SAME, "chapeau 1", "chapeau 1"),
        (Fate.SAME, "1", "1"),
        (Fate.REMOVED, "2", "2"),
        (Fate.ADDED, "", "2"),
        (Fate.SAME, "2", "2"),
    ]
    after = [text_of(tokens=apply(base=each.before, ops=each.ops)) for each in texts.touched]
    assert after == ["States should report every year.", "", "Train officers."]
    back = compared_texts(actor=played.made.again("tj"), draft=played.made.draft, before=1, after=0)
    assert [each.fate for each in back.touched] == [Fate.CHANGED, Fate.REMOVED, Fate.ADDED]
    assert [each.number for each in revisions(actor=played.made.actors["outsider"], draft=played.made.draft)] == []


def test_papers_of_the_rolling_text(played):
    def words(paper):
        return [text_of(tokens=clause.tokens) for clause in paper.clauses]

    text = played.text(at=played.moments["open"])
    head = masthead_of(text=text, issued_on="2 March 2026")
    assert (head.title, head.symbol) == ("Joint plan of action", "PLAN/L.1")
    rolling = rolling_paper(text=text, masthead=head)
    asked = {proposal.key: proposal.delegations for clause in rolling.clauses for proposal in clause.proposals}
    assert asked == {"kz-1": ("KZ", "UZ"), "tj-1": ("TJ",), "kz-2": ("KZ",)}
    own = delegation_paper(text=text, masthead=head, code="uz")
    assert [proposal.key for clause in own.clauses for proposal in clause.proposals] == ["kz-1"]
    base = text_paper(text=text, masthead=head)
    assert words(base) == [text_of(tokens=each.tokens) for each in text.provisions if not each.is_new]
    agreed = agreed_paper(text=played.text(at=played.moments["agreed"]), masthead=head)
    now = text_paper(text=played.text(), masthead=head)
    assert words(agreed) == words(now)
    change = compared_paper(before=base, after=now, author="The meeting")
    assert sum(bool(clause.proposals) for clause in change.clauses) == 3


def test_ten_queries_however_much_is_tabled():
    counts = set()
    for number in (0, 5, 60):
        made = negotiation(provisions=paragraphs(number=6, words=40), at=AT + timedelta(days=number))
        crowd(made, proposals=number)
        reader = made.again("kz")
        with CaptureQueriesContext(connection) as rolling:
            text = rolling_text(actor=reader, draft=made.draft)
        with CaptureQueriesContext(connection) as told:
            timeline(actor=reader, draft=made.draft)
        assert sum(len(each.proposals) for each in text.provisions) == number
        counts.add((len(rolling), len(told)))
    assert counts == {(10, 13)}
