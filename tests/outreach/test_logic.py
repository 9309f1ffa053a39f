"""Search finds what people mean, in two languages, and what they cannot see does not shift it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.outreach.logic import folded, ranked, stems
from concord.outreach.terms import Candidate
from concord.ui.text import Text


def candidate(en: str, ru: str = "", *keys: str) -> Candidate:
    return Candidate(kind="measure", title=Text.of(en=en, ru=ru), url="/", keys=keys)


BORDER = candidate("Border and customs controls", "Пограничный и таможенный контроль", "II.13", "GCTS:II.13")
FINANCE = candidate("Standards on laundering and financing", "Стандарты борьбы с отмыванием денег", "II.10")
KAZAKHSTAN = candidate("Republic of Kazakhstan", "Республика Казахстан", "KZ")
ALL = (BORDER, FINANCE, KAZAKHSTAN)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("II.13", [BORDER]),
        ("gcts:ii.13", [BORDER]),
        ("kz", [KAZAKHSTAN]),
        ("border control", [BORDER]),
        ("borders", [BORDER]),
        ("пограничного контроля", [BORDER]),
        ("отмывание", [FINANCE]),
        ("Kazahstan", [KAZAKHSTAN]),
        ("Казахстану", [KAZAKHSTAN]),
        ("laundring", [FINANCE]),
        ("zzzz", []),
        ("", []),
        ("…", []),
    ],
)
def test_people_find_what_they_mean(asked, found):
    assert [hit.candidate for hit in ranked(asked=asked, candidates=ALL, most=10)] == found


def test_letters_fold_to_what_people_type():
    assert folded("Ёлка Қазақстан Ўзбекистон é") == "елка казакстан узбекистон e"


@given(st.text(max_size=40), st.lists(st.text(max_size=30), max_size=5))
def test_another_candidate_never_changes_a_score(asked, others):
    alone = {h.candidate: h.score for h in ranked(asked=asked, candidates=ALL, most=100)}
    crowd = (*ALL, *(candidate(title or "x", "", "key") for title in others))
    together = {h.candidate: h.score for h in ranked(asked=asked, candidates=crowd, most=100)}
    assert {c: together.get(c) for c in alone} == alone


@given(st.text(max_size=60))
def test_stems_do_not_depend_on_case(text):
    assert stems(text.upper().lower()) == stems(text.lower())
