"""What the address asks, and the controls that show it: the same on every page of this room."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from concord.coverage.terms import ColumnName, Counted, Matrix, Place, Question, Tally
from concord.strategy.terms import MeasureName
from concord.ui.components import Tab
from concord.ui.language import Words, localised
from concord.ui.numbers import Money, money, number

_LONGEST = 200
NOT_CONVERTIBLE = pgettext_lazy("not convertible", "n/c")
_PAGES = (
    ("coverage:index", gettext_lazy("Matrix")),
    ("coverage:gaps", gettext_lazy("Gaps")),
    ("coverage:overlaps", gettext_lazy("Possible duplications")),
    ("coverage:doubles", gettext_lazy("Double counting")),
    ("coverage:providers", gettext_lazy("With whose money")),
    ("coverage:map", gettext_lazy("Map")),
)


@dataclass(frozen=True)
class Option:
    value: str
    label: Words
    chosen: bool


@dataclass(frozen=True)
class Control:
    key: str
    label: Words
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Asked:
    """The question, what the cells show, and every parameter as it was given."""

    question: Question
    counted: Counted
    country: str
    measure: str
    given: dict[str, str]

    def address(self, url_name: str, **changes: str) -> str:
        """A page of this room with the same question, some of it changed, or removed if blank."""
        query = {key: value for key, value in (self.given | changes).items() if value}
        return reverse(url_name) + (f"?{urlencode(query)}" if query else "")


_KEPT = ("framework", "show", "from", "to", "provider", "theme")


def asked_in(request: HttpRequest) -> Asked:
    """Whatever is asked wrongly is as if it had not been asked. ``column`` is another word for ``country``."""
    read = {
        key: request.GET.get(key, "").strip().replace("\x00", "")[:_LONGEST]
        for key in (*_KEPT, "measure", "country", "column")
    }
    since, until = _year(read["from"]), _year(read["to"])
    if since and until and since > until:
        since, until = until, since
    counted = Counted(read["show"]) if read["show"] in Counted.values else Counted.PROJECTS
    question = Question(
        framework=read["framework"], since=since, until=until, party=read["provider"], theme=read["theme"]
    )
    return Asked(
        question=question,
        counted=counted,
        country=read["country"] or read["column"],
        measure=read["measure"],
        given={key: read[key] for key in _KEPT},
    )


def tabs(asked: Asked, current: str) -> tuple[Tab, ...]:
    return tuple(Tab(label, asked.address(name), current=name == current) for name, label in _PAGES)


def controls(asked: Asked, seen: Matrix, *, shows: tuple[Counted, ...] = ()) -> tuple[Control, ...]:
    choices, question = seen.choices, seen.question
    parties = tuple((p.key, f"{localised(p.name)} ({number(p.projects)})") for p in choices.parties)
    found = [
        Control("show", _("Show"), tuple(Option(c.value, c.label, c == asked.counted) for c in shows)),
        Control("framework", _("Strategy or plan"), _options(choices.frameworks, question.framework, any_label="")),
        Control("from", _("From year"), _years(choices.years, question.since)),
        Control("to", _("To year"), _years(choices.years, question.until)),
        Control("provider", _("Organisation, in any role"), _options(parties, question.party)),
        Control("theme", _("Theme"), _options(choices.themes, question.theme)),
    ]
    return tuple(control for control in found if len(control.options) > 1)


def year_label(year: int) -> str:
    """A year to come holds only what is planned."""
    return _("%(year)s, planned") % {"year": year} if year > timezone.localdate().year else str(year)


def column_label(column: ColumnName | None) -> Words:
    return _("the whole region") if column is None else column.name


def place_label(code: str, columns: tuple[ColumnName, ...]) -> Words:
    return next((column.name for column in columns if column.code == code), None) or Place(code).label


def said(tally: Tally, counted: Counted) -> str:
    """An amount in words; a dash for none, and a sign of its own for what cannot be converted."""
    amount = tally.amount(counted)
    if counted in (Counted.PROJECTS, Counted.CONFIRMED):
        return number(amount) if amount else "–"
    if amount is None:
        return str(NOT_CONVERTIBLE) if tally.unconverted(counted) else "–"
    return money(Money(round(tally.money(counted) or 0), "USD"), compact=True) + (
        "*" if tally.unconverted(counted) else ""
    )


def measure_label(measure: MeasureName | None) -> str:
    return _("all measures") if measure is None else f"{measure.number} {localised(measure.title)}"


def _options(choices: tuple[tuple[str, Words], ...], value: str, any_label: Words | None = None) -> tuple[Option, ...]:
    blank = () if any_label == "" else (Option("", any_label or _("all"), not value),)
    known = {key for key, _label in choices}
    extra = (Option(value, value.removeprefix("~"), True),) if value and value not in known else ()  # noqa: FBT003
    return (*blank, *extra, *(Option(key, label, key == value) for key, label in choices))


def _years(years: tuple[int, ...], chosen: int | None) -> tuple[Option, ...]:
    listed = sorted({*years, *([chosen] if chosen else [])}, reverse=True)
    return (Option("", _("any"), chosen is None), *(Option(str(y), year_label(y), y == chosen) for y in listed))


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() and text != "0000" else None  # noqa: PLR2004
