"""The process as JSON: meetings, initiatives, adopted texts, recommendations, documents. Lists are lists: a pair would
be taken for a status and a body.
"""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.pagination import LimitOffsetPagination, paginate

from concord.meetings import queries
from concord.meetings.terms import (
    DocumentReading,
    InitiativeReading,
    InstrumentReading,
    InstrumentSummary,
    MeetingReading,
    MeetingSummary,
    RecommendationReading,
)
from concord.policy import Actor

router = Router(tags=["meetings"])


@router.get("/", response=list[MeetingSummary], summary="Meetings, oldest first, of one initiative or all")
@paginate(LimitOffsetPagination)
def meetings(request: HttpRequest, initiative: str = "") -> list[MeetingSummary]:
    return list(queries.meetings(actor=_actor(request), initiative=initiative))


@router.get("/initiatives/{code}", response=InitiativeReading, summary="One initiative with parties and phases")
def initiative(request: HttpRequest, code: str) -> InitiativeReading:
    return queries.initiative(actor=_actor(request), code=code)


@router.get("/instruments", response=list[InstrumentSummary], summary="Adopted texts and the parties' roles")
def instruments(request: HttpRequest) -> list[InstrumentSummary]:
    return list(queries.instruments(actor=_actor(request)))


@router.get("/instruments/{code}", response=InstrumentReading, summary="One adopted text with each party's role")
def instrument(request: HttpRequest, code: str) -> InstrumentReading:
    return queries.instrument(actor=_actor(request), code=code)


@router.get("/recommendations", response=list[RecommendationReading], summary="Recommendations, on one measure or all")
@paginate(LimitOffsetPagination)
def recommendations(request: HttpRequest, measure: str = "", meeting: str = "") -> list[RecommendationReading]:
    return list(queries.recommendations(actor=_actor(request), measure=measure, meeting=meeting))


@router.get("/documents", response=list[DocumentReading], summary="Documents that were released to you")
@paginate(LimitOffsetPagination)
def documents(request: HttpRequest, meeting: str = "") -> list[DocumentReading]:
    return list(queries.documents(actor=_actor(request), meeting=meeting))


@router.get("/documents/{uuid}", response=DocumentReading, summary="One document")
def document(request: HttpRequest, uuid: UUID) -> DocumentReading:
    return queries.document(actor=_actor(request), uuid=uuid).document


@router.get("/{code}", response=MeetingReading, summary="One meeting with everything known of it")
def meeting(request: HttpRequest, code: str) -> MeetingReading:
    return queries.meeting(actor=_actor(request), code=code)


def _actor(request: HttpRequest) -> Actor:
    """Set by the middleware that builds it."""
    return request.actor  # type: ignore[attr-defined,no-any-return]
