from dataclasses import dataclass
from datetime import date

from concord.iati.values.text import Narrative


@dataclass(frozen=True, slots=True)
class DocumentLink:
    url: str
    format: str = ""
    titles: tuple[Narrative, ...] = ()
    descriptions: tuple[Narrative, ...] = ()
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    on: date | None = None
