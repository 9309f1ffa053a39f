"""`{% load ui %}`: every component, one line each in the room's README."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe

from concord.ui import dates, language, numbers
from concord.ui.components import Badge, Bar, Claim, Event, Progress, Source, Tab, Tone
from concord.ui.language import Words, localised
from concord.ui.numbers import Money
from concord.ui.tables.columns import badge_html

if TYPE_CHECKING:
    from django.forms import BaseForm, BoundField

    from concord.ui.figures import Figure
    from concord.ui.heatmap import HeatCell, HeatColumn, Heatmap
    from concord.ui.pages import MarkingLine, ThreadStep
    from concord.ui.tables import Table

register = template.Library()

register.filter("localised", language.localised_html)
register.filter("plain", language.localised)
register.filter("day", dates.day)
register.filter("moment", dates.moment)
register.filter("moment_words", dates.moment_words)
register.filter("number", numbers.number)
register.filter("percent", numbers.percent)
register.simple_tag(dates.days, name="days")


@register.filter("money")
def money_filter(value: Money | None) -> str:
    return numbers.money(value)


@register.simple_tag
def money(amount: Decimal | Money | None, currency: str = "", *, year: int | None = None, compact: bool = False) -> str:
    if amount is None:
        return ""
    value = amount if isinstance(amount, Money) else Money(Decimal(amount), currency, year)
    return numbers.money(value, compact=compact)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Decoration beside words; never the only thing said."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def abbr(short: Words, full: Words) -> SafeString:
    """Reachable by keyboard and touch, so that the expansion is not for the mouse only."""
    return format_html(
        '<abbr class="abbr" tabindex="0" title="{0}" data-full="{0}">{1}</abbr>', localised(full), localised(short)
    )


@register.simple_tag
def badge(label: Words | Badge, tone: Tone = "plain") -> str:
    return badge_html(label if isinstance(label, Badge) else Badge(label, tone))


@register.simple_tag
def tlp(level: str) -> SafeString:
    """A TLP 2.0 label in the colours its standard gives it."""
    return format_html('<span class="tlp" data-tlp="{}">TLP:{}</span>', level.partition("+")[0], level)


@register.inclusion_tag("ui/parts/who.html")
def who(marking: "MarkingLine | None") -> dict[str, Any]:
    return {"marking": marking}


@register.inclusion_tag("ui/parts/thread.html")
def thread(steps: tuple["ThreadStep", ...]) -> dict[str, Any]:
    return {"steps": steps}


@register.simple_block_tag
def card(content: str, title: Words = "", url: str = "", kind: Words = "", level: int = 3) -> str:
    return render_to_string(
        "ui/parts/card.html", {"content": content, "title": title, "url": url, "kind": kind, "level": level}
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: Words = "") -> str:
    """Tones: info, success, attention, error."""
    return render_to_string("ui/parts/notice.html", {"content": content, "tone": tone, "title": title})


@register.inclusion_tag("ui/parts/stat.html")
def stat(value: Any, label: Words, url: str = "", note: Words = "") -> dict[str, Any]:
    shown = numbers.number(value) if isinstance(value, int | float | Decimal) else value
    return {"value": shown, "label": label, "url": url, "note": note}


@register.inclusion_tag("ui/parts/empty.html")
def empty(what: Words, why: Words = "", step: Words = "", url: str = "") -> dict[str, Any]:
    return {"what": what, "why": why, "step": step, "url": url}


@register.simple_block_tag
def pairs(content: str) -> SafeString:
    return format_html('<dl class="pairs">{}</dl>', content)


@register.simple_block_tag
def pair(content: str, term: Words) -> SafeString:
    """A pair without a value is left out."""
    if not content.strip():
        return mark_safe("")
    return format_html('<div class="pair"><dt>{}</dt><dd>{}</dd></div>', localised(term), content)


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: tuple[Tab, ...], label: Words = "") -> dict[str, Any]:
    return {"tabs": items, "label": label}


@register.inclusion_tag("ui/parts/claims.html")
def claims(fact: Words, values: tuple[Claim, ...]) -> dict[str, Any]:
    return {"fact": fact, "claims": values}


@register.inclusion_tag("ui/parts/source.html")
def source(origin: Source | str, label: Words = "", confidence: str = "") -> dict[str, Any]:
    given = origin if isinstance(origin, Source) else Source(url=origin, label=label, confidence=confidence)
    return {"source": given}


@register.inclusion_tag("ui/parts/progress.html")
def progress(work: Progress) -> dict[str, Any]:
    return {"work": work}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(events: tuple[Event, ...], level: int = 3) -> dict[str, Any]:
    years: dict[int, list[Event]] = {}
    for event in sorted(events, key=lambda event: event.starts_on):
        years.setdefault(event.starts_on.year, []).append(event)
    return {"years": list(years.items()), "level": level}


@register.inclusion_tag("ui/parts/bars.html")
def bars(rows: tuple[Bar, ...], caption: Words, unit: Words = "") -> dict[str, Any]:
    most = max((bar.value for bar in rows), default=0) or 1
    return {"rows": [(bar, round(100 * bar.value / most, 2)) for bar in rows], "caption": caption, "unit": unit}


@register.inclusion_tag("ui/parts/heatmap.html")
def heatmap(matrix: "Heatmap") -> dict[str, Any]:
    return {"matrix": matrix}


@register.simple_tag
def heat_cell(matrix: "Heatmap", cell: "HeatCell | None", column: Words) -> SafeString:
    if cell is None:
        return mark_safe('<td class="heat" data-level="none"></td>')
    level = matrix.level(cell)
    shown = cell.shown or numbers.number(cell.value) if level else "–"
    said = format_html('<span class="unseen">{}: </span>', localised(column))
    inner = format_html("{}{}", said, shown)
    body = format_html('<a href="{}">{}</a>', cell.url, inner) if cell.url else format_html("<span>{}</span>", inner)
    return format_html('<td class="heat" data-level="{}">{}</td>', level, body)


@register.inclusion_tag("ui/parts/figure.html")
def figure(drawing: "Figure", level: int = 3) -> dict[str, Any]:
    key = f"{drawing.key}-data"
    return {"figure": drawing, "data": json_script(drawing.drawn, key), "data_id": key, "level": level}


@register.inclusion_tag("ui/parts/table.html")
def table(seen: "Table[Any]", empty_what: Words = "", empty_why: Words = "") -> dict[str, Any]:
    return {"table": seen, "empty_what": empty_what, "empty_why": empty_why}


@register.inclusion_tag("ui/parts/pager.html")
def pager(seen: "Table[Any]") -> dict[str, Any]:
    return {"table": seen}


@register.inclusion_tag("ui/parts/errors.html")
def errors(form: "BaseForm") -> dict[str, Any]:
    """The summary on top: what to correct, each a link to its field. Nothing when there are no errors."""
    faults = [(bound, fault) for bound in form for fault in bound.errors]
    return {"form": form, "faults": faults, "general": form.non_field_errors()}


@register.inclusion_tag("ui/parts/field.html")
def field(bound: "BoundField") -> dict[str, Any]:
    """Label, help before the box, errors beside it, wired for screen readers."""
    described = [
        f"{bound.auto_id}_{part}" for part, there in (("help", bound.help_text), ("error", bound.errors)) if there
    ]
    attributes: dict[str, str | bool] = {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {"field": bound, "control": bound.as_widget(attrs=attributes), "kind": _kind(bound)}


def _kind(bound: "BoundField") -> str:
    return str(bound.widget_type)


@register.filter
def words_of(words: str) -> list[str]:
    """A list written in a template: "theme keyboard"."""
    return words.split()


@register.filter
def beside(
    cells: "tuple[HeatCell | None, ...]", columns: "tuple[HeatColumn, ...]"
) -> "list[tuple[Words, HeatCell | None]]":
    """Each cell with what its column is called in full."""
    return [(column.full or column.label, cell) for column, cell in zip(columns, cells, strict=True)]
