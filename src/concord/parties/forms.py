"""Giving a seat."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.parties.models import Organisation
from concord.parties.queries import in_order
from concord.parties.terms import Role
from concord.policy import Actor
from concord.ui.characters import refuse_unseen
from concord.ui.fields import NamedChoiceField


class SeatForm(forms.Form):
    """A person, known or new, and the seat. Organisations offered are those the actor may give seats in."""

    email = forms.EmailField(
        label=_("E-mail"), help_text=_("A new person gets an account and sets a password by e-mail.")
    )
    name = forms.CharField(label=_("Name"), max_length=200, validators=[refuse_unseen])
    organisation = NamedChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    title = forms.CharField(label=_("Function"), max_length=200, required=False, validators=[refuse_unseen])
    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(
        label=_("Until (first day no longer held)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = in_order(organisations=Organisation.objects.all())
        if "secretariat" not in actor.roles:
            organisations = organisations.filter(pk__in=actor.organisations)
            self.fields["role"].choices = [c for c in Role.choices if c[0] != Role.SECRETARIAT]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the seat begins."))
        return values
