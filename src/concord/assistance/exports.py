"""The list of projects as a table: what the page shows is what a file holds."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concord.assistance.models import Project
from concord.assistance.queries import Offered
from concord.assistance.queries.projects import EVERYTHING, OTHER
from concord.assistance.terms import Beneficiary, Modality, PartyRole, Status
from concord.parties.models import Organisation
from concord.ui.components import Badge, Tone
from concord.ui.language import Words, localised
from concord.ui.numbers import Money
from concord.ui.tables import Choice, Column, Filter, Sheet
from concord.ui.text import Text

FIRST_YEAR, LAST_YEAR = 2003, 2030
_TONES: dict[str, Tone] = {
    Status.REQUESTED: "attention",
    Status.OFFERED: "planned",
    Status.PLANNED: "planned",
    Status.ONGOING: "underway",
    Status.FINALISATION: "underway",
    Status.CLOSED: "done",
    Status.CANCELLED: "stopped",
    Status.SUSPENDED: "stopped",
}


def status_badge(status: str) -> Badge:
    if not status:
        return Badge(_("not stated"))
    return Badge(Status(status).label, _TONES[status])


def parties_of(project: Project, role: PartyRole) -> tuple[Words, ...]:
    """Names in a role; the parties must be prefetched."""
    rows = [party for party in project.parties.all() if party.role == role]
    return tuple(dict.fromkeys(_name(party.organisation, party.name or party.ref) for party in rows))


def _name(organisation: Organisation | None, said: str) -> Words:
    if organisation is None:
        return said
    name: Text = organisation.short_name or organisation.name
    return name


def _providers(project: Project) -> tuple[Words, ...]:
    return parties_of(project, PartyRole.FUNDING) or _reporter(project)


def _reporter(project: Project) -> tuple[Words, ...]:
    """Who names no payer is taken to pay, unless reporting on the work of others."""
    said = project.reported_by
    return (said,) if said and not project.is_secondary_report else ()


def _countries(project: Project) -> tuple[Words, ...]:
    """Names of States known here, codes of others."""
    names = {
        place.country: getattr(place, "country_short", None) or getattr(place, "country_name", None) or place.country
        for place in project.places.all()
        if place.country
    }
    return tuple(names.values())


def _measures(project: Project) -> tuple[Words, ...]:
    return tuple(link.measure.number for link in project.measures.all())


def _money(project: Project) -> Money | None:
    return Money(Decimal(project.headline_usd), "USD") if project.headline_usd is not None else None


def _kind(project: Project, name: str) -> Words:
    said: str = getattr(project, f"get_{name}_display")()
    return _("%(kind)s (suggested)") % {"kind": said} if name in project.suggested else said


def project_url(project: Project) -> str:
    return reverse("assistance:project", args=(project.uuid,))


COLUMNS: tuple[Column[Project], ...] = (
    Column(
        key="title",
        label=_("Project"),
        value=lambda p: p.title,
        url=project_url,
        order=("sort_title",),
        heading=True,
    ),
    Column(key="providers", label=_("Who pays"), value=_providers, sortable=False),
    Column(
        key="implementers",
        label=_("Who implements"),
        value=lambda p: parties_of(p, PartyRole.IMPLEMENTING),
        sortable=False,
    ),
    Column(key="countries", label=_("Where"), value=_countries, sortable=False),
    Column(key="measures", label=_("Measures"), value=_measures, sortable=False),
    Column(key="status", label=_("Status"), value=lambda p: status_badge(p.status), order=("status",)),
    Column(key="start", label=_("Start"), value=lambda p: p.starts_on, order=("starts_on",)),
    Column(key="end", label=_("End"), value=lambda p: p.ends_on, order=("ends_on",), chosen=False),
    Column(
        key="money",
        label=_("Money"),
        value=_money,
        order=("headline_usd",),
        numeric=True,
        money=True,
        help=_("Budgets; without budgets commitments; without these what was spent. At annual average rates."),
    ),
    Column(key="flow", label=_("Kind of money"), value=lambda p: p.get_headline_flow_display(), chosen=False),
    Column(key="modality", label=_("Form of assistance"), value=lambda p: _kind(p, "modality"), chosen=False),
    Column(key="beneficiary", label=_("Beneficiary"), value=lambda p: _kind(p, "beneficiary"), chosen=False),
    Column(key="identifier", label=_("IATI identifier"), value=lambda p: p.iati_identifier, chosen=False),
    Column(key="reporter", label=_("Reported by"), value=lambda p: p.reported_by, chosen=False),
    Column(key="originator", label=_("Brought here by"), value=lambda p: p.originator.name, chosen=False),
    Column(key="changed", label=_("Changed"), value=lambda p: p.updated_at, order=("updated_at",), chosen=False),
)


def sheet_of(offered: Offered) -> Sheet[Project]:
    """The table with the choices that its filters offer today."""
    organisations = tuple(Choice(code, name) for code, name in offered.organisations)
    return Sheet(
        key="projects",
        caption=_("Projects"),
        unit=_("projects"),
        columns=COLUMNS,
        filters=(
            Filter(key="q", label=_("Words"), kind="search", hint=_("border, Almaty, identifier")),
            Filter(
                key="country",
                label=_("Country"),
                choices=tuple(Choice(code, name) for code, name in offered.states),
            ),
            Filter(
                key="measure",
                label=_("Measure"),
                choices=tuple(Choice(m.key, f"{m.key} {localised(m.title)}") for m in offered.measures),
            ),
            Filter(key="pillar", label=_("Pillar"), choices=tuple(Choice(key, key) for key in offered.pillars)),
            Filter(key="theme", label=_("Theme"), choices=tuple(Choice(code, title) for code, title in offered.themes)),
            Filter(key="provider", label=_("Who pays"), choices=organisations),
            Filter(key="implementer", label=_("Who implements"), choices=organisations),
            Filter(
                key="status",
                label=_("Status"),
                choices=tuple(Choice(value, label) for value, label in Status.choices),
            ),
            Filter(
                key="year",
                label=_("Under way in"),
                choices=tuple(Choice(str(y), str(y)) for y in range(LAST_YEAR, FIRST_YEAR - 1, -1)),
            ),
            Filter(
                key="modality",
                label=_("Form of assistance"),
                choices=tuple(Choice(value, label) for value, label in Modality.choices),
            ),
            Filter(
                key="beneficiary",
                label=_("Beneficiary"),
                choices=tuple(Choice(value, label) for value, label in Beneficiary.choices),
            ),
            Filter(
                key="relevance",
                label=_("Relevance"),
                any_label=_("serves the strategy in the region"),
                choices=(
                    Choice(EVERYTHING, pgettext_lazy("relevance", "everything reported")),
                    Choice(OTHER, _("everything else that was reported")),
                ),
            ),
        ),
    )
