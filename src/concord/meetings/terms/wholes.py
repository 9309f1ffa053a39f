"""What the queries answer with: a whole meeting, initiative or process."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from concord.meetings.terms.kinds import (
    TOGETHER,
    InitiativeRole,
)
from concord.meetings.terms.readings import (
    AgendaReading,
    Delegations,
    FactReading,
    MeetingSummary,
    Name,
    OutcomeReading,
    PartReading,
    When,
    shared,
)
from concord.meetings.terms.texts import DocumentReading, InstrumentSummary, RecommendationReading
from concord.parties.terms.definitions import Words
from concord.strategy.terms import PartyName, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativePart:
    """The role of parties in an initiative of which a source says the same."""

    parties: tuple[PartyName, ...]
    role: InitiativeRole
    note: Words
    provenance: Provenance

    @property
    def heading(self) -> str:
        return str(TOGETHER[self.role]) if len(self.parties) > 1 else str(capfirst(self.role.label))


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseReading:
    code: str
    number: int | None
    title: Words
    summary: Words
    when: When
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeSummary:
    code: str
    title: Words
    summary: Words
    when: When
    phases: tuple[PhaseReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseDetail:
    phase: PhaseReading
    parties: tuple[InitiativePart, ...]
    facts: tuple[FactReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeReading:
    initiative: InitiativeSummary
    aim: Words
    parties: tuple[InitiativePart, ...]
    phases: tuple[PhaseDetail, ...]
    meetings: tuple[MeetingSummary, ...]
    instruments: tuple[InstrumentSummary, ...]
    facts: tuple[FactReading, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingReading:
    """``roles`` are those who made the meeting (host, organisers, funders), ``delegations`` those who took part."""

    meeting: MeetingSummary
    initiative: Name | None
    phase: Name | None
    reported_on: date | None
    size: int | None
    size_note: Words
    outcomes: tuple[OutcomeReading, ...]
    roles: tuple[PartReading, ...]
    delegations: tuple[Delegations, ...]
    agenda: tuple[AgendaReading, ...]
    documents: tuple[DocumentReading, ...]
    recommendations: tuple[RecommendationReading, ...]
    instruments: tuple[InstrumentSummary, ...]
    facts: tuple[FactReading, ...]
    provenance: Provenance

    @property
    def agenda_provenance(self) -> Provenance | None:
        """Of all items, if they have the same."""
        return shared(self.agenda)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter, with how many meetings it leaves."""

    value: str
    label: Words
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """The process as one may see it, filtered; the choices are those of the whole process."""

    initiatives: tuple[InitiativeSummary, ...]
    meetings: tuple[MeetingSummary, ...]
    instruments: tuple[InstrumentSummary, ...]
    series: tuple[Choice, ...]
    pillars: tuple[Choice, ...]
    years: tuple[Choice, ...]
    total: int
