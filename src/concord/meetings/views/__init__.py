"""The pages of the process: timeline, meeting, initiative, adopted texts, recommendations, documents, feeds."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.meetings import exports, queries
from concord.meetings.terms import Choice, MeetingSummary
from concord.meetings.views.pages import (
    DocumentPage,
    DocumentsPage,
    Filter,
    IndexPage,
    InitiativePage,
    InstrumentPage,
    InstrumentsPage,
    MeetingPage,
    RecommendationsPage,
)
from concord.meetings.views.threads import crumbs, events_of, instrument_thread, meeting_thread
from concord.ui.chrome import address
from concord.ui.language import localised
from concord.ui.pages import Crumb, MarkingLine, render

CALENDAR = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    asked = {key: request.GET.get(key, "") for key in ("series", "pillar", "year")}
    process = queries.process(actor=request.actor, **asked)
    unfiltered = not any(asked.values())
    page = IndexPage(
        title=_("Meetings"),
        lede=_("The process from its launch to today: who met, where, on what, and what came of it."),
        process=process,
        events=events_of(process.meetings, process.instruments if unfiltered else ()),
        filters=(
            _filter("series", _("Series"), asked["series"], process.series),
            _filter("pillar", _("Pillar"), asked["pillar"], process.pillars, numbered=True),
            _filter("year", _("Year"), asked["year"], process.years),
        ),
    )
    return render(request, page)


@require_safe
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    reading = queries.meeting(actor=request.actor, code=code)
    page = MeetingPage(
        title=reading.meeting.title,
        kind=capfirst(reading.meeting.kind.label),
        crumbs=crumbs(),
        thread=meeting_thread(reading),
        reading=reading,
    )
    return render(request, page)


@require_safe
def initiative(request: HttpRequest, code: str) -> HttpResponse:
    reading = queries.initiative(actor=request.actor, code=code)
    page = InitiativePage(
        title=reading.initiative.title, kind=_("Initiative"), lede=reading.aim, crumbs=crumbs(), reading=reading
    )
    return render(request, page)


@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    page = InstrumentsPage(
        title=_("Adopted texts"),
        lede=_("Plans and declarations, with each party's role towards them. A State's role belongs to the text."),
        crumbs=crumbs(),
        instruments=queries.instruments(actor=request.actor),
    )
    return render(request, page)


@require_safe
def instrument(request: HttpRequest, code: str) -> HttpResponse:
    reading = queries.instrument(actor=request.actor, code=code)
    page = InstrumentPage(
        title=reading.instrument.title,
        kind=capfirst(reading.instrument.kind.label),
        crumbs=crumbs(Crumb(_("Adopted texts"), reverse("meetings:instruments"))),
        thread=instrument_thread(reading),
        reading=reading,
    )
    return render(request, page)


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    measure = request.GET.get("measure", "")
    page = RecommendationsPage(
        title=_("Recommendations"),
        lede=_("What meetings recommended, and the measures of the strategy that each serves."),
        crumbs=crumbs(),
        recommendations=queries.recommendations(actor=request.actor, measure=measure),
        measure=measure,
    )
    return render(request, page)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    page = DocumentsPage(
        title=_("Documents"),
        lede=_("Reports, mappings and texts of the process, as far as they were released to you."),
        crumbs=crumbs(),
        documents=queries.documents(actor=request.actor),
    )
    return render(request, page)


@require_safe
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    marked = queries.document(actor=request.actor, uuid=uuid)
    readers = marked.readership
    page = DocumentPage(
        title=marked.document.title,
        kind=capfirst(marked.document.kind.label),
        crumbs=crumbs(Crumb(_("Documents"), reverse("meetings:documents"))),
        marking=MarkingLine(
            level=readers.tlp.label.removeprefix("TLP:"),
            audience=_("everybody") if readers.is_public else ", ".join(readers.released_to) or _("a closed list"),
            originator=marked.document.originator.name,
            why="; ".join(reason.text for reason in readers.reasons),
            url=address("sharing:markings"),
        ),
        document=marked.document,
    )
    return render(request, page)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    body = exports.calendar(
        meetings=queries.meetings(actor=request.actor),
        name=_("Meetings"),
        language=get_language() or "en",
        link=lambda each: _absolute(request, each),
    )
    headers = {"Content-Disposition": 'inline; filename="meetings.ics"'}
    return HttpResponse(body, content_type=CALENDAR, headers=headers)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    body = exports.feed(
        meetings=queries.meetings(actor=request.actor),
        title=_("Meetings"),
        language=get_language() or "en",
        home=request.build_absolute_uri(reverse("meetings:index")),
        address=request.build_absolute_uri(),
        link=lambda each: _absolute(request, each),
    )
    return HttpResponse(body, content_type=ATOM)


def _absolute(request: HttpRequest, meeting: MeetingSummary) -> str:
    return request.build_absolute_uri(reverse("meetings:meeting", args=(meeting.code,)))


def _filter(key: str, label: str, value: str, choices: tuple[Choice, ...], *, numbered: bool = False) -> Filter:
    """``numbered``: each choice is shown with its number as well as its name."""

    def shown(choice: Choice) -> str:
        number = f"{choice.value.rpartition(':')[2]}. " if numbered else ""
        return f"{number}{localised(choice.label)} ({choice.count})"

    return Filter(key=key, label=label, value=value, choices=tuple((choice.value, shown(choice)) for choice in choices))
