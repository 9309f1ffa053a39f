"""The public front: home, search, downloads, and what Concord is."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.meetings.terms import MeetingSummary
from concord.outreach import queries
from concord.outreach.terms import FoundGroup, Front
from concord.ui.components import Event
from concord.ui.heatmap import HeatCell, HeatColumn, HeatGroup, Heatmap, HeatRow
from concord.ui.pages import Page, render

LONGEST_QUESTION = 200
EXPORTS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    template: ClassVar[str] = "outreach/home.html"
    front: Front
    overview: Heatmap
    milestones: tuple[Event, ...]


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
    front = queries.front(actor=request.actor)
    page = HomePage(
        title=_("Acting together on the UN Counter-Terrorism Strategy in Central Asia"),
        lede=_(
            "The States of Central Asia, the United Nations and their partners worked out a joint plan. Here anybody "
            "can read it, see who helps with what, and see what is still missing."
        ),
        front=front,
        overview=_overview(front),
        milestones=tuple(_milestone(meeting) for meeting in front.milestones if meeting.when.starts_on),
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
        lede=_("Everything you may see can be taken out, in the formats the world uses. A page's filters apply to it."),
        downloads=(
            _tables(
                _("Projects of assistance"),
                _("All projects that you may see, with roles, places and sources."),
                "assistance:index",
            ),
            _tables(_("Coverage"), _("The matrix of measures and countries."), "coverage:index"),
            Download(
                _("Meetings"),
                _("The calendar of the process, and its news."),
                (("iCalendar", reverse("meetings:calendar")), ("Atom", reverse("meetings:feed"))),
            ),
        ),
        api=reverse("api:openapi-json"),
    )
    return render(request, page)


def _overview(front: Front) -> Heatmap:
    url = reverse("coverage:index")
    rows = tuple(
        HeatRow(
            label=row.pillar.short_title or row.pillar.title,
            number=row.pillar.number,
            url=f"{url}#{row.pillar.number}",
            cells=tuple(
                HeatCell(projects, f"{reverse('coverage:cell')}?pillar={row.pillar.number}&column={column.code}")
                for projects, column in zip(row.projects, front.columns, strict=True)
            ),
        )
        for row in front.pillars
    )
    return Heatmap(
        key="overview",
        caption=_("Projects by pillar and State"),
        unit=_("projects"),
        corner=_("Pillar"),
        columns=tuple(HeatColumn(label=column.name) for column in front.columns),
        groups=(HeatGroup(label=front.framework, rows=rows),) if rows else (),
    )


def _milestone(meeting: MeetingSummary) -> Event:
    return Event(
        title=meeting.title,
        starts_on=meeting.when.starts_on,
        ends_on=meeting.when.last,
        precision=meeting.when.precision,
        place=meeting.place,
        url=reverse("meetings:meeting", args=(meeting.code,)),
        weight="major",
    )


def _tables(label: str, what: str, url_name: str) -> Download:
    url = reverse(url_name)
    return Download(label, what, tuple((name, f"{url}?format={key}") for key, name in EXPORTS.items()))
