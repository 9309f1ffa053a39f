"""The interface is complete in English and Russian: every act has words, every word a translation, compiled."""

import ast
import importlib
import re

import polib
import pytest
from tests.house.words import CATALOGUE, PACKAGE, PLURALS, catalogue, messages

from concord.desk.terms import ACTS

ENTRIES = {(entry.msgctxt, entry.msgid): entry for entry in catalogue()}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%[sd]|%%")
_ROOMS = "|".join(sorted(path.parent.name for path in PACKAGE.glob("*/actions*")))
_ACT = re.compile(rf"({_ROOMS})\.[a-z_]+")
# Written with the same letters in both languages.
_NAMES = (
    "TLP|CLEAR|GREEN|AMBER|STRICT|RED|IATI|CSV|Excel|JSON|SVG|PNG|iCalendar|Atom|API|USD|"
    "UTC|PDF|Word|Markdown|Akoma Ntoso|Ad referendum|j|E|F|Y"
)
_SAME = re.compile(rf"(%\(\w+\)s|%%|[\W\d_]|{_NAMES})*")


def recorded() -> set[str]:
    """Every act named in a room's actions, where alone acts are recorded: by name or as ``act=ACTION.name``."""
    found = set()
    for path in (*PACKAGE.glob("*/actions.py"), *PACKAGE.glob("*/actions/*.py")):
        room = path.relative_to(PACKAGE).parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _ACT.fullmatch(node.value):
                found.add(node.value)
            if isinstance(node, ast.keyword) and node.arg == "act" and isinstance(node.value, ast.Attribute):
                access = importlib.import_module(f"concord.{room}.access")
                found.add(getattr(access, ast.unparse(node.value.value)).name)
    return found


def test_every_recorded_act_has_words_and_no_other():
    assert set(ACTS) == recorded()


def test_the_catalogue_holds_the_words_of_the_code_and_no_other():
    found = messages()
    assert set(ENTRIES) == set(found), "run `make messages`"
    assert {key: entry.msgid_plural for key, entry in ENTRIES.items()} == {k: m.plural for k, m in found.items()}


def test_nothing_waits_for_a_translation():
    assert [entry.msgid for entry in catalogue().untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue().fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue().obsolete_entries()] == []


def test_russian_has_three_plural_forms():
    assert catalogue().metadata["Plural-Forms"] == PLURALS
    wrong = [e.msgid for e in ENTRIES.values() if e.msgid_plural and set(e.msgstr_plural) != {0, 1, 2}]
    assert wrong == []


def test_the_compiled_catalogue_is_up_to_date():
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in compiled} == {
        key: (entry.msgstr, entry.msgstr_plural) for key, entry in ENTRIES.items()
    }, "run `make messages`"


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_translations_keep_the_values_they_speak_of():
    """A plural form may leave a value out (one, all); none may name a value that is not given."""
    wrong = {
        entry.msgid: words
        for entry in ENTRIES.values()
        for words in _translations(entry)
        for given in [set(_PLACEHOLDER.findall(entry.msgid)) | set(_PLACEHOLDER.findall(entry.msgid_plural))]
        if not set(_PLACEHOLDER.findall(words)) <= given
        or (not entry.msgid_plural and set(_PLACEHOLDER.findall(words)) != given)
    }
    assert wrong == {}


def test_translations_are_russian():
    wrong = {
        e.msgid
        for e in ENTRIES.values()
        for w in _translations(e)
        if not re.search("[а-яё]", w.lower()) and not _SAME.fullmatch(w)
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (r"\.\.\.", "an ellipsis is one sign: …"),
        (r"  ", "two blanks"),
        (r"^\s|\s$", "a blank at the end"),
        (r'"', "straight quotes"),
        (r"<[^>]*style=|<script", "markup of style or script"),
        (r" - ", "a dash is –"),
    ],
)
def test_words_are_set_as_in_print(fault, why):
    said = [w for e in ENTRIES.values() for w in (e.msgid, e.msgid_plural, *_translations(e))]
    assert [words for words in said if re.search(fault, words)] == [], why


def test_ends_agree():
    """A sentence stays a sentence, a label a label."""
    wrong = {
        entry.msgid: words
        for entry in ENTRIES.values()
        for words in _translations(entry)[:1]
        if entry.msgid.endswith(".") != words.endswith(".") and entry.msgctxt is None and not words.endswith("г.")
    }
    assert wrong == {}
