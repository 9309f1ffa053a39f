"""How often one may ask, and how long an absent page takes: the same for what is hidden and for what is not there.

Counted by the minute, for each person who is signed in, and for the public by address, so generously that a delegation
behind one address does not notice. Signing in and passwords are counted by allauth.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concord.ui.pages import Page, render
from concord.wiring.requests import takes_out

Handler = Callable[[HttpRequest], HttpResponse]
MINUTE = 60


@dataclass(frozen=True, kw_only=True)
class TooManyPage(Page):
    template: ClassVar[str] = "ui/too_many.html"
    seconds: int


def even(get_response: Handler) -> Handler:
    """An absent page is answered at the next full ``ABSENT_TAKES``: how long the search for it took is not told."""

    def handle(request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = get_response(request)
        if response.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS):
            time.sleep(left_of(elapsed=time.perf_counter() - begun, quantum=settings.ABSENT_TAKES))
        return response

    return handle


def left_of(*, elapsed: float, quantum: float) -> float:
    """Seconds until the next multiple of ``quantum``."""
    return math.ceil(elapsed / quantum) * quantum - elapsed if quantum else 0.0


def measured(get_response: Handler) -> Handler:
    """Answers 429 to who asks too often for what is costly, and to who tries too many addresses that lead nowhere."""

    def handle(request: HttpRequest) -> HttpResponse:
        limit = limit_of(request)
        if limit and exceeds(limit, request):
            return too_many(request)
        response = get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND and exceeds("misses", request):
            return too_many(request)
        return response

    return handle


def limit_of(request: HttpRequest) -> str:
    """The name of a limit in ``settings.LIMITS``, or nothing."""
    path = request.path_info
    if path.startswith("/api/") or path.endswith((".ics", ".atom")):
        return "programs"
    if takes_out(request):
        return "files"
    return "searches" if request.GET.get("q") else ""


def exceeds(limit: str, request: HttpRequest) -> bool:
    """Counts this time too. Two that are counted at the same moment may count as one: it is a brake, not a lock."""
    if limit not in settings.LIMITS:
        return False
    of_person, of_address = settings.LIMITS[limit]
    is_person = request.user.is_authenticated
    who = f"person:{request.user.pk}" if is_person else f"address:{get_ip(request)}"
    key, cache = f"{limit}:{who}:{int(time.time()) // MINUTE}", caches["limits"]
    times = cache.get(key, 0) + 1
    cache.set(key, times, 2 * MINUTE)
    return bool(times > (of_person if is_person else of_address))


def too_many(request: HttpRequest) -> HttpResponse:
    """Also called by allauth, for signing in."""
    from concord.wiring.api import problem  # noqa: PLC0415  it loads every room

    seconds = MINUTE - int(time.time()) % MINUTE
    if request.path_info.startswith("/api/"):
        response: HttpResponse = problem(HTTPStatus.TOO_MANY_REQUESTS)
    else:
        page = TooManyPage(title=_("Too many requests"), seconds=seconds)
        response = render(request, page, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(seconds)
    return response
