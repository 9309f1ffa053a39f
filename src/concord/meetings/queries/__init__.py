from concord.meetings.queries.documents import document, documents, recommendations
from concord.meetings.queries.instruments import initiative, instrument
from concord.meetings.queries.meetings import instruments, meeting, meetings, process

__all__ = [
    "document",
    "documents",
    "initiative",
    "instrument",
    "instruments",
    "meeting",
    "meetings",
    "process",
    "recommendations",
]
