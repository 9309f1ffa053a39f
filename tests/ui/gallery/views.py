from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from tests.ui.gallery import samples
from tests.ui.gallery.forms import SampleForm

from concord.ui.components import Progress
from concord.ui.figures import Figure
from concord.ui.pages import Page, render
from concord.ui.tables import Table, export


@dataclass(frozen=True, kw_only=True)
class SamplePage(Page):
    template: ClassVar[str] = "gallery/sample.html"
    section: ClassVar[str] = "strategy"

    s: object = samples


@dataclass(frozen=True, kw_only=True)
class FiguresPage(Page):
    template: ClassVar[str] = "gallery/figures.html"
    section: ClassVar[str] = "coverage"

    matrix: object = samples.MATRIX
    figures: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True)
class ListPage(Page):
    template: ClassVar[str] = "gallery/list.html"
    fragment: ClassVar[str] = "list"
    section: ClassVar[str] = "assistance"

    table: Table


@dataclass(frozen=True, kw_only=True)
class FormPage(Page):
    template: ClassVar[str] = "gallery/form.html"

    form: SampleForm


@dataclass(frozen=True, kw_only=True)
class ProgressPage(Page):
    template: ClassVar[str] = "gallery/progress.html"

    work: Progress


def sign_in(get_response):
    def middleware(request: HttpRequest):
        if "signed" in request.GET:
            request.actor = SimpleNamespace(kind="person", name="Aigul Sadykova")
            request.acting_for = "UNRCCA"
        return get_response(request)

    return middleware


def sample(request: HttpRequest) -> HttpResponseBase:
    return render(
        request,
        SamplePage(
            title="Regional training of border services in the detection of forged documents",
            kind="Recommendation",
            lede="Border services of the five States train together, with one curriculum, twice a year.",
            crumbs=samples.CRUMBS,
            marking=samples.AMBER if "signed" in request.GET else samples.CLEAR,
            thread=samples.THREAD,
        ),
    )


def figures(request: HttpRequest) -> HttpResponseBase:
    drawn = (samples.MAP, samples.FLOWS, samples.MONEY, samples.PROGRESS, samples.YEARS, samples.SPANS, samples.GRID)
    return render(
        request, FiguresPage(title="Who does what, where", lede="47 measures, five countries.", figures=drawn)
    )


def listing(request: HttpRequest) -> HttpResponseBase:
    table = samples.SHEET.table(request.GET, samples.PROJECTS)
    if table.format:
        return export(table, about=(("Marking", "TLP:CLEAR"),))
    return render(request, ListPage(title="Projects", table=table))


def form(request: HttpRequest) -> HttpResponseBase:
    bound = SampleForm(request.POST) if request.method == "POST" else SampleForm()
    if request.method == "POST" and bound.is_valid():
        messages.success(request, "The request was saved.")
        bound = SampleForm()
    return render(request, FormPage(title="State a need", form=bound, lede="Only those you name will see it."))


def progress(request: HttpRequest) -> HttpResponseBase:
    return render(
        request, ProgressPage(title="Reading us-2025-03", work=replace(samples.RUNNING, done=10250, state="finished"))
    )


def missing(_: HttpRequest) -> HttpResponseBase:
    raise Http404


def broken(_: HttpRequest) -> HttpResponseBase:
    raise RuntimeError("shown on purpose")
