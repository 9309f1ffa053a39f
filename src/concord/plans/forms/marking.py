"""To whom a negotiation is released."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from concord.plans.terms.marking import MarkedDraft, Seated
from concord.sharing.actions import AboveCeiling, check_ceiling
from concord.sharing.queries import principal_names
from concord.sharing.terms import MEMBERS, PUBLIC, TLP, Release
from concord.ui.language import localised


class DraftMarkingForm(forms.Form):
    """``token`` is of the marking that was looked at. What the form cannot choose, an embargo, it keeps."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=64)
    tlp = forms.ChoiceField(
        label=_("Marking"),
        choices=TLP.choices,
        help_text=_("What is marked TLP:RED is read on the screen only: it is in no file and in no feed."),
    )
    readers = forms.ChoiceField(
        label=_("Who may read it"),
        choices=(
            ("named", _("those named below")),
            ("seats", _("the persons whose credentials were accepted, and nobody else (TLP:RED)")),
            (MEMBERS, _("all member organisations")),
            (PUBLIC, _("everybody")),
        ),
        widget=forms.RadioSelect,
    )
    organisations = forms.MultipleChoiceField(
        label=_("Named organisations"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.MultipleChoiceField(
        label=_("Also released to"),
        help_text=_("Who is taken off the list stops reading at once."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    knowingly = forms.BooleanField(label=_("Also if a delegation at the table could not read it then"), required=False)

    def __init__(self, *args: Any, marked: MarkedDraft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marked, held = marked, marked.held
        known = {principal for principal, _name in marked.organisations}
        others = sorted(held.principals - known - {PUBLIC, MEMBERS})
        wide = next((each for each in (PUBLIC, MEMBERS) if each in held.principals), "")
        self.initial = {
            "token": marked.token,
            "tlp": held.tlp,
            "readers": wide or ("seats" if held.tlp == TLP.RED else "named"),
            "organisations": sorted(held.principals & known) or [each.principal for each in marked.seated],
            "others": others,
        }
        self._offer("organisations", list(marked.organisations))
        self._offer("others", list(principal_names(principals=others).items()))
        if held.tlp == TLP.RED or not others:
            del self.fields["others"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            check_ceiling(self.release())
        except AboveCeiling as fault:
            self.add_error(
                "readers", _now("%(marking)s does not allow this list of readers.") % {"marking": fault.tlp.label}
            )
            return cleaned
        if (shut := self._shut_out()) and not cleaned["knowingly"]:
            told = _now("At the table, and could not read it any more: %(who)s. Tick this if it is meant.")
            self.add_error("knowingly", told % {"who": ", ".join(localised(each.party.name) for each in shut)})
        return cleaned

    def release(self) -> Release:
        """Of a valid form."""
        chosen = self.cleaned_data["readers"]
        listed: set[str] = {chosen}
        if chosen == "seats":
            listed = {seat for each in self.marked.seated for seat in each.seats}
        elif chosen == "named":
            listed = {*self.cleaned_data["organisations"], *self.cleaned_data.get("others", ())}
        return Release(
            tlp=TLP(self.cleaned_data["tlp"]),
            principals=frozenset(listed),
            embargo_until=self.marked.held.embargo_until,
        )

    def _shut_out(self) -> list[Seated]:
        listed = self.release().principals
        if listed & {PUBLIC, MEMBERS}:
            return []
        return [each for each in self.marked.seated if not listed & {each.principal, *each.seats}]
