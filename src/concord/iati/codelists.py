"""The codes of IATI 2.03 and their names: tables of facts in `data/`, read when first asked for.

Source: the public codelists of the IATI standard at version 2.03 (iatistandard.org, with the OECD DAC, ISO 3166 and
ISO 4217 codes they repeat). Russian names of States are the short names in use at the United Nations.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).with_name("data")
_OWN_FILES = {
    "Country": "countries.csv",
    "Currency": "currencies.csv",
    "Region": "regions.csv",
    "Sector": "sectors.csv",
    "SectorCategory": "sectors.csv",
}
_CATEGORY_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Code:
    """`category` is the three-digit group of a five-digit sector; `name_ru` is known for some countries."""

    code: str
    name: str
    withdrawn: bool = False
    category: str = ""
    name_ru: str = ""


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a table in `data/`."""
    with (DATA / file).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@cache
def codelist(name: str) -> Mapping[str, Code]:
    """The list of that name as the standard spells it ("TransactionType", "Sector", "Country", …), by code.
    Raises `KeyError` for a name that is not kept here.
    """
    file = _OWN_FILES.get(name, "codes.csv")
    found = {
        row["code"]: Code(
            row["code"], row["name"], bool(row["withdrawn"]), row.get("category", ""), row.get("name_ru", "")
        )
        for row in rows(file)
        if row.get("list", name) == name
    }
    if file == "sectors.csv":
        short = name == "SectorCategory"
        found = {code: one for code, one in found.items() if (len(code) == _CATEGORY_LENGTH) is short}
    if not found:
        raise KeyError(name)
    return MappingProxyType(found)


@cache
def codelist_names() -> tuple[str, ...]:
    """The lists that are kept here."""
    return tuple(sorted({row["list"] for row in rows("codes.csv")} | set(_OWN_FILES)))


def name_of(codelist_name: str, code: str, *, language: str = "en") -> str:
    """The name of a code, in Russian where asked for and known, else in English; the code itself when it is unknown."""
    known = codelist(codelist_name).get(code)
    if known is None:
        return code
    return (known.name_ru if language == "ru" else "") or known.name


def sector_name(code: str, *, vocabulary: str = "1") -> str:
    """The name of a DAC sector of five (vocabulary 1) or three digits (2) or of an SDG (7, 8); else the code."""
    lists = {"1": "Sector", "2": "SectorCategory", "7": "UNSDG-Goals", "8": "UNSDG-Targets"}
    return name_of(lists[vocabulary], code) if vocabulary in lists else code
