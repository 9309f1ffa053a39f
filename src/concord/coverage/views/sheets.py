"""The tables of this room, with the files that are made of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concord.coverage.terms import MONEY, ColumnName, Double, Gap, Matrix, MatrixLine, Overlap, ProjectLine, Tally
from concord.ui.language import Words, localised
from concord.ui.numbers import Money, percent
from concord.ui.tables import Column, Sheet
from concord.ui.tables.columns import CellValue


def usd(amount: Decimal | None) -> Money | None:
    return None if amount is None else Money(amount, "USD")


def project_url(line: ProjectLine) -> str:
    return reverse("assistance:project", args=(line.uuid,))


def _money(key: str, label: Words, value: Callable[[Any], CellValue]) -> Column[Any]:
    return Column(key=key, label=label, value=value, numeric=True, money=True)


def _share(key: str, label: Words, value: Callable[[Any], CellValue]) -> Column[Any]:
    return Column(key=key, label=label, value=value, numeric=True, sortable=False)


@dataclass(frozen=True)
class CellRow:
    """One cell of the matrix as a row of a file."""

    line: MatrixLine
    column: ColumnName
    tally: Tally


def cell_rows(matrix: Matrix) -> Sequence[CellRow]:
    return [
        CellRow(line, column, tally)
        for section in matrix.sections
        for line in section.lines
        for column, tally in zip(matrix.columns, line.cells, strict=True)
    ]


CELLS: Sheet[CellRow] = Sheet(
    key="coverage",
    caption=_("Coverage by measure and country"),
    unit=_("cells"),
    columns=(
        Column(key="measure", label=_("Measure"), value=lambda r: r.line.measure.key),
        Column(key="title", label=_("Title"), value=lambda r: r.line.measure.title),
        Column(key="pillar", label=_("Pillar"), value=lambda r: r.line.measure.pillar),
        Column(key="country", label=_("Country code"), value=lambda r: str(r.column.code)),
        Column(key="country_name", label=_("Country"), value=lambda r: r.column.name),
        Column(key="projects", label=_("Projects"), value=lambda r: r.tally.projects, numeric=True),
        Column(key="confirmed", label=_("Confirmed by a person"), value=lambda r: r.tally.confirmed, numeric=True),
        Column(key="budget_usd", label=_("Budgets, USD"), value=lambda r: r.tally.budget, numeric=True),
        Column(key="commitment_usd", label=_("Commitments, USD"), value=lambda r: r.tally.commitment, numeric=True),
        Column(key="spending_usd", label=_("Spending, USD"), value=lambda r: r.tally.spending, numeric=True),
        Column(
            key="unconverted",
            label=_("Projects with money that cannot be converted"),
            value=lambda r: max(r.tally.unconverted(basis) for basis in MONEY),
            numeric=True,
        ),
    ),
)

PROJECTS: Sheet[ProjectLine] = Sheet(
    key="projects",
    caption=_("Projects behind this number"),
    unit=_("projects"),
    columns=(
        Column(key="title", label=_("Title"), value=lambda p: p.title, url=project_url, heading=True),
        Column(key="provider", label=_("Provider"), value=lambda p: p.party.name if p.party else None),
        Column(key="starts_on", label=_("Begins"), value=lambda p: p.starts_on),
        Column(key="ends_on", label=_("Ends"), value=lambda p: p.ends_on),
        _money("budget", _("Budget counted here"), lambda p: usd(p.tally.budget)),
        _money("commitment", _("Commitment counted here"), lambda p: usd(p.tally.commitment)),
        _money("spending", _("Spending counted here"), lambda p: usd(p.tally.spending)),
        _share("place_share", _("Share of place"), lambda p: percent(p.place_share)),
        _share("measure_share", _("Share of measure"), lambda p: percent(p.measure_share)),
        Column(key="confirmed", label=_("Confirmed by a person"), value=lambda p: p.is_confirmed),
    ),
)

GAPS: Sheet[Gap] = Sheet(
    key="gaps",
    caption=_("Measures without a project"),
    unit=_("gaps"),
    columns=(
        Column(key="number", label=_("Measure"), value=lambda g: g.measure.number, sortable=False),
        Column(
            key="title",
            label=_("Title"),
            value=lambda g: g.measure.title,
            url=lambda g: reverse("strategy:measure", args=(g.measure.framework, g.measure.number)),
            heading=True,
        ),
        Column(key="country", label=_("Country"), value=lambda g: g.column.name),
        Column(key="regional", label=_("Projects of the whole region"), value=lambda g: g.regional, numeric=True),
        Column(
            key="elsewhere", label=_("Other States with a project"), value=lambda g: g.elsewhere_in_region, numeric=True
        ),
        Column(key="other_times", label=_("Projects at other times"), value=lambda g: g.at_other_times, numeric=True),
    ),
)

OVERLAPS: Sheet[tuple[Overlap, ProjectLine]] = Sheet(
    key="overlaps",
    caption=_("Possible duplications"),
    unit=_("projects"),
    columns=(
        Column(key="measure", label=_("Measure"), value=lambda r: r[0].measure.key),
        Column(key="country", label=_("Country"), value=lambda r: r[0].column.name),
        Column(key="beneficiary", label=_("For whom"), value=lambda r: r[0].beneficiary.label),
        Column(key="since", label=_("Together from"), value=lambda r: r[0].starts_on),
        Column(key="until", label=_("Together to"), value=lambda r: r[0].ends_on),
        Column(key="likeness", label=_("Likeness of titles, percent"), value=lambda r: r[0].likeness, numeric=True),
        Column(key="title", label=_("Project"), value=lambda r: r[1].title, url=lambda r: project_url(r[1])),
        Column(key="implementer", label=_("Implementer"), value=lambda r: r[1].party.name if r[1].party else None),
        Column(key="starts_on", label=_("Begins"), value=lambda r: r[1].starts_on),
        Column(key="ends_on", label=_("Ends"), value=lambda r: r[1].ends_on),
    ),
)

SAME = {"starts_on": _("the first day"), "ends_on": _("the last day"), "amount": _("the amount")}


def evidence(double: Double) -> tuple[str, ...]:
    """What the two have in common, in words."""
    words = [localised(SAME[name]) for name in double.same]
    if double.rule == "title":
        words.insert(0, localised(_("titles alike to %(percent)s")) % {"percent": percent(double.likeness / 100)})
    return tuple(words)


def _label(line: ProjectLine) -> str:
    reporter = localised(line.party.name) if line.party else ""
    return f"{localised(line.title)} ({reporter})" if reporter else localised(line.title)


DOUBLES: Sheet[Double] = Sheet(
    key="double-counting",
    caption=_("Possible double reports"),
    unit=_("pairs"),
    columns=(
        Column(
            key="upper",
            label=_("One report"),
            value=lambda d: _label(d.upper),
            url=lambda d: project_url(d.upper),
            heading=True,
            sortable=False,
        ),
        Column(
            key="lower",
            label=_("The other"),
            value=lambda d: _label(d.lower),
            url=lambda d: project_url(d.lower),
            sortable=False,
        ),
        Column(key="rule", label=_("Why they are shown together"), value=lambda d: d.rule.label),
        Column(key="same", label=_("The same in both"), value=evidence, sortable=False),
        Column(
            key="budget", label=_("Budget left out"), value=lambda d: usd(d.excluded.budget), numeric=True, money=True
        ),
        Column(
            key="commitment",
            label=_("Commitment left out"),
            value=lambda d: usd(d.excluded.commitment),
            numeric=True,
            money=True,
        ),
        Column(
            key="spending",
            label=_("Spending left out"),
            value=lambda d: usd(d.excluded.spending),
            numeric=True,
            money=True,
        ),
    ),
)
