"""What happens around every page: who acts, what may be cached, how a refusal looks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from concord.parties.queries import actor_in
from concord.policy import Actor, Refused
from concord.sharing.queries import admitted

Handler = Callable[[HttpRequest], HttpResponse]
SEAT_IN_SESSION = "seat"


def actor_on_request(get_response: Handler) -> Handler:
    """Sets ``request.actor`` and ``request.seat``: the public, or the signed-in person in one seat."""

    def handle(request: HttpRequest) -> HttpResponse:
        actor, request.seat = Actor.anonymous(), None
        if request.user.is_authenticated:
            seat_id = request.session.get(SEAT_IN_SESSION)
            actor, request.seat = actor_in(user=request.user, seat_id=seat_id, on=timezone.localdate())
        request.actor = admitted(actor=actor)
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


def refusals(get_response: Handler) -> Handler:
    """A refused act: the public is asked to sign in, a person is told why not. Reading never gets here: what one may
    not see does not exist.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if not request.actor.is_signed_in:
            return redirect("account_login")
        return TemplateResponse(request, "ui/403.html", {"reasons": exception.decision.reasons}, status=403).render()

    handle.process_exception = process_exception
    return handle
