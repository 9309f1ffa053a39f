"""The public front: home, search, downloads, and what Concord is."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.outreach import queries
from concord.outreach.terms import FoundGroup
from concord.ui.pages import Page, render

LONGEST_QUESTION = 200


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    template: ClassVar[str] = "outreach/home.html"
    front: queries.Front


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    template: ClassVar[str] = "outreach/search.html"
    fragment: ClassVar[str] = "found"
    asked: str
    groups: tuple[FoundGroup, ...]


@dataclass(frozen=True, kw_only=True)
class AboutPage(Page):
    template: ClassVar[str] = "outreach/about.html"


@dataclass(frozen=True, kw_only=True)
class AccessibilityPage(Page):
    template: ClassVar[str] = "outreach/accessibility.html"


@dataclass(frozen=True, slots=True)
class Download:
    label: str
    what: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class DownloadsPage(Page):
    template: ClassVar[str] = "outreach/downloads.html"
    downloads: tuple[Download, ...]
    api: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = HomePage(
        title=_("Who does what, where, with whose money"),
        lede=_(
            "From a strategy to a plan that States adopt, and to what is done about it: the United Nations Global "
            "Counter-Terrorism Strategy in Central Asia."
        ),
        front=queries.front(actor=request.actor),
    )
    return render(request, page)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "")[:LONGEST_QUESTION].strip()
    page = SearchPage(title=_("Search"), asked=asked, groups=queries.found(actor=request.actor, asked=asked))
    return render(request, page)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, AboutPage(title=_("About Concord")))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, AccessibilityPage(title=_("Accessibility")))


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    page = DownloadsPage(
        title=_("Downloads"),
        lede=_("Everything you may see can be taken out, in the formats the world uses. Filters of a page apply to its download."),
        downloads=(
            _tables(_("Projects of assistance"), _("All projects that you may see, with roles, places and sources."), "assistance:index", ("csv", "xlsx", "json", "iati")),
            _tables(_("Coverage"), _("The matrix of measures and countries."), "coverage:index", ("csv", "xlsx", "json")),
            Download(_("Meetings"), _("The calendar of the process."), (("iCalendar", reverse("meetings:calendar")),)),
        ),
        api=reverse("api:openapi-json"),
    )
    return render(request, page)
