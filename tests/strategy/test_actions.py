import pytest
from tests.factories.strategy import AT, SITUATION, STRATEGY, VOCABULARY, situation, strategy, vocabulary

from concord.journal.models import Entry
from concord.policy import Actor, Refused
from concord.strategy.actions import UnknownReference
from concord.strategy.models import Crosswalk, Framework, Measure, SectorCode, SituationNote, Term, Theme
from concord.strategy.terms import Changed, Verification
from concord.ui.text import Text

pytestmark = pytest.mark.django_db


def everything() -> tuple[object, ...]:
    models = (Framework, Measure, Theme, Crosswalk, Term, SectorCode, SituationNote)
    return tuple(tuple(model.objects.order_by("pk").values()) for model in models)


def test_the_first_load_creates_what_the_file_says():
    report = strategy()
    assert [f"{each.kind} {each.key}" for each in report.created] == [
        "framework S",
        "pillar S:I",
        "measure S:I.1",
        "measure S:I.2",
        "pillar S:II",
        "measure S:II.1",
        "framework PLAN",
        "pillar PLAN:A",
        "measure PLAN:A.1",
        "theme peace",
        "crosswalk PLAN:A.1 S:I.1",
    ]
    assert report.changed == ()


def test_a_second_load_changes_nothing_and_keeps_every_row():
    strategy(), vocabulary(), situation()
    before = everything()
    reports = [strategy(), vocabulary(), situation()]
    assert [report.did_nothing for report in reports] == [True, True, True]
    assert everything() == before


def test_a_changed_file_reports_which_fields_changed():
    strategy()
    report = strategy(STRATEGY.replace("Hold dialogue", "Keep talking").replace("actors: [office]", "actors: []"))
    assert report.changed == (
        Changed(kind="measure", key="S:I.1", fields=("actors",)),
        Changed(kind="measure", key="S:I.2", fields=("title",)),
    )
    assert Measure.objects.get(key="S:I.2").title == Text.of(en="Keep talking")


def test_a_measure_that_the_file_drops_stays():
    strategy()
    strategy("frameworks: [{code: S, kind: strategy, title: {en: The strategy}}]")
    assert Measure.objects.filter(framework__code="S").count() == 3


def test_a_verification_made_here_is_not_taken_back_by_the_file():
    strategy()
    Measure.objects.filter(key="S:I.1").update(verified_by="An officer")
    assert strategy().did_nothing
    assert Measure.objects.get(key="S:I.1").verification == Verification.VERIFIED


def test_words_that_the_file_drops_go_and_the_others_keep_their_identity():
    strategy(), vocabulary()
    kept = Term.objects.get(phrase="border guard").pk
    report = vocabulary(VOCABULARY.replace("      ru: [{phrase: пограничник}]\n", ""))
    assert report.changed == (Changed(kind="measure", key="S:II.1", fields=("terms",)),)
    assert list(Term.objects.filter(measure__key="S:II.1").values_list("phrase", flat=True)) == [
        "border guard",
        "crossing",
    ]
    assert Term.objects.get(phrase="border guard").pk == kept


def test_each_load_is_one_journal_entry():
    strategy(), vocabulary(), situation()
    assert list(Entry.objects.order_by("sequence").values_list("act", "at")) == [
        ("strategy.load_strategy", AT),
        ("strategy.load_vocabulary", AT),
        ("strategy.load_situation", AT),
    ]


def test_an_unknown_reference_is_named_and_nothing_is_kept():
    with pytest.raises(UnknownReference) as caught:
        strategy(STRATEGY.replace("adopted_by: assembly", "adopted_by: nobody"))
    assert (caught.value.kind, caught.value.keys) == ("organisation", ("nobody",))
    assert (Framework.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (STRATEGY.replace("based_on: S:I", "based_on: S:IX"), "pillar"),
        (STRATEGY.replace("measures: [S:I.1, S:I.2]", "measures: [S:I.9]"), "measure"),
        (STRATEGY.replace("to: S:I.1", "to: S:I.9"), "measure"),
    ],
)
def test_references_inside_the_file_are_checked_too(wrong: str, kind: str):
    with pytest.raises(UnknownReference, match=f"no {kind} called"):
        strategy(wrong)


def test_a_note_about_an_unknown_country_is_refused():
    strategy()
    with pytest.raises(UnknownReference, match="no State with the code called FR"):
        situation(SITUATION.replace("KZ", "FR"))


def test_the_public_does_not_load(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.factories.strategy.LOADER", Actor.anonymous())
    for load in (strategy, vocabulary, situation):
        with pytest.raises(Refused):
            load()
