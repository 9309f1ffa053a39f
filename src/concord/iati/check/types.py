import re
from collections.abc import Callable
from datetime import date, datetime

_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_WHOLE = re.compile(r"[+-]?\d+")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?")
_TOKEN = re.compile(r"[\w.:-]+")
_LANGUAGE = re.compile(r"([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?")
_LARGEST_INT = 2**31


def _date(value: str) -> bool:
    found = _DATE.fullmatch(value)
    return found is not None and _parses(date.fromisoformat, found[1])


def _moment(value: str) -> bool:
    found = _MOMENT.fullmatch(value)
    return found is not None and _parses(datetime.fromisoformat, found[1])


def _parses(parse: Callable[[str], object], value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _whole(value: str, least: int) -> bool:
    return bool(_WHOLE.fullmatch(value)) and len(value) < 30 and int(value) >= least  # noqa: PLR2004  # no such number is meant


_TYPES: dict[str, Callable[[str], bool]] = {
    "decimal": lambda value: bool(_DECIMAL.fullmatch(value)),
    "currencyType": lambda value: bool(_DECIMAL.fullmatch(value)),
    "date": _date,
    "dateTime": _moment,
    "boolean": lambda value: value in {"0", "1", "true", "false"},
    "int": lambda value: _whole(value, -_LARGEST_INT) and int(value) < _LARGEST_INT,
    "positiveInteger": lambda value: _whole(value, 1),
    "nonNegativeInteger": lambda value: _whole(value, 0),
    "NMTOKEN": lambda value: bool(_TOKEN.fullmatch(value)),
    "language": lambda value: bool(_LANGUAGE.fullmatch(value)),
}


def is_of_type(value: str, type_name: str) -> bool:
    """Whether `value` is a literal of an XML Schema type, blanks around it aside. string and anyURI take all."""
    known = _TYPES.get(type_name)
    return known is None or known(value.strip(" \t\r\n"))
