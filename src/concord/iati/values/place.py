from dataclasses import dataclass
from decimal import Decimal

from concord.iati.values.text import Narrative


@dataclass(frozen=True, slots=True)
class Country:
    """ISO 3166-1 alpha-2, upper case; the share is out of 100 for countries and regions together."""

    code: str
    percentage: Decimal | None = None
    names: tuple[Narrative, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    vocabulary: str = "1"
    percentage: Decimal | None = None
    names: tuple[Narrative, ...] = ()
    vocabulary_uri: str = ""


@dataclass(frozen=True, slots=True)
class LocationId:
    code: str
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class Administrative:
    code: str
    vocabulary: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS 84 unless `srs` says otherwise."""

    latitude: Decimal
    longitude: Decimal
    srs: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    ref: str = ""
    reach: str = ""
    ids: tuple[LocationId, ...] = ()
    names: tuple[Narrative, ...] = ()
    descriptions: tuple[Narrative, ...] = ()
    activity_descriptions: tuple[Narrative, ...] = ()
    administratives: tuple[Administrative, ...] = ()
    point: Point | None = None
    exactness: str = ""
    location_class: str = ""
    feature: str = ""
