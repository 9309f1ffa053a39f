"""A model field holding a Text, and its form field: one box per language."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _

from concord.ui.characters import refuse_unseen
from concord.ui.language import direction_of, localised, name_of
from concord.ui.text import NotText, Text

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict


class TextField(models.JSONField):
    """Values are `Text`; stored as a JSON object, so `filter(title__en="…")` and `order_by("title__en")` work.
    Mappings are taken too. Required unless `blank=True`; never null.
    """

    description = _("A text in several languages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("default") is Text:
            del kwargs["default"]
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        parsed = super().from_db_value(value, expression, connection)
        return parsed if isinstance(expression, KeyTransform) else Text.from_json(parsed)

    def to_python(self, value: Any) -> Text:
        if isinstance(value, Text):
            return value
        try:
            return Text.from_json(value)
        except NotText as error:
            raise ValidationError(str(error), code="invalid") from error

    def get_prep_value(self, value: Any) -> Any:
        """Lookups hand over plain strings and numbers, which pass through."""
        if isinstance(value, Text):
            value = value.to_json()
        elif isinstance(value, Mapping):
            value = Text.from_json(value).to_json()
        return super().get_prep_value(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        if isinstance(value, Text):
            value = value.to_json()
        return super().get_db_prep_value(value, connection, prepared)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, Mapping | Text):
            value = self.to_python(value).to_json()
        return super().get_db_prep_save(value, connection)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value.to_json() if isinstance(value, Text) else value, model_instance)

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj).to_json()

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": TextFormField, "show_hidden_initial": False, **kwargs})


class TextInput(forms.Widget):
    """One box for each interface language, and one for every other language the value already has."""

    template_name = "ui/widgets/text.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 1) -> None:
        super().__init__(attrs)
        self.rows = rows

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        text = value if isinstance(value, Text) else Text()
        ours = [code for code, _label in settings.LANGUAGES]
        tags = [*ours, *(tag for tag in text.languages if tag not in ours)]
        context["widget"]["rows"] = self.rows
        context["widget"]["boxes"] = [
            {
                "name": f"{name}_{tag}",
                "id": f"{context['widget']['attrs'].get('id', f'id_{name}')}_{tag}",
                "lang": tag,
                "dir": direction_of(tag),
                "label": name_of(tag),
                "value": text.get(tag) if text.has(tag) else "",
            }
            for tag in tags
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: "MultiValueDict[str, Any]", name: str) -> Text:  # noqa: ARG002 - Django's signature
        pattern = re.compile(re.escape(name) + r"_([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")
        matches = ((pattern.fullmatch(key), value) for key, value in data.items())
        return Text.from_json({match[1]: value for match, value in matches if match})

    def value_omitted_from_data(self, data: Mapping[str, Any], files: "MultiValueDict[str, Any]", name: str) -> bool:
        return not self.value_from_datadict(data, files, name)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_{settings.LANGUAGES[0][0]}" if id_ else id_


class TextFormField(forms.Field):
    widget = TextInput

    def to_python(self, value: Any) -> Text:
        return value if isinstance(value, Text) else Text()

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        for _language, words in value.items if isinstance(value, Text) else ():
            refuse_unseen(words)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or Text()) != (data or Text())


class NamedChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's class takes none at run time
    """Offers objects by their ``name`` in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return localised(obj.name)


class NamedMultipleChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    """As NamedChoiceField, several at once."""

    def label_from_instance(self, obj: Any) -> str:
        return localised(obj.name)
