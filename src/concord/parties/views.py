"""The register of organisations, and people and their seats."""

from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from concord.parties import actions, queries
from concord.parties.access import END_SEAT, GIVE_SEAT
from concord.parties.forms import SeatForm
from concord.parties.models import Mandate, Organisation, Seat
from concord.parties.terms import GROUPS, Kind
from concord.policy import decide
from concord.ui.components import Tab
from concord.ui.numbers import whole
from concord.ui.pages import Crumb, Page, found, render


@dataclass(frozen=True, kw_only=True)
class RegisterPage(Page):
    template: ClassVar[str] = "parties/index.html"
    section: ClassVar[str] = "parties"
    groups: tuple[queries.KindOfParties, ...]
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class MeasureLink:
    number: str
    url: str

    @classmethod
    def of(cls, key: str) -> "MeasureLink":
        framework, _colon, number = key.partition(":")
        return cls(number, reverse("strategy:measure", args=(framework, number)))


@dataclass(frozen=True, slots=True)
class MandateRow:
    mandate: Mandate
    measures: tuple[MeasureLink, ...]


@dataclass(frozen=True, kw_only=True)
class OrganisationPage(Page):
    template: ClassVar[str] = "parties/organisation.html"
    section: ClassVar[str] = "parties"
    organisation: Organisation
    mandates: tuple[MandateRow, ...]


@dataclass(frozen=True, kw_only=True)
class SeatRow:
    seat: Seat
    is_held: bool
    may_end: bool


@dataclass(frozen=True, kw_only=True)
class SeatsPage(Page):
    template: ClassVar[str] = "parties/seats.html"
    section: ClassVar[str] = "desk"
    rows: tuple[SeatRow, ...]
    may_give: bool


@dataclass(frozen=True, kw_only=True)
class NewSeatPage(Page):
    template: ClassVar[str] = "parties/new_seat.html"
    section: ClassVar[str] = "desk"
    form: SeatForm


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    if kind not in ("", *Kind.values):
        raise Http404
    everything = queries.register(actor=request.actor)
    url = reverse("parties:index")
    count = sum(len(group.organisations) for group in everything)
    tabs = (
        Tab(_("All"), url, not kind, count),
        *(
            Tab(GROUPS[group.kind], f"{url}?kind={group.kind}", kind == group.kind, len(group.organisations))
            for group in everything
        ),
    )
    page = RegisterPage(
        title=_("Organisations"),
        lede=_(
            "States, United Nations entities, regional organisations, donors and institutions, with their mandates."
        ),
        groups=tuple(group for group in everything if kind in ("", group.kind)),
        tabs=tabs,
    )
    return render(request, page)


@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    row = found(queries.organisations_for_page(actor=request.actor), code=code)
    page = OrganisationPage(
        title=row.name,
        kind=row.get_kind_display(),
        crumbs=(Crumb(_("Organisations"), reverse("parties:index")),),
        organisation=row,
        mandates=tuple(
            MandateRow(mandate, tuple(MeasureLink.of(key) for key in mandate.measures))
            for mandate in row.mandates.all()
        ),
    )
    return render(request, page)


@login_required
@require_safe
def seats(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    rows = queries.seats_visible(actor=actor, on=timezone.localdate())
    own = Seat(organisation_id=actor.organisation_id) if actor.organisation_id else None
    page = SeatsPage(
        title=_("People and seats"),
        lede=_("A seat is a role in one organisation, from one day until another. People act in one seat at a time."),
        rows=tuple(
            SeatRow(
                seat=seat,
                is_held=bool(seat.is_held),
                may_end=bool(seat.is_held) and decide(actor=actor, action=END_SEAT, obj=seat).allowed,
            )
            for seat in rows
        ),
        may_give=own is not None and decide(actor=actor, action=GIVE_SEAT, obj=own).allowed,
    )
    return render(request, page)


@login_required
def new_seat(request: HttpRequest) -> HttpResponse:
    form = SeatForm(request.POST or None, actor=request.actor, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        seat = actions.invite(actor=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("%(name)s has a seat now.") % {"name": seat.user.name})
        return redirect("parties:seats")
    page = NewSeatPage(
        title=_("Give a seat"),
        crumbs=(Crumb(_("People and seats"), reverse("parties:seats")),),
        form=form,
    )
    return render(request, page, status=422 if form.errors else 200)


@login_required
@require_POST
def end_seat(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    seat = found(queries.seats_visible(actor=request.actor, on=today), pk=pk)
    try:
        actions.end_seat(actor=request.actor, seat=seat, on=today, at=timezone.now())
    except actions.UnableToEndSeat as unable:
        messages.error(request, str(unable))
    else:
        messages.success(request, _("The seat has ended."))
    return redirect("parties:seats")


@login_required
@require_POST
def take_seat(request: HttpRequest) -> HttpResponse:
    """Act in another of one's own seats from now on; the session gets a new key, as at every change of rights."""
    seat = found(
        queries.seats_of(user=request.user, on=timezone.localdate()),
        pk=whole(request.POST.get("seat", "")) or 0,
    )
    request.session.cycle_key()
    request.session["seat"] = seat.pk
    messages.success(request, _("You now act for %(organisation)s.") % {"organisation": seat.organisation})
    return redirect("desk:index")
