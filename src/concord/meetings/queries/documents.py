"""Reading marked rows: documents and recommendations. What the actor may not see does not exist."""

from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from concord.meetings.access import READ_DOCUMENT, READ_RECOMMENDATION
from concord.meetings.models import Document, Recommendation
from concord.meetings.queries.joined import (
    Joined,
    measure_columns,
    measures_in,
    parties_in,
    party_columns,
    provenance_in,
)
from concord.meetings.queries.readings import document_reading
from concord.meetings.terms import DocumentReading, MarkedDocument, Name, RecommendationReading
from concord.policy import Actor, visible
from concord.sharing.queries import readership
from concord.sharing.terms import TLP
from concord.ui.pages import found

RECOMMENDATION = (
    *("uuid", "number", "text", "sources", "confidence"),
    *("audience__tlp", "meeting__code", "meeting__title"),
)


def documents(*, actor: Actor, meeting: str = "", instrument: str = "") -> tuple[DocumentReading, ...]:
    """Those of one meeting, or one adopted text, or all."""
    rows = _documents(actor=actor)
    rows = rows.filter(meeting__code=meeting) if meeting else rows
    rows = rows.filter(instrument__code=instrument) if instrument else rows
    return tuple(document_reading(row) for row in rows)


def document(*, actor: Actor, uuid: UUID) -> MarkedDocument:
    """One document with who may read it and why this actor does. Raises ``Http404``, hidden or absent alike."""
    row = found(_documents(actor=actor), uuid=uuid)
    return MarkedDocument(
        document=document_reading(row),
        readership=readership(actor=actor, originator=row.originator, audience=row.audience, obj=row),
    )


def recommendations(*, actor: Actor, meeting: str = "", measure: str = "") -> tuple[RecommendationReading, ...]:
    """In the order of their meetings; those of one meeting, or on one measure, or all. One query."""
    rows = visible(actor=actor, action=READ_RECOMMENDATION, queryset=Recommendation.objects.all())
    rows = rows.filter(meeting__code=meeting) if meeting else rows
    if measure:
        links = Recommendation.measures.through.objects.filter(measure__key=measure)
        rows = rows.filter(pk__in=links.values("recommendation_id"))
    joined = rows.order_by(
        "meeting__starts_on", "meeting__code", "position", "pk", "measures__position", "addressees__code"
    ).values("pk", *RECOMMENDATION, *measure_columns("measures"), *party_columns("addressees"))
    return tuple(_recommendation(list(same)) for _, same in groupby(joined, key=lambda each: each["pk"]))


def _recommendation(joined: list[Joined]) -> RecommendationReading:
    first = joined[0]
    return RecommendationReading(
        uuid=first["uuid"],
        meeting=Name(code=first["meeting__code"], title=first["meeting__title"]),
        number=first["number"],
        text=first["text"],
        measures=measures_in(joined, "measures"),
        addressees=parties_in(joined, "addressees"),
        tlp=TLP(first["audience__tlp"]),
        provenance=provenance_in(first),
    )


def _documents(*, actor: Actor) -> QuerySet[Document]:
    rows = Document.objects.select_related("meeting", "instrument", "originator", "audience")
    return visible(actor=actor, action=READ_DOCUMENT, queryset=rows)
