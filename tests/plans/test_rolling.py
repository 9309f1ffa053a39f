"""The rolling text of one reader."""

import pytest
from django.http import Http404
from tests.factories.plans import AT, negotiation

from concord.plans.queries.drafts import drafts, found
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import Standing
from concord.redline import Freshness, text_of

pytestmark = pytest.mark.django_db


def test_a_text_on_which_nothing_is_proposed():
    made = negotiation()
    text = rolling_text(actor=made.actors["kz"], draft=made.draft)
    assert [(each.number, each.depth, text_of(tokens=each.tokens)) for each in text.provisions] == [
        ("1", 0, "States shall report every year."),
        ("I", 0, "Border management"),
        ("chapeau 1", 1, "The States agree on the following:"),
        ("1", 1, "Equip border posts jointly."),
        ("2", 1, "Exchange data on travel."),
        ("2", 0, "The States review this plan."),
    ]
    assert {each.standing for each in text.provisions} == {Standing.OPEN}
    assert all(each.clean == each.tokens for each in text.provisions)
    assert all(text_of(tokens=each.runs[0].segment.tokens) == text_of(tokens=each.tokens) for each in text.provisions)
    assert [party.code for party in text.parties] == ["chair", "kz", "uz", "tj"]
    assert (text.mine.code, text.may_speak, text.may_preside) == ("kz", True, False)
    assert (text.is_current, text.symbol, text.language) == (True, "PLAN/L.1", "en")


def test_a_translation_is_fresh_until_its_source_changes():
    made = negotiation()
    text = rolling_text(actor=made.actors["chair"], draft=made.draft, language="ru")
    assert {each.freshness for each in text.provisions} == {Freshness.FRESH}
    assert text_of(tokens=text.provisions[1].tokens) == "Управление границами"
    missing = rolling_text(actor=made.actors["chair"], draft=made.draft, language="kk")
    assert {each.freshness for each in missing.provisions} == {Freshness.MISSING}


def test_hidden_and_absent_are_alike():
    made = negotiation()
    with pytest.raises(Http404):
        rolling_text(actor=made.actors["outsider"], draft=made.draft)
    with pytest.raises(Http404):
        rolling_text(actor=made.actors["kz"], draft=made.draft, revision=7)
    with pytest.raises(Http404):
        found(actor=made.actors["outsider"], uuid=made.draft.uuid)
    assert drafts(actor=made.actors["outsider"]) == ()
    assert [line.uuid for line in drafts(actor=made.actors["kz"])] == [made.draft.uuid]


def test_before_the_draft_there_is_nothing():
    made = negotiation()
    with pytest.raises(Http404):
        rolling_text(actor=made.actors["kz"], draft=made.draft, at=AT.replace(year=2025))
