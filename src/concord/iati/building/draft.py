import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from concord.iati.mint import mint
from concord.iati.notices import Notice, notice
from concord.iati.values import Narrative

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_MEMORY_SIZE = 20_000
_LONGEST_NUMBER = 64
_LARGEST_EXPONENT = 24
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d|T.*)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[,'\s]\d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"[,'\s\u00a0]")

make_narrative = mint(Narrative)


@dataclass(slots=True)
class Memory:
    """What one reading has seen before, so that it is worked out once: dates and languages repeat by the thousand."""

    days: dict[str | None, date | None] = field(default_factory=lambda: {None: None, "": None})
    languages: dict[str, str] = field(default_factory=dict)

    def trim(self) -> None:
        """Keep memory constant whatever the file holds."""
        if len(self.days) > _MEMORY_SIZE:
            self.days = {None: None, "": None}
        if len(self.languages) > _MEMORY_SIZE:
            self.languages = {}


class Draft:
    """One activity in the making: its defaults, and what there is to say about it."""

    __slots__ = ("currency", "days", "language", "languages", "line", "passed_over", "seen")

    def __init__(self, *, line: int, memory: Memory, passed_over: Counter[str]) -> None:
        self.line = line
        self.days = memory.days
        self.languages = memory.languages
        self.passed_over = passed_over
        self.language = ""
        self.currency = ""
        self.seen: dict[str, list[int | str]] = {}

    def tell(self, rule: str, element: "Element | None" = None, detail: str = "") -> None:
        """Note `rule`; of several the first gives line and detail, the rest are counted."""
        known = self.seen.get(rule)
        if known is None:
            line = self.line + (element.sourceline or 1) - 1 if element is not None else self.line
            self.seen[rule] = [1, line, detail]
        else:
            known[0] = int(known[0]) + 1

    def notices(self, *, file: str, activity: str) -> list[Notice]:
        return [
            notice(rule, detail=str(detail), file=file, line=int(line), activity=activity, count=int(count))
            for rule, (count, line, detail) in self.seen.items()
        ]

    def fold(self, stated: str, element: "Element") -> str:
        """A language code in lower case, remembered."""
        folded = stated.strip().lower()[:35]
        if folded != stated:
            self.tell("language-case", element, stated)
        else:
            self.languages[stated] = folded
        return folded

    def day(self, element: "Element", attribute: str = "iso-date") -> date | None:
        """The date of an attribute; of the element's text where the attribute is missing (1.0x)."""
        stated = element.get(attribute)
        if stated is None:
            stated = (element.text or "").strip()
        try:
            return self.days[stated]
        except KeyError:
            return self.new_day(stated, element)

    def new_day(self, stated: str, element: "Element") -> date | None:
        found = _DAY.fullmatch(stated.strip())
        try:
            value = date.fromisoformat(found.group(1)) if found else None
        except ValueError:
            value = None
        if value is None:
            if stated.strip():
                self.tell("bad-date", element, stated)
        else:
            self.days[stated] = value
        return value

    def moment(self, stated: str | None, element: "Element") -> datetime | None:
        if not stated or not stated.strip():
            return None
        try:
            return datetime.fromisoformat(stated.strip())
        except ValueError:
            self.tell("bad-date", element, stated)
            return None

    def number(self, stated: str | None, element: "Element") -> Decimal | None:
        """A finite decimal of a sane size. A missing number is None without a word: the caller knows what it means."""
        if not stated:
            return None
        if len(stated) <= _LONGEST_NUMBER:
            try:
                value = Decimal(stated)
            except InvalidOperation:
                return self.mended_number(stated, element)
            if value.is_finite() and -_LARGEST_EXPONENT < value.adjusted() < _LARGEST_EXPONENT:
                return value
        self.tell("bad-number", element, stated)
        return None

    def mended_number(self, stated: str, element: "Element") -> Decimal | None:
        bare = stated.strip()
        if not bare:
            return None
        if _THOUSANDS.fullmatch(bare):
            self.tell("mended-number", element, stated)
            return Decimal(_SPACED.sub("", bare))
        if bare.endswith("%"):
            self.tell("mended-number", element, stated)
            return self.number(bare[:-1].strip(), element)
        self.tell("bad-number", element, stated)
        return None


def narratives(element: "Element", draft: Draft) -> tuple[Narrative, ...]:
    """The texts of an element: its narratives, or its own text as files of 1.0x have it."""
    found: list[Narrative] = []
    for child in element:
        if child.tag == "narrative":
            text = child.text if not len(child) else "".join(child.itertext())  # type: ignore[arg-type]
            text = text.strip() if text else ""
            if not text:
                draft.tell("narrative-empty", child)
                continue
            stated = child.get(XML_LANG)
            if stated is None:
                language = draft.language
            else:
                language = draft.languages.get(stated) or draft.fold(stated, child)
            found.append(make_narrative(text, language))
    if not found:
        own = element.text
        if own and (own := own.strip()):
            stated = element.get(XML_LANG)
            return (make_narrative(own, draft.fold(stated, element) if stated else draft.language),)
    return tuple(found)
