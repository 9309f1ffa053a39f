"""What a data file may say about a strategy. Unknown keys are refused; every fact has its source and confidence."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, BeforeValidator, Field, model_validator

from concord.parties.terms.definitions import Definition, Listed, SourcedDefinition, Words
from concord.strategy.terms.kinds import Breadth, CrosswalkRelation, DecisionRule, FrameworkKind, Numbering, measure_key
from concord.ui.text import Text


def _plain(value: object) -> object:
    return "" if value is None else value


def _symbol(value: object) -> object:
    return str(value) if isinstance(value, int) else value


Plain = Annotated[str, BeforeValidator(_plain)]
Code = Annotated[str, BeforeValidator(_symbol), Field(min_length=1)]


class MeasureDefinition(SourcedDefinition):
    """``actors`` are codes of organisations that the measure itself addresses. ``key`` may be left out; if given it
    must be the framework's code and the number.
    """

    key: str = ""
    number: Code
    title: Words
    explanation: Words = Text()
    actors: Listed = ()
    numbering: Numbering = Numbering.KNOWN
    verified_by: Plain = ""
    verified_on: date | None = None


class PillarDefinition(SourcedDefinition):
    """``based_on`` names the pillar of another framework that this one carries out: ``GCTS:I``."""

    number: Code
    title: Words
    short_title: Words = Text()
    chapeau: Words = Text()
    based_on: Plain = ""
    measures: tuple[MeasureDefinition, ...] = ()


class FactDefinition(SourcedDefinition):
    code: Code
    text: Words


class FrameworkDefinition(SourcedDefinition):
    """``adopted_by`` and ``region`` are codes of organisations; ``instruments`` codes of adopted texts that hold it."""

    code: Code
    title: Words
    short_title: Words = Text()
    kind: FrameworkKind
    symbol: Plain = ""
    adopted_on: date | None = None
    adopted_by: Plain = ""
    decision_rule: DecisionRule | Literal[""] = ""
    review_every_years: int | None = Field(default=None, gt=0)
    region: Listed = ()
    instruments: Listed = ()
    facts: tuple[FactDefinition, ...] = ()
    pillars: tuple[PillarDefinition, ...] = ()

    @model_validator(mode="after")
    def _keys_follow_numbers(self) -> Self:
        for pillar in self.pillars:
            for measure in pillar.measures:
                if measure.key not in ("", measure_key(framework=self.code, number=measure.number)):
                    raise ValueError(f"measure {measure.number} of {self.code} says that its key is {measure.key}")
        return self


class ThemeDefinition(SourcedDefinition):
    code: Code
    title: Words
    summary: Words = Text()
    measures: Listed = ()


class CrosswalkDefinition(SourcedDefinition):
    """``origin`` and ``target`` are keys of measures of different frameworks."""

    origin: str = Field(validation_alias=AliasChoices("from", "origin"))
    target: str = Field(validation_alias=AliasChoices("to", "target"))
    relation: CrosswalkRelation = CrosswalkRelation.RELATED
    note: Words = Text()


class SituationDefinition(SourcedDefinition):
    """Why a measure matters to a country: open sources only, never persons. ``country`` is ISO 3166 alpha-2."""

    measure: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    text: Words
    as_of: date | None = None


class TermDefinition(Definition):
    """``needs``: words of which one must also occur; ``excludes`` (written ``not``): words that spoil the match."""

    phrase: str = Field(min_length=1)
    weight: float = Field(default=1.0, gt=0)
    needs: Listed = ()
    excludes: Listed = Field(default=(), validation_alias=AliasChoices("not", "excludes"))


class SectorDefinition(Definition):
    """``publisher`` is the beginning of the references of those whose own vocabulary it is (99 and 98)."""

    vocabulary: Code
    publisher: Plain = ""
    code: Code
    name: Plain = ""
    weight: float = Field(default=1.0, gt=0)
    needs: Listed = ()


class SubjectVocabulary(Definition):
    """The words and sector codes by which a measure or theme is recognised, by language; ``rule`` says in words when
    a project counts.
    """

    breadth: Breadth | Literal[""] = ""
    rule: Words = Text()
    terms: dict[str, tuple[TermDefinition, ...]] = {}
    sectors: tuple[SectorDefinition, ...] = ()


class BoilerplateDefinition(Definition):
    """A regular expression for wording that publishers repeat whatever a project does."""

    pattern: str = Field(min_length=1)
    publisher: Plain = ""
    why: Plain = ""


class VocabularyDefinition(SourcedDefinition):
    """``measures`` by key, ``themes`` by code, ``calibration`` by framework code. ``adjacent`` words, and those of a
    theme that lists no measures, speak against all measures. ``beneficiaries`` and ``modalities`` have as codes the
    kinds that projects of assistance know. ``rule`` is for people who edit the file: lists of words that it repeats,
    and how its weights are meant.
    """

    rule: dict[str, object] = {}
    ignore: tuple[BoilerplateDefinition, ...] = ()
    relevance: SubjectVocabulary = SubjectVocabulary()
    adjacent: SubjectVocabulary = SubjectVocabulary()
    calibration: dict[str, dict[str, float]] = {}
    measures: dict[str, SubjectVocabulary] = {}
    themes: dict[str, SubjectVocabulary] = {}
    beneficiaries: dict[str, SubjectVocabulary] = {}
    modalities: dict[str, SubjectVocabulary] = {}


class SituationsDefinition(Definition):
    situation: tuple[SituationDefinition, ...] = Field(
        validation_alias=AliasChoices("situation", "situations", "notes")
    )


class StrategyDefinition(Definition):
    """Frameworks with their pillars and measures, themes, and how the measures of one framework answer another's."""

    frameworks: tuple[FrameworkDefinition, ...] = ()
    themes: tuple[ThemeDefinition, ...] = ()
    crosswalk: tuple[CrosswalkDefinition, ...] = ()
