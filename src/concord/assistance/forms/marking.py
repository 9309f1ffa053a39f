"""To whom something is released, and files that people bring."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.parties.models import Organisation, Seat
from concord.parties.queries import in_order
from concord.sharing.actions import AboveCeiling, check_ceiling
from concord.sharing.terms import MEMBERS, PUBLIC, TLP, Release, organisation_principal
from concord.ui.fields import NamedMultipleChoiceField


class MarkingForm(forms.Form):
    """To whom something is released. The marking is a ceiling: it limits the list and grants nothing."""

    tlp = forms.ChoiceField(label=_("Marking"), choices=TLP.choices, initial=TLP.GREEN)
    readers = forms.ChoiceField(
        label=_("Who may read it"),
        choices=(
            ("own", _("my organisation only")),
            ("named", _("my organisation and those named below")),
            (MEMBERS, _("all member organisations")),
            (PUBLIC, _("everybody")),
        ),
        widget=forms.RadioSelect,
        initial="own",
    )
    organisations = NamedMultipleChoiceField(
        label=_("Named organisations"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, organisation_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_id = organisation_id or 0
        field = cast("forms.ModelMultipleChoiceField[Organisation]", self.fields["organisations"])
        field.queryset = in_order(organisations=Organisation.objects.filter(pk__in=Seat.objects.values("organisation")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                check_ceiling(self.release())
            except AboveCeiling as fault:
                self.add_error(
                    "readers", _("%(marking)s does not allow this list of readers.") % {"marking": fault.tlp.label}
                )
        return cleaned

    def release(self) -> Release:
        """Of a valid form."""
        principals = {organisation_principal(self.organisation_id)}
        chosen = self.cleaned_data["readers"]
        if chosen in (PUBLIC, MEMBERS):
            principals = {chosen}
        elif chosen == "named":
            principals |= {organisation_principal(each.pk) for each in self.cleaned_data["organisations"]}
        return Release(tlp=TLP(self.cleaned_data["tlp"]), principals=frozenset(principals))


def marking_initial(*, release: Release, organisation_id: int) -> dict[str, object]:
    """What a marking form shows for a release."""
    own = organisation_principal(organisation_id)
    others = [int(p.partition(":")[2]) for p in release.principals - {own} if p.startswith("organisation:")]
    for wide in (PUBLIC, MEMBERS):
        if wide in release.principals:
            return {"tlp": release.tlp, "readers": wide, "organisations": others}
    return {"tlp": release.tlp, "readers": "named" if others else "own", "organisations": others}


class UploadForm(MarkingForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "An IATI activity file (.xml, .xml.gz), or a table of projects (.csv, .xlsx) with one project a row. "
            "A table with columns of personal data (passport, date of birth, names of trainees, phone) is refused."
        ),
    )
    field_order = ("file", "tlp", "readers", "organisations")
