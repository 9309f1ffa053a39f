"""Choosing what comes by e-mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.desk.terms import Rhythm


class DigestForm(forms.Form):
    rhythm = forms.ChoiceField(label=_("Tell me what changed"), choices=Rhythm.choices, widget=forms.RadioSelect)
