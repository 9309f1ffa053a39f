"""What imports say is told in the reader's language, whoever read the file in whatever language."""

from pathlib import Path

import pytest
from django.utils.translation import override
from tests.factories.assistance import activity_xml, editor, iati_file, intake, organisation

from concord.assistance.models import IntakeNotice
from concord.assistance.terms.notices import KEPT, SAYS, in_words, refusal_in_words
from concord.iati.notices import RULES


def test_every_rule_of_the_reader_has_its_words():
    with override("en"):
        said, kept = {str(words) for words in SAYS}, {str(words) for words in KEPT}
    assert {rule.says for rule in RULES.values()} == said
    assert {rule.kept for rule in RULES.values()} - kept == set()


@pytest.mark.parametrize(
    ("stored", "russian"),
    [
        ("a code is on no list of the standard: 'X9'", "кода нет ни в одном списке стандарта: 'X9'"),
        ("'Atlantis' is not a country code", "'Atlantis' – не код страны"),
        ("year: 'x' is not a year", "year: 'x' – не год"),
        ("said by nobody here", "said by nobody here"),
    ],
)
def test_a_sentence_is_told_in_russian(stored, russian):
    assert in_words(stored) == stored
    with override("ru"):
        assert in_words(stored) == russian


def test_a_refusal_of_several_files_is_told_file_by_file():
    with override("ru"):
        assert refusal_in_words("a.xml: the file is empty; b.xml: the file is not XML") == (
            "a.xml: файл пуст; b.xml: файл не является файлом XML"
        )
        assert refusal_in_words("x.csv has no column “title”.") == "В файле x.csv нет столбца «title»."


@pytest.mark.django_db
def test_what_an_import_says_is_recognised(tmp_path: Path):
    odd = '<recipient-country code="Atlantis"/><budget><period-start iso-date="x"/></budget>'
    intake(iati_file(tmp_path, activity_xml(extra=odd)), by=editor(organisation("unrcca")))
    said = [row.message for row in IntakeNotice.objects.unscoped(reason="a test")]
    assert said
    with override("ru"):
        assert [message for message in said if in_words(message) == message] == []
