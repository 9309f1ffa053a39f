"""Who sits around the table, and who speaks for each delegation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concord.plans.access import ADMIT_DELEGATION
from concord.plans.actions.drafts import accept_credentials, admit_delegation, end_credentials
from concord.plans.forms.floor import AcceptForm, AdmitForm
from concord.plans.models import Draft
from concord.plans.queries import drafts
from concord.plans.queries import table as queries
from concord.plans.queries.marking import marked
from concord.plans.terms import Capacity, Rank
from concord.plans.terms.floor import Seating
from concord.plans.views.frame import door, inside, kind_of, tabs
from concord.plans.views.marking import marking_line
from concord.plans.views.words import hue
from concord.policy import require
from concord.ui.components import Tab
from concord.ui.language import localised
from concord.ui.numbers import whole
from concord.ui.pages import Page, render


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    credential: int
    name: str
    title: str
    rank: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``people`` is None where nobody is named to the reader."""

    name: str
    code: str
    hue: int
    mine: bool
    unread: bool
    people: tuple[PersonLine, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """All who sit in one capacity."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class TablePage(Page):
    template: ClassVar[str] = "plans/credentials.html"
    section: ClassVar[str] = "plan"
    tabs: tuple[Tab, ...]
    sides: tuple[Side, ...]
    admits: bool
    mark: str
    admit: AdmitForm
    accept: AcceptForm


@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """``act`` is admit, accept or end, by the originator."""
    draft = drafts.found(actor=request.actor, uuid=uuid)
    act = request.POST.get("act", "")
    if request.method == "POST":
        require(actor=request.actor, action=ADMIT_DELEGATION, obj=draft)
    table = queries.table(actor=request.actor, draft=draft)
    reading = marked(actor=request.actor, draft=draft)
    named = queries.organisations(actor=request.actor) if table.may_admit else ()
    admit = AdmitForm(request.POST if act == "admit" else None, organisations=named)
    accept = AcceptForm(request.POST if act == "accept" else None, parties=[each.party for each in table.seatings])
    status = 200
    if request.method == "POST":
        form = {"admit": admit, "accept": accept}.get(act)
        if form is None or form.is_valid():
            done = _ACTS.get(act, _absent)(request, draft, form)
            if done:
                messages.success(request, done)
                return redirect(door("delegations", draft.uuid))
        status = 422
    page = TablePage(
        title=_("Around the table"),
        kind=kind_of(table.draft),
        lede=localised(table.draft.title),
        crumbs=inside(table.draft),
        tabs=tabs(table.draft, "delegations"),
        sides=tuple(
            Side(
                label=capfirst(str(capacity.label)),
                lines=tuple(_line(each, mine=each.party == table.mine) for each in table.of(capacity)),
            )
            for capacity in Capacity
            if table.of(capacity)
        ),
        admits=table.may_admit,
        marking=marking_line(reading.readership),
        mark=door("marking", draft.uuid) if reading.may_mark else "",
        admit=admit,
        accept=accept,
    )
    return render(request, page, status=status)


def _admit(request: HttpRequest, draft: Draft, form: AdmitForm) -> str:
    organisation = queries.organisation(code=form.cleaned_data["organisation"])
    capacity = Capacity(form.cleaned_data["capacity"])
    admit_delegation(actor=request.actor, draft=draft, organisation=organisation, capacity=capacity, at=timezone.now())
    told = {"who": localised(organisation.name), "capacity": capacity.label}
    return _("%(who)s sits at the table: %(capacity)s.") % told


def _accept(request: HttpRequest, draft: Draft, form: AcceptForm) -> str:
    """Empty where nobody with that address has a seat in the organisation."""
    asked = form.cleaned_data
    delegation = queries.delegation(actor=request.actor, draft=draft, code=asked["delegation"])
    at = timezone.now()
    try:
        seat = queries.seat_of(delegation=delegation, email=asked["email"], on=timezone.localdate(at))
    except Http404:
        told = _("Nobody with this address has a seat in %(who)s.")
        form.add_error("email", told % {"who": localised(delegation.organisation.name)})
        return ""
    rank = Rank(asked["rank"])
    accept_credentials(actor=request.actor, delegation=delegation, seat=seat, rank=rank, at=at)
    told = {"person": seat.user.name, "who": localised(delegation.organisation.name), "rank": rank.label}
    return _("%(person)s is accepted for %(who)s: %(rank)s.") % told


def _end(request: HttpRequest, draft: Draft, _form: None) -> str:
    asked = request.POST.get("credential", "")
    row = queries.credential(actor=request.actor, draft=draft, pk=whole(asked) or 0)
    end_credentials(actor=request.actor, credential=row, at=timezone.now())
    told = {"person": row.seat.user.name, "who": localised(row.delegation.organisation.name)}
    return _("%(person)s no longer acts for %(who)s.") % told


def _absent(_request: HttpRequest, _draft: Draft, _form: None) -> str:
    raise Http404


_ACTS: dict[str, Callable[..., str]] = {"admit": _admit, "accept": _accept, "end": _end}


def _line(seating: Seating, *, mine: bool) -> Line:
    party = seating.party
    people = seating.people
    return Line(
        name=localised(party.name),
        code=party.code,
        hue=hue(party),
        mine=mine,
        unread=seating.reads is False,
        people=None
        if people is None
        else tuple(
            PersonLine(
                credential=each.credential,
                name=each.name,
                title=each.title,
                rank=capfirst(str(each.rank.label)),
                since=each.since,
            )
            for each in people
        ),
    )
