"""What is turned away before anybody looks at it: bodies larger than their door takes, and text that cannot be text."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from concord.assistance.actions.uploads import LARGEST_UPLOAD

Handler = Callable[[HttpRequest], HttpResponse]
LARGE_DOORS = {"assistance:upload": LARGEST_UPLOAD + 1_000_000}
"""Bytes that a signed-in person may send to a door; everybody else, and every other door, takes a form's worth."""


def bounded(get_response: Handler) -> Handler:
    """Answers 413 before the body is read: it would be written to disk for whoever sends it."""

    def handle(request: HttpRequest) -> HttpResponse:
        length = _length(request)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and length > _taken(request):
            return HttpResponse(status=413)
        return get_response(request)

    return handle


def plain(get_response: Handler) -> Handler:
    """Answers 400 to a NUL character, which no text has and no database takes."""

    def handle(request: HttpRequest) -> HttpResponse:
        if any("\0" in said for said in _said(request)):
            raise SuspiciousOperation
        return get_response(request)

    return handle


def takes_out(request: HttpRequest) -> bool:
    """Whether the answer is a file or meant for a program: every table's and list's ``format``, the feeds, the API.

    The one place that knows it, so that a new door of these kinds cannot forget what must not leave.
    """
    path = request.path_info
    return "format" in request.GET or path.startswith("/api/") or path.endswith((".ics", ".atom"))


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _taken(request: HttpRequest) -> int:
    if SESSION_KEY not in request.session:
        return 0
    try:
        return LARGE_DOORS.get(resolve(request.path_info).view_name, 0)
    except Http404:
        return 0


def _said(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    for values in (request.GET, request.POST):
        for name, given in values.lists():
            yield name
            yield from (value for value in given if isinstance(value, str))
