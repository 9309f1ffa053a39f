import json

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.utils.datastructures import MultiValueDict

from concord.ui.fields import TextField, TextFormField, TextInput
from concord.ui.text import Text


class SampleForm(forms.Form):
    title = TextFormField()
    note = TextFormField(required=False)


def test_migrations_know_nothing_of_the_default():
    assert TextField().deconstruct() == (None, "concord.ui.fields.TextField", [], {})
    assert TextField(blank=True).deconstruct()[3] == {"blank": True}


def test_what_is_read_is_what_was_written():
    from django.db import connection  # noqa: PLC0415 - chosen by the run

    text = Text.of(en="Plan", kk="Жоспар")
    stored = TextField().get_prep_value(text)
    assert stored == {"en": "Plan", "kk": "Жоспар"}
    assert TextField().from_db_value(json.dumps(stored), Value(""), connection) == text


def test_a_required_text_must_say_something():
    field = TextField()
    with pytest.raises(ValidationError):
        field.clean(Text(), None)
    assert field.clean({"ru": "План"}, None) == Text.of(ru="План")


def test_anything_but_a_text_is_an_invalid_value():
    with pytest.raises(ValidationError):
        TextField().to_python(["Plan"])


def test_form_has_a_box_for_each_language_and_keeps_the_others():
    boxes = TextInput().get_context("title", Text.of(ru="План", kk="Жоспар"), {"id": "id_title"})["widget"]["boxes"]
    assert [(box["name"], box["value"]) for box in boxes] == [
        ("title_en", ""),
        ("title_ru", "План"),
        ("title_kk", "Жоспар"),
    ]


def test_form_reads_what_was_written_in_any_language():
    form = SampleForm(
        MultiValueDict({"title_en": ["Plan "], "title_uz-Cyrl": ["Режа"], "titles": ["x"], "title_EN": ["x"]})
    )
    assert form.is_valid()
    assert form.cleaned_data == {"title": Text.from_json({"en": "Plan", "uz-Cyrl": "Режа"}), "note": Text()}


def test_form_wants_a_required_text():
    form = SampleForm(MultiValueDict({"title_en": [" "]}))
    assert list(form.errors) == ["title"]
