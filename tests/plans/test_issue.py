"""What is issued, under which symbol."""

from datetime import date

import pytest
from tests.factories.plans import AT, negotiation

from concord.plans.actions.issue import NothingSaid, OutOfTurn, SymbolTaken, issue_text
from concord.plans.logic.symbols import next_symbol
from concord.plans.queries.issues import issues
from concord.plans.terms import IssueKind
from concord.policy import Refused


@pytest.fixture
def talks(db):  # noqa: ARG001  they are stored
    return negotiation()


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


@pytest.mark.either_database
def test_symbols_are_counted_as_the_united_nations_does():
    taken = ["A/60/825", "A/60/825/Corr.1", "A/60/825/Corr.12", "A/60/825/Rev.1"]
    assert next_symbol(first="A/60/825", kind=IssueKind.CORRIGENDUM, taken=taken) == "A/60/825/Corr.13"
    assert next_symbol(first="A/60/825", kind=IssueKind.ADDENDUM, taken=taken) == "A/60/825/Add.1"
    assert next_symbol(first="A/60/825", kind=IssueKind.INITIAL, taken=taken) == "A/60/825"
