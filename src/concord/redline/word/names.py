"""The XML names of WordprocessingML that the rest of this package speaks in."""

from __future__ import annotations

from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
MANIFEST: Final = "urn:concord:paper:1"

STRICT: Final = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    "http://purl.oclc.org/ooxml/officeDocument/math": M,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R,
}
"""ISO 29500 Strict to Transitional: the same elements under other names."""


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def m(name: str) -> str:
    return f"{{{M}}}{name}"


def r(name: str) -> str:
    return f"{{{R}}}{name}"


AUTHOR: Final = w("author")
DATE: Final = w("date")
ID: Final = w("id")
VAL: Final = w("val")

INSERTIONS: Final = frozenset({w("ins"), w("moveTo")})
DELETIONS: Final = frozenset({w("del"), w("moveFrom")})

CHANGED_PROPERTIES: Final = frozenset(
    w(name)
    for name in (
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tblGridChange",
        "trPrChange",
        "tcPrChange",
        "numberingChange",
    )
)
CHANGED_CELLS: Final = frozenset(w(name) for name in ("cellIns", "cellDel", "cellMerge"))
RANGE_MARKS: Final = frozenset(
    w(f"{kind}Range{edge}")
    for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for edge in ("Start", "End")
)
KNOWN_CHANGES: Final = INSERTIONS | DELETIONS | CHANGED_PROPERTIES | CHANGED_CELLS | RANGE_MARKS
NOT_CHANGES_WITH_AUTHOR: Final = frozenset({w("comment")})
