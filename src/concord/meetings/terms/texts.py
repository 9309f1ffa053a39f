"""What the queries answer with: documents, recommendations, adopted texts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from concord.meetings.terms.kinds import (
    LANGUAGES,
    TOGETHER,
    DocumentKind,
    InstrumentKind,
    Level,
    Stance,
)
from concord.meetings.terms.readings import FactReading, Name, When
from concord.parties.terms.definitions import Words
from concord.sharing.terms import TLP, Readership
from concord.strategy.terms import DecisionRule, MeasureName, PartyName, Provenance


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

    @property
    def heading(self) -> str:
        return str(TOGETHER[self.role])


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
