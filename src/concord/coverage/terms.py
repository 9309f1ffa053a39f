"""Who does what, where, with whose money: what is asked and what is answered. Money is in United States dollars."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from concord.assistance.terms import Beneficiary
from concord.strategy.terms import MeasureName, PillarName
from concord.ui.language import Words
from concord.ui.text import Text

T = TypeVar("T")


class Counted(TextChoices):
    """What the cells of a matrix show. The three kinds of money are never added to one another."""

    PROJECTS = "projects", _("number of projects")
    CONFIRMED = "confirmed", _("number of projects confirmed by a person")
    BUDGET = "budget", _("budgets")
    COMMITMENT = "commitment", _("commitments")
    SPENDING = "spending", _("spending")


MONEY = (Counted.BUDGET, Counted.COMMITMENT, Counted.SPENDING)


class Place(TextChoices):
    """Where money is that is in no State's column."""

    REGIONAL = "regional", _("Region as a whole")
    ELSEWHERE = "elsewhere", _("Other countries")
    UNLINKED = "unlinked", _("No measure yet")
    UNALLOCATED = "unallocated", _("Not allocated")


class DoubleRule(TextChoices):
    """Why two projects may be the same money or the same work."""

    PARENT = "parent", _("one says that it is part of the other")
    PROVIDER = "provider", _("one says that its money comes from the other")
    IDENTIFIER = "identifier", _("both carry the same identifier")
    THIRD_PARTY = "third_party", _("one names the other as the same activity reported by somebody else")
    PARTICIPANT = "participant", _("a participant names the other as its own activity")
    FORMER = "former", _("one was formerly known by the identifier of the other")
    TITLE = "title", _("title and facts agree, the reporters differ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom an answer was computed: two readers with the same audiences and organisations see the same rows."""

    audiences: frozenset[int]
    organisations: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which part of the visible projects is asked about. ``framework`` and ``theme`` are codes, ``party`` a party's
    key in any role or as the reporter; empty asks about everything, and about the first framework.
    """

    framework: str = ""
    since: int | None = None
    until: int | None = None
    party: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLabel:
    """``key`` is the organisation's code, or the published name after a tilde when it is not a known party."""

    key: str
    name: Words
    projects: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Projects and money of one cell or total. Money is None where none was allocated, which is not zero; the counts
    of ``unconverted`` say how many projects have more that could not be converted.
    """

    projects: int = 0
    confirmed: int = 0
    budget: Decimal | None = None
    commitment: Decimal | None = None
    spending: Decimal | None = None
    budget_unconverted: int = 0
    commitment_unconverted: int = 0
    spending_unconverted: int = 0

    def amount(self, counted: str) -> Decimal | int | None:
        numbers = {Counted.PROJECTS.value: self.projects, Counted.CONFIRMED.value: self.confirmed}
        return numbers[counted] if counted in numbers else self.money(counted)

    def money(self, counted: str) -> Decimal | None:
        return {"budget": self.budget, "commitment": self.commitment, "spending": self.spending}[counted]

    @property
    def has_unconverted(self) -> bool:
        return bool(self.budget_unconverted or self.commitment_unconverted or self.spending_unconverted)

    def unconverted(self, counted: str) -> int:
        """How many projects have money of this kind that is in no sum."""
        return int(getattr(self, f"{counted}_unconverted", 0))


NOTHING = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnName:
    """``code`` is an ISO country code or a ``Place``; ``numeric`` the ISO number that maps use, empty for places."""

    code: str
    name: Words
    party: str = ""
    numeric: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLine:
    """``cells`` stand in the order of the matrix's columns; ``total`` counts each project once, elsewhere left out."""

    measure: MeasureName
    cells: tuple[Tally, ...]
    total: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSection:
    pillar: PillarName
    lines: tuple[MatrixLine, ...]
    cells: tuple[Tally, ...]
    total: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Where the money of all visible projects is; the parts add up to ``total`` in each basis."""

    parts: tuple[tuple[str, Tally], ...]
    total: Tally

    def part(self, place: str) -> Tally:
        return dict(self.parts).get(place, NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a reader may ask for: frameworks by code, years from and to, parties by number of projects, themes."""

    frameworks: tuple[tuple[str, Text], ...]
    years: tuple[int, ...]
    parties: tuple[PartyLabel, ...]
    themes: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    question: Question
    columns: tuple[ColumnName, ...]
    sections: tuple[MatrixSection, ...]
    cells: tuple[Tally, ...]
    total: Tally
    balance: Balance
    choices: Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLine:
    """A project as it stands behind a number: its own facts, and the part of its money that is counted there."""

    uuid: str
    title: Text
    party: PartyLabel | None
    starts_on: date | None
    ends_on: date | None
    tally: Tally
    is_confirmed: bool = False
    place_share: float | None = None
    measure_share: float | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is behind one cell, or one measure in the whole region, or one column over all measures."""

    measure: MeasureName | None
    pillar: PillarName | None
    column: ColumnName | None
    tally: Tally
    projects: tuple[ProjectLine, ...]
    providers: tuple[PartyLabel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """No project for this measure in this State, with what comes nearest."""

    measure: MeasureName
    pillar: PillarName
    column: ColumnName
    regional: int
    elsewhere_in_region: int
    at_other_times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A hint that different implementers may be doing similar work; never a finding. It is the fullest moment of a
    time during which they did: from ``starts_on`` to ``ends_on`` the same implementers all work, and all ``members``
    run on the first of these days. ``likeness`` is how alike the two most alike titles are, in percent; ``words`` are
    those that the titles share; ``also`` are further measures for which the same projects overlap.
    """

    measure: MeasureName
    column: ColumnName
    beneficiary: Beneficiary
    starts_on: date
    ends_on: date
    implementers: int
    projects: int
    overlap_days: int
    likeness: int
    words: tuple[str, ...]
    members: tuple[ProjectLine, ...]
    also: tuple[MeasureName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """``found`` in all, of which the longest ``listed`` are ``shown``, those of the same projects as one; ``left_out``
    projects could not be compared because their dates, beneficiaries or implementers are not known.
    """

    found: int
    listed: int
    shown: tuple[Overlap, ...]
    left_out: int
    compared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """A hint that two reports may be of the same money or work. ``excluded`` is what the lower total leaves out."""

    upper: ProjectLine
    lower: ProjectLine
    rule: DoubleRule
    likeness: int
    same: tuple[str, ...]
    excluded: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubles:
    """``published`` is the sum of what everybody reports, ``once`` the same with possible double reports left out."""

    published: Tally
    once: Tally
    shown: tuple[Double, ...]
    found: int
    blocks_skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Money, or projects, from a provider through an implementer to a pillar."""

    provider: PartyLabel
    implementer: PartyLabel
    pillar: PillarName
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarYear:
    pillar: PillarName
    year: int
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The matrix, and how many gaps and possible duplications there are, all of the same moment."""

    matrix: Matrix
    gaps: int
    overlaps: int


@dataclass(frozen=True, slots=True)
class Framed(Generic[T]):
    """An answer with the matrix of the same question, both of the same moment."""

    matrix: Matrix
    answer: T
