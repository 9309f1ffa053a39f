"""Where delegations stand: the register of all, and the page on which one's own delegation speaks."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concord.plans.actions.decisions import NothingToConfirm, confirm_decision
from concord.plans.actions.positions import UnableToTakePosition, take_position
from concord.plans.forms.closing import PositionForm
from concord.plans.queries import positions as queries
from concord.plans.terms import Stand
from concord.plans.terms.closing import PlacedProvision
from concord.plans.terms.register import Choosing, Entry, Register, Shown
from concord.plans.terms.rolling import Party
from concord.plans.views.frame import door, inside, kind_of, tabs
from concord.plans.views.words import chip, hue, names
from concord.ui.components import Tab
from concord.ui.language import localised
from concord.ui.pages import Crumb, Page, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    chip: str
    name: str
    hue: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One cell of the matrix; ``stand`` is empty where nothing was said."""

    party: str
    hue: int
    stand: str
    label: str
    text: str
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    number: str
    beginning: str
    proposal: str
    lead: str
    text_url: str
    take_url: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An entry in the history of one delegation."""

    number: str
    beginning: str
    proposal: str
    stand: str
    label: str
    text: str
    at: object
    is_latest: bool


@dataclass(frozen=True, kw_only=True)
class PositionsPage(Page):
    template: ClassVar[str] = "plans/positions.html"
    section: ClassVar[str] = "plan"
    tabs: tuple[Tab, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    counts: tuple[tuple[str, str, int], ...]
    one: str
    history: tuple[Said, ...]
    everybody: str
    views: tuple[Tab, ...]
    text_url: str
    may_take: bool


@dataclass(frozen=True, kw_only=True)
class PositionPage(Page):
    template: ClassVar[str] = "plans/position.html"
    section: ClassVar[str] = "plan"
    words: str
    language: str
    proposal: str
    form: PositionForm | None
    before: tuple[Said, ...]
    cancel: str


@require_safe
def positions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    asked = request.GET.get("of", "")
    show = next((each for each in Shown if each.value == request.GET.get("show")), Shown.USUAL)
    reading = queries.register(actor=request.actor, draft=uuid, delegation=asked, show=show)
    one = reading.party.code if reading.party else ""
    page = PositionsPage(
        title=_("Positions"),
        kind=kind_of(reading.draft),
        lede=_("Where each delegation stands on each provision and proposal, as it said last. Nothing said is lost."),
        crumbs=inside(reading.draft),
        tabs=tabs(reading.draft, "positions"),
        columns=tuple(_column(reading, each, one) for each in reading.parties),
        lines=tuple(_line(reading, row) for row in reading.rows),
        counts=tuple((stand.value, str(stand.label), count) for stand, count in reading.counts),
        one=names([reading.party]) if reading.party else "",
        history=tuple(_said(each) for each in reading.history),
        everybody=_address(uuid, show=show),
        views=tuple(Tab(each.label, _address(uuid, one, show=each), each is show) for each in Shown),
        text_url=door("draft", uuid),
        may_take=reading.may_take,
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, uuid: UUID, provision: UUID) -> HttpResponse:
    wanted = request.POST.get("proposal") or request.GET.get("proposal")
    reading = queries.choosing(actor=request.actor, draft=uuid, provision=provision, proposal=_uuid(wanted))
    if request.method == "POST" and request.POST.get("act") == "confirm":
        return _confirm(request, uuid, reading)
    data = request.POST if request.method == "POST" else None
    form = PositionForm(data, capacity=reading.mine.capacity) if reading.mine and reading.may_take else None
    back = door("positions", uuid)
    if data is not None and (form is None or form.is_valid()):
        subject = queries.subject(actor=request.actor, draft=uuid, provision=provision, proposal=_uuid(wanted))
        try:
            take_position(
                actor=request.actor,
                provision=subject.provision,
                proposal=subject.proposal,
                stand=form.stand_taken() if form else Stand.SILENT,
                text=form.cleaned_data["text"] if form else "",
                at=timezone.now(),
            )
        except UnableToTakePosition:
            messages.error(request, _("The text or the proposal changed meanwhile; nothing was recorded."))
        else:
            messages.success(request, _("Your delegation's position is on record."))
        return redirect(back)
    page = PositionPage(
        title=_title(reading),
        kind=_("Position of your delegation"),
        crumbs=inside(reading.draft, Crumb(_("Positions"), back)),
        words=reading.words,
        language=reading.draft.language,
        proposal=str(reading.proposal_uuid or ""),
        form=form,
        before=tuple(_said(each) for each in reading.before),
        cancel=back,
    )
    return render(request, page)


def _confirm(request: HttpRequest, draft: UUID, reading: Choosing) -> HttpResponse:
    """The capital of the reader's delegation agrees to what was agreed ad referendum."""
    subject = queries.subject(actor=request.actor, draft=draft, provision=reading.provision.uuid)
    decision = queries.awaiting(actor=request.actor, provision=subject.provision)
    if decision is None:
        raise Http404
    try:
        confirm_decision(actor=request.actor, decision=decision, at=timezone.now())
    except NothingToConfirm:
        messages.error(request, _("The text or the proposal changed meanwhile; nothing was recorded."))
    else:
        told = {"who": names([reading.mine] if reading.mine else ()), "number": number(reading.provision)}
        messages.success(request, _("The capital of %(who)s confirmed %(number)s") % told)
    return redirect(door("draft", draft, provision=str(reading.provision.uuid)))


def _title(reading: Choosing) -> str:
    where = number(reading.provision)
    if reading.proposal:
        return _("%(proposal)s, on %(number)s") % {"proposal": reading.proposal, "number": where}
    return where


def number(provision: PlacedProvision) -> str:
    return provision.label or provision.kind


def _column(reading: Register, party: Party, one: str) -> Column:
    current = party.code == one
    return Column(
        chip=chip(party),
        name=localised(party.name),
        hue=hue(party),
        url=_address(reading.draft.uuid, "" if current else party.code, show=reading.show),
        current=current,
    )


def _line(reading: Register, row: object) -> Line:
    about = {"proposal": str(row.proposal_uuid)} if row.proposal_uuid else {}
    return Line(
        number=number(row.provision),
        beginning=row.provision.beginning,
        proposal=row.proposal,
        lead=names([row.lead]) if row.lead else "",
        text_url=door("draft", reading.draft.uuid, provision=str(row.provision.uuid)),
        take_url=door("take_position", reading.draft.uuid, row.provision.uuid, **about) if reading.may_take else "",
        fields=tuple(
            Field(
                party=names([cell.party]),
                hue=hue(cell.party),
                stand=cell.stand.value if cell.stand else "",
                label=str(cell.stand.label) if cell.stand else "",
                text=cell.text,
                mine=cell.party == reading.mine,
            )
            for cell in row.cells
        ),
    )


def _said(entry: Entry) -> Said:
    return Said(
        number=number(entry.provision),
        beginning=entry.provision.beginning,
        proposal=entry.proposal,
        stand=entry.stand.value,
        label=str(entry.stand.label),
        text=entry.text,
        at=entry.at,
        is_latest=entry.is_latest,
    )


def _address(uuid: UUID, of: str = "", *, show: Shown) -> str:
    query = {"of": of, "show": show.value}
    asked = urlencode({name: value for name, value in query.items() if value})
    return reverse("plans:positions", args=(uuid,)) + (f"?{asked}" if asked else "")


def _uuid(value: str | None) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError:
        raise Http404 from None
