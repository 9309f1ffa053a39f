import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from concord.iati.building.element import Element
from concord.iati.mint import mint
from concord.iati.notices import Notice, notice
from concord.iati.values import Narrative

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
        self.seen: dict[str, tuple[int, int, str]] = {}

    def tell(self, rule: str, element: Element | None = None, detail: str = "") -> None:
        """Note `rule`; of several the first gives line and detail, the rest are counted."""
        known = self.seen.get(rule)
        if known is None:
            line = self.line + (element.sourceline or 1) - 1 if element is not None else self.line
            self.seen[rule] = (1, line, detail)
        else:
            self.seen[rule] = (known[0] + 1, known[1], known[2])

    def notices(self, *, file: str, activity: str) -> list[Notice]:
        return [
            notice(rule, detail=detail, file=file, line=line, activity=activity, count=count)
            for rule, (count, line, detail) in self.seen.items()
        ]

    def fold(self, stated: str, element: Element) -> str:
        """A language code in lower case, remembered, so that an odd one is told once a file."""
        folded = stated.strip().lower()[:35]
        if folded != stated:
            self.tell("language-case", element, stated)
        self.languages[stated] = folded
        return folded

    def day(self, element: Element, attribute: str = "iso-date") -> date | None:
        """The date of an attribute; of the element's text where the attribute is missing (1.0x)."""
        stated = element.get(attribute)
        if stated is None:
            stated = (element.text or "").strip()
        try:
            return self.days[stated]
        except KeyError:
            return self.new_day(stated, element)

    def new_day(self, stated: str, element: Element) -> date | None:
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

    def moment(self, stated: str | None, element: Element) -> datetime | None:
        if not stated or not stated.strip():
            return None
        try:
            return datetime.fromisoformat(stated.strip())
        except ValueError:
            self.tell("bad-date", element, stated)
            return None

    def number(self, stated: str | None, element: Element) -> Decimal | None:
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

    def mended_number(self, stated: str, element: Element) -> Decimal | None:
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


def narratives(element: Element, draft: Draft) -> tuple[Narrative, ...]:
    """The texts of an element: its narratives, or its own text as files of 1.0x have it."""
    count = len(element)
    if count == 1:
        found = narrative(element[0], draft)
        return (found,) if found else ()
    if count:
        return tuple(one for child in element[:] if (one := narrative(child, draft)))
    own = element.text
    if not own or not (own := own.strip()):
        return ()
    stated = element.get(XML_LANG)
    return (make_narrative(own, draft.fold(stated, element) if stated else draft.language),)


def narrative(element: Element, draft: Draft) -> Narrative | None:
    """One text, stripped; None when it is empty or when the element is something else."""
    if element.tag != "narrative":
        draft.passed_over[element.tag] += 1
        return None
    text = "".join(element.itertext()) if len(element) else element.text
    if not text or not (text := text.strip()):
        draft.tell("narrative-empty", element)
        return None
    stated = element.get(XML_LANG)
    if stated is None:
        return make_narrative(text, draft.language)
    return make_narrative(text, draft.languages.get(stated) or draft.fold(stated, element))
