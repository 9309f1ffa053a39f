"""The text as a file, in every format and edition; and a Word file with changes, back on the table."""

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from concord.plans.access import TABLE_PROPOSAL
from concord.plans.actions.drafts import TextClosed
from concord.plans.actions.proposals import BaseMoved, UnableToTable
from concord.plans.actions.uploads import table_proposals
from concord.plans.exports import distribution_of, report_file, text_file
from concord.plans.forms.files import TablingForm, WordForm, packed
from concord.plans.logic.tabling import worked_out
from concord.plans.models import Draft
from concord.plans.queries import credentials, drafts
from concord.plans.queries.reports import meeting_record, meetings_of
from concord.plans.queries.rolling import rolling_text
from concord.plans.queries.uploads import upload_against
from concord.plans.terms.files import Edition, Format, Left, Offered, Upload
from concord.plans.terms.rolling import RollingText
from concord.plans.views.frame import Link, door, inside, language_of, tabs, taken_out
from concord.plans.views.panel import number_of
from concord.plans.views.rolling import writer_of
from concord.plans.views.words import Writer, names
from concord.policy import require
from concord.redline.word import Refused
from concord.ui.components import Tab
from concord.ui.dates import days_words
from concord.ui.language import Words, name_of
from concord.ui.numbers import whole
from concord.ui.pages import Crumb, Page, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One edition with a link for each format."""

    label: str
    formats: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A meeting with its report; ``url`` leads to the meeting."""

    title: Words
    days: str
    strikes: int
    url: str
    report: str


@dataclass(frozen=True, kw_only=True)
class FilesPage(Page):
    template: ClassVar[str] = "plans/files.html"
    section: ClassVar[str] = "plan"
    tabs: tuple[Tab, ...]
    languages: tuple[Tab, ...]
    revision: int
    symbol: str
    rows: tuple[Row, ...]
    form: WordForm | None
    upload: str
    compare: str
    reports: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChange:
    """A change in the file as it would be tabled; ``obstacle`` says why it cannot be."""

    key: str
    number: str
    kind: str
    change: SafeString | str
    explanation: str
    place: str
    author: str
    untracked: bool
    meets: tuple[str, ...]
    twin: str
    obstacle: str


@dataclass(frozen=True, kw_only=True)
class UploadPage(Page):
    template: ClassVar[str] = "plans/upload.html"
    section: ClassVar[str] = "plan"
    changes: tuple[FoundChange, ...]
    can: int
    known: tuple[str, ...]
    left: tuple[Left, ...]
    content: str
    revision: int
    language: str
    table: str
    cancel: str


@require_safe
def files(request: HttpRequest, uuid: UUID) -> HttpResponse:
    draft, text = _text(request, uuid)
    may = text.may_speak and text.is_current
    return render(request, _files_page(request, draft, text, WordForm() if may else None))


@require_safe
def download(request: HttpRequest, uuid: UUID, edition: str) -> HttpResponse:
    """`?format=docx`; also `language` and `revision`."""
    draft, text = _text(request, uuid)
    try:
        wanted, format_ = Edition(edition), Format(request.GET.get("format", ""))
    except ValueError:
        raise Http404 from None
    if wanted is Edition.OWN and text.mine is None:
        raise Http404
    distribution = distribution_of(draft=draft, language=text.language, on=text.made_at.date())
    return taken_out(text_file(text=text, edition=wanted, format_=format_, distribution=distribution))


@require_safe
def report(request: HttpRequest, uuid: UUID, meeting: str) -> HttpResponse:
    """`?format=pdf`; also `language`."""
    draft = drafts.found(actor=request.actor, uuid=uuid)
    language = language_of(draft, request.GET.get("language", ""), request.LANGUAGE_CODE)
    record = meeting_record(actor=request.actor, draft=draft, meeting=meeting, language=language)
    if request.GET.get("format") != Format.PDF:
        raise Http404
    distribution = distribution_of(draft=draft, language=language, on=record.meeting.rose_at.date())
    return taken_out(report_file(record=record, distribution=distribution))


@require_POST
def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is in the file, to look at. Nothing is written yet."""
    draft, text = _text(request, uuid)
    require(actor=request.actor, action=TABLE_PROPOSAL, obj=credentials.mine(actor=request.actor, draft=draft))
    form = WordForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data["file"]
        try:
            return render(request, _upload_page(draft, text, upload_against(data=data, text=text), data))
        except Refused as refused:
            form.add_error("file", _unreadable(refused))
    return render(request, _files_page(request, draft, text, form), status=422)


@require_POST
def table(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The chosen changes of the file that was shown, all of them or none."""
    draft, text = _text(request, uuid)
    require(actor=request.actor, action=TABLE_PROPOSAL, obj=credentials.mine(actor=request.actor, draft=draft))
    form = TablingForm(request.POST)
    if not form.is_valid():
        return _again(request, draft, form)
    if form.cleaned_data["revision"] != text.revision:
        return _moved(request, draft)
    try:
        found = upload_against(data=form.cleaned_data["content"], text=text)
    except Refused as refused:
        form.add_error("content", _unreadable(refused))
        return _again(request, draft, form)
    chosen = set(form.cleaned_data["chosen"])
    tablings = [each.tabling for each in found.offered if each.key in chosen]
    try:
        results = table_proposals(actor=request.actor, draft=draft, tablings=tablings, at=timezone.now())
    except (BaseMoved, TextClosed):
        return _moved(request, draft)
    except UnableToTable as unable:
        messages.error(request, _("Nothing was tabled: %(why)s") % {"why": capfirst(str(unable.why.label))})
        return redirect(door("files", draft.uuid))
    joined = sum(each.is_joined for each in results)
    new = len(results) - joined
    told = [ngettext("%(n)s proposal was tabled.", "%(n)s proposals were tabled.", new) % {"n": new}]
    if joined:
        told.append(
            ngettext(
                "%(n)s proposal of others is now co-sponsored.",
                "%(n)s proposals of others are now co-sponsored.",
                joined,
            )
            % {"n": joined}
        )
    messages.success(request, " ".join(told))
    return redirect(door("draft", draft.uuid, of=text.mine.code if text.mine else "", language=text.language))


def _unreadable(refused: Refused) -> str:
    return _("This file cannot be read: %(why)s. Nothing was tabled.") % {"why": refused}


def _text(request: HttpRequest, uuid: UUID) -> tuple[Draft, RollingText]:
    draft = drafts.found(actor=request.actor, uuid=uuid)
    asked = request.POST if request.method == "POST" else request.GET
    text = rolling_text(
        actor=request.actor,
        draft=draft,
        language=language_of(draft, asked.get("language", ""), request.LANGUAGE_CODE),
        revision=whole(request.GET.get("revision", "")),
    )
    return draft, text


def _files_page(request: HttpRequest, draft: Draft, text: RollingText, form: WordForm | None) -> FilesPage:
    earlier = {} if text.is_current else {"revision": str(text.revision)}
    editions = [each for each in Edition if each is not Edition.OWN or text.mine is not None]
    return FilesPage(
        title=_("Files"),
        kind=text.draft.title,
        lede=_("The text in the formats of the world. What goes out comes back in."),
        crumbs=inside(text.draft),
        tabs=tabs(text.draft, "files"),
        languages=tuple(
            Tab(name_of(code), door("files", draft.uuid, language=code, **earlier), code == text.language)
            for code in text.draft.languages
        ),
        revision=text.revision,
        symbol=text.symbol,
        rows=tuple(
            Row(
                label=str(edition.label),
                formats=tuple(
                    Link(
                        label=str(each.label),
                        url=door(
                            "download", draft.uuid, edition.value, format=each.value, language=text.language, **earlier
                        ),
                    )
                    for each in Format
                ),
            )
            for edition in editions
        ),
        form=form,
        upload=door("upload", draft.uuid, language=text.language),
        compare=door("compare", draft.uuid),
        reports=tuple(
            ReportRow(
                title=each.name.title,
                days=days_words(each.when.starts_on, each.when.last, each.when.precision),
                strikes=each.strikes,
                url=reverse("meetings:meeting", args=(each.name.code,)),
                report=door("report", draft.uuid, each.name.code, format=Format.PDF.value, language=text.language),
            )
            for each in meetings_of(actor=request.actor, draft=draft)
        ),
    )


def _upload_page(draft: Draft, text: RollingText, found: Upload, data: bytes) -> UploadPage:
    writer = writer_of(text=text, at=timezone.now())
    changes = tuple(_change(text, each, writer) for each in found.offered)
    return UploadPage(
        title=_("What is in the file"),
        kind=text.draft.title,
        crumbs=inside(text.draft, Crumb(_("Files"), door("files", draft.uuid))),
        changes=changes,
        can=sum(not each.obstacle for each in changes),
        known=found.known,
        left=found.left,
        content=packed(data),
        revision=text.revision,
        language=text.language,
        table=door("table", draft.uuid),
        cancel=door("files", draft.uuid, language=text.language),
    )


def _change(text: RollingText, offered: Offered, writer: Writer) -> FoundChange:
    tabling = offered.tabling
    provision = text.provision(tabling.provision) if tabling.provision else None
    shown = FoundChange(
        key=offered.key,
        number=number_of(provision) if provision else _("new"),
        kind=capfirst(str(tabling.kind.label)),
        change=tabling.words or "",
        explanation=tabling.explanation,
        place=offered.place,
        author=offered.author,
        untracked=offered.untracked,
        meets=(),
        twin="",
        obstacle="",
    )
    try:
        preview = worked_out(text=text, tabling=tabling, party=text.mine)
    except (UnableToTable, BaseMoved) as unable:
        why = unable.why.label if isinstance(unable, UnableToTable) else _("the text has moved on")
        return replace(shown, obstacle=capfirst(str(why)))
    return replace(
        shown,
        kind=capfirst(str(preview.kind.label)),
        change=writer.excerpt(preview.before, preview.ops) if preview.ops else shown.change,
        meets=tuple(f"{rival.proposal.key} ({names(rival.proposal.sponsors)})" for rival in preview.rivals),
        twin=names(preview.twin.sponsors) if preview.twin else "",
    )


def _moved(request: HttpRequest, draft: Draft) -> HttpResponse:
    messages.error(
        request,
        _(
            "Nothing was tabled: the text went on while you looked. Upload the file again; your changes are placed on "
            "the words of now."
        ),
    )
    return redirect(door("files", draft.uuid))


def _again(request: HttpRequest, draft: Draft, form: TablingForm) -> HttpResponse:
    messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect(door("files", draft.uuid))
