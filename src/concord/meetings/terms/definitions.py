"""What a data file may say about the process: initiatives, meetings, adopted texts. Unknown keys are refused."""

from datetime import date
from typing import Literal, Self

from pydantic import AliasChoices, Field, model_validator

from concord.meetings.terms.kinds import (
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
from concord.parties.terms.definitions import Definition, Listed, SourcedDefinition, Words
from concord.strategy.terms import Code, DecisionRule, Plain
from concord.ui.text import Text


class DatedDefinition(SourcedDefinition):
    """Days as far as known; ``day_precision`` says how much of them is meant."""

    starts_on: date | None = Field(
        default=None, validation_alias=AliasChoices("starts_on", "started_on", "adopted_on", "published_on")
    )
    ends_on: date | None = None
    day_precision: Precision = Precision.DAY

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends_on and (self.starts_on is None or self.ends_on < self.starts_on):
            raise ValueError("it ends before it starts")
        return self


class ClaimDefinition(SourcedDefinition):
    """One value that a source gives for ``field``. Several values of one field stand side by side."""

    field: Code
    value: Words
    note: Words = Text()


class InitiativePartyDefinition(SourcedDefinition):
    party: Code
    role: InitiativeRole
    note: Words = Text()


class PhaseDefinition(DatedDefinition):
    code: Code
    number: int | None = None
    title: Words = Text()
    summary: Words = Text()
    parties: tuple[InitiativePartyDefinition, ...] = ()
    claims: tuple[ClaimDefinition, ...] = ()


class InitiativeDefinition(DatedDefinition):
    code: Code
    title: Words
    summary: Words = Text()
    aim: Words = Text()
    parties: tuple[InitiativePartyDefinition, ...] = ()
    phases: tuple[PhaseDefinition, ...] = ()
    claims: tuple[ClaimDefinition, ...] = ()


class SeriesDefinition(SourcedDefinition):
    """``meetings`` are codes in order. A series without an initiative is a track beside it."""

    code: Code
    title: Words
    summary: Words = Text()
    initiative: Plain = ""
    meetings: Listed = ()


class SpeakerDefinition(Definition):
    """A public official in a capacity, as a published source names him or her."""

    name: Words
    capacity: Words = Text()
    party: Plain = ""


class AgendaDefinition(SourcedDefinition):
    number: Code
    kind: AgendaKind = AgendaKind.TOPIC
    title: Words
    measures: Listed = ()
    speakers: tuple[SpeakerDefinition, ...] = ()


class ParticipationDefinition(SourcedDefinition):
    """The same role of several parties; ``size`` is the number of people of each."""

    parties: Listed
    role: ParticipationRole
    size: int | None = Field(default=None, ge=0)
    note: Words = Text()


class OutcomeDefinition(SourcedDefinition):
    """``instruments`` and ``documents`` are codes of what the sentence speaks about."""

    text: Words
    instruments: Listed = ()
    documents: Listed = ()


class RecommendationDefinition(SourcedDefinition):
    number: Code
    text: Words
    measures: Listed = ()
    addressees: Listed = ()


class MeetingDefinition(DatedDefinition):
    """``country`` is ISO 3166 alpha-2; ``pillars`` are numbers in the first framework or keys such as ``GCTS:II``;
    ``reported_on`` is the day of the report where the day of the meeting is not in the source.
    """

    code: Code
    kind: MeetingKind
    initiative: Plain = ""
    phase: Plain = ""
    parallel: bool = False
    title: Words
    reported_on: date | None = None
    place: Words = Text()
    country: Plain = ""
    host: Plain = ""
    level: Level | Literal[""] = ""
    format: Format | Literal[""] = ""
    pillars: Listed = ()
    size: int | None = Field(default=None, ge=0)
    size_note: Words = Text()
    participations: tuple[ParticipationDefinition, ...] = ()
    agenda: tuple[AgendaDefinition, ...] = ()
    outcomes: tuple[OutcomeDefinition, ...] = ()
    documents: Listed = ()
    recommendations: tuple[RecommendationDefinition, ...] = ()
    claims: tuple[ClaimDefinition, ...] = ()


class DocumentDefinition(DatedDefinition):
    code: Code
    kind: DocumentKind = DocumentKind.OTHER
    symbol: Plain = ""
    title: Words
    languages: Listed = ()
    address: Plain = ""
    meeting: Plain = ""
    instrument: Plain = ""


class StanceDefinition(SourcedDefinition):
    parties: Listed
    role: Stance
    note: Words = Text()


class InstrumentDefinition(DatedDefinition):
    """``meeting`` is where it was adopted; ``due_on`` and ``due_level`` what had been aimed at; ``supporters`` how many
    supported it, named or not.
    """

    code: Code
    kind: InstrumentKind
    title: Words
    symbol: Plain = ""
    languages: Listed = ()
    address: Plain = ""
    framework: Plain = ""
    meeting: Plain = ""
    replaces: Plain = ""
    due_on: date | None = None
    due_level: Level | Literal[""] = ""
    decision_rule: DecisionRule | Literal[""] = ""
    supporters: int | None = Field(default=None, ge=0)
    themes_reported: Words = Text()
    stances: tuple[StanceDefinition, ...] = ()
    claims: tuple[ClaimDefinition, ...] = ()


class ProcessDefinition(Definition):
    """Everything one load says about a process."""

    initiatives: tuple[InitiativeDefinition, ...] = ()
    series: tuple[SeriesDefinition, ...] = ()
    meetings: tuple[MeetingDefinition, ...] = ()
    documents: tuple[DocumentDefinition, ...] = ()
    instruments: tuple[InstrumentDefinition, ...] = ()
