import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.ui.text import NotText, Text

tags = st.sampled_from(["en", "ru", "kk", "ky", "tg", "tk", "uz", "uz-Cyrl", "fr", "es", "ar", "zh"])
words = st.text(min_size=1).filter(lambda said: said.strip())
texts = st.dictionaries(tags, words).map(Text.from_json)


@given(texts)
def test_json_round_trip(text: Text):
    assert Text.from_json(text.to_json()) == text


@given(st.dictionaries(tags, words))
def test_order_of_keys_does_not_matter(value: dict[str, str]):
    backwards = Text.from_json(dict(reversed(value.items())))
    assert backwards == Text.from_json(value)
    assert hash(backwards) == hash(Text.from_json(value))


@given(texts, tags)
def test_get_answers_in_language_of(text: Text, asked: str):
    assert text.get(asked) == text.to_json().get(text.language_of(asked), "")
    assert bool(text.get(asked)) == bool(text)


@given(texts, tags, words)
def test_with_words_replaces_one_language(text: Text, tag: str, said: str):
    changed = text.with_words(tag, said)
    assert changed.to_json() == text.to_json() | {tag: said.strip()}
    assert changed.with_words(tag, "") == Text.from_json({key: v for key, v in text.items if key != tag})


@pytest.mark.parametrize(
    ("asked", "given_in", "said"),
    [("ru", "ru", "План"), ("ru-kz", "ru", "План"), ("kk", "en", "Plan"), ("", "en", "Plan"), (None, "en", "Plan")],
)
def test_fallback_asked_then_base_then_english(asked: str | None, given_in: str, said: str):
    text = Text.of(en="Plan", ru="План")
    assert (text.language_of(asked), text.get(asked)) == (given_in, said)


def test_fallback_ends_with_the_first_language():
    text = Text.of(ru="План", kk="Жоспар")
    assert (text.language_of("en"), text.get("en"), str(text)) == ("kk", "Жоспар", "Жоспар")


def test_empty():
    assert (bool(Text()), str(Text()), Text().language_of("en"), Text.from_json(None)) == (False, "", "", Text())
    assert Text.of(en="  ", ru="") == Text()


def test_underscore_stands_for_hyphen():
    assert Text.of(uz_Cyrl="Режа").to_json() == {"uz-Cyrl": "Режа"}


@pytest.mark.parametrize("value", ["Plan", ["en"], 3, {"en": 3}, {"en": None}, {"": "x"}, {"English": "x"}, {1: "x"}])
def test_anything_else_is_refused(value: object):
    with pytest.raises(NotText):
        Text.from_json(value)
