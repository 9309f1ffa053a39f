"""What one publication changed against the one before it."""

from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal

from concord.assistance.terms import Change, ProjectFacts
from concord.ui.text import Text

COMPARED = (
    "title",
    "description",
    "status",
    "starts_on",
    "ends_on",
    "dates_are_actual",
    "reporter_name",
    "is_secondary_report",
    "hierarchy",
    "parties",
    "places",
    "sectors",
    "money",
    "links",
)


def differences(*, before: ProjectFacts, after: ProjectFacts) -> tuple[Change, ...]:
    """The fields that differ, in the order of ``COMPARED``; the order of parties, places and so on does not matter."""
    changes = []
    for field in COMPARED:
        old, new = getattr(before, field), getattr(after, field)
        if old == new:
            continue
        plain_old, plain_new = plain(old), plain(new)
        if plain_old != plain_new:
            changes.append(Change(field, plain_old, plain_new))
    return tuple(changes)


def plain(value: object) -> object:
    """The value as JSON can hold it: sums as strings, dates in ISO 8601, rows sorted."""
    simple: object = value
    match value:
        case Text():
            simple = value.to_json()
        case date():
            simple = value.isoformat()
        case Decimal():
            simple = str(value)
        case float():
            simple = round(value, 6)
        case tuple():
            simple = sorted((plain(item) for item in value), key=repr)
        case _ if is_dataclass(value) and not isinstance(value, type):
            simple = {key: plain(item) for key, item in asdict(value).items()}
    return simple
