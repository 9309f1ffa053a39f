"""Delegations that edit the same words at the same instant all stay on record: on a server at once, in a file one after
the other.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from tests.factories.plans import AT, Negotiation, negotiation

from concord.journal.queries import verification
from concord.plans.actions.proposals import table_proposal
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import ProposalKind
from concord.plans.terms.tabling import Tabling

pytestmark = pytest.mark.django_db(transaction=True)
CODES = ("kz", "uz", "tj")


def together(acts: list[Callable[[], object]]) -> None:
    if connection.vendor != "postgresql":
        for act in acts:
            act()
        return
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=30)
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(run, act) for act in acts]:
            done.result()


def tabling(made: Negotiation, code: str, words: str) -> Callable[[], object]:
    given = Tabling(kind=ProposalKind.MOD, provision=made.provisions["purpose"].uuid, words=words)
    actor = made.actors[code]
    return lambda: table_proposal(actor=actor, draft=made.draft, tabling=given, at=AT)


def test_the_same_words_at_once_have_one_lead_and_the_others_beside_it():
    made = negotiation()
    together([tabling(made, code, "States should report every year.") for code in CODES])
    provision = rolling_text(actor=made.again("tj"), draft=made.draft).provision(made.provisions["purpose"].uuid)
    (proposal,) = provision.proposals
    assert sorted(party.code for party in proposal.sponsors) == sorted(CODES)
    assert verification().broken_at is None


def test_other_words_for_the_same_at_once_stand_beside_each_other():
    made = negotiation()
    words = {"kz": "should", "uz": "may", "tj": "will"}
    together([tabling(made, code, f"States {word} report every year.") for code, word in words.items()])
    provision = rolling_text(actor=made.again("tj"), draft=made.draft).provision(made.provisions["purpose"].uuid)
    asked = {proposal.lead.code: proposal.ops for proposal in provision.proposals}
    assert asked == {code: ((1, 2, (f"{word} ",)),) for code, word in words.items()}
    assert [proposal.order for proposal in provision.proposals] == [1, 2, 3]
    assert len(provision.clashes) == len(words)
    assert verification().broken_at is None
