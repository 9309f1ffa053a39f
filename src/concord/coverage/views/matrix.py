"""The matrix, and what is behind a cell."""

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.coverage import queries
from concord.coverage.terms import MONEY, Cell, Counted, Matrix, MatrixSection, PillarYear, Place, Tally
from concord.coverage.views.asking import (
    NOT_CONVERTIBLE,
    Asked,
    Control,
    asked_in,
    column_label,
    controls,
    measure_label,
    place_label,
    said,
    tabs,
    year_label,
)
from concord.coverage.views.sheets import CELLS, PROJECTS, cell_rows
from concord.ui.components import Bar, Tab
from concord.ui.figures import Figure
from concord.ui.heatmap import HeatCell, HeatColumn, HeatGroup, Heatmap, HeatRow
from concord.ui.language import Words, localised
from concord.ui.pages import Crumb, Page, render
from concord.ui.tables import FORMATS, Table, export


@dataclass(frozen=True)
class SumRow:
    label: Words
    cells: tuple[str, ...]
    url: str = ""
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class MatrixPage(Page):
    template: ClassVar[str] = "coverage/index.html"
    section: ClassVar[str] = "coverage"
    tabs: tuple[Tab, ...]
    controls: tuple[Control, ...]
    total: Tally
    heatmap: Heatmap
    money_columns: tuple[Words, ...]
    sums: tuple[SumRow, ...]
    balance: tuple[SumRow, ...]
    progress: Figure | None
    downloads: tuple[tuple[str, str], ...]
    without_project: int
    gaps_url: str


@dataclass(frozen=True, kw_only=True)
class CellPage(Page):
    template: ClassVar[str] = "coverage/cell.html"
    section: ClassVar[str] = "coverage"
    tally: Tally
    providers: tuple[Bar, ...]
    table: Table[Any]
    assistance_url: str


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    asked = asked_in(request)
    framed = queries.framed_progress(actor=request.actor, question=asked.question)
    seen = framed.matrix
    if request.GET.get("format") in FORMATS:
        return export(CELLS.table(request.GET, cell_rows(seen)), about=_about(seen))
    sections = _narrowed(seen.sections, asked.measure)
    page = MatrixPage(
        title=_("Who does what, where"),
        lede=_(
            "Each number counts the projects, or the money, that serve a measure in a country. Open it to see them."
        ),
        tabs=tabs(asked, "coverage:index"),
        controls=controls(asked, seen, shows=tuple(Counted)),
        total=seen.total,
        heatmap=_heatmap(seen, sections, asked),
        money_columns=(*(column.name for column in seen.columns), _("Total")),
        sums=_sums(seen, asked),
        balance=_balance(seen),
        progress=_progress(framed.answer, asked),
        downloads=tuple(
            (label, asked.address("coverage:index", format=key))
            for key, label in (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
        ),
        without_project=sum(not line.total.projects for section in seen.sections for line in section.lines),
        gaps_url=asked.address("coverage:gaps"),
    )
    return render(request, page)


@require_safe
def cell(request: HttpRequest) -> HttpResponseBase:
    asked = asked_in(request)
    pillar = request.GET.get("pillar", "")
    seen = queries.cell(
        actor=request.actor, question=asked.question, measure=asked.measure, column=asked.country, pillar=pillar
    )
    if seen is None:
        raise Http404
    table = PROJECTS.table(request.GET, seen.projects)
    if table.format:
        return export(table)
    page = CellPage(
        title=_("%(measure)s – %(country)s") % {"measure": _subject(seen), "country": column_label(seen.column)},
        kind=_("Behind the number"),
        crumbs=(Crumb(_("Who does what, where"), asked.address("coverage:index")),),
        tally=seen.tally,
        providers=tuple(
            Bar(label=p.name, value=p.projects, url=asked.address("coverage:cell", **_where(seen), provider=p.key))
            for p in seen.providers[:12]
        ),
        table=table,
        assistance_url=_assistance(seen, asked),
    )
    return render(request, page)


def _narrowed(sections: tuple[MatrixSection, ...], measure: str) -> tuple[MatrixSection, ...]:
    """The section of one measure, when a page about that measure sends its reader here."""
    chosen = tuple(section for section in sections if any(line.measure.key == measure for line in section.lines))
    return chosen or sections


def _heatmap(seen: Matrix, sections: tuple[MatrixSection, ...], asked: Asked) -> Heatmap:
    counted = asked.counted
    return Heatmap(
        key="matrix",
        caption=_("Measures and countries"),
        unit=_("projects") if counted in (Counted.PROJECTS, Counted.CONFIRMED) else _("United States dollars"),
        corner=_("Measure"),
        columns=tuple(
            HeatColumn(label=column.name, url=asked.address("coverage:cell", country=str(column.code)))
            for column in seen.columns
        ),
        groups=tuple(
            HeatGroup(
                label=f"{section.pillar.number}. {localised(section.pillar.title)}",
                url=asked.address("coverage:cell", pillar=section.pillar.number),
                rows=tuple(
                    HeatRow(
                        label=line.measure.title,
                        number=line.measure.number,
                        url=reverse("strategy:measure", args=(line.measure.framework, line.measure.number)),
                        cells=tuple(
                            _heat(tally, counted, asked, line.measure.key, str(column.code))
                            for tally, column in zip(line.cells, seen.columns, strict=True)
                        ),
                    )
                    for line in section.lines
                ),
            )
            for section in sections
        ),
        note=_note(counted),
    )


def _heat(tally: Tally, counted: Counted, asked: Asked, measure: str, country: str) -> HeatCell:
    """Cells without a project are not links: there is nothing behind them."""
    url = asked.address("coverage:cell", measure=measure, country=country) if tally.projects else ""
    return HeatCell(float(tally.amount(counted) or 0), url, said(tally, counted))


def _note(counted: Counted) -> str:
    if counted == Counted.PROJECTS:
        return _("A project is counted once in each cell that it serves, so cells do not add up.")
    if counted == Counted.CONFIRMED:
        return _("Most links to measures were suggested by rules; here only those that a person confirmed are counted.")
    return _(
        "Money is split by the shares of places and measures that were published or suggested; what nobody split is not"
        " in a cell but below. %(sign)s: there is money, in a currency that cannot be converted. *: more such money"
        " comes on top."
    ) % {"sign": NOT_CONVERTIBLE}


def _sums(seen: Matrix, asked: Asked) -> tuple[SumRow, ...]:
    rows = [
        SumRow(
            f"{section.pillar.number}. {localised(section.pillar.title)}",
            tuple(said(tally, asked.counted) for tally in (*section.cells, section.total)),
        )
        for section in seen.sections
    ]
    total = SumRow(_("All"), tuple(said(tally, asked.counted) for tally in (*seen.cells, seen.total)), is_total=True)
    return (*rows, total)


def _balance(seen: Matrix) -> tuple[SumRow, ...]:
    shown = (Counted.PROJECTS, *MONEY)
    rows = [
        SumRow(place_label(code, seen.columns), tuple(said(tally, counted) for counted in shown))
        for code, tally in seen.balance.parts
    ]
    total = SumRow(_("All together"), tuple(said(seen.balance.total, c) for c in shown), is_total=True)
    return (*rows, total)


def _progress(years: tuple[PillarYear, ...], asked: Asked) -> Figure | None:
    with_something = [each.year for each in years if each.tally.amount(asked.counted)]
    if not with_something:
        return None
    pillars = {year.pillar.number: year.pillar for year in years}
    found = {(each.year, each.pillar.number): each.tally for each in years}
    span = range(min(with_something), max(with_something) + 1)
    is_money = asked.counted in MONEY

    def value(year: int, pillar: str) -> float | int:
        amount = found.get((year, pillar), Tally()).amount(asked.counted) or 0
        return round(amount) if is_money else int(amount)

    return Figure(
        key="progress",
        kind="stacked" if is_money else "lines",
        title=_("Year by year"),
        summary=_("Each pillar from %(first)s to %(last)s.") % {"first": span[0], "last": span[-1]},
        columns=(_("Year"), *(f"{p.number} {localised(p.short_title or p.title)}" for p in pillars.values())),
        rows=[(year_label(year), *(value(year, number) for number in pillars)) for year in span],
        unit=asked.counted.label if not is_money else _("United States dollars"),
        note=_(
            "A project counts in every year in which it ran or had money; years to come hold what is planned so far."
        ),
    )


def _subject(seen: Cell) -> str:
    if seen.measure is None and seen.pillar is not None:
        return f"{seen.pillar.number}. {localised(seen.pillar.title)}"
    return measure_label(seen.measure)


def _where(seen: Cell) -> dict[str, str]:
    pillar = seen.pillar.number if seen.pillar and not seen.measure else ""
    measure, country = seen.measure.key if seen.measure else "", str(seen.column.code) if seen.column else ""
    return {"measure": measure, "country": country, "pillar": pillar}


def _assistance(seen: Cell, asked: Asked) -> str:
    """The same projects in the list of assistance, as far as it can be asked for them."""
    query = {
        "measure": seen.measure.key if seen.measure else "",
        "country": seen.column.code if seen.column and seen.column.code != Place.REGIONAL else "",
        "provider": asked.question.party,
    }
    chosen = {key: value for key, value in query.items() if value}
    return reverse("assistance:index") + (f"?{urlencode(chosen)}" if chosen else "")


def _about(seen: Matrix) -> tuple[tuple[str, str], ...]:
    question = seen.question
    return (
        (_("What is counted"), _("What the person who made this file may see.")),
        (_("Strategy or plan"), question.framework),
        (_("Period"), f"{question.since or ''}–{question.until or ''}"),
        (
            _("Money"),
            _(
                "United States dollars at the annual average rate of each year; budgets, commitments and spending are"
                " not to be added."
            ),
        ),
    )
