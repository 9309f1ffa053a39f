"""A project with all its fields."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from concord.assistance.forms import groups
from concord.assistance.models import Project
from concord.assistance.queries import Offered
from concord.assistance.terms import (
    Beneficiary,
    DueDiligence,
    Flow,
    Modality,
    MoneyFact,
    PartyFact,
    PartyRole,
    PlaceFact,
    ProjectFacts,
    ProjectValues,
    Status,
)
from concord.parties.models import Organisation
from concord.parties.terms import Confidence
from concord.ui.characters import refuse_unseen
from concord.ui.fields import NamedChoiceField, TextFormField, TextInput
from concord.ui.language import localised

_BLANK = ("", "—")
_MOST_SHARES = 1.01  # rounding of percentages is forgiven
ROLES = {
    "donors": (PartyRole.FUNDING, _("Who pays")),
    "implementers": (PartyRole.IMPLEMENTING, _("Who implements")),
    "accountable": (PartyRole.ACCOUNTABLE, _("Who is accountable")),
    "extending": (PartyRole.EXTENDING, _("Through whom the money goes")),
    "hosts": (PartyRole.HOST, _("Who hosts")),
    "co_organisers": (PartyRole.CO_ORGANISER, _("Who co-organises")),
    "leads": (PartyRole.LEAD, _("Who leads a joint programme")),
}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ProjectForm(forms.Form):
    """Every field of a project. ``published`` projects keep the sums that their publisher states."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = TextFormField(label=_("Title"))
    description = TextFormField(label=_("What is done, for whom, and why"), required=False, widget=TextInput(rows=6))
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices, initial=Status.PLANNED)
    starts_on = forms.DateField(label=_("Start"), required=False, widget=DayInput())
    ends_on = forms.DateField(label=_("End"), required=False, widget=DayInput())
    countries = forms.MultipleChoiceField(
        label=_("Countries of the plan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    shares = forms.CharField(
        label=_("Shares of the countries"),
        required=False,
        help_text=_("If they are known, in per cent, such as “KZ 60, KG 40”. Without shares money is split equally."),
    )
    localities = forms.CharField(
        label=_("Places inside the countries"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, the country's code first, such as “KZ Almaty”."),
    )
    budget = forms.DecimalField(
        label=_("Budget"), required=False, min_value=Decimal(0), max_digits=18, decimal_places=2
    )
    currency = forms.RegexField(
        label=_("Currency"), required=False, regex=r"^[A-Z]{3}$", help_text=_("Its code, such as USD, EUR or KZT.")
    )
    budget_year = forms.IntegerField(
        label=_("Year of the budget"),
        required=False,
        min_value=1990,
        max_value=2100,
        help_text=_("Sums are converted at the average rate of this year."),
    )
    budget_is_withheld = forms.BooleanField(label=_("The budget is not published"), required=False)
    modality = forms.ChoiceField(label=_("Form of assistance"), required=False, choices=[_BLANK, *Modality.choices])
    beneficiary = forms.ChoiceField(
        label=_("Kind of beneficiary"),
        required=False,
        choices=[_BLANK, *Beneficiary.choices],
        help_text=_("The institution that benefits. Never persons."),
    )
    requested_by = NamedChoiceField(label=_("On whose request"), required=False, queryset=Organisation.objects.none())
    request_reference = forms.CharField(label=_("Reference of the request"), required=False, max_length=300)
    assessment_reference = forms.CharField(
        label=_("Based on which assessment or recommendation"), required=False, max_length=300
    )
    due_diligence = forms.ChoiceField(label=_("Human-rights due diligence"), choices=DueDiligence.choices)
    outcome = TextFormField(label=_("Outcome and lessons"), required=False, widget=TextInput(rows=4))
    contact = forms.EmailField(
        label=_("Functional mailbox"), required=False, help_text=_("An address of an office, never of a person.")
    )
    source = forms.URLField(label=_("Source"), required=False, max_length=500, assume_scheme="https")
    confidence = forms.ChoiceField(label=_("How the facts are known"), choices=Confidence.choices)
    confirmed_on = forms.DateField(label=_("Last confirmed on"), required=False, widget=DayInput())

    def __init__(self, *args: Any, offered: Offered, published: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.published = published
        self.states = dict(offered.states)
        countries = cast("forms.MultipleChoiceField", self.fields["countries"])
        countries.choices = [(code, localised(name)) for code, name in offered.states]
        requested = cast("forms.ModelChoiceField[Organisation]", self.fields["requested_by"])
        requested.queryset = Organisation.objects.all()
        for name, (_role, label) in ROLES.items():
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("One organisation a line.") if name == "donors" else "",
            )
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators.append(refuse_unseen)
        self.order_fields(["version", *groups.names()])
        if published:
            for name in ("budget", "currency", "budget_year"):
                del self.fields[name]

    @property
    def groups(self) -> tuple[groups.BoundGroup, ...]:
        return tuple(groups.bound(form=self))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The end is before the start."))
        if cleaned.get("budget") is not None and not cleaned.get("currency"):
            self.add_error("currency", _("A sum needs its currency."))
        try:
            self._shares(cleaned)
        except ValueError:
            self.add_error(
                "shares", _("Write code and per cent of chosen countries, such as “KZ 60, KG 40”; at most 100.")
            )
        return cleaned

    def _shares(self, cleaned: Mapping[str, Any]) -> dict[str, float]:
        found: dict[str, float] = {}
        for part in filter(str.strip, cleaned.get("shares", "").split(",")):
            code, _space, number = part.strip().partition(" ")
            found[code.upper()] = float(number.strip().rstrip("%").replace(",", ".")) / 100
        if (
            set(found) - set(cleaned.get("countries", ()))
            or sum(found.values()) > _MOST_SHARES
            or min(found.values(), default=0) < 0
        ):
            raise ValueError
        return found

    def values(self, *, held: ProjectFacts | None = None) -> ProjectValues:
        """Of a valid form. ``held`` are the facts before: what the form cannot say of a party or place stays."""
        data = self.cleaned_data
        return ProjectValues(
            title=data["title"],
            description=data["description"],
            status=Status(data["status"]),
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            modality=Modality(data["modality"]) if data["modality"] else None,
            beneficiary=Beneficiary(data["beneficiary"]) if data["beneficiary"] else None,
            requested_by_id=data["requested_by"].pk if data["requested_by"] else None,
            request_reference=data["request_reference"],
            assessment_reference=data["assessment_reference"],
            confidence=Confidence(data["confidence"]),
            due_diligence=DueDiligence(data["due_diligence"]),
            source=data["source"],
            confirmed_on=data["confirmed_on"],
            contact=data["contact"],
            budget_is_withheld=data["budget_is_withheld"],
            outcome=data["outcome"],
            parties=self._parties(held),
            places=self._places(held),
            money=None if self.published else self._money(data),
        )

    def _parties(self, held: ProjectFacts | None) -> tuple[PartyFact, ...]:
        known = {(p.role, p.name or p.ref): p for p in (held.parties if held else ())}
        found: dict[PartyFact, None] = {}
        for name, (role, _label) in ROLES.items():
            for line in self.cleaned_data[name].splitlines():
                words = " ".join(line.split())[:300]
                if words:
                    found[known.get((role, words), PartyFact(role, "", words))] = None
        return tuple(found)

    def _places(self, held: ProjectFacts | None) -> tuple[PlaceFact, ...]:
        """Chosen States with their shares; countries and regions that the form does not offer stay as they were."""
        shares, chosen = self._shares(self.cleaned_data), self.cleaned_data["countries"]
        lone = 1.0 if len(chosen) == 1 else None
        places = [PlaceFact(country=code, share=shares.get(code, 0.0) if shares else lone) for code in chosen]
        for line in self.cleaned_data["localities"].splitlines():
            code, _space, name = line.strip().partition(" ")
            if name.strip():
                places.append(PlaceFact(country=code.upper()[:2], name=name.strip()[:200], share=0.0))
        before = held.places if held else ()
        same = {p.country: p for p in before if p.country in self.states and not p.name}
        if not shares and list(same) == list(chosen):
            places[: len(chosen)] = same.values()
        places += [p for p in before if p.country not in self.states and not p.name]
        return tuple(places)

    def _money(self, data: Mapping[str, Any]) -> tuple[MoneyFact, ...]:
        if data["budget"] is None:
            return ()
        start: date | None = data["starts_on"]
        year = data["budget_year"] or (start.year if start else None)
        return (MoneyFact(Flow.BUDGET, year, data["currency"], data["budget"].quantize(Decimal("0.01")), year),)


def project_initial(*, project: Project, facts: ProjectFacts) -> dict[str, object]:
    """What a form shows of a project."""
    plain = [
        "version",
        "title",
        "description",
        "status",
        "starts_on",
        "ends_on",
        "modality",
        "beneficiary",
        "requested_by",
        "request_reference",
        "assessment_reference",
        "confidence",
        "due_diligence",
        "source",
        "confirmed_on",
        "contact",
        "budget_is_withheld",
        "outcome",
    ]
    initial: dict[str, object] = {name: getattr(project, name) for name in plain}
    for name, (role, _label) in ROLES.items():
        initial[name] = "\n".join(p.name or p.ref for p in facts.parties if p.role == role)
    countries = [p for p in facts.places if p.country and not p.name]
    initial["countries"] = [p.country for p in countries]
    if len(countries) > 1 and all(p.share is not None for p in countries):
        initial["shares"] = ", ".join(f"{p.country} {round((p.share or 0) * 100, 2):g}" for p in countries)
    initial["localities"] = "\n".join(f"{p.country} {p.name}" for p in facts.places if p.country and p.name)
    budget = next((m for m in facts.money if m.flow == Flow.BUDGET), None)
    if budget is not None:
        initial |= {"budget": budget.value, "currency": budget.currency, "budget_year": budget.year}
    return initial


class AddMeasureForm(forms.Form):
    key = forms.ChoiceField(label=_("Another measure that it serves"))

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["key"])
        field.choices = [_BLANK, *((m.key, f"{m.number} {localised(m.title)}") for m in offered.measures)]
