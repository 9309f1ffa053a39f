"""What the room's templates see."""

from dataclasses import dataclass
from typing import ClassVar

from concord.meetings.terms import (
    DocumentReading,
    InitiativeReading,
    InstrumentReading,
    InstrumentSummary,
    MeetingReading,
    Process,
    RecommendationReading,
)
from concord.ui.components import Event
from concord.ui.pages import Page


@dataclass(frozen=True, kw_only=True)
class MeetingsPage(Page):
    section: ClassVar[str] = "meetings"


@dataclass(frozen=True, kw_only=True)
class Filter:
    key: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class IndexPage(MeetingsPage):
    template: ClassVar[str] = "meetings/index.html"
    fragment: ClassVar[str] = "timeline"
    process: Process
    events: tuple[Event, ...]
    filters: tuple[Filter, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingPage(MeetingsPage):
    template: ClassVar[str] = "meetings/meeting.html"
    reading: MeetingReading


@dataclass(frozen=True, kw_only=True)
class InitiativePage(MeetingsPage):
    template: ClassVar[str] = "meetings/initiative.html"
    reading: InitiativeReading


@dataclass(frozen=True, kw_only=True)
class InstrumentsPage(MeetingsPage):
    template: ClassVar[str] = "meetings/instruments.html"
    instruments: tuple[InstrumentSummary, ...]


@dataclass(frozen=True, kw_only=True)
class InstrumentPage(MeetingsPage):
    template: ClassVar[str] = "meetings/instrument.html"
    reading: InstrumentReading


@dataclass(frozen=True, kw_only=True)
class RecommendationsPage(MeetingsPage):
    template: ClassVar[str] = "meetings/recommendations.html"
    recommendations: tuple[RecommendationReading, ...]
    measure: str


@dataclass(frozen=True, kw_only=True)
class DocumentsPage(MeetingsPage):
    template: ClassVar[str] = "meetings/documents.html"
    documents: tuple[DocumentReading, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentPage(MeetingsPage):
    template: ClassVar[str] = "meetings/document.html"
    document: DocumentReading
