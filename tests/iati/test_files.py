"""Every real file at hand imports, or is refused by name, and what is read agrees with an independent count by lxml."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from concord.iati import Activity, Notice, read

FOLDERS = ("us-2025-03", "usaid-2025-04", "multi-2021", "v1", "official-examples", "suites", "codelists", "schemas")
COUNTED = {
    "transaction": "transactions",
    "budget": "budgets",
    "planned-disbursement": "planned_disbursements",
    "sector": "sectors",
    "recipient-country": "countries",
    "recipient-region": "regions",
    "participating-org": "participating_orgs",
    "related-activity": "related_activities",
    "policy-marker": "policy_markers",
    "location": "locations",
    "result": "results",
    "document-link": "documents",
    "other-identifier": "other_identifiers",
    "activity-date": "dates",
    "tag": "tags",
}
LOST = {"code-missing", "value-missing", "date-missing"}


def independent_count(path: Path) -> Counter[str] | None:
    """How often each element stands directly in an activity; None when lxml alone cannot read the file."""
    count: Counter[str] = Counter()
    try:
        for _event, element in etree.iterparse(path, tag="iati-activity", resolve_entities=False):
            count["iati-activity"] += 1
            count.update(child.tag for child in element if child.tag in COUNTED)
            element.clear()
    except etree.XMLSyntaxError:
        return None
    return count


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_read_or_refused_by_name(shared_data: Path, folder: str) -> None:
    paths = sorted(path for path in (shared_data / "iati" / folder).rglob("*") if path.is_file())
    assert paths
    for path in paths:
        ours: Counter[str] = Counter()
        notices: list[Notice] = []
        with path.open("rb") as source:
            reading = read(source, name=path.name)
            for item in reading:
                if isinstance(item, Activity):
                    ours["iati-activity"] += 1
                    ours.update({name: len(getattr(item, field)) for name, field in COUNTED.items()})
                else:
                    notices.append(item)
        assert not (reading.refused and reading.activity_count), path
        assert ours["iati-activity"] or notices, path
        expected = independent_count(path)
        if expected is None or not expected["iati-activity"]:
            continue
        assert ours["iati-activity"] == expected["iati-activity"], path
        lost = sum(notice.count for notice in notices if notice.rule in LOST)
        missing = sum((expected - ours).values())
        assert missing <= lost, path
        assert not ours - expected or "v1" in path.parts, path


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("multi-2021/dportal_140.xml", "not-xml"),
        ("suites/cove-iati/cove_iati/fixtures/bad.xml", "wrong-root"),
        ("suites/cove-iati/cove_iati/fixtures/basic_iati_org_valid.xml", "organisation-file"),
        ("official-examples/en/organisation-standard/organisation-standard-example-annotated.xml", "organisation-file"),
        ("suites/cove-iati/cove_iati/fixtures/namespace_good.xlsx", "not-xml"),
        ("schemas/2.03/iati-activities-schema.xsd", "wrong-root"),
    ],
)
def test_these_are_refused(shared_data: Path, name: str, rule: str) -> None:
    with (shared_data / "iati" / name).open("rb") as source:
        reading = read(source, name=name)
        items = list(reading)
    assert reading.refused
    assert next(item.rule for item in items if isinstance(item, Notice)) == rule


def test_the_sums_of_one_real_file(shared_data: Path) -> None:
    """Money and narratives of one file against XPath, to the cent and to the letter."""
    path = shared_data / "iati" / "us-2025-03" / "state-tajikistan.xml"
    with path.open("rb") as source:
        activities = list(read(source, name=path.name).activities())
    root = etree.parse(path).getroot()
    ours = sum(paid.value.amount for read_one in activities for paid in read_one.transactions)
    theirs = root.xpath("sum(//transaction/value)")
    assert isinstance(theirs, float)
    assert abs(float(ours) - theirs) < 1
    assert [one.identifier for one in activities] == root.xpath("//iati-activity/iati-identifier/text()")
    assert [one.line for one in activities] == [
        number for number, line in enumerate(path.read_bytes().split(b"\n"), 1) if b"<iati-activity " in line
    ]  # libxml2 itself stops counting at 65535
    titles = [text.strip() for text in root.xpath("//iati-activity/title/narrative/text()")]  # type: ignore[union-attr]
    assert [one.titles[0].text for one in activities if one.titles] == titles
