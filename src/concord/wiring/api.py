"""The read API: one description, one policy, problem documents (RFC 9457)."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from concord.policy import Refused

ROOMS = ("strategy", "meetings", "plans", "parties", "assistance", "coverage")
PROBLEM = "application/problem+json"

api = NinjaAPI(
    title="Concord",
    version="1",
    urls_namespace="api",
    docs_url=None,
    description="Who does what, where, with whose money. You see what was released to you; the rest does not exist.",
)
for room in ROOMS:
    api.add_router(f"/{room}", f"concord.{room}.api.router")


def problem(status: HTTPStatus, *, detail: str = "", **members: object) -> JsonResponse:
    document = {"type": "about:blank", "title": status.phrase, "status": status.value}
    if detail:
        document["detail"] = detail
    return JsonResponse(document | members, status=status.value, content_type=PROBLEM)


@api.exception_handler(Http404)
def absent(_request: HttpRequest, _error: Http404) -> HttpResponse:
    """Hidden and absent alike: the same bytes for both."""
    return problem(HTTPStatus.NOT_FOUND)


@api.exception_handler(ValidationError)
def misunderstood(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"at": list(each["loc"]), "detail": each["msg"]} for each in error.errors]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)


@api.exception_handler(Refused)
def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(HTTPStatus.FORBIDDEN, detail=str(error))


@api.exception_handler(HttpError)
def failed(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(HTTPStatus(error.status_code), detail=str(error))
