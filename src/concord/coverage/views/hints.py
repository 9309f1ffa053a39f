"""Gaps, possible overlaps, possible double counting: hints with their evidence, never accusations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.assistance.models import OverlapFinding
from concord.assistance.queries import findings, may_find
from concord.assistance.terms import Beneficiary
from concord.coverage import queries
from concord.coverage.forms import FindingForm
from concord.coverage.terms import MONEY, Doubles, Overlap, ProjectLine
from concord.coverage.views.asking import Asked, Control, Option, asked_in, controls, tabs
from concord.coverage.views.said import Said, form_on, said_of
from concord.coverage.views.sheets import DOUBLES, GAPS, OVERLAPS, project_url, usd
from concord.policy import Actor
from concord.ui.components import Tab
from concord.ui.language import Words
from concord.ui.numbers import Money
from concord.ui.pages import Page, render
from concord.ui.paging import page_number, paged
from concord.ui.tables import FORMATS, Table, export

CASES = 20
"""Hints on a page, each folded."""
MEMBERS = 5
"""Projects named in a hint; the rest are behind its cell."""


@dataclass(frozen=True)
class Member:
    line: ProjectLine
    url: str


@dataclass(frozen=True)
class Hint:
    """A possible overlap on the page."""

    overlap: Overlap
    members: tuple[Member, ...]
    more: int
    cell_url: str
    measure_label: Words
    findings: tuple[Said, ...]
    form: FindingForm | None


@dataclass(frozen=True)
class Refused:
    """What somebody said of a case in a form that could not be saved: it stands there again."""

    beneficiary: Beneficiary
    starts_on: date
    given: QueryDict

    def of(self, overlap: Overlap) -> bool:
        return (overlap.beneficiary, overlap.starts_on) == (self.beneficiary, self.starts_on)


@dataclass(frozen=True)
class Basis:
    label: Words
    published: Money | None
    once: Money | None
    less: Money | None


@dataclass(frozen=True, kw_only=True)
class AskedPage(Page):
    section: ClassVar[str] = "coverage"
    tabs: tuple[Tab, ...]
    controls: tuple[Control, ...]


@dataclass(frozen=True, kw_only=True)
class GapsPage(AskedPage):
    template: ClassVar[str] = "coverage/gaps.html"
    table: Table[Any]
    gaps: int
    cells: int


@dataclass(frozen=True, kw_only=True)
class OverlapsPage(AskedPage):
    template: ClassVar[str] = "coverage/overlaps.html"
    hints: tuple[Hint, ...]
    found: int
    shown: int
    compared: int
    left_out: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    downloads: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class DoublesPage(AskedPage):
    template: ClassVar[str] = "coverage/doubles.html"
    bases: tuple[Basis, ...]
    table: Table[Any]
    seen: Doubles


@require_safe
def gaps(request: HttpRequest) -> HttpResponseBase:
    asked = asked_in(request)
    here = {"country": asked.country, "measure": asked.measure}
    framed = queries.framed_gaps(actor=request.actor, question=asked.question, **here)
    matrix, found = framed.matrix, framed.answer
    table = GAPS.table(request.GET, found)
    if table.format:
        return export(table)
    states = [column for column in matrix.columns if column.party]
    measures = sum(len(section.lines) for section in matrix.sections)
    page = GapsPage(
        title=_("Gaps"),
        lede=_(
            "Measures for which nothing that you may see is reported in a State. Work may exist that nobody reported."
        ),
        tabs=tabs(asked, "coverage:gaps"),
        controls=(*controls(asked, matrix), _countries(asked, matrix.columns)),
        table=table,
        gaps=len(found),
        cells=measures * (1 if asked.country else len(states)),
    )
    return render(request, page)


@require_safe
def overlaps(request: HttpRequest) -> HttpResponseBase:
    asked = asked_in(request)
    if request.GET.get("format") in FORMATS:
        seen = queries.overlaps(
            actor=request.actor, question=asked.question, country=asked.country, measure=asked.measure
        )
        return export(OVERLAPS.table(request.GET, [(hint, line) for hint in seen.shown for line in hint.members]))
    return render(request, overlaps_page(request, asked))


def overlaps_page(request: HttpRequest, asked: Asked, refused: Refused | None = None) -> OverlapsPage:
    here = {"country": asked.country, "measure": asked.measure}
    framed = queries.framed_overlaps(actor=request.actor, question=asked.question, **here)
    matrix, seen = framed.matrix, framed.answer
    actor, known = request.actor, tuple(findings(actor=request.actor))
    cases = seen.shown if refused is None else sorted(seen.shown, key=lambda overlap: not refused.of(overlap))
    page_of = paged(cases, number=page_number(request.GET.get("page")), size=CASES)
    return OverlapsPage(
        title=_("Possible duplications"),
        lede=_(
            "For human review, never an accusation. Several organisations work in the same State, for the same measure"
            " and the same people, at the same time. That can be good co-operation: it is a reason to talk."
        ),
        tabs=tabs(asked, "coverage:overlaps"),
        controls=(*controls(asked, matrix), _countries(asked, matrix.columns)),
        hints=tuple(
            _hint(overlap, asked, actor, known, number, refused) for number, overlap in enumerate(page_of.rows)
        ),
        found=seen.found,
        shown=seen.listed,
        compared=seen.compared,
        left_out=seen.left_out,
        number=page_of.number,
        pages=page_of.pages or 1,
        previous_url=_turned(asked, here, page_of.number - 1) if page_of.has_previous else "",
        next_url=_turned(asked, here, page_of.number + 1) if page_of.has_next else "",
        downloads=tuple(
            (label, asked.address("coverage:overlaps", format=key, **here))
            for key, label in (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
        ),
    )


@require_safe
def doubles(request: HttpRequest) -> HttpResponseBase:
    asked = asked_in(request)
    framed = queries.framed_doubles(actor=request.actor, question=asked.question)
    matrix, seen = framed.matrix, framed.answer
    table = DOUBLES.table(request.GET, seen.shown)
    if table.format:
        return export(table)
    page = DoublesPage(
        title=_("Possible double counting"),
        lede=_(
            "The same work or the same money can be reported by its donor, its coordinator and its implementer. Where"
            " two reports may be one, the lower total counts the larger of them once. Nothing is removed."
        ),
        tabs=tabs(asked, "coverage:doubles"),
        controls=controls(asked, matrix),
        bases=tuple(_basis(seen, counted) for counted in MONEY),
        table=table,
        seen=seen,
    )
    return render(request, page)


def _hint(
    overlap: Overlap,
    asked: Asked,
    actor: Actor,
    known: Sequence[OverlapFinding],
    number: int,
    refused: Refused | None,
) -> Hint:
    given = refused.given if refused and refused.of(overlap) else None
    return Hint(
        overlap=overlap,
        members=tuple(Member(line, project_url(line)) for line in overlap.members[:MEMBERS]),
        more=max(overlap.projects - MEMBERS, 0),
        cell_url=asked.address("coverage:cell", measure=overlap.measure.key, country=str(overlap.column.code)),
        measure_label=overlap.measure.title,
        findings=said_of(overlap, known, actor, asked),
        form=form_on(overlap, number, given) if may_find(actor=actor) else None,
    )


def _basis(seen: Doubles, counted: Any) -> Basis:
    published, once = seen.published.money(counted), seen.once.money(counted)
    less = None if published is None or once is None else published - once
    return Basis(counted.label, usd(published), usd(once), usd(less))


def _countries(asked: Asked, columns: Any) -> Control:
    states = tuple(Option(str(c.code), c.name, c.code == asked.country) for c in columns if c.party)
    return Control("country", _("Country"), (Option("", _("all"), not asked.country), *states))


def _turned(asked: Asked, here: dict[str, str], number: int) -> str:
    return asked.address("coverage:overlaps", page=str(number), **here)
