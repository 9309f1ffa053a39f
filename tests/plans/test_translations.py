"""Translations are entered between revisions; the source and what was tabled stay as they are."""

import pytest
from tests.factories.plans import negotiation
from tests.plans.tabling import every, is_fresh, later, states, table, words_of

from concord.journal.models import Entry
from concord.plans.actions.consolidation import consolidate
from concord.plans.actions.decisions import agree
from concord.plans.actions.drafts import TextClosed
from concord.plans.actions.translations import ProposalsOnTranslation, UnableToTranslate, confirm_translation
from concord.plans.models import Draft, Footing
from concord.plans.terms import ProposalKind, Stage
from concord.policy import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return negotiation()


def translate(made, on, text, language="ru", by="chair"):
    return confirm_translation(
        actor=made.again(by), draft=made.draft, provision=made.provisions[on], language=language, text=text, at=later()
    )


def change(made, on, words, language="en"):
    proposal = table(made, "kz", on, words, language=language)
    settle(made, proposal)


def settle(made, proposal, symbol="PLAN/L.2"):
    chair = made.again("chair")
    agree(actor=chair, draft=made.draft, provision=proposal.provision, proposals=[proposal], at=later())
    consolidate(actor=chair, draft=made.draft, symbol=symbol, at=later())


def test_a_stale_translation_is_entered_anew_and_the_revision_sealed_again(made):
    change(made, "purpose", "States should report every year.")
    assert not is_fresh(made, "purpose")
    before = made.revision
    translate(made, "purpose", "Государствам следует отчитываться каждый год.")
    after = made.revision
    assert is_fresh(made, "purpose")
    assert words_of(made, "purpose", "ru") == "Государствам следует отчитываться каждый год."
    assert words_of(made, "purpose") == "States should report every year."
    assert (after.number, after.state == before.state, after.chain == before.chain) == (1, False, False)
    entry = Entry.objects.latest("sequence")
    assert (entry.act, entry.summary["before"], entry.summary["chain_before"]) == (
        "plans.confirm_translation",
        "Государства отчитываются.",
        before.chain,
    )


def test_a_translation_that_still_fits_is_confirmed_as_it_stands(made):
    change(made, "purpose", "States shall report each year.")
    before = made.revision
    translate(made, "purpose", "Государства отчитываются.")
    assert is_fresh(made, "purpose")
    assert (made.revision.state, made.revision.chain) == (before.state, before.chain)


def test_open_proposals_on_a_translation_follow_or_wait(made):
    follows = table(made, "uz", "purpose", "Все государства отчитываются.", language="ru")
    clashes = table(made, "tj", "purpose", "Государства докладывают.", language="ru")
    change(made, "posts", "Equip border posts together.")
    translate(made, "purpose", "Государства регулярно отчитываются.")
    translate(made, "purpose", "Государства регулярно сообщают.")
    assert states(made)[follows.key] == "standing"
    assert states(made)[clashes.key] == "retable"
    original = every(Footing).get(proposal=clashes, revision__number=0)
    assert original.state == "standing"
    footing = every(Footing).get(proposal=follows, revision=made.revision)
    assert footing.base != every(Footing).get(proposal=follows, revision__number=0).base


def test_what_was_just_tabled_upon_is_settled_first(made):
    proposal = table(made, "uz", "purpose", "Все государства отчитываются.", language="ru")
    with pytest.raises(ProposalsOnTranslation) as refused:
        translate(made, "purpose", "Государства сообщают.")
    assert refused.value.keys == (proposal.key,)
    translate(made, "purpose", "Государства отчитываются.")
    assert states(made) == {proposal.key: "standing"}


def test_a_missing_translation_is_entered(made):
    added = table(made, "kz", None, "Train officers.", kind=ProposalKind.ADD)
    settle(made, added)
    made.provisions["new"] = added.provision
    translate(made, "new", "Обучать сотрудников.")
    assert is_fresh(made, "new")


def test_what_was_agreed_in_translation_only_gets_its_source(made):
    added = table(made, "kz", None, "Обучать сотрудников.", kind=ProposalKind.ADD, language="ru")
    settle(made, added)
    made.provisions["new"] = added.provision
    translate(made, "new", "Train officers.", language="en")
    translate(made, "new", "Обучать сотрудников.")
    assert is_fresh(made, "new")


@pytest.mark.parametrize(("language", "text"), [("en", "Other words."), ("ru", "  "), ("de", "Worte.")])
def test_the_source_and_other_languages_are_not_written_here(made, language, text):
    with pytest.raises(UnableToTranslate):
        translate(made, "purpose", text, language=language)


def test_only_the_chair_and_its_secretariat_translate_and_not_under_silence(made):
    with pytest.raises(Refused):
        translate(made, "purpose", "Слова.", by="kz")
    every(Draft).update(stage=Stage.SILENCE)
    with pytest.raises(TextClosed):
        translate(made, "purpose", "Слова.")
