"""What is read of a project, and what is concluded: the values of the classifier."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal, Protocol, Self

from concord.assistance.terms import SectorFact

EvidenceKind = Literal["phrase", "sector", "tag", "marker", "against"]
Place = Literal["title", "description", "name", "code"]


class PhraseLike(Protocol):
    """A phrase that speaks for ``subject``, the key of a measure or the code of a theme outside the strategy."""

    @property
    def subject(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def phrase(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def needs(self) -> tuple[str, ...]: ...
    @property
    def excludes(self) -> tuple[str, ...]: ...


class CodeLike(Protocol):
    """A published code that speaks for ``subject``. Vocabulary ``99@US-GOV`` is the own vocabulary of all reporters
    whose reference begins with US-GOV; ``tag:1`` names a vocabulary of tags; ``marker`` has policy markers as codes.
    """

    @property
    def subject(self) -> str: ...
    @property
    def vocabulary(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def needs(self) -> tuple[str, ...]: ...


class BoilerplateLike(Protocol):
    """A regular expression for wording without meaning, in texts by reporters whose reference begins ``publisher``."""

    @property
    def pattern(self) -> str: ...
    @property
    def publisher(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Phrase:
    subject: str
    language: str
    phrase: str
    weight: float = 0.5
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    subject: str
    vocabulary: str
    code: str
    weight: float = 0.5
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Boilerplate:
    pattern: str
    publisher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The numbers of a vocabulary, all from 0 to 1, tuned on labelled projects and kept with the words, not here.

    ``threshold``: a measure with this score is suggested. ``runner_up``: and must reach this part of the best score.
    ``repetition``: each further piece of evidence for one measure counts this part of the one before. ``against``: how
    far what lies outside the strategy lowers a score; ``decisive``: such evidence of this weight refutes any score.
    ``foreign``: what a phrase weighs in a text of another language.
    ``name``: what a phrase weighs in the name of an organisation. ``most``: how many measures at most.
    """

    threshold: float = 0.5
    runner_up: float = 0.6
    repetition: float = 0.8
    against: float = 0.8
    decisive: float = 0.95
    foreign: float = 0.5
    name: float = 0.5
    most: float = 3

    @classmethod
    def of(cls, numbers: Mapping[str, float]) -> Self:
        """Raises ValueError for a number that the classifier does not know."""
        unknown = set(numbers) - {each.name for each in fields(cls)}
        if unknown:
            raise ValueError(f"calibration knows no {', '.join(sorted(unknown))}")
        return cls(**numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is read of a project. Texts are (declared language or "", text); ``names`` are names of its organisations;
    tags are (vocabulary, code), markers (code, significance); ``reporter`` is the reporting organisation's reference.
    """

    titles: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    sectors: tuple[SectorFact, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    markers: tuple[tuple[str, str], ...] = ()
    reporter: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words as they stand in the text with the offset where they begin, or a code as ``vocabulary:code``.

    ``weight`` is what it counted here, after its calibration; evidence ``against`` lowered the score.
    """

    kind: EvidenceKind
    text: str
    language: str = ""
    weight: float = 0.0
    place: Place = "description"
    start: int | None = None


@dataclass(frozen=True, slots=True)
class MeasureMatch:
    """``score`` 0 to 1; ``share`` of the project's money that this measure is given (all shares sum to 1)."""

    key: str
    score: float
    share: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageDoubt:
    """A text whose declared language is not the one it is written in."""

    declared: str
    found: str
    text: str


@dataclass(frozen=True, slots=True)
class Classification:
    """Suggested measures, best first. ``score`` is the best score of any measure, suggested or not."""

    measures: tuple[MeasureMatch, ...] = ()
    score: float = 0.0
    against: tuple[Evidence, ...] = ()
    doubts: tuple[LanguageDoubt, ...] = field(default=(), compare=False)
