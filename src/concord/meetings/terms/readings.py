"""What the room's queries answer with. The API gives the same values out."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from concord.meetings.terms.kinds import (
    DELEGATIONS,
    FIELDS,
    LANGUAGES,
    AgendaKind,
    DocumentKind,
    Format,
    InitiativeRole,
    InstrumentKind,
    Level,
    MeetingKind,
    ParticipationRole,
    Precision,
    Stance,
)
from concord.parties.terms import Kind
from concord.parties.terms.definitions import Words
from concord.sharing.terms import TLP, Readership
from concord.strategy.terms import DecisionRule, MeasureName, PartyName, PillarName, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """First and last day, and how much of them is meant. A phase without a last day goes on, or nobody said."""

    starts_on: date | None
    ends_on: date | None
    precision: Precision

    @property
    def last(self) -> date | None:
        """The last day of something that does not go on."""
        return self.ends_on or self.starts_on

    @property
    def after(self) -> date | None:
        """The day after the last: calendars count so."""
        return self.last + timedelta(days=1) if self.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Something by its code and title."""

    code: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReading:
    value: Words
    note: Words
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class FactReading:
    """What sources say of one ``field``: more than one claim means that they differ."""

    field: str
    claims: tuple[ClaimReading, ...]

    @property
    def is_disputed(self) -> bool:
        return len(self.claims) > 1

    @property
    def label(self) -> str:
        """``participation.uz`` is the participation of one party: the field's name, then whose."""
        name, _, whose = self.field.partition(".")
        return f"{FIELDS.get(name, name)}{f', {whose.upper()}' if whose else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSummary:
    code: str
    kind: MeetingKind
    title: Words
    when: When
    place: Words
    country: PartyName | None
    series: Name | None
    level: Level | None
    format: Format | None
    pillars: tuple[PillarName, ...]
    is_parallel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReading:
    """The role of parties at a meeting of which a source says the same; ``size`` is how many people each sent."""

    role: ParticipationRole
    parties: tuple[PartyName, ...]
    size: int | None
    note: Words
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegations:
    """Those who took part, of one kind of party."""

    kind: Kind
    parts: tuple[PartReading, ...]

    @property
    def label(self) -> str:
        return str(DELEGATIONS[self.kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerReading:
    name: Words
    capacity: Words
    party: PartyName | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaReading:
    number: str
    kind: AgendaKind
    title: Words
    measures: tuple[MeasureName, ...]
    speakers: tuple[SpeakerReading, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReading:
    """``instruments`` are codes of adopted texts that the sentence speaks about."""

    text: Words
    instruments: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReading:
    uuid: UUID
    kind: DocumentKind
    symbol: str
    title: Words
    languages: tuple[str, ...]
    url: str
    when: When
    meeting: Name | None
    instrument: Name | None
    originator: PartyName
    tlp: TLP
    provenance: Provenance

    @property
    def language_names(self) -> tuple[str, ...]:
        return tuple(str(LANGUAGES.get(tag, tag)) for tag in self.languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDocument:
    document: DocumentReading
    readership: Readership


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationReading:
    uuid: UUID
    meeting: Name
    number: str
    text: Words
    measures: tuple[MeasureName, ...]
    addressees: tuple[PartyName, ...]
    tlp: TLP
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Stances:
    """The parties with one role towards an instrument."""

    role: Stance
    parties: tuple[PartyName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentSummary:
    code: str
    kind: InstrumentKind
    title: Words
    symbol: str
    when: When
    adopted_at: Name | None
    stances: tuple[Stances, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceReading:
    role: Stance
    party: PartyName
    note: Words
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentReading:
    instrument: InstrumentSummary
    themes_reported: Words
    url: str
    languages: tuple[str, ...]
    due_on: date | None
    due_level: Level | None
    decision_rule: DecisionRule | None
    supporters: int | None
    framework: Name | None
    renews: Name | None
    renewed_by: tuple[Name, ...]
    stances: tuple[StanceReading, ...]
    documents: tuple[DocumentReading, ...]
    facts: tuple[FactReading, ...]
    provenance: Provenance

    @property
    def language_names(self) -> tuple[str, ...]:
        return tuple(str(LANGUAGES.get(tag, tag)) for tag in self.languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativePart:
    """The role of parties in an initiative of which a source says the same."""

    parties: tuple[PartyName, ...]
    role: InitiativeRole
    note: Words
    provenance: Provenance


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
