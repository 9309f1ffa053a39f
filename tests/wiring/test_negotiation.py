"""The illustrative negotiation: loaded for everybody to read, played to adoption, taken out."""

import os
import time

import pytest
import yaml
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.parties import public, seat

from concord.journal.queries import verification
from concord.parties.actions import load_organisations
from concord.parties.models import Organisation, Seat
from concord.parties.terms import Role
from concord.parties.terms.definitions import PartiesDefinition
from concord.plans.access import READ_DRAFT
from concord.plans.actions.drafts import open_draft
from concord.plans.actions.illustration import NotIllustrative, remove_illustrations, remove_illustrative
from concord.plans.commands import group
from concord.plans.models import Decision, Draft, Footing, Position, Proposal, Provision
from concord.plans.queries.rolling import rolling_text
from concord.plans.terms import Stage, Standing, Will
from concord.plans.terms.drafting import DraftedProvision, DraftedText
from concord.policy import Actor, visible
from concord.redline import text_of
from concord.strategy.actions import load_strategy
from concord.strategy.terms.definitions import StrategyDefinition
from concord.ui.text import Text
from concord.wiring.commands.demo import demo
from concord.wiring.loading import CENTRAL_ASIA, OPEN, clearing_house
from concord.wiring.negotiation import load_negotiation, read_illustration, stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def house():
    """Those who take part and the strategy that the text is about."""
    actor, at = Actor.system("test"), timezone.now()
    for load, kind, name in (
        (load_organisations, PartiesDefinition, "parties"),
        (load_strategy, StrategyDefinition, "strategy"),
    ):
        content = yaml.load((CENTRAL_ASIA / f"{name}.yaml").read_text(), Loader=yaml.CSafeLoader)
        load(actor=actor, definition=kind.model_validate(content), at=at)


def loaded():
    return load_negotiation(actor=clearing_house(), folder=CENTRAL_ASIA, clock=timezone.now)


def every(model):
    return model.objects.unscoped(reason="the test looks at all rows")


def counts():
    return {model.__name__: every(model).count() for model in (Draft, Provision, Proposal, Footing, Decision, Position)}


def test_a_negotiation_in_full_swing_is_there_for_everybody():
    with CaptureQueriesContext(connection) as queries:
        assert loaded() == "322 new, 0 changed"
    assert len(queries) < 700  # most of them seat the delegations; proposals come at once
    shown = visible(actor=public(), action=READ_DRAFT, queryset=Draft.objects.all())
    assert {(draft.is_illustrative, draft.stage, "(illustrative draft)" in str(draft)) for draft in shown} == {
        (True, Stage.NEGOTIATION, True)
    }
    plan = every(Draft).get(code="illustrative-plan")
    text = rolling_text(actor=public(), draft=plan)
    standings = {each.standing for each in text.provisions}
    assert standings == {Standing.OPEN, Standing.CONTESTED, Standing.AGREED, Standing.PARKED, Standing.AD_REFERENDUM}
    assert len(text.provisions) == 71
    tabled = [proposal for each in text.provisions for proposal in each.proposals]
    assert len({proposal.lead.code for proposal in tabled}) == 5
    assert any(len(proposal.sponsors) > 2 for proposal in tabled)
    assert {each.proposal.language for each in every(Footing).select_related("proposal")} == {"en", "ru"}
    agreed = next(each for each in text.provisions if each.standing is Standing.AGREED)
    assert text_of(tokens=agreed.clean) != text_of(tokens=agreed.tokens)


def test_loading_again_changes_nothing_and_removing_leaves_nothing():
    loaded()
    first = counts()
    assert loaded() == "0 new, 0 changed"
    assert counts() == first
    assert remove_illustrations(at=timezone.now()) == 2
    assert set(counts().values()) == {0}
    assert verification().broken_at is None


def test_a_real_negotiation_is_not_removed():
    keeper = clearing_house()
    words = DraftedProvision(key="x", kind="paragraph", texts=Text.of(en="Words."))
    text = DraftedText(code="real", kind="declaration", title=Text.of(en="Real"), provisions=(words,))
    draft = open_draft(actor=keeper, text=text, release=OPEN, at=timezone.now())
    with pytest.raises(NotIllustrative):
        remove_illustrative(actor=keeper, draft=draft, at=timezone.now())
    assert remove_illustrations(at=timezone.now()) == 0
    assert every(Draft).count() == 1


def played(*only):
    parties = [each.party for each in read_illustration(folder=CENTRAL_ASIA).texts.delegations]
    seats = {code: seat(Organisation.objects.get(code=code), role=Role.HEAD) for code in parties}
    play = stage(
        actor=clearing_house(), folder=CENTRAL_ASIA, seats=seats, clock=timezone.now, wait=time.sleep, only=only
    )
    return play, list(play.run())


def declared(play, code):
    said = play.adoptions[code].declarations(manager="objects").unscoped(reason="the test looks at all rows")
    return sorted(said.values_list("delegation__organisation__code", "will"))


def test_it_is_played_to_adoption_by_those_whose_acts_they_are():
    play, told = played("illustrative-declaration")
    assert told[-1] == "illustrative-declaration: the text is word for word the one that the script announces"
    (draft,) = play.drafts.values()
    draft.refresh_from_db()
    assert (draft.stage, draft.instrument) == (Stage.ADOPTED, None)
    assert declared(play, "illustrative-declaration") == [
        (code, Will.ADOPTS) for code in ("kg", "kz", "tj", "tm", "uz")
    ]


@pytest.mark.skipif(os.environ.get("HYPOTHESIS_PROFILE") != "nightly", reason="takes minutes: at night only")
def test_the_whole_of_it_comes_out_word_for_word():
    play, told = played()
    assert [line for line in told if "word for word" in line] == told[-2:]
    assert declared(play, "illustrative-plan") == [
        ("kg", Will.ADOPTS), ("kg", Will.EXPLAINS), ("kz", Will.ADOPTS), ("tj", Will.ADOPTS), ("tm", Will.ADOPTS),
        ("tm", Will.RESERVES), ("uz", Will.OBSERVES),
    ]  # fmt: skip
    assert verification().broken_at is None


def test_the_command_takes_it_out():
    loaded()
    done = CliRunner().invoke(demo, ["negotiation", "--remove"])
    assert done.exit_code == 0, done.output
    assert "Taken out: 2" in done.output
    assert not every(Draft).exists()
    assert not Seat.objects.exists()


def test_the_room_has_a_command_for_it_too():
    loaded()
    done = CliRunner().invoke(group, ["remove-illustrative"])
    assert (done.exit_code, done.output) == (0, "Taken out: 2\n")
