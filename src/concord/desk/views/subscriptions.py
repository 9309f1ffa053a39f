"""What comes to a person without asking: news by e-mail, feeds for other programs."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from concord.desk import actions, queries
from concord.desk.forms import DigestForm
from concord.desk.terms import Rhythm, Subscriptions
from concord.parties.queries import actor_of
from concord.sharing.actions import make_feed_key, withdraw_feed_key
from concord.ui.language import Words, name_of
from concord.ui.pages import Crumb, Page, render


@dataclass(frozen=True, slots=True)
class Address:
    """Of a feed, with the secret."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class SubscriptionsPage(Page):
    """``addresses`` are there once, on the answer to having asked for them."""

    template: ClassVar[str] = "desk/subscriptions.html"
    section: ClassVar[str] = "desk"
    is_seated: bool
    email: str
    form: DigestForm
    language: str
    ordered: Subscriptions
    addresses: tuple[Address, ...]


@dataclass(frozen=True, kw_only=True)
class StopPage(Page):
    template: ClassVar[str] = "desk/stop.html"
    organisation: Words
    is_stopped: bool


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    ordered = queries.subscriptions(actor=request.actor)
    form = DigestForm(request.POST if request.method == "POST" else None, initial={"rhythm": ordered.rhythm})
    if request.method == "POST" and form.is_valid():
        actions.choose_digest(
            actor=request.actor,
            rhythm=Rhythm(form.cleaned_data["rhythm"]),
            language=get_language() or "en",
            at=timezone.now(),
        )
        messages.success(request, _("Your choice is kept."))
        return redirect("desk:subscriptions")
    return render(request, _page(request, form, ordered), status=422 if form.errors else 200)


@login_required
@require_POST
def make_address(request: HttpRequest) -> HttpResponse:
    """Answers with the page itself: the secret is in no address of ours, and is not kept to be shown again."""
    key = make_feed_key(actor=request.actor, at=timezone.now())
    ordered = queries.subscriptions(actor=request.actor)
    form = DigestForm(initial={"rhythm": ordered.rhythm})
    return render(request, _page(request, form, ordered, key=key))


@login_required
@require_POST
def withdraw_address(request: HttpRequest) -> HttpResponse:
    withdraw_feed_key(actor=request.actor, at=timezone.now())
    messages.success(request, _("The secret address opens nothing any more."))
    return redirect("desk:subscriptions")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The link in each letter, also for mail programs that send one POST of their own (RFC 8058): it takes no session
    and no token of a form, and does nothing but end the letters of the one seat.
    """
    digest = queries.digest_of(uuid=uuid)
    if request.method == "POST":
        actions.choose_digest(
            actor=actor_of(seat=digest.seat, is_proven=False),
            rhythm=Rhythm.OFF,
            language=digest.language,
            at=timezone.now(),
        )
    stopped = request.method == "POST" or digest.rhythm == Rhythm.OFF
    page = StopPage(
        title=_("No more news by e-mail"),
        organisation=digest.seat.organisation.short_name or digest.seat.organisation.name,
        is_stopped=stopped,
    )
    return render(request, page)


def _page(request: HttpRequest, form: DigestForm, ordered: Subscriptions, *, key: str = "") -> SubscriptionsPage:
    named = (
        (_("Deadlines of all texts under negotiation (iCalendar)"), "plans:deadlines"),
        (_("What changes in all texts under negotiation (Atom)"), "plans:all_changes"),
    )
    return SubscriptionsPage(
        title=_("News by e-mail and feeds"),
        lede=_("For the seat you act in. What is marked RED leaves by neither."),
        crumbs=(Crumb(_("My desk"), reverse("desk:index")),),
        is_seated=request.actor.seat_id is not None,
        email=request.user.email,
        form=form,
        language=name_of(get_language() or "en"),
        ordered=ordered,
        addresses=tuple(
            Address(label, request.build_absolute_uri(f"{reverse(name)}?key={key}")) for label, name in named if key
        ),
    )
