"""Spellings that a reader would search as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.assistance.logic.folding import folded, marks_of, marks_wanted, needles, words_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Қазақстан", "Казакстан"),
        ("Ёлка", "елка"),
        ("Тоҷикистон", "точикистон"),
        ("Ўзбекистон", "узбекистон"),
        ("Oʻzbekiston", "Ozbekiston"),
        ("O'zbekiston", "o‘zbekiston"),
        ("Türkmenistan", "turkmenistan"),
        ("КЫРГЫЗ", "кыргыз"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_fold_alike(left: str, right: str):
    assert folded(left) == folded(right)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("borders", "Border management in Central Asia"),
        ("границы", "Управление границами"),
        ("терроризм", "противодействие терроризму"),
        ("training", "Trained officers and trainings"),
        ("XM-DAC-41122", "Project XM-DAC-41122-99"),
        ("Қазақстан", "Казакстан"),
    ],
)
def test_a_query_finds_other_forms_of_its_words(query: str, text: str):
    words = words_of([text])
    assert [needle for needle in needles(query) if needle not in words] == []


@given(st.text())
def test_folding_twice_changes_nothing(text: str):
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.text(), max_size=4))
def test_every_word_of_a_text_finds_the_text(texts: list[str]):
    words = words_of(texts)
    assert [word for word in words.split() if f" {word}" not in words] == []
    assert words == words_of(["\n".join(texts)])


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=20))
def test_marks_rule_out_nothing_that_matches(texts: list[str], query: str):
    words, wanted = words_of(texts), needles(query)
    if all(needle in words for needle in wanted):
        there = marks_of(words)
        assert [have & want for have, want in zip(there, marks_wanted(wanted), strict=True)] == list(
            marks_wanted(wanted)
        )


def test_marks_rule_out_what_begins_otherwise():
    there, wanted = marks_of(" border guard"), marks_wanted(needles("zebra"))
    assert any(have & want != want for have, want in zip(there, wanted, strict=True))
