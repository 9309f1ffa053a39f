"""Words for the fields and values of a publisher's changes, which are stored as plain JSON."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concord.assistance.terms import Choice
from concord.assistance.terms.notices import in_words, refusal_in_words

register = template.Library()

NAMES = {
    "title": gettext_lazy("Title"),
    "description": gettext_lazy("Description"),
    "status": gettext_lazy("Status"),
    "starts_on": gettext_lazy("Start"),
    "ends_on": gettext_lazy("End"),
    "dates_are_actual": gettext_lazy("Whether dates are as it happened"),
    "reporter_name": gettext_lazy("Reported by"),
    "is_secondary_report": gettext_lazy("Report on the work of others"),
    "hierarchy": gettext_lazy("Level"),
    "parties": gettext_lazy("Organisations"),
    "places": gettext_lazy("Places"),
    "sectors": gettext_lazy("Purposes"),
    "money": gettext_lazy("Money"),
    "links": gettext_lazy("Connected reports"),
}


register.filter("in_words", in_words)
register.filter("refusal_in_words", refusal_in_words)


@register.filter
def field_name(name: str) -> str:
    return str(NAMES.get(name, name))


@register.filter
def choice_name(choice: str) -> str:
    return str(Choice(choice).label)


@register.filter
def json_words(value: object) -> str:
    """One line for each row or language, plain words for everything else."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "\n".join(f"{key}: {json_words(each)}" for key, each in value.items() if each not in ("", None))
    if isinstance(value, list):
        return "\n".join(", ".join(str(cell) for cell in _cells(each)) for each in value)
    return str(value)


def _cells(row: object) -> list[object]:
    return [cell for cell in row.values() if cell not in ("", None)] if isinstance(row, dict) else [row]
