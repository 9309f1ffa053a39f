"""What happens around every page: who acts, what may be cached, how a refusal looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from concord.parties.models import Seat
from concord.parties.queries import actor_in
from concord.policy import Actor, Refused
from concord.sharing.queries import admitted
from concord.ui.chrome import Link
from concord.ui.pages import Page, render
from concord.wiring.requests import takes_out
from concord.wiring.second_step import CodeWantedPage, is_proven, way_to_code

Handler = Callable[[HttpRequest], HttpResponse]
SEAT_IN_SESSION = "seat"


class ActedRequest(HttpRequest):
    """A request as every view gets it: with the one who acts, and the person's seats, the one acted in first."""

    actor: Actor
    seats: tuple[Seat, ...]
    led_to: Link | None


@dataclass(frozen=True, kw_only=True)
class RefusedPage(Page):
    template: ClassVar[str] = "ui/refused.html"
    reasons: tuple[str, ...]


def actor_on_request(get_response: Handler) -> Callable[[ActedRequest], HttpResponse]:
    """Sets ``request.actor`` and ``request.seats``: the public, or the signed-in person in one seat; and where a person
    is led whose seat may do more after a second step.
    """

    def handle(request: ActedRequest) -> HttpResponse:
        actor, request.seats, request.led_to = Actor.anonymous(), (), None
        if request.user.is_authenticated:
            seat_id = request.session.get(SEAT_IN_SESSION)
            actor, request.seats = actor_in(
                user=request.user, seat_id=seat_id, on=timezone.localdate(), is_proven=is_proven(request)
            )
            if actor.withheld:
                request.led_to = way_to_code(request, back=request.get_full_path())
        request.actor = admitted(actor=actor, taking_out=takes_out(request))
        return get_response(request)

    return handle


def private_by_default(get_response: Handler) -> Handler:
    """A page for a signed-in reader is never stored by a cache between us and the reader."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        else:
            patch_vary_headers(response, ("Cookie", "Accept-Language"))
        return response

    return handle


class Refusals:
    """A refused act: the public is asked to sign in, a person is told what is missing. Reading never gets here, for
    what one may not see does not exist.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: ActedRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if not request.actor.is_signed_in:
            return redirect("account_login")
        if exception.decision.lacks_only_code:
            return render(request, _code_wanted(request), status=403)
        reasons = tuple(reason.text for reason in exception.decision.reasons)
        return render(request, RefusedPage(title=_("You may not do this"), reasons=reasons), status=403)


def _code_wanted(request: ActedRequest) -> CodeWantedPage:
    """Leads back to the page on which the act was asked for, where the browser keeps what was written."""
    back = request.headers.get("referer", "")
    back = back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else reverse("desk:index")
    return CodeWantedPage(title=_("This takes your one-time code"), step=way_to_code(request, back=back), back=back)
