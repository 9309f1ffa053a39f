"""The pages of strategies: frameworks side by side, one framework, one measure, the themes."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.strategy import queries
from concord.strategy.terms import FrameworkReading, FrameworkSummary, MeasureReading, ThemeReading, ThemeSummary
from concord.ui.chrome import address
from concord.ui.language import localised
from concord.ui.pages import Crumb, Page, ThreadStep, render


@dataclass(frozen=True, kw_only=True)
class IndexPage(Page):
    template: ClassVar[str] = "strategy/index.html"
    section: ClassVar[str] = "strategy"
    frameworks: tuple[FrameworkSummary, ...]


@dataclass(frozen=True, kw_only=True)
class FrameworkPage(Page):
    template: ClassVar[str] = "strategy/framework.html"
    section: ClassVar[str] = "strategy"
    reading: FrameworkReading


@dataclass(frozen=True, kw_only=True)
class MeasurePage(Page):
    template: ClassVar[str] = "strategy/measure.html"
    section: ClassVar[str] = "strategy"
    reading: MeasureReading


@dataclass(frozen=True, kw_only=True)
class ThemesPage(Page):
    template: ClassVar[str] = "strategy/themes.html"
    section: ClassVar[str] = "strategy"
    themes: tuple[ThemeSummary, ...]


@dataclass(frozen=True, kw_only=True)
class ThemePage(Page):
    template: ClassVar[str] = "strategy/theme.html"
    section: ClassVar[str] = "strategy"
    reading: ThemeReading


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    page = IndexPage(
        title=_("Strategies and plans"),
        lede=_("What States have agreed to do, measure by measure. Everything else here refers to these measures."),
        frameworks=queries.frameworks(actor=request.actor),
    )
    return render(request, page)


@require_safe
def framework(request: HttpRequest, code: str) -> HttpResponse:
    reading = queries.framework(actor=request.actor, code=code)
    page = FrameworkPage(
        title=reading.framework.title,
        kind=capfirst(reading.framework.kind.label),
        crumbs=(Crumb(_("Strategies and plans"), reverse("strategy:index")),),
        thread=_framework_thread(reading.framework),
        reading=reading,
    )
    return render(request, page)


@require_safe
def measure(request: HttpRequest, code: str, number: str) -> HttpResponse:
    reading = queries.measure(actor=request.actor, framework=code, number=number)
    page = MeasurePage(
        title=reading.measure.title,
        kind=_("Measure %(number)s") % {"number": number},
        crumbs=(
            Crumb(_("Strategies and plans"), reverse("strategy:index")),
            Crumb(reading.framework_title, reverse("strategy:framework", args=(code,))),
        ),
        thread=_measure_thread(reading),
        reading=reading,
    )
    return render(request, page)


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    page = ThemesPage(
        title=_("Themes"),
        lede=_("Subjects that cut across the pillars, each with the measures that it gathers."),
        crumbs=(Crumb(_("Strategies and plans"), reverse("strategy:index")),),
        themes=queries.themes(actor=request.actor),
    )
    return render(request, page)


@require_safe
def theme(request: HttpRequest, code: str) -> HttpResponse:
    reading = queries.theme(actor=request.actor, code=code)
    page = ThemePage(
        title=reading.theme.title,
        lede=reading.theme.summary,
        kind=_("Theme"),
        crumbs=(
            Crumb(_("Strategies and plans"), reverse("strategy:index")),
            Crumb(_("Themes"), reverse("strategy:themes")),
        ),
        reading=reading,
    )
    return render(request, page)


def _framework_thread(framework: FrameworkSummary) -> tuple[ThreadStep, ...]:
    return (
        ThreadStep(kind=_("Strategy"), label=framework.short_title or framework.title, here=True),
        ThreadStep(kind=_("Meetings"), label=_("where it was taken up"), url=address("meetings:index")),
        ThreadStep(
            kind=_("Plan"),
            label=_("what was adopted") if framework.instruments else "",
            url=address("meetings:instruments") if framework.instruments else "",
            more=max(len(framework.instruments) - 1, 0),
        ),
        ThreadStep(kind=_("Coverage"), label=_("who does what, where"), url=address("coverage:index")),
    )


def _measure_thread(reading: MeasureReading) -> tuple[ThreadStep, ...]:
    """What came of a measure is in the rooms above; their pages are linked, not asked."""
    measure, pillar = reading.measure, reading.pillar
    return (
        ThreadStep(
            kind=_("Strategy"),
            label=f"{localised(reading.framework_title)}, {pillar.number}",
            url=reverse("strategy:framework", args=(measure.framework,)) + f"#{pillar.number}",
        ),
        ThreadStep(kind=_("Measure"), label=measure.number, here=True),
        ThreadStep(
            kind=_("Meetings"),
            label=_("that reviewed pillar %(pillar)s") % {"pillar": pillar.number},
            url=_above("meetings:index", pillar=f"{measure.framework}:{pillar.number}"),
        ),
        ThreadStep(
            kind=_("Recommendations"),
            label=_("on this measure"),
            url=_above("meetings:recommendations", measure=measure.key),
        ),
        ThreadStep(
            kind=_("Assistance"), label=_("projects that serve it"), url=_above("assistance:index", measure=measure.key)
        ),
        ThreadStep(
            kind=_("Coverage"), label=_("countries and gaps"), url=_above("coverage:index", measure=measure.key)
        ),
    )


def _above(url_name: str, **query: str) -> str:
    """A list in a room above, if that room is installed."""
    url = address(url_name)
    return f"{url}?{urlencode(query)}" if url and query else url
