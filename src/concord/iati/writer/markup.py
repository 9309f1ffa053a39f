import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from concord.iati.values import Narrative

Value = str | int | bool | Decimal | date | None

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def text(value: str) -> str:
    """Character data. What XML forbids is left out."""
    return _FORBIDDEN.sub("", value).translate(_TEXT)


def spelled(value: Value) -> str:
    """A value as XML Schema spells it; empty for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def attributes(stated: Mapping[str, Value]) -> str:
    """The attributes that say something, each with a space before it."""
    return "".join(
        f' {name}="{_FORBIDDEN.sub("", value).translate(_ATTRIBUTE)}"'
        for name, value in ((name, spelled(value)) for name, value in stated.items())
        if value
    )


def tag(name: str, stated: Mapping[str, Value], inside: str = "") -> str:
    if inside:
        return f"<{name}{attributes(stated)}>{inside}</{name}>"
    return f"<{name}{attributes(stated)}/>"


def coded(name: str, code: str) -> str:
    """`<name code="…"/>`, or nothing without a code."""
    return tag(name, {"code": code}) if code else ""


def narratives(texts: Iterable[Narrative]) -> str:
    return "".join(f"<narrative{attributes({'xml:lang': one.language})}>{text(one.text)}</narrative>" for one in texts)


def worded(name: str, texts: tuple[Narrative, ...], stated: Mapping[str, Value] | None = None) -> str:
    """An element of narratives, or nothing without a text."""
    return tag(name, stated or {}, narratives(texts)) if texts else ""


def dated(name: str, on: date | None) -> str:
    return tag(name, {"iso-date": on}) if on else ""
