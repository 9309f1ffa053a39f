"""Taking a Word file back, in two steps: what is in it, and what of it is tabled."""

import binascii
from base64 import b64decode, b64encode
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

LARGEST = 1_500_000  # bytes of a Word file: a text of 300 pages with all its changes


class WordForm(forms.Form):
    file = forms.FileField(
        label=_("Word file"),
        help_text=_(
            "A .docx with tracked changes, written into the text that you took from here. Each change becomes a "
            "proposal of your delegation, after you have seen them all."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> bytes:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                _now("The file is larger than 1.5 MB. Take pictures out of it, or upload it in parts."), code="large"
            )
        return bytes(file.read())


class TablingForm(forms.Form):
    """``content`` is the file as it was shown, ``revision`` the number of the text it was read against."""

    content = forms.CharField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    chosen = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, error_messages={"required": ""})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].error_messages["required"] = _now("Choose at least one change.")
        self.fields["chosen"].choices = [(key, key) for key in self.data.getlist("chosen")] if self.data else ()  # type: ignore[attr-defined]

    def clean_content(self) -> bytes:
        try:
            return b64decode(self.cleaned_data["content"], validate=True)
        except (binascii.Error, ValueError):
            raise forms.ValidationError(_now("The file did not arrive whole. Upload it again.")) from None


def packed(data: bytes) -> str:
    return b64encode(data).decode()
