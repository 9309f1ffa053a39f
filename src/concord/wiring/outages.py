"""When the database does not answer, or is busy with another write for too long: come again, nothing is broken."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

WAIT = "10"  # seconds


def failed(request: HttpRequest) -> HttpResponse:
    """Called for every exception that nobody expected; asks the database nothing."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    if request.path_info.startswith("/api/"):
        from concord.wiring.api import problem  # noqa: PLC0415  it loads every room

        response: HttpResponse = problem(HTTPStatus.SERVICE_UNAVAILABLE)
    else:
        response = HttpResponse(render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = WAIT
    return response
