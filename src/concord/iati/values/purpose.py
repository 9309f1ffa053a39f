from dataclasses import dataclass
from decimal import Decimal

from concord.iati.values.text import Narrative


@dataclass(frozen=True, slots=True)
class Sector:
    """Shares are out of 100 within one vocabulary; `vocabulary` is "1" (five-digit DAC) where none is named."""

    code: str
    vocabulary: str = "1"
    percentage: Decimal | None = None
    names: tuple[Narrative, ...] = ()
    vocabulary_uri: str = ""


@dataclass(frozen=True, slots=True)
class PolicyMarker:
    code: str
    vocabulary: str = "1"
    significance: str = ""
    names: tuple[Narrative, ...] = ()
    vocabulary_uri: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    code: str
    vocabulary: str = ""
    names: tuple[Narrative, ...] = ()
    vocabulary_uri: str = ""


@dataclass(frozen=True, slots=True)
class AidType:
    code: str
    vocabulary: str = "1"


@dataclass(frozen=True, slots=True)
class HumanitarianScope:
    """Type 1 is an emergency, 2 an appeal."""

    type: str
    vocabulary: str = ""
    code: str = ""
    names: tuple[Narrative, ...] = ()
    vocabulary_uri: str = ""
