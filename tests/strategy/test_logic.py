import pytest
from tests.factories.strategy import STRATEGY, VOCABULARY

from concord.parties.terms import Confidence
from concord.strategy.logic import UnreadableDefinition, definition_from
from concord.strategy.terms import StrategyDefinition, VocabularyDefinition, measure_key
from concord.ui.text import Text


def test_a_strategy_is_read_as_it_is_written():
    read = definition_from(text=STRATEGY, kind=StrategyDefinition)
    assert [(f.code, [(p.number, len(p.measures)) for p in f.pillars]) for f in read.frameworks] == [
        ("S", [("I", 2), ("II", 1)]),
        ("PLAN", [("A", 1)]),
    ]
    measure = read.frameworks[0].pillars[0].measures[0]
    assert measure.title == Text.of(en="Settle conflicts", ru="Улаживать конфликты")
    assert measure.sources == ("https://example.org/i1",)
    assert read.frameworks[0].facts[0].confidence == Confidence.INFERRED


def test_words_to_need_and_to_avoid_are_read_under_their_short_names():
    read = definition_from(text=VOCABULARY, kind=VocabularyDefinition)
    crossing = read.measures["S:II.1"].terms["en"][1]
    assert (crossing.needs, crossing.excludes, crossing.weight) == (("border",), ("river",), 1.0)
    assert read.measures["S:II.1"].sectors[0].code == "15130"


def test_every_fault_is_named_with_its_place():
    text = "frameworks: [{code: S, kind: plot, title: {en: T}, colour: red}]"
    with pytest.raises(UnreadableDefinition) as caught:
        definition_from(text=text, kind=StrategyDefinition)
    assert [fault.partition(":")[0] for fault in caught.value.faults] == ["frameworks.0.kind", "frameworks.0.colour"]


def test_a_text_that_is_no_yaml_is_refused():
    with pytest.raises(UnreadableDefinition):
        definition_from(text="frameworks: [", kind=StrategyDefinition)


def test_a_key_that_contradicts_its_number_is_refused():
    text = (
        "frameworks: [{code: S, kind: strategy, title: T, pillars:"
        " [{number: I, title: T, measures: [{key: S:I.2, number: I.1, title: T}]}]}]"
    )
    with pytest.raises(UnreadableDefinition, match=r"measure I.1 of S says that its key is S:I.2"):
        definition_from(text=text, kind=StrategyDefinition)


def test_a_measure_is_called_by_its_framework_and_number():
    assert measure_key(framework="GCTS", number="II.12") == "GCTS:II.12"
