"""Projects as JSON: the same filters as the page, pages that do not shift, conditional answers."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from concord.assistance import queries
from concord.assistance.models import Project, ProjectMeasure, ProjectParty, ProjectPlace
from concord.policy import Actor

router = Router(tags=["assistance"])
MOST = 200
Words = dict[str, str]


class PlaceOut(Schema):
    """``share`` runs from 0 to 1; null where shares were not stated."""

    country: str
    region: str
    name: str
    share: float | None


class PartyOut(Schema):
    """``organisation`` is the code of a known party, else empty."""

    role: str
    organisation: str
    ref: str
    name: str


class MeasureOut(Schema):
    key: str
    verdict: str
    score: float
    share: float | None


class ProjectLine(Schema):
    """``usd`` sums what ``flow`` names, at annual average rates; null where a part cannot be converted."""

    uuid: UUID
    identifier: str
    title: Words
    status: str
    starts_on: date | None
    ends_on: date | None
    flow: str
    usd: Decimal | None
    reported_by: str
    brought_by: str
    places: list[PlaceOut]
    parties: list[PartyOut]
    measures: list[MeasureOut]
    updated_at: datetime


class ProjectLines(Schema):
    """``next`` is the cursor of the page that follows, null on the last."""

    items: list[ProjectLine]
    next: str | None


class MoneyOut(Schema):
    flow: str
    year: int | None
    currency: str
    value: Decimal
    usd: Decimal | None
    rate_year: int | None
    items: int


class RevisionOut(Schema):
    at: datetime
    changes: list[dict[str, object]]


class ProjectOut(ProjectLine):
    """``suggested`` names the fields that nobody gave: they were told from the project's words."""

    description: Words
    modality: str
    beneficiary: str
    suggested: list[str]
    requested_by: str
    request_reference: str
    assessment_reference: str
    due_diligence: str
    source: str
    confidence: str
    confirmed_on: date | None
    marking: str
    money: list[MoneyOut]
    revisions: list[RevisionOut]


class Asked(Schema):
    """The filters of the list of projects."""

    q: str = ""
    country: str = ""
    measure: str = ""
    pillar: str = ""
    theme: str = ""
    provider: str = ""
    implementer: str = ""
    status: str = ""
    year: str = ""
    modality: str = ""
    beneficiary: str = ""
    relevance: str = ""


@router.get("/projects", response=ProjectLines, summary="Projects, latest changed first")
def projects(request: HttpRequest, asked: Query[Asked], after: str = "", limit: int = 50) -> HttpResponse:
    """``after`` is the ``next`` of the page before; ``limit`` at most 200."""
    actor = _actor(request)
    rows = queries.projects(actor=actor, filters=queries.ProjectFilters.of(asked.model_dump()))
    if after:
        at, uuid = _cursor(after)
        rows = rows.filter(Q(updated_at__lt=at) | Q(updated_at=at, uuid__gt=uuid))
    size = min(max(limit, 1), MOST)
    found = list(queries.with_names(rows.order_by("-updated_at", "uuid"), actor=actor)[: size + 1])
    more = len(found) > size
    last = found[size - 1] if more else None
    return _answer(
        request,
        ProjectLines(items=[_line(row) for row in found[:size]], next=_cursor_of(last) if last else None),
    )


@router.get("/projects/{uuid}", response=ProjectOut, summary="One project with its money, measures and changes")
def project(request: HttpRequest, uuid: UUID) -> HttpResponse:
    reading = queries.project(actor=_actor(request), uuid=uuid)
    row = reading.project
    line = _parts(row, reading.places, reading.parties)
    return _answer(
        request,
        ProjectOut(
            **line,
            measures=[MeasureOut(key=m.key, verdict=m.verdict, score=m.score, share=m.share) for m in reading.measures],
            description=row.description.to_json(),
            modality=row.modality,
            beneficiary=row.beneficiary,
            suggested=sorted(row.suggested),
            requested_by=row.requested_by.code if row.requested_by else "",
            request_reference=row.request_reference,
            assessment_reference=row.assessment_reference,
            due_diligence=row.due_diligence,
            source=row.source,
            confidence=row.confidence,
            confirmed_on=row.confirmed_on,
            marking=str(reading.readership.tlp.label),
            money=[
                MoneyOut(
                    flow=m.flow,
                    year=m.year,
                    currency=m.currency,
                    value=m.value,
                    usd=m.usd,
                    rate_year=m.rate_year,
                    items=m.items,
                )
                for m in reading.money
            ],
            revisions=[
                RevisionOut(at=r.at, changes=[_change(dict(each)) for each in r.changes]) for r in reading.revisions
            ],
        ),
    )


def _line(row: Project) -> ProjectLine:
    links: list[ProjectMeasure] = list(row.measures.all())
    return ProjectLine(
        **_parts(row, tuple(row.places.all()), tuple(row.parties.all())),
        measures=[MeasureOut(key=m.measure.key, verdict=m.verdict, score=m.score, share=m.share) for m in links],
    )


def _parts(row: Project, places: tuple[ProjectPlace, ...], parties: tuple[ProjectParty, ...]) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "identifier": row.iati_identifier,
        "title": row.title.to_json(),
        "status": row.status,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "flow": row.headline_flow,
        "usd": row.headline_usd,
        "reported_by": str(row.reported_by),
        "brought_by": row.originator.code,
        "places": [PlaceOut(country=p.country, region=p.region, name=p.name, share=p.share) for p in places],
        "parties": [
            PartyOut(role=p.role, organisation=p.organisation.code if p.organisation else "", ref=p.ref, name=p.name)
            for p in parties
        ],
        "updated_at": row.updated_at,
    }


def _change(change: dict[str, object]) -> dict[str, object]:
    """Without the name of who decided: that is for the originator's own page."""
    return {key: value for key, value in change.items() if key != "by"}


def _answer(request: HttpRequest, content: Schema) -> HttpResponse:
    """JSON with a validator made of what this reader is shown, and nothing if the reader has it already."""
    body = content.model_dump_json().encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    asked = request.headers.get("If-None-Match", "")
    same = tag in [each.strip().removeprefix("W/") for each in asked.split(",")]
    response = HttpResponse(b"" if same else body, status=304 if same else 200, content_type="application/json")
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def _cursor_of(row: Project) -> str:
    """Without serial numbers: they would count what the reader does not see."""
    return urlsafe_b64encode(f"{row.updated_at.isoformat()} {row.uuid}".encode()).decode().rstrip("=")


def _cursor(value: str) -> tuple[datetime, UUID]:
    try:
        at, _space, uuid = urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode().partition(" ")
        return datetime.fromisoformat(at).astimezone(UTC), UUID(uuid)
    except (ValueError, OverflowError):
        raise HttpError(400, "The cursor is not one that was given out.") from None


def _actor(request: HttpRequest) -> Actor:
    """Set by the middleware that builds it."""
    return request.actor  # type: ignore[attr-defined,no-any-return]
