"""What the room's queries answer with. The API gives the same values out."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from concord.parties.terms import Confidence, Kind
from concord.parties.terms.definitions import Words
from concord.strategy.terms.kinds import CrosswalkRelation, DecisionRule, FrameworkKind, Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a fact was found, and how sure it is."""

    sources: tuple[str, ...]
    confidence: Confidence

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Each address with the name of its site, which says more to a reader than "source"."""
        return tuple((url, urlsplit(url).netloc.removeprefix("www.")) for url in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyName:
    code: str
    iso2: str
    kind: Kind
    name: Words
    short_name: Words

    @property
    def brief(self) -> Words:
        return self.short_name or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarName:
    framework: str
    number: str
    title: Words
    short_title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureName:
    key: str
    framework: str
    pillar: str
    number: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """A measure in its pillar's list."""

    measure: MeasureName
    verification: Verification
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarReading:
    pillar: PillarName
    chapeau: Words
    based_on: PillarName | None
    provenance: Provenance
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactReading:
    code: str
    text: Words
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkSummary:
    """``measures`` is how many are held here; none may mean that the text has not been found."""

    code: str
    title: Words
    short_title: Words
    kind: FrameworkKind
    symbol: str
    adopted_on: date | None
    adopted_by: PartyName | None
    decision_rule: DecisionRule | None
    review_every_years: int | None
    region: tuple[PartyName, ...]
    instruments: tuple[str, ...]
    pillars: tuple[PillarName, ...]
    measures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkReading:
    framework: FrameworkSummary
    provenance: Provenance
    facts: tuple[FactReading, ...]
    pillars: tuple[PillarReading, ...]
    verified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateReading:
    organisation: PartyName
    subject: Words
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationReading:
    """Why the measure matters to these countries; what is said of several is said once."""

    countries: tuple[PartyName, ...]
    text: Words
    as_of: date | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkReading:
    """``relation`` says what ``measure`` is to the one whose page this is: a wider commitment, a narrower one."""

    measure: MeasureName
    relation: CrosswalkRelation
    note: Words
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeName:
    code: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSummary:
    code: str
    title: Words
    summary: Words
    measures: tuple[MeasureName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """The phrases of one language, strongest first."""

    language: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeReading:
    theme: ThemeSummary
    provenance: Provenance
    words: tuple[LanguageWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureReading:
    """``before`` and ``after`` are the numbers of the neighbours, empty at the ends."""

    measure: MeasureName
    pillar: PillarName
    framework_title: Words
    explanation: Words
    counts_when: Words
    provenance: Provenance
    verification: Verification
    verified_by: str
    verified_on: date | None
    actors: tuple[PartyName, ...]
    themes: tuple[ThemeName, ...]
    mandates: tuple[MandateReading, ...]
    situation: tuple[SituationReading, ...]
    crosswalk: tuple[CrosswalkReading, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """``subject`` is a measure's key, a theme's code, or what stands aside of both: relevance, adjacent."""

    subject: str
    language: str
    phrase: str
    weight: float
    needs: tuple[str, ...]
    excludes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A publisher's own vocabulary is named with the publisher: ``99@US-GOV``."""

    subject: str
    vocabulary: str
    code: str
    name: str
    weight: float
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """A regular expression to take out, of texts by publishers whose reference begins with ``publisher``."""

    pattern: str
    publisher: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything by which measures and themes are recognised, in a fixed order. ``outside`` are the subjects that
    speak against all measures: adjacent work, and themes that list no measures. ``wide`` are the measures that cover
    a whole field of development. ``calibration`` holds the framework's numbers, such as the threshold.
    """

    measures: tuple[str, ...]
    themes: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    sectors: tuple[Sector, ...]
    outside: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    calibration: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    kind: str
    key: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did: ``created`` and ``changed`` name each row, ``unchanged`` counts the rest."""

    created: tuple[Changed, ...]
    changed: tuple[Changed, ...]
    unchanged: int

    def __str__(self) -> str:
        return f"{len(self.created)} new, {len(self.changed)} changed, {self.unchanged} as before"

    @property
    def did_nothing(self) -> bool:
        return not self.created and not self.changed
