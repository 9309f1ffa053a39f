"""What a person says of a possible duplication."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.assistance.terms import Beneficiary, Finding
from concord.sharing.terms import MEMBERS, TLP, Release, organisation_principal


class CaseForm(forms.Form):
    """Which case is meant: a measure's key, a State's code, for whom, and the day on which it begins."""

    measure = forms.CharField(max_length=60)
    country = forms.CharField(max_length=2)
    beneficiary = forms.ChoiceField(choices=Beneficiary.choices)
    starts_on = forms.DateField()


class FindingForm(CaseForm):
    finding = forms.ChoiceField(label=_("What is it?"), choices=Finding.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    readers = forms.ChoiceField(
        label=_("Who may read this"),
        choices=(("own", _("my organisation only")), (MEMBERS, _("all member organisations"))),
        initial="own",
        widget=forms.RadioSelect,
    )

    def release(self, organisation_id: int) -> Release:
        """Of a valid form."""
        wide = self.cleaned_data["readers"] == MEMBERS
        principal = MEMBERS if wide else organisation_principal(organisation_id)
        return Release(tlp=TLP.GREEN if wide else TLP.AMBER_STRICT, principals=frozenset({principal}))

    def fields_shown(self) -> list[Any]:
        return [self[name] for name in ("finding", "reason", "readers")]
