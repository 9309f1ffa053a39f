from pathlib import Path

import pytest
from lxml import etree

from concord.iati.codelists import codelist, codelist_names, name_of, sector_name

REGION = {
    "KZ": "Казахстан",
    "KG": "Кыргызстан",
    "TJ": "Таджикистан",
    "TM": "Туркменистан",
    "UZ": "Узбекистан",
    "AF": "Афганистан",
}


def test_names_in_english_and_russian() -> None:
    assert {code: name_of("Country", code, language="ru") for code in REGION} == REGION
    assert name_of("Country", "FR", language="ru") == name_of("Country", "FR") == "France"
    assert name_of("TransactionType", "3") == "Disbursement"
    assert name_of("Currency", "KZT") == "Tenge"
    assert name_of("Region", "619") == "Central Asia, regional"
    assert name_of("TransactionType", "TB") == "TB"


def test_sectors_of_five_and_of_three_digits() -> None:
    assert sector_name("15210") == "Security system management and reform"
    assert sector_name("152", vocabulary="2") == "Conflict, Peace & Security"
    assert codelist("Sector")["15210"].category == "152"
    assert "152" not in codelist("Sector")
    assert sector_name("16", vocabulary="7") == name_of("UNSDG-Goals", "16")
    assert sector_name("X", vocabulary="99") == "X"


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        codelist("NoSuchList")


def test_every_table_agrees_with_the_published_list(shared_data: Path) -> None:
    folder = shared_data / "iati" / "codelists"
    for name in codelist_names():
        path = folder / "embedded-2.03" / "xml" / f"{name}.xml"
        if not path.exists():
            path = folder / "nonembedded" / "xml" / f"{name}.xml"
        items = list(etree.parse(path).getroot().iter("codelist-item"))
        published = {(item.findtext("code") or "").strip(): item.get("status") == "withdrawn" for item in items}
        assert {code: one.withdrawn for code, one in codelist(name).items()} == published, name
        assert all(one.name for one in codelist(name).values()), name
