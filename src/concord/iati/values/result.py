from dataclasses import dataclass
from datetime import date

from concord.iati.values.document import DocumentLink
from concord.iati.values.text import Narrative


@dataclass(frozen=True, slots=True)
class Dimension:
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    code: str = ""
    vocabulary: str = ""
    vocabulary_uri: str = ""
    indicator_uri: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A target or an actual. `value` stays text: IATI lets it be a number, a date or a word."""

    value: str = ""
    locations: tuple[str, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    comments: tuple[Narrative, ...] = ()
    documents: tuple[DocumentLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    value: str = ""
    year: str = ""
    on: date | None = None
    locations: tuple[str, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    comments: tuple[Narrative, ...] = ()
    documents: tuple[DocumentLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    start: date | None = None
    end: date | None = None
    targets: tuple[Measured, ...] = ()
    actuals: tuple[Measured, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """Measure 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative."""

    measure: str = ""
    ascending: bool = True
    aggregation: bool | None = None
    titles: tuple[Narrative, ...] = ()
    descriptions: tuple[Narrative, ...] = ()
    documents: tuple[DocumentLink, ...] = ()
    references: tuple[Reference, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """Type 1 output, 2 outcome, 3 impact, 9 other."""

    type: str = ""
    aggregation: bool | None = None
    titles: tuple[Narrative, ...] = ()
    descriptions: tuple[Narrative, ...] = ()
    documents: tuple[DocumentLink, ...] = ()
    references: tuple[Reference, ...] = ()
    indicators: tuple[Indicator, ...] = ()
