# ruff: noqa: E501  # XML reads best unbroken
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from tests.iati.files import activity, document, one, rules, taken

from concord.iati import Severity
from concord.iati.values import (
    ActivityDate,
    AidType,
    Budget,
    Condition,
    Conditions,
    Counterparty,
    Country,
    DocumentLink,
    HumanitarianScope,
    Location,
    LocationId,
    Money,
    Narrative,
    OtherIdentifier,
    ParticipatingOrg,
    PlannedDisbursement,
    Point,
    PolicyMarker,
    Region,
    RelatedActivity,
    ReportingOrg,
    Sector,
    Tag,
    Transaction,
    in_language,
)

USD100 = Money(Decimal(100), "USD", date(2020, 1, 2))
VALUE = '<value value-date="2020-01-02">100</value>'


def test_every_part_of_an_activity_is_read() -> None:
    read, told = one(
        '<description type="1"><narrative>Text</narrative><narrative xml:lang="ru">Текст</narrative></description>'
        '<participating-org role="1" ref="GB-1" type="10" activity-id="GB-1-7"><narrative>FCDO</narrative></participating-org>'
        '<other-identifier ref="OLD-1" type="B1"><owner-org ref="GB-1"><narrative>FCDO</narrative></owner-org></other-identifier>'
        '<activity-status code="2"/><activity-date type="1" iso-date="2020-01-02"/><activity-scope code="4"/>'
        '<recipient-country code="tj" percentage="60"/><recipient-region code="789" vocabulary="1" percentage="40"/>'
        '<location ref="L"><location-reach code="1"/><location-id vocabulary="G1" code="1221874"/><name><narrative>Dushanbe'
        '</narrative></name><point srsName="urn:epsg"><pos>38.5 68.7</pos></point><exactness code="1"/></location>'
        '<sector vocabulary="1" code="15210" percentage="100"/><tag vocabulary="2" code="16"/>'
        '<humanitarian-scope type="1" vocabulary="1-2" code="EQ"/><policy-marker vocabulary="1" code="1" significance="2"/>'
        '<collaboration-type code="1"/><default-flow-type code="10"/><default-finance-type code="110"/>'
        '<default-aid-type code="D01"/><default-tied-status code="5"/>'
        f'<budget type="2" status="2"><period-start iso-date="2020-01-02"/><period-end iso-date="2020-12-31"/>{VALUE}</budget>'
        f'<planned-disbursement type="1"><period-start iso-date="2020-01-02"/>{VALUE}'
        '<receiver-org ref="R" receiver-activity-id="R-1"/></planned-disbursement><capital-spend percentage="8.5"/>'
        '<transaction ref="T" humanitarian="1"><transaction-type code="3"/><transaction-date iso-date="2020-01-02"/>'
        f"{VALUE}<description><narrative>Paid</narrative></description>"
        '<provider-org ref="P" provider-activity-id="P-1" type="10"><narrative>Giver</narrative></provider-org>'
        '<disbursement-channel code="1"/><sector code="15210"/><recipient-country code="UZ"/><flow-type code="10"/>'
        '<finance-type code="110"/><aid-type code="B01"/><tied-status code="5"/></transaction>'
        '<document-link url="https://e.org/a" format="text/html"><title><narrative>Doc</narrative></title>'
        '<category code="A01"/><language code="EN"/><document-date iso-date="2020-01-02"/></document-link>'
        '<related-activity ref="X-0" type="1"/><conditions attached="1"><condition type="1"><narrative>If</narrative>'
        "</condition></conditions>"
    )
    day = date(2020, 1, 2)
    assert read.identifier == "X-1"
    assert read.reporting_org == ReportingOrg("XM-DAC-1", "10", (Narrative("Agency", "en"),))
    assert read.titles == (Narrative("Border training", "en"),)
    assert read.descriptions == (("1", (Narrative("Text", "en"), Narrative("Текст", "ru"))),)
    assert in_language(read.descriptions[0][1], language="ru") == "Текст"
    assert read.participating_orgs == (ParticipatingOrg("1", "GB-1", "10", (Narrative("FCDO", "en"),), "GB-1-7"),)
    assert read.other_identifiers == (OtherIdentifier("OLD-1", "B1", "GB-1", (Narrative("FCDO", "en"),)),)
    assert (read.status, read.scope, read.dates) == ("2", "4", (ActivityDate("1", day),))
    assert read.countries == (Country("TJ", Decimal(60)),)
    assert read.regions == (Region("789", "1", Decimal(40)),)
    assert read.locations == (
        Location(
            "L",
            "1",
            (LocationId("1221874", "G1"),),
            (Narrative("Dushanbe", "en"),),
            point=Point(Decimal("38.5"), Decimal("68.7"), "urn:epsg"),
            exactness="1",
        ),
    )
    assert read.sectors == (Sector("15210", "1", Decimal(100)),)
    assert read.tags == (Tag("16", "2"),)
    assert read.humanitarian_scopes == (HumanitarianScope("1", "1-2", "EQ"),)
    assert read.policy_markers == (PolicyMarker("1", "1", "2"),)
    assert (read.collaboration_type, read.flow_type, read.finance_type, read.tied_status) == ("1", "10", "110", "5")
    assert read.aid_types == (AidType("D01"),)
    assert read.budgets == (Budget(USD100, day, date(2020, 12, 31), "2", "2"),)
    assert read.planned_disbursements == (
        PlannedDisbursement(USD100, day, None, "1", None, Counterparty("R", "", "R-1")),
    )
    assert read.capital_spend == Decimal("8.5")
    assert read.transactions == (
        Transaction(
            "3",
            USD100,
            day,
            "T",
            humanitarian=True,
            descriptions=(Narrative("Paid", "en"),),
            provider=Counterparty("P", "10", "P-1", (Narrative("Giver", "en"),)),
            channel="1",
            sectors=(Sector("15210"),),
            countries=(Country("UZ"),),
            flow_type="10",
            finance_type="110",
            aid_types=(AidType("B01"),),
            tied_status="5",
        ),
    )
    assert read.documents == (
        DocumentLink("https://e.org/a", "text/html", (Narrative("Doc", "en"),), (), ("A01",), ("en",), day),
    )
    assert read.related_activities == (RelatedActivity("X-0", "1"),)
    assert read.conditions == Conditions(attached=True, conditions=(Condition("1", (Narrative("If", "en"),)),))
    assert told == ["place-twice", "sector-twice"]


def test_results_are_read_to_the_last_target() -> None:
    read, told = one(
        '<result type="1" aggregation-status="0"><title><narrative>Officers trained</narrative></title>'
        '<indicator measure="1" ascending="0"><title><narrative>Number</narrative></title>'
        '<reference vocabulary="99" code="I1"/><baseline year="2019" iso-date="2019-01-01" value="0"><comment><narrative>'
        'None yet</narrative></comment></baseline><period><period-start iso-date="2020-01-01"/>'
        '<period-end iso-date="2020-12-31"/><target value="50"><location ref="L"/><dimension name="sex" value="f"/></target>'
        '<actual value="about 40"/></period></indicator></result>'
    )
    result = read.results[0]
    indicator = result.indicators[0]
    period = indicator.periods[0]
    assert (result.type, result.aggregation, indicator.ascending) == ("1", False, False)
    assert (indicator.baselines[0].value, indicator.baselines[0].comments) == ("0", (Narrative("None yet", "en"),))
    assert (period.targets[0].value, period.targets[0].locations) == ("50", ("L",))
    assert [(d.name, d.value) for d in period.targets[0].dimensions] == [("sex", "f")]
    assert [measured.value for measured in period.actuals] == ["about 40"]
    assert told == []


def test_attributes_of_the_activity_and_of_the_file() -> None:
    data = document(
        '<iati-activity hierarchy="2" humanitarian="true" last-updated-datetime="2024-05-06T07:08:09Z" xml:lang="FR" '
        'budget-not-provided="1" linked-data-uri="https://e.org/1"><iati-identifier> X </iati-identifier>'
        '<reporting-org ref="A" type="10" secondary-reporter="1"/></iati-activity>',
        root=' generated-datetime="2024-05-06T07:08:09Z" xmlns:g="urn:g"',
    )
    reading, activities, notices = taken(data)
    read = activities[0]
    when = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert (read.hierarchy, read.humanitarian, read.language, read.last_updated_at) == (2, True, "fr", when)
    assert (read.identifier, read.reporting_org.secondary, read.budget_not_provided) == ("X", True, "1")
    assert rules(notices) == ["language-case", "identifier-spaces"]
    assert reading.header is not None
    assert (reading.header.version, reading.header.generated_at) == ("2.03", when)
    assert reading.header.namespaces == (("g", "urn:g"),)


def test_lines_digests_and_the_kept_xml() -> None:
    first, second = activity(identifier="A"), activity("\n<activity-status\ncode='2'/>", identifier="B")
    _reading, activities, _notices = taken(document(first, second))
    assert [read.line for read in activities] == [2, 3]
    assert activities[1].source is not None
    assert activities[1].source.xml == second.encode()
    alone = taken(activities[1].source.document())[1]
    assert alone == [activities[1]]
    spaced = second.replace("><", ">\n   <").replace("\ncode", "    code")
    again = taken(document(spaced))[1][0]
    assert again.digest == activities[1].digest
    assert again.digest != activities[0].digest


def test_contact_info_is_counted_and_never_kept() -> None:
    secret = "<contact-info><person-name><narrative>Ms Secret</narrative></person-name></contact-info>"
    for odd in (
        secret,
        secret + secret,
        f"<!-- {secret} -->" + secret,
        "<contact-info><email><![CDATA[Secret </contact-info>]]></email></contact-info>",
    ):
        reading, activities, notices = taken(document(activity(odd)))
        assert activities[0].source is not None
        assert b"Secret" not in activities[0].source.document()
        assert rules(notices) == ["personal-data"]
        assert reading.passed_over["contact-info"] == notices[0].count
    assert taken(document(activity(secret)))[1] == taken(document(activity()))[1]
    assert taken(document(activity(secret)))[1][0].digest == taken(document(activity()))[1][0].digest


def test_foreign_elements_are_passed_over_and_counted() -> None:
    data = document(activity("<usg:tec1>x</usg:tec1><made-up/>"), root=' xmlns:usg="urn:usg"')
    reading, activities, notices = taken(data)
    assert activities == taken(document(activity()))[1]
    assert (dict(reading.passed_over), notices) == ({"{urn:usg}tec1": 1, "made-up": 1}, [])


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            "<budget><period-start iso-date='2020-01-01'/><period-end iso-date='2020-12-31'/></budget>",
            ["value-missing"],
        ),
        (f"<budget>{VALUE}</budget>", ["date-missing"]),
        (
            "<transaction><transaction-date iso-date='2020-01-01'/><value>5</value></transaction>",
            ["value-date-missing", "type-missing"],
        ),
        (f"<transaction><transaction-type code='3'/>{VALUE}</transaction>", ["date-missing"]),
        ("<activity-date type='1' iso-date='2020-13-45'/>", ["bad-date", "date-missing"]),
        ("<activity-date type='1' iso-date='20200101'/>", ["bad-date", "date-missing"]),
        ("<sector code='1' percentage='abc'/>", ["bad-number"]),
        ("<sector code='1' percentage='NaN'/>", ["bad-number"]),
        ("<sector code='1' percentage='1e999999999'/>", ["bad-number"]),
        ("<sector code='1' percentage='100%'/>", ["mended-number"]),
        ("<sector code='1' percentage='60'/><sector code='2' percentage='30'/>", ["percentage-sum"]),
        ("<sector code='1' percentage='160'/><sector code='2' percentage='-60'/>", ["percentage-range"]),
        ("<sector code='1' percentage='100'/><sector code='2'/>", ["percentage-partial"]),
        ("<sector code='1'/><sector code='2'/>", ["percentage-partial"]),
        ("<sector code='1' percentage='100'/><sector code='2' vocabulary='99' percentage='100'/>", []),
        (
            "<sector code='1' percentage='33.33'/><sector code='2' percentage='33.33'/><sector code='3' percentage='33.33'/>",
            [],
        ),
        ("<recipient-country code='KZ' percentage='50'/><recipient-region code='789' percentage='50'/>", []),
        (
            "<recipient-country code='KZ' percentage='50'/><recipient-country code='KG' percentage='20'/>",
            ["percentage-sum"],
        ),
        ("<recipient-country/>", ["code-missing"]),
        ("<description type='1'><narrative/><narrative> </narrative></description>", ["narrative-empty"]),
        ("<related-activity type='1'/>", ["code-missing"]),
        ("<location><point><pos>north</pos></point></location>", ["bad-number"]),
        ("<location><point><pos>95 12</pos></point></location>", ["bad-number"]),
    ],
)
def test_values_that_cannot_be_kept_are_told(more: str, expected: list[str]) -> None:
    assert one(more)[1] == expected


@pytest.mark.parametrize(
    ("stated", "amount"),
    [("-5", "-5"), ("0", "0"), ("1,234,567.50", "1234567.50"), (" 7 ", "7"), ("1 000", "1000"), ("+3.0", "3.0")],
)
def test_negative_zero_and_oddly_written_sums_are_kept(stated: str, amount: str) -> None:
    read, _told = one(
        "<transaction><transaction-type code='3'/><transaction-date iso-date='2020-01-01'/>"
        f"<value currency='kzt' value-date='2020-01-01'>{stated}</value></transaction>"
    )
    assert read.transactions[0].value == Money(Decimal(amount), "KZT", date(2020, 1, 1))


def test_a_sum_without_any_currency_is_kept_and_told() -> None:
    bare = activity(f"<budget>{VALUE}</budget>").replace(' default-currency="USD"', "")
    _reading, activities, notices = taken(document(bare))
    assert activities[0].budgets[0].value.currency == ""
    assert "currency-missing" in rules(notices)


def test_the_same_identifier_twice_keeps_both_and_says_where() -> None:
    _reading, activities, notices = taken(document(activity(), activity("<activity-status code='2'/>")))
    assert [read.status for read in activities] == ["", "2"]
    notice = notices[0]
    assert (notice.rule, notice.severity, notice.line, notice.activity) == (
        "identifier-duplicate",
        Severity.ERROR,
        3,
        "X-1",
    )
    assert notice.message.endswith("first on line 2")


def test_notices_of_one_kind_in_one_activity_are_one_with_a_count() -> None:
    _reading, _activities, notices = taken(document(activity("<tag/>\n<tag/><tag/>")))
    assert [(notice.rule, notice.count, notice.line, notice.file) for notice in notices] == [
        ("code-missing", 3, 2, "f.xml")
    ]


def test_markup_inside_a_narrative_leaves_its_words() -> None:
    read, _told = one("<description><narrative>A <b>bold</b> plan</narrative></description>")
    assert read.descriptions[0][1][0].text == "A bold plan"


def test_cdata_and_comments_are_content_and_nothing() -> None:
    read, _told = one(
        "<!-- </iati-activity> --><description><narrative><![CDATA[R&D </iati-activity>]]></narrative></description>"
        "<?php </iati-activity> ?>"
    )
    assert read.descriptions[0][1][0].text == "R&D </iati-activity>"
