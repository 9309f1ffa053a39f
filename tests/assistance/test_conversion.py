"""From an IATI activity to the facts of a project."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.assistance.logic.conversion import Reservation, facts_of, text_of
from concord.assistance.terms import (
    Flow,
    Link,
    LinkFact,
    MoneyFact,
    PartyFact,
    PartyRole,
    PlaceFact,
    ProjectFacts,
    SectorFact,
    Status,
)
from concord.iati.values import (
    Activity,
    ActivityDate,
    Budget,
    Counterparty,
    Country,
    DocumentLink,
    Money,
    Narrative,
    OtherIdentifier,
    ParticipatingOrg,
    PlannedDisbursement,
    Region,
    RelatedActivity,
    ReportingOrg,
    Sector,
    Tag,
    Transaction,
)
from concord.parties.terms import Confidence
from concord.ui.text import Text


def paid(amount: str, currency: str = "USD", year: int = 2020, **extra: object) -> Transaction:
    return Transaction(type="3", value=Money(Decimal(amount), currency), on=date(year, 5, 1), **extra)


def test_a_whole_activity_becomes_a_project():
    activity = Activity(
        identifier="XX-1-A",
        reporting_org=ReportingOrg(ref="XX-1", names=(Narrative("Donor  One", "en"),), secondary=True),
        titles=(Narrative("Border posts", "en"), Narrative("Пограничные посты", "ru")),
        descriptions=(("1", (Narrative("What", "en"),)), ("2", (Narrative("Why", "en"), Narrative("What", "en")))),
        participating_orgs=(
            ParticipatingOrg(role="1", ref="XX-1", names=(Narrative("Donor One", "en"),)),
            ParticipatingOrg(role="4", names=(Narrative("Builder", "en"),), activity_id="XX-2-B"),
            ParticipatingOrg(role="4", names=(Narrative("Builder", "en"),)),
        ),
        other_identifiers=(OtherIdentifier(ref="OLD-A", type="B1"), OtherIdentifier(ref="77", type="A1")),
        status="2",
        dates=(
            ActivityDate("1", date(2019, 1, 1)),
            ActivityDate("2", date(2019, 3, 1)),
            ActivityDate("3", date(2021, 12, 31)),
        ),
        countries=(Country("KZ", Decimal(60)), Country("KG", Decimal(40))),
        regions=(Region("89", percentage=Decimal(100)),),
        sectors=(Sector("15210", "1"), Sector("TER", "99", Decimal(25)), Sector("BOR", "99", Decimal(75))),
        budgets=(
            Budget(Money(Decimal(100), "EUR", date(2018, 6, 1)), date(2019, 1, 1), date(2019, 12, 31)),
            Budget(Money(Decimal(120), "EUR", date(2019, 6, 1)), date(2019, 1, 1), date(2019, 12, 31), type="2"),
        ),
        planned_disbursements=(PlannedDisbursement(Money(Decimal(9), "EUR"), date(2020, 1, 1)),),
        transactions=(
            paid("10.005", provider=Counterparty(activity_id="XX-0-Z")),
            paid("-2", receiver=Counterparty(activity_id="XX-2-B")),
            Transaction(type="2", value=Money(Decimal(5)), on=None),
            Transaction(type="", value=Money(Decimal(4), "usd"), on=date(2020, 1, 1)),
        ),
        related_activities=(RelatedActivity("XX-1", "1"), RelatedActivity("XX-1-A", "3"), RelatedActivity("Q", "9")),
        hierarchy=2,
    )
    facts, reservations = facts_of(activity)
    assert reservations == ()
    assert facts == ProjectFacts(
        iati_identifier="XX-1-A",
        reporting_ref="XX-1",
        reporter_name="Donor One",
        is_secondary_report=True,
        hierarchy=2,
        title=Text.of(en="Border posts", ru="Пограничные посты"),
        description=Text.of(en="What\n\nWhy"),
        status=Status.ONGOING,
        starts_on=date(2019, 3, 1),
        ends_on=date(2021, 12, 31),
        dates_are_actual=False,
        parties=(
            PartyFact(PartyRole.FUNDING, "XX-1", "Donor One"),
            PartyFact(PartyRole.IMPLEMENTING, "", "Builder"),
        ),
        places=(PlaceFact("KZ", share=0.6), PlaceFact("KG", share=0.4), PlaceFact(region="1:89", share=0.0)),
        sectors=(
            SectorFact("1", "15210", "", 1.0),
            SectorFact("99", "TER", "", 0.25),
            SectorFact("99", "BOR", "", 0.75),
        ),
        money=(
            MoneyFact(Flow.BUDGET, 2019, "EUR", Decimal("120.00"), 2019, 1),
            MoneyFact(Flow.COMMITMENT, None, "", Decimal("5.00"), None, 1),
            MoneyFact(Flow.DISBURSEMENT, 2020, "USD", Decimal("8.00"), 2020, 2),
            MoneyFact(Flow.OTHER, 2020, "USD", Decimal("4.00"), 2020, 1),
            MoneyFact(Flow.PLANNED, 2020, "EUR", Decimal("9.00"), 2020, 1),
        ),
        links=(
            LinkFact(Link.FORMER, "OLD-A"),
            LinkFact(Link.PARENT, "XX-1"),
            LinkFact(Link.PARTICIPANT, "XX-2-B"),
            LinkFact(Link.PROVIDER, "XX-0-Z"),
            LinkFact(Link.RECEIVER, "XX-2-B"),
        ),
    )


def test_a_source_and_a_confidence_are_taken_from_documents_and_tags():
    facts, _ = facts_of(
        Activity(
            identifier="A",
            status="2",
            documents=(DocumentLink("ftp://x"), DocumentLink("https://example.org/a")),
            tags=(Tag("inferred", "99", vocabulary_uri="urn:concord:confidence"), Tag("GCTS:II.13", "99")),
        )
    )
    assert (facts.source, facts.confidence) == ("https://example.org/a", Confidence.INFERRED)
    assert facts.tags == (("99", "inferred"), ("99", "GCTS:II.13"))


def test_places_of_transactions_weigh_by_what_went_out():
    facts, _ = facts_of(
        Activity(
            identifier="A",
            status="2",
            transactions=(
                paid("30", countries=(Country("KZ"),)),
                paid("10", countries=(Country("TJ"),)),
                Transaction(type="2", value=Money(Decimal(1000), "USD"), countries=(Country("KZ"),)),
            ),
        )
    )
    assert facts.places == (PlaceFact("KZ", share=0.75), PlaceFact("TJ", share=0.25))


def test_sums_in_several_currencies_weigh_nothing():
    facts, _ = facts_of(
        Activity(
            identifier="A",
            status="2",
            transactions=(
                paid("30", "USD", countries=(Country("KZ"),), sectors=(Sector("15210"),)),
                paid("10", "EUR", countries=(Country("TJ"),), sectors=(Sector("15210"),)),
            ),
        )
    )
    assert facts.places == (PlaceFact("KZ"), PlaceFact("TJ"))
    assert facts.sectors == (SectorFact("1", "15210", "", 1.0),)


def test_what_cannot_be_taken_over_is_said():
    activity = Activity(
        identifier="A",
        status="7",
        dates=(ActivityDate("2", date(2020, 1, 1)), ActivityDate("4", date(2019, 1, 1))),
        countries=(Country("KAZ"),),
        participating_orgs=(ParticipatingOrg(role="", names=(Narrative("Somebody"),)),),
        transactions=(paid("1" + "0" * 20), paid("5", "TENGE")),
    )
    facts, reservations = facts_of(activity)
    assert [reservation.rule for reservation in reservations] == [
        "dates-out-of-order",
        "status-unknown",
        "role-unknown",
        "country-unknown",
        "amount-out-of-range",
        "currency-unknown",
    ]
    assert reservations[0] == Reservation("dates-out-of-order", "it ends on 2019-01-01 before it starts on 2020-01-01")
    assert facts.money == (MoneyFact(Flow.DISBURSEMENT, 2020, "", Decimal("5.00"), 2020, 1),)
    assert (facts.status, facts.places, facts.parties, facts.dates_are_actual) == (None, (), (), True)


@pytest.mark.parametrize(
    ("narratives", "expected"),
    [
        ([Narrative("One", "en"), Narrative("Two", "en"), Narrative("One", "en")], Text.of(en="One\n\nTwo")),
        ([Narrative("Eins", "Deutsch"), Narrative("Un", "")], Text((("und", "Eins\n\nUn"),))),
        ([Narrative("  ", "en")], Text()),
        ([Narrative("safe\u202etxt", "en")], Text.of(en="safetxt")),
    ],
)
def test_narratives_become_one_text(narratives: list[Narrative], expected: Text):
    assert text_of(narratives) == expected


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
countries = st.lists(st.sampled_from(["KZ", "KG", "TJ", "TM", "UZ"]), max_size=3, unique=True)


@given(
    st.lists(st.tuples(amounts, countries, st.sampled_from(["2", "3", "4"])), max_size=6),
    st.lists(st.tuples(st.sampled_from(["KZ", "KG"]), st.none() | st.integers(0, 100)), max_size=3),
)
def test_converting_keeps_every_sum_and_never_places_more_than_the_whole(
    transactions: list[tuple[Decimal, list[str], str]], places: list[tuple[str, int | None]]
):
    activity = Activity(
        identifier="A",
        status="2",
        countries=tuple(Country(code, None if share is None else Decimal(share)) for code, share in places),
        transactions=tuple(
            Transaction(type=kind, value=Money(amount, "USD"), countries=tuple(map(Country, codes)))
            for amount, codes, kind in transactions
        ),
    )
    facts, _ = facts_of(activity)
    assert sum(row.value for row in facts.money) == sum(amount for amount, _codes, _kind in transactions)
    assert sum(place.share for place in facts.places if place.share is not None) <= 1 + 1e-9
    assert facts == facts_of(activity)[0]
