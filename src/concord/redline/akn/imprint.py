"""Who made the document, when, and under which identifier (the FRBR block)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from lxml import etree

if TYPE_CHECKING:
    from datetime import date

    from lxml.etree import _Element as Element

AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS: Final = "urn:concord:akn:1"
FORMAT: Final = "application/akn+xml"
_ALPHA3: Final = {
    "ar": "ara", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "kk": "kaz", "ky": "kir", "ru": "rus", "tg": "tgk",
    "tk": "tuk", "uz": "uzb", "zh": "zho",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imprint:
    """`number` identifies the instrument (as in "jpa-2026"); the three dates are those of the work, of this text in
    this language, and of this file. `author` is the organisation that issues it.
    """

    number: str
    work_on: date
    expression_on: date
    manifestation_on: date
    author: str = "Secretariat"
    country: str = "un"


def a(name: str) -> str:
    return f"{{{AKN}}}{name}"


def ours(name: str) -> str:
    return f"{{{OURS}}}{name}"


def alpha3(*, language: str) -> str:
    """ISO 639-2 for a BCP 47 tag; a language that is not in the table keeps its own subtag."""
    first = language.partition("-")[0]
    return _ALPHA3.get(first, first)


def identification(*, imprint: Imprint, title: str, language: str) -> Element:
    root = etree.Element(a("identification"), source="#concord")
    work = f"/akn/{imprint.country}/statement/{imprint.work_on.isoformat()}/{quote(imprint.number, safe='')}"
    expression = f"{work}/{alpha3(language=language)}@{imprint.expression_on.isoformat()}"
    levels = (
        ("FRBRWork", work, imprint.work_on, "creation"),
        ("FRBRExpression", expression, imprint.expression_on, "version"),
        ("FRBRManifestation", f"{expression}.akn", imprint.manifestation_on, "generation"),
    )
    for name, uri, on, event in levels:
        level = etree.SubElement(root, a(name))
        etree.SubElement(level, a("FRBRthis"), value=f"{uri}/!main" if name != "FRBRManifestation" else uri)
        etree.SubElement(level, a("FRBRuri"), value=uri)
        if name == "FRBRWork":
            etree.SubElement(level, a("FRBRalias"), value=title or "Untitled", name="title")
        etree.SubElement(level, a("FRBRdate"), date=on.isoformat(), name=event)
        etree.SubElement(level, a("FRBRauthor"), href="#author")
        if name == "FRBRWork":
            etree.SubElement(level, a("FRBRcountry"), value=imprint.country)
            etree.SubElement(level, a("FRBRnumber"), value=imprint.number)
        elif name == "FRBRExpression":
            etree.SubElement(level, a("FRBRlanguage"), language=alpha3(language=language))
        else:
            etree.SubElement(level, a("FRBRformat"), value=FORMAT)
    return root
