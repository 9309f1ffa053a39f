"""What the chair says with the gavel, and who sits at the table."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from concord.plans.terms import TABLES, Capacity, DecisionKind, Rank
from concord.plans.terms.floor import FloorReading
from concord.plans.terms.rolling import Party
from concord.ui.language import localised

_LONGEST = 2000  # characters of a note


class GavelForm(forms.Form):
    """``provision`` is the one that the chair saw, whatever was taken up since; ``proposals`` are keys, ``awaits`` are
    codes of delegations.
    """

    provision = forms.UUIDField(widget=forms.HiddenInput)
    proposals = forms.MultipleChoiceField(
        label=_("Proposals to agree"), required=False, widget=forms.CheckboxSelectMultiple
    )
    awaits = forms.MultipleChoiceField(
        label=_("Capitals to confirm"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Note for the record"), required=False, max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    onward = forms.BooleanField(label=_("Then take up the next open provision"), required=False)

    def __init__(self, *args: Any, reading: FloorReading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [each.key for one in reading.text.provisions for each in one.proposals]
        _offer(self, "proposals", [(key, key) for key in every])
        _offer(self, "awaits", _parties(reading.text.parties, TABLES))

    @property
    def kind(self) -> DecisionKind | None:
        """What the pressed button asks for, if it is a strike."""
        named = self.data.get("act", "")
        return DecisionKind(named) if named in STRIKES else None


STRIKES = frozenset(
    each.value
    for each in (
        DecisionKind.AGREE,
        DecisionKind.AD_REFERENDUM,
        DecisionKind.LIFT_BRACKET,
        DecisionKind.KEEP_BRACKET,
        DecisionKind.PARK,
        DecisionKind.REOPEN,
    )
)


class ReferForm(forms.Form):
    """To whom, and what of the text."""

    title = forms.CharField(
        label=_("Name of the group"),
        help_text=_("As it is spoken of in the room, such as “Friends of the Chair on border posts”."),
        max_length=200,
    )
    facilitator = forms.ChoiceField(label=_("Facilitator"))
    members = forms.MultipleChoiceField(
        label=_("Members"),
        help_text=_("What they write is read by them alone until the group returns to plenary."),
        widget=forms.CheckboxSelectMultiple,
    )
    provisions = forms.MultipleChoiceField(label=_("Provisions referred"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("Note for the record"), required=False, max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, parties: Iterable[Party], provisions: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        around = tuple(parties)
        _offer(self, "facilitator", [("", "—"), *_parties(around, TABLES)])
        _offer(self, "members", _parties(around, tuple(Capacity)))
        _offer(self, "provisions", provisions)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        facilitator = cleaned.get("facilitator")
        if facilitator and facilitator not in cleaned.get("members", ()):
            cleaned["members"] = [facilitator, *cleaned.get("members", ())]
            self.errors.pop("members", None)
        return cleaned


class ConsolidateForm(forms.Form):
    symbol = forms.CharField(
        label=_("Symbol of the new revision"),
        help_text=_("As it will stand on the document, such as PLAN/L.1/Rev.1. It may stay empty."),
        required=False,
        max_length=100,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("What this revision is: “after the second reading”."),
        required=False,
        max_length=200,
    )


class AdmitForm(forms.Form):
    organisation = forms.ChoiceField(label=_("State or organisation"))
    capacity = forms.ChoiceField(label=_("It sits as"))

    def __init__(self, *args: Any, organisations: Iterable[tuple[str, object]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, localised(cast("Any", name))) for code, name in organisations]
        _offer(self, "organisation", [("", "—"), *named])
        _offer(self, "capacity", [(each.value, capfirst(str(each.label))) for each in reversed(Capacity)])


class AcceptForm(forms.Form):
    delegation = forms.ChoiceField(label=_("Delegation"))
    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("As the letter of credentials names it. The person already has a seat in that organisation."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    rank = forms.ChoiceField(
        label=_("Rank"),
        help_text=_("Heads and alternates speak for the delegation; advisers prepare."),
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "delegation", [("", "—"), *_parties(tuple(parties), tuple(Capacity))])
        _offer(self, "rank", [(each.value, capfirst(str(each.label))) for each in Rank])


def _parties(parties: Iterable[Party], capacities: Iterable[Capacity]) -> list[tuple[str, str]]:
    wanted = tuple(capacities)
    return [(each.code, localised(each.short_name or each.name)) for each in parties if each.capacity in wanted]


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
