"""Reading rows of a table of projects: headings recognised, each cell judged on its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from concord.assistance.logic.folding import folded
from concord.assistance.logic.sheets import Cell
from concord.assistance.terms import (
    Beneficiary,
    Flow,
    Modality,
    MoneyFact,
    PartyFact,
    PartyRole,
    PlaceFact,
    ProjectValues,
    Severity,
    Status,
)
from concord.ui.text import Text

C = TypeVar("C")

COLUMNS: dict[str, tuple[str, ...]] = {
    "identifier": ("identifier", "project id", "id", "идентификатор", "номер"),
    "title_en": ("title", "title en", "name of project", "project", "project title", "название en"),
    "title_ru": ("title ru", "название", "название проекта", "название ru", "проект"),
    "description_en": ("description", "description en", "summary"),
    "description_ru": ("description ru", "описание", "описание ru"),
    "status": ("status", "статус", "состояние"),
    "start": ("start", "starts on", "start date", "начало", "дата начала"),
    "end": ("end", "ends on", "end date", "конец", "окончание", "дата окончания"),
    "countries": ("countries", "country", "страна", "страны"),
    "donor": ("donor", "donors", "funder", "funded by", "донор", "доноры"),
    "implementer": ("implementer", "implementers", "implemented by", "исполнитель", "исполнители"),
    "budget": ("budget", "amount", "бюджет", "сумма"),
    "currency": ("currency", "валюта"),
    "year": ("year", "budget year", "год"),
    "modality": ("modality", "form", "форма"),
    "beneficiary": ("beneficiary", "beneficiary kind", "бенефициар", "получатель"),
    "request": ("request", "request reference", "запрос"),
    "assessment": ("assessment", "assessment reference", "оценка"),
    "source": ("source", "source address", "источник"),
    "confirmed": ("confirmed", "confirmed on", "last confirmed", "подтверждено"),
}
_BY_HEADING = {folded(heading): column for column, headings in COLUMNS.items() for heading in headings}
_STATUSES = {
    **{folded(word): Status.PLANNED for word in ("planned", "pipeline", "планируется", "запланирован")},
    **{
        folded(word): Status.ONGOING
        for word in ("ongoing", "under way", "implementation", "active", "идет", "реализуется")
    },
    **{folded(word): Status.CLOSED for word in ("completed", "closed", "finished", "завершен", "завершено")},
    **{folded(word): Status.CANCELLED for word in ("cancelled", "отменен", "отменено")},
    **{folded(word): Status.SUSPENDED for word in ("suspended", "приостановлен", "приостановлено")},
    **{folded(word): Status.REQUESTED for word in ("requested", "запрошен", "запрошено")},
    **{folded(word): Status.OFFERED for word in ("offered", "предложен", "предложено")},
    **{status.value: status for status in Status},
}
_MODALITIES = {word: each for each in Modality for word in (each.value, each.value.replace("_", " "))}
_BENEFICIARIES = {word: each for each in Beneficiary for word in (each.value, each.value.replace("_", " "))}
_SEPARATOR = re.compile(r"[;\n]")
_PLACES = re.compile(r"[;,\n]")


@dataclass(frozen=True, slots=True)
class CellFault:
    """``critical``: the row is not taken in; ``error``: its cell is left out; ``warning``: it was read with a guess."""

    severity: Severity
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """``values`` is None where a critical fault forbids the row."""

    number: int
    identifier: str
    values: ProjectValues | None
    faults: tuple[CellFault, ...]


def columns_of(headings: Sequence[str]) -> dict[int, str]:
    """Which cell holds what, by heading; the first of two equal headings counts."""
    found: dict[int, str] = {}
    for index, heading in enumerate(headings):
        key = " ".join(re.findall(r"[^\W_]+", folded(heading)))
        column = _BY_HEADING.get(key) or (key.replace(" ", "_") if key.replace(" ", "_") in COLUMNS else None)
        if column and column not in found.values():
            found[index] = column
    return found


def row_of(*, number: int, cells: Sequence[Cell], columns: Mapping[int, str], countries: Mapping[str, str]) -> Row:
    """One row as values. ``countries`` gives the ISO code for each folded name or code that is accepted."""
    given = {column: cells[index] for index, column in columns.items() if index < len(cells)}
    reader = _Reader(given)
    title = Text.from_json({"en": reader.words("title_en"), "ru": reader.words("title_ru")})
    if not title:
        reader.fault(Severity.CRITICAL, "title_en", "the project has no title")
    starts_on, ends_on = reader.day("start"), reader.day("end")
    if starts_on and ends_on and ends_on < starts_on:
        reader.fault(Severity.ERROR, "end", f"it ends on {ends_on} before it starts on {starts_on}")
        ends_on = None
    values = ProjectValues(
        title=title,
        description=Text.from_json({"en": reader.words("description_en"), "ru": reader.words("description_ru")}),
        status=reader.status(),
        starts_on=starts_on,
        ends_on=ends_on,
        modality=reader.choice("modality", _MODALITIES),
        beneficiary=reader.choice("beneficiary", _BENEFICIARIES),
        request_reference=reader.words("request")[:300],
        assessment_reference=reader.words("assessment")[:300],
        source=reader.address(),
        confirmed_on=reader.day("confirmed"),
        parties=(*reader.parties("donor", PartyRole.FUNDING), *reader.parties("implementer", PartyRole.IMPLEMENTING)),
        places=reader.places(countries),
        money=reader.money(starts_on),
    )
    refused = any(fault.severity == Severity.CRITICAL for fault in reader.faults)
    return Row(number, reader.words("identifier")[:300], None if refused else values, tuple(reader.faults))


class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, given: Mapping[str, Cell]) -> None:
        self.given = given
        self.faults: list[CellFault] = []

    def fault(self, severity: Severity, column: str, message: str) -> None:
        self.faults.append(CellFault(severity, column, message))

    def words(self, column: str) -> str:
        value = self.given.get(column)
        return "" if value is None else str(value).replace("\x00", "").strip()

    def day(self, column: str) -> date | None:
        value = self.given.get(column)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = self.words(column)
        if not text:
            return None
        for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return datetime.strptime(text[:10], pattern).date()  # noqa: DTZ007  a day has no zone
            except ValueError:
                continue
        if re.fullmatch(r"\d{4}", text) and text > "1900":
            self.fault(Severity.WARNING, column, f"only the year {text} is given; its first day stands for it")
            return date(int(text), 1, 1)
        self.fault(Severity.ERROR, column, f"{text!r} is not a date such as 2026-03-31 or 31.03.2026")
        return None

    def status(self) -> Status:
        text = self.words("status")
        if found := _STATUSES.get(folded(text)):
            return found
        said = f"{text!r} is not a known status" if text else "no status is given"
        self.fault(Severity.WARNING, "status", f"{said}; it is taken as planned")
        return Status.PLANNED

    def choice(self, column: str, choices: Mapping[str, C]) -> C | None:
        text = folded(self.words(column))
        if not text:
            return None
        if found := choices.get(text):
            return found
        self.fault(Severity.ERROR, column, f"{self.words(column)!r} is not among the choices")
        return None

    def address(self) -> str:
        text = self.words("source")
        if text and not re.match(r"https?://\S+$", text):
            self.fault(Severity.ERROR, "source", f"{text!r} is not an address")
            return ""
        return text[:500]

    def parties(self, column: str, role: PartyRole) -> tuple[PartyFact, ...]:
        names = [" ".join(name.split())[:300] for name in _SEPARATOR.split(self.words(column))]
        return tuple(PartyFact(role, "", name) for name in dict.fromkeys(names) if name)

    def places(self, countries: Mapping[str, str]) -> tuple[PlaceFact, ...]:
        codes: dict[str, None] = {}
        for name in _PLACES.split(self.words("countries")):
            if not name.strip():
                continue
            code = countries.get(folded(name.strip()))
            if code is None:
                self.fault(Severity.ERROR, "countries", f"{name.strip()!r} is not a country known here")
            else:
                codes[code] = None
        share = 1.0 if len(codes) == 1 else None
        return tuple(PlaceFact(country=code, share=share) for code in codes)

    def money(self, starts_on: date | None) -> tuple[MoneyFact, ...]:
        text = self.words("budget")
        if not text:
            return ()
        try:
            value = Decimal(text.replace("\u00a0", "").replace(" ", "").replace(",", "")).quantize(Decimal("0.01"))
        except InvalidOperation:
            self.fault(Severity.ERROR, "budget", f"{text!r} is not a sum")
            return ()
        currency = self.words("currency").upper()
        if not re.fullmatch(r"[A-Z]{3}", currency):
            self.fault(Severity.ERROR, "currency", f"{currency!r} is not a currency code such as USD")
            currency = ""
        year = self.words("year").removesuffix(".0")
        if year and not re.fullmatch(r"(19|20)\d\d", year):
            self.fault(Severity.ERROR, "year", f"{year!r} is not a year")
            year = ""
        when = int(year) if year else (starts_on.year if starts_on else None)
        return (MoneyFact(Flow.BUDGET, when, currency, value, when),)
