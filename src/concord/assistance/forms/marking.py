"""To whom something is released, and files that people bring."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concord.parties.models import Organisation, Seat
from concord.parties.queries import in_order
from concord.sharing.actions import AboveCeiling, check_ceiling
from concord.sharing.queries import principal_names
from concord.sharing.terms import MEMBERS, PUBLIC, TLP, Release, organisation_principal
from concord.ui.dates import zone_words
from concord.ui.fields import NamedMultipleChoiceField

_PICKER = "%Y-%m-%dT%H:%M"  # what a browser's picker of a moment takes and gives


class MarkingForm(forms.Form):
    """To whom something is released. The marking is a ceiling: it limits the list and grants nothing."""

    tlp = forms.ChoiceField(
        label=_("Marking"),
        choices=TLP.choices,
        initial=TLP.GREEN,
        help_text=_("What is marked TLP:RED is read on the screen only: it is in no file and in no feed."),
    )
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
    embargo_until = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        input_formats=(_PICKER, "%Y-%m-%d %H:%M"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_PICKER),
    )

    def __init__(self, *args: Any, organisation_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_id = organisation_id or 0
        self.fields["embargo_until"].help_text = _("Until this moment, %(zone)s, only your organisation reads it.") % {
            "zone": zone_words(timezone.localtime())
        }
        self._offer(Q(pk__in=Seat.objects.values("organisation")))

    def _offer(self, which: Q) -> None:
        field = cast("forms.ModelMultipleChoiceField[Organisation]", self.fields["organisations"])
        field.queryset = in_order(organisations=Organisation.objects.filter(which))

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
        """Of a valid form. What is RED names single seats only; its originator reads it without being named."""
        tlp, chosen = TLP(self.cleaned_data["tlp"]), self.cleaned_data["readers"]
        principals = frozenset() if tlp == TLP.RED else frozenset({organisation_principal(self.organisation_id)})
        if chosen in (PUBLIC, MEMBERS):
            principals = frozenset({chosen})
        elif chosen == "named":
            principals |= {organisation_principal(each.pk) for each in self.cleaned_data["organisations"]}
        return Release(tlp=tlp, principals=principals, embargo_until=self.cleaned_data["embargo_until"])


class RemarkingForm(MarkingForm):
    """Changes a release that was made before: what the form cannot choose, it shows and keeps."""

    others = forms.MultipleChoiceField(
        label=_("Also released to"),
        help_text=_("Who is taken off the list stops reading at once."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("tlp", "readers", "organisations", "others", "embargo_until", "version")

    def __init__(self, *args: Any, organisation_id: int | None, held: Release, version: int, **kwargs: Any) -> None:
        initial = _initial(held, organisation_principal(organisation_id or 0)) | {"version": version}
        super().__init__(*args, organisation_id=organisation_id, initial=initial, **kwargs)
        self.held = held
        self._offer(Q(pk__in=Seat.objects.values("organisation")) | Q(pk__in=initial["organisations"]))
        names = principal_names(principals=initial["others"])
        cast("forms.MultipleChoiceField", self.fields["others"]).choices = list(names.items())
        if not names:
            del self.fields["others"]

    def release(self) -> Release:
        made = super().release()
        until = made.embargo_until
        if until and self.held.embargo_until and until == _to_the_minute(self.held.embargo_until):
            until = self.held.embargo_until  # the picker shows no seconds; leaving it alone changes nothing
        others = frozenset(self.cleaned_data.get("others", ()))
        return Release(tlp=made.tlp, principals=made.principals | others, embargo_until=until)


def _initial(release: Release, own: str) -> dict[str, Any]:
    listed = sorted(release.principals - {own, PUBLIC, MEMBERS})
    named = [int(p.partition(":")[2]) for p in listed if p.startswith("organisation:")]
    wide = next((each for each in (PUBLIC, MEMBERS) if each in release.principals), "")
    return {
        "tlp": release.tlp,
        "readers": wide or ("named" if named else "own"),
        "organisations": named,
        "others": [p for p in listed if not p.startswith("organisation:")],
        "embargo_until": _to_the_minute(release.embargo_until),
    }


def _to_the_minute(moment: datetime | None) -> datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None


class UploadForm(MarkingForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "An IATI activity file (.xml, .xml.gz), or a table of projects (.csv, .xlsx) with one project a row. "
            "A table with columns of personal data (passport, date of birth, names of trainees, phone) is refused."
        ),
    )
    field_order = ("file", "tlp", "readers", "organisations", "embargo_until")
