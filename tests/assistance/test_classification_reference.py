"""The vocabulary that is shipped, and the labelled sample it is measured on."""

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from benchmarks._labelled import LABELS, Label, compiled, definition, labels

from concord.assistance.logic.classification import Subject, Vocabulary, classify

HERE = Path(__file__).parent
LABELLED_AT_LEAST = 200


@cache
def shipped() -> Vocabulary:
    return compiled(definition())


def illustrative() -> list[tuple[str, str, str]]:
    """Short project texts in Russian, some mixed with English, made up for this test: illustrative, not real."""
    with (HERE / "illustrative_ru.csv").open(newline="", encoding="utf-8") as file:
        return [(row["measure"], row["title"], row["text"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("measure", "title", "text"), illustrative())
def test_russian_texts_find_their_measure(measure: str, title: str, text: str) -> None:
    subject = Subject(titles=(("ru", title),), texts=(("ru", text),))
    found = [each.key for each in classify(vocabulary=shipped(), subject=subject).measures]
    if measure:
        assert f"GCTS:{measure}" in found
    else:
        assert found == []


def test_every_measure_is_recognised_in_english_and_in_russian() -> None:
    said = {key: sorted(group.terms) for key, group in definition().measures.items()}
    assert len(said) == 47
    assert {key: languages for key, languages in said.items() if languages != ["en", "ru"]} == {}


def test_every_phrase_alone_is_found_again_for_its_measure() -> None:
    """Except where it speaks only with others (a small weight, a need) or is written to take a wording out."""
    missed = []
    for key, group in definition().measures.items():
        for language, terms in group.terms.items():
            for term in terms:
                if term.weight < shipped().calibration.threshold or term.needs:
                    continue
                subject = Subject(titles=((language, term.phrase),))
                found = classify(vocabulary=shipped(), subject=subject)
                strong = {each.key for each in found.measures if each.score >= term.weight - 0.05}
                if not found.measures or (key not in strong and found.measures[0].score < term.weight):
                    missed.append((key, term.phrase))
    assert missed == []


def test_the_sample_is_large_enough_and_says_nothing_but_labels() -> None:
    with LABELS.open(newline="", encoding="utf-8") as file:
        columns = next(csv.reader(file))
    assert columns == ["identifier", "stratum", "split", "relevant", "measures", "confidence", "labeller"]
    assert len(labels()) >= LABELLED_AT_LEAST
    assert len({label.identifier for label in labels()}) == len(labels())


def test_labels_use_the_words_of_the_guide() -> None:
    keys = set(definition().measures)
    assert {label.stratum for label in labels()} == {"S", "R", "C"}
    assert {label.split for label in labels()} == {"dev", "test"}
    assert {label.confidence for label in labels()} == {"high", "low"}
    assert [label for label in labels() if not label.measures <= keys] == []
    assert [label for label in labels() if label.relevant != bool(label.measures)] == []


def test_lines_of_one_award_stay_in_one_half() -> None:
    awards: dict[str, set[str]] = defaultdict(set)
    for label in labels():
        if award := _award(label):
            awards[award].add(label.split)
    assert {award for award, splits in awards.items() if len(splits) > 1} == set()


def _award(label: Label) -> str:
    """State publishes lines of an award as its number and a running number of five or six digits."""
    found = re.fullmatch(r"(US-GOV-11-\w+)-\d{5,6}", label.identifier)
    return found[1] if found else ""
