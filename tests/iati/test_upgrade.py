# ruff: noqa: E501  # XML reads best unbroken
"""Files of the 1.0x generation: words and other shapes, read into the codes and the values of 2.03."""

from datetime import date
from decimal import Decimal

import pytest
from tests.iati.files import document, taken

from concord.iati import Activity
from concord.iati.values import (
    ActivityDate,
    Administrative,
    Counterparty,
    Country,
    DocumentLink,
    Location,
    LocationId,
    Money,
    Narrative,
    OtherIdentifier,
    ParticipatingOrg,
    Point,
    ReportingOrg,
    Sector,
)


def old(more: str) -> Activity:
    whole = f'<iati-activity xml:lang="en" default-currency="GBP" version="1.03">{more}</iati-activity>'
    return taken(document(whole, version="1.03"))[1][0]


def test_texts_stand_in_the_elements_themselves() -> None:
    read = old(
        '<reporting-org ref="GB-1" type="10">DFID</reporting-org><iati-identifier>GB-1-2</iati-identifier>'
        '<title>Roads</title><title xml:lang="fr">Routes</title><description type="1">Long</description>'
        '<participating-org role="Funding" ref="GB-1" type="10">DFID</participating-org>'
        '<recipient-country code="KG" percentage="100">Kyrgyzstan</recipient-country>'
        '<other-identifier owner-ref="GB-1" owner-name="DFID">105</other-identifier>'
        "<activity-website>https://e.org/p</activity-website>"
    )
    assert read.reporting_org == ReportingOrg("GB-1", "10", (Narrative("DFID", "en"),))
    assert read.titles == (Narrative("Roads", "en"), Narrative("Routes", "fr"))
    assert read.descriptions == (("1", (Narrative("Long", "en"),)),)
    assert read.participating_orgs == (ParticipatingOrg("1", "GB-1", "10", (Narrative("DFID", "en"),)),)
    assert read.countries == (Country("KG", Decimal(100), (Narrative("Kyrgyzstan", "en"),)),)
    assert read.other_identifiers == (OtherIdentifier("105", "", "GB-1", (Narrative("DFID", "en"),)),)
    assert read.documents == (DocumentLink("https://e.org/p", "text/html", categories=("A12",)),)


@pytest.mark.parametrize(
    ("word", "code"), [("start-planned", "1"), ("start-actual", "2"), ("end-planned", "3"), ("end-actual", "4")]
)
def test_date_types(word: str, code: str) -> None:
    read = old(
        f'<activity-date type="{word}" iso-date="2012-03-04"/><activity-date type="{word}">2012-03-05</activity-date>'
    )
    assert read.dates == (ActivityDate(code, date(2012, 3, 4)), ActivityDate(code, date(2012, 3, 5)))


@pytest.mark.parametrize(
    ("letters", "code"),
    [
        ("IF", "1"),
        ("C", "2"),
        ("D", "3"),
        ("E", "4"),
        ("IR", "5"),
        ("LR", "6"),
        ("R", "7"),
        ("QP", "8"),
        ("QS", "9"),
        ("CG", "10"),
        ("TB", "TB"),
    ],
)
def test_transaction_types(letters: str, code: str) -> None:
    read = old(
        f'<transaction><value value-date="2012-03-04">7</value><transaction-type code="{letters}"/><description>Paid'
        '</description><provider-org ref="GB-1" provider-activity-id="GB-1-2">DFID</provider-org></transaction>'
    )
    paid = read.transactions[0]
    assert (paid.type, paid.value) == (code, Money(Decimal(7), "GBP", date(2012, 3, 4)))
    assert paid.descriptions == (Narrative("Paid", "en"),)
    assert paid.provider == Counterparty("GB-1", "", "GB-1-2", (Narrative("DFID", "en"),))


@pytest.mark.parametrize(("word", "code"), [("DAC", "1"), ("DAC-3", "2"), ("COFOG", "3"), ("RO", "99"), ("2", "2")])
def test_sector_vocabularies(word: str, code: str) -> None:
    assert old(f'<sector code="15210" vocabulary="{word}">Police</sector>').sectors == (
        Sector("15210", code, None, (Narrative("Police", "en"),)),
    )


@pytest.mark.parametrize(
    ("word", "code"), [("Funding", "1"), ("Accountable", "2"), ("Extending", "3"), ("Implementing", "4")]
)
def test_roles(word: str, code: str) -> None:
    assert old(f'<participating-org role="{word}"/>').participating_orgs == (ParticipatingOrg(code),)


def test_places_of_1_03() -> None:
    read = old(
        '<location><location-type code="PPL"/><name>Osh</name><administrative country="KG" adm1="KG-O"/>'
        '<coordinates latitude="40.5" longitude="72.8" precision="1"/><gazetteer-entry gazetteer-ref="GEO">1527534</gazetteer-entry>'
        "</location>"
    )
    assert read.locations == (
        Location(
            ids=(LocationId("1527534", "G1"),),
            names=(Narrative("Osh", "en"),),
            administratives=(Administrative("KG", "", "0"), Administrative("KG-O", "", "1")),
            point=Point(Decimal("40.5"), Decimal("72.8")),
            exactness="1",
            feature="PPL",
        ),
    )


def test_status_words_budget_types_and_results() -> None:
    read = old(
        "<activity-status>Implementation</activity-status><budget type='revised'><period-start iso-date='2012-01-01'/>"
        "<period-end iso-date='2012-12-31'/><value value-date='2012-01-01'>5</value></budget>"
        "<result type='1'><title>Built</title><indicator measure='1'><title>km</title><baseline year='2011' value='0'>"
        "<comment>none</comment></baseline></indicator></result>"
    )
    assert (read.status, read.budgets[0].type) == ("2", "2")
    assert read.results[0].titles == (Narrative("Built", "en"),)
    assert read.results[0].indicators[0].baselines[0].comments == (Narrative("none", "en"),)


def test_what_was_published_before_1_01_is_saved_too() -> None:
    read = old(
        '<sector type="IASC" ref="15">Shelter</sector><transaction type="commitment"><value>5</value></transaction>'
        '<participating-org role="donor">Sweden</participating-org>'
    )
    assert read.sectors == (Sector("15", "1", None, (Narrative("Shelter", "en"),)),)
    assert read.transactions[0].type == "2"
    assert read.participating_orgs[0].role == "1"
