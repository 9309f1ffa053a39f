"""What one publication says about one project, as values: what an import compares, converts and stores."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from concord.assistance.terms.choices import Flow, Link, PartyRole, Status
from concord.parties.terms import Confidence
from concord.ui.text import Text


@dataclass(frozen=True, slots=True)
class PartyFact:
    role: PartyRole
    ref: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A country (ISO 3166-1 alpha-2), a region (``vocabulary:code``), or a named place inside a country.

    ``share`` runs from 0 to 1; None where shares were missing or exceed the whole: nobody splits them.
    """

    country: str = ""
    region: str = ""
    name: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class SectorFact:
    vocabulary: str
    code: str
    name: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """The sum of one flow in one currency in one year. ``rate_year`` is the year of the value dates."""

    flow: Flow
    year: int | None
    currency: str
    value: Decimal
    rate_year: int | None = None
    items: int = 1


@dataclass(frozen=True, slots=True)
class LinkFact:
    kind: Link
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """``status`` is None where none was stated; ``tags`` and ``markers`` are pairs of vocabulary and code.

    ``source`` (the first page that is named) and ``confidence`` start a new project and are not compared.
    """

    iati_identifier: str = ""
    reporting_ref: str = ""
    reporter_name: str = ""
    is_secondary_report: bool = False
    hierarchy: int = 1
    title: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    status: Status | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    dates_are_actual: bool = False
    published_at: datetime | None = None
    parties: tuple[PartyFact, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    sectors: tuple[SectorFact, ...] = ()
    money: tuple[MoneyFact, ...] = ()
    links: tuple[LinkFact, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    markers: tuple[tuple[str, str], ...] = ()
    source: str = ""
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a project before and after, as plain JSON values."""

    field: str
    before: object
    after: object
