"""Words as runs of WordprocessingML, as text: fifty times faster than building a tree node by node."""

from __future__ import annotations

import re
from html import escape
from typing import Final

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PARTS: Final = re.compile("(\t|\n)")
_MARKS: Final = {"\t": "<w:tab/>", "\n": "<w:br/>"}


class Unwritable(ValueError):
    """The text holds a character that no XML document can hold."""


def attribute(*, value: str) -> str:
    """For use between double quotes; line ends and tabs survive the attribute normalisation of XML."""
    check_text(text=value)
    return escape(value).replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def run(*, text: str, properties: str = "", deleted: bool = False) -> str:
    """One run; tabs and line ends become their elements. Raises `Unwritable`."""
    check_text(text=text)
    tag = "delText" if deleted else "t"
    inner = "".join(
        _MARKS.get(part)
        or f'<w:{tag} xml:space="preserve">{escape(part, quote=False)}</w:{tag}>'.replace("\r", "&#13;")
        for part in (_PARTS.split(text) if "\t" in text or "\n" in text else (text,))
        if part
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def check_text(*, text: str) -> None:
    """Raises `Unwritable` for what XML 1.0 cannot hold."""
    if found := _FORBIDDEN.search(text):
        raise Unwritable(f"U+{ord(found[0]):04X} cannot stand in a Word file")
