"""Positions, silence, adoption and issues, as people fill them in."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from concord.meetings.models import Meeting
from concord.plans.terms import TABLES, Capacity, IssueKind, Stand, Will
from concord.plans.terms.closing import GapCode, PlacedProvision
from concord.plans.terms.rolling import Party
from concord.plans.terms.silence import SILENCE_LASTS
from concord.ui.characters import refuse_unseen
from concord.ui.language import localised

_LONGEST = 8000  # characters of a statement
_HOURS = int(SILENCE_LASTS.total_seconds()) // 3600


def _words(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        validators=[refuse_unseen],
    )


def named(provision: PlacedProvision) -> str:
    """How a provision is told from others in a list of choices."""
    number = provision.label or capfirst(provision.kind)
    return f"{number}. {provision.beginning}" if provision.beginning else number


def _choices(provisions: Iterable[PlacedProvision]) -> list[tuple[str, str]]:
    return [(str(each.uuid), named(each)) for each in provisions]


def _offer(form: forms.Form, field: str, choices: Iterable[tuple[str, str]]) -> None:
    cast("forms.ChoiceField", form.fields[field]).choices = list(choices)


class PositionForm(forms.Form):
    """Observers have one stand only, and say it in words."""

    stand = forms.ChoiceField(label=_("Your delegation"), widget=forms.RadioSelect)
    text = _words(
        _("In words"),
        required=False,
        help_text=_("Read by everybody at this table. What you say is kept: a later position does not delete it."),
    )

    def __init__(self, *args: Any, capacity: Capacity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decides = capacity in TABLES
        offered = [each for each in Stand if (each is Stand.OBSERVER) != decides]
        _offer(self, "stand", [(each.value, str(each.label)) for each in offered])
        if not decides:
            self.fields["stand"].initial = Stand.OBSERVER.value
            self.fields["text"].required = True

    def stand_taken(self) -> Stand:
        """Of a valid form."""
        return Stand(self.cleaned_data["stand"])


class Lasting(forms.Form):
    """How long: in hours, and in minutes where a negotiation is only played."""

    hours = forms.IntegerField(label=_("Hours"), min_value=_HOURS, max_value=24 * 90, initial=_HOURS)
    minutes = forms.DecimalField(
        label=_("Minutes"),
        help_text=_("This negotiation is illustrative, so silence may be as short as you like."),
        min_value=0,
        max_value=60 * 24 * 90,
        max_digits=8,
        decimal_places=2,
        initial=5,
    )

    def __init__(self, *args: Any, is_illustrative: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["hours" if is_illustrative else "minutes"]

    def lasts(self) -> timedelta:
        """Of a valid form."""
        if "minutes" in self.cleaned_data:
            return timedelta(minutes=float(self.cleaned_data["minutes"]))
        return timedelta(hours=self.cleaned_data["hours"])


class OpenSilenceForm(Lasting):
    """``state`` is the digest of the text that was looked at."""

    state = forms.CharField(widget=forms.HiddenInput, max_length=64)
    letter = _words(
        _("Letter to the delegations"),
        required=False,
        help_text=_("What they are asked to let pass, and whom to ask. The deadline is added by itself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "hours" in self.fields:
            self.fields["hours"].help_text = _("At least 72: delegations must be able to ask their capitals.")


class ExtendForm(Lasting):
    """So much is added to the deadline that was looked at."""

    deadline = forms.DateTimeField(widget=forms.HiddenInput)
    silence = forms.UUIDField(widget=forms.HiddenInput)
    reason = _words(_("Reason"), required=False, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "hours" in self.fields:
            self.fields["hours"] = forms.IntegerField(
                label=_("Hours to add"), min_value=1, max_value=24 * 90, initial=24
            )
        else:
            self.fields["minutes"].label = _("Minutes to add")
            self.fields["minutes"].help_text = ""
        self.order_fields(("hours", "minutes", "reason"))


class ObjectionForm(forms.Form):
    silence = forms.UUIDField(widget=forms.HiddenInput)
    provisions = forms.MultipleChoiceField(
        label=_("On which paragraphs"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Name at least one paragraph.")},
    )
    text = _words(_("Why, and what would meet your concern"))

    def __init__(self, *args: Any, provisions: Iterable[PlacedProvision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "provisions", _choices(provisions))


class OpenAdoptionForm(forms.Form):
    """``state`` is the digest of the text that was looked at."""

    state = forms.CharField(widget=forms.HiddenInput, max_length=64)
    meeting = forms.ChoiceField(
        label=_("Meeting at which it is adopted"),
        required=False,
        help_text=_("Several texts may be adopted at one meeting, each with its own supporters."),
    )

    def __init__(self, *args: Any, meetings: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self,
            "meeting",
            [("", str(_("No meeting: by correspondence"))), *((code, localised(title)) for code, title in meetings)],
        )

    def meeting_chosen(self) -> Meeting | None:
        """Of a valid form."""
        code = self.cleaned_data["meeting"]
        return Meeting.objects.get(code=code) if code else None


class DeclareForm(forms.Form):
    """What a delegation may declare depends on its capacity; each will asks for its own fields."""

    will = forms.ChoiceField(label=_("Your delegation"), widget=forms.RadioSelect)
    provision = forms.ChoiceField(
        label=_("Paragraph"),
        required=False,
        help_text=_("Needed to dissociate; reservations and explanations may name one."),
    )
    text = _words(
        _("In words"),
        required=False,
        help_text=_("Needed for a reservation or an explanation. It stands beside the text, never in it."),
    )

    def __init__(self, *args: Any, capacity: Capacity, provisions: Iterable[PlacedProvision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = tuple(Will) if capacity in TABLES else (Will.OBSERVES, Will.EXPLAINS)
        _offer(self, "will", [(each.value, str(each.label)) for each in offered])
        _offer(self, "provision", [("", str(_("The text as a whole"))), *_choices(provisions)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        will, text = cleaned.get("will"), (cleaned.get("text") or "").strip()
        if will == Will.DISSOCIATES and not cleaned.get("provision"):
            self.add_error("provision", _("Say from which paragraph."))
        if will in (Will.RESERVES, Will.EXPLAINS) and not text:
            self.add_error("text", _("Say it in words."))
        if will in (Will.ADOPTS, Will.OBSERVES):
            cleaned["provision"] = ""
        return cleaned


class RecordForm(DeclareForm):
    """What was said aloud, and by whom; capacities are checked when it is recorded."""

    delegation = forms.ChoiceField(label=_("Who said it"))

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, capacity=Capacity.MEMBER, **kwargs)
        self.fields["will"].label = _("The delegation")
        self.fields["text"].help_text = _("As it was said. Needed for a reservation or an explanation.")
        _offer(
            self, "delegation", [("", "—"), *((each.code, localised(each.short_name or each.name)) for each in parties)]
        )
        self.order_fields(("delegation", "will", "provision", "text"))


class SetAsideForm(forms.Form):
    gap = forms.ChoiceField(widget=forms.HiddenInput, choices=GapCode.choices)
    provision = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reason = _words(_("Reason"), help_text=_("It is recorded as a decision and read by everybody who reads the text."))


class IssueForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is issued"), widget=forms.RadioSelect)
    symbol = forms.CharField(label=_("Symbol"), max_length=100, validators=[refuse_unseen])
    revision = forms.ChoiceField(label=_("Which text"))
    note = _words(
        _("What it changes"), required=False, help_text=_("Needed for everything but the initial issue."), rows=3
    )
    issued_on = forms.DateField(label=_("Day of issue"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(
        self, *args: Any, kinds: Iterable[IssueKind], revisions: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", [(each.value, capfirst(str(each.label))) for each in kinds])
        _offer(self, "revision", revisions)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") != IssueKind.INITIAL and not (cleaned.get("note") or "").strip():
            self.add_error("note", _("Say what it changes."))
        return cleaned
