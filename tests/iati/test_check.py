# ruff: noqa: E501  # XML reads best unbroken
import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.iati.drawn import activities
from tests.iati.files import activity, document
from tests.iati.test_writer import schema, written

from concord.iati import Activity, check, read
from concord.iati.check.codes import code_faults
from concord.iati.check.structure import structure_faults

GOOD = (
    '<iati-activity xml:lang="en"><iati-identifier>XM-DAC-1-7</iati-identifier><reporting-org ref="XM-DAC-1" type="10">'
    "<narrative>A</narrative></reporting-org><title><narrative>T</narrative></title><description><narrative>D</narrative>"
    '</description><participating-org role="1" ref="XM-DAC-1"/><activity-status code="2"/><activity-date type="1" '
    'iso-date="2020-01-01"/><recipient-country code="TJ"/><sector code="15210"/>{more}</iati-activity>'
)


def found(*parts: str, version: str = "2.03", at: date | None = None) -> list[str]:
    return sorted(one.rule for one in check(io.BytesIO(document(*parts, version=version)), name="f.xml", at=at))


def test_a_good_activity_has_nothing_to_mend() -> None:
    assert found(GOOD.format(more="")) == []


BUDGET = "<budget><period-start iso-date='{}'/><period-end iso-date='{}'/><value value-date='2020-01-01' currency='USD'>{}</value></budget>"
PAID = (
    "<transaction><transaction-type code='{}'/><transaction-date iso-date='2020-01-01'/>"
    "<value value-date='2020-01-01' currency='{}'>{}</value>{}</transaction>"
)
INDICATOR = (
    "<result type='1'><title><narrative>R</narrative></title><indicator measure='{}'><title><narrative>I</narrative></title>"
    "<baseline year='2019' value='{}'/></indicator></result>"
)


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        ("<sector code='15210'/><made-up/>", ["percentage-partial", "structure-unknown-element"]),
        ("<title><narrative>again</narrative></title>", ["structure-order", "structure-too-many"]),
        ("<policy-marker/>", ["code-missing", "structure-attribute-missing"]),
        ("<policy-marker code='1' colour='red'/>", ["structure-attribute-unknown"]),
        ("<policy-marker code='1'>text</policy-marker>", ["structure-text"]),
        ("<capital-spend percentage='ten'/>", ["bad-number", "structure-type"]),
        ("<policy-marker code='99'/>", ["code-unknown"]),
        ("<policy-marker code='anything' vocabulary='99'><narrative>Ours</narrative></policy-marker>", []),
        ("<policy-marker code='anything' vocabulary='99'/>", ["own-code-unexplained"]),
        ("<default-flow-type code='40'/>", []),
        (BUDGET.format("2020-01-01", "2020-12-31", 5), []),
        (BUDGET.format("2020-12-31", "2020-01-01", 5), ["dates-order"]),
        (BUDGET.format("2020-01-01", "2021-12-31", 5), ["budget-period-long"]),
        (BUDGET.format("2020-01-01", "2020-12-31", -5), ["negative-budget"]),
        (PAID.format(3, "USD", 0, ""), ["zero-value"]),
        (PAID.format(3, "XXQ", 5, ""), ["code-unknown"]),
        (
            PAID.format(3, "USD", 5, "<sector code='15210'/>") + PAID.format(3, "USD", 5, ""),
            ["sector-not-on-all", "sector-twice"],
        ),
        (INDICATOR.format(1, ""), ["indicator-value"]),
        (INDICATOR.format(1, "many"), ["indicator-value"]),
        (INDICATOR.format(5, "4"), ["indicator-value"]),
        (INDICATOR.format(1, "4"), []),
    ],
)
def test_what_is_to_be_mended(more: str, rules: list[str]) -> None:
    assert found(GOOD.format(more=more)) == sorted(rules)


def test_an_almost_empty_activity_lacks_all_that_is_asked_for() -> None:
    told = found("<iati-activity><iati-identifier>X</iati-identifier></iati-activity>")
    assert Counter(told) == Counter(
        {
            "structure-missing": 6,
            "start-date-missing": 1,
            "sector-missing": 1,
            "place-missing": 1,
            "title-missing": 1,
            "description-missing": 1,
        }
    )


def test_identifiers() -> None:
    good = GOOD.format(more="")
    assert found(good.replace("XM-DAC-1-7", "XM-DAC-1")) == ["identifier-of-organisation", "identifier-prefix"]
    assert found(good.replace("XM-DAC-1-7", "OLD-7")) == ["identifier-prefix"]
    assert found(good.replace("XM-DAC-1-7", "XM-DAC-1-7/2")) == ["identifier-symbols"]
    former = "</participating-org><other-identifier ref='OLD' type='B1'/>"
    kept = good.replace("XM-DAC-1-7", "OLD-7").replace('ref="XM-DAC-1"/>', f'ref="XM-DAC-1">{former}')
    assert found(kept) == []


def test_the_future_is_told_only_when_the_day_is_given() -> None:
    one = GOOD.format(more=PAID.format(3, "USD", 5, ""))
    assert found(one) == []
    assert found(one, at=date(2019, 12, 31)) == ["date-in-future"]


def test_lines_are_those_of_the_file() -> None:
    text = GOOD.format(more="\n<contact-info>\n<email>a@b</email>\n</contact-info>\n<made-up/>")
    notices = sorted(check(io.BytesIO(document("", text)), name="f.xml"), key=lambda one: one.line)
    assert [(one.rule, one.line, one.activity) for one in notices] == [
        ("personal-data", 4, "XM-DAC-1-7"),
        ("structure-unknown-element", 7, "XM-DAC-1-7"),
    ]


def test_files_of_1_0x_are_not_held_against_the_structure_of_2_03() -> None:
    assert "version-upgraded" in found(activity("<made-up/>"), version="1.03")
    assert not [rule for rule in found(activity("<made-up/>"), version="1.03") if rule.startswith("structure")]


def verdicts(one: Activity, shared_data: Path) -> tuple[bool, bool]:
    """Of the schema and of ours, on one activity as it was read."""
    assert one.source is not None
    root = etree.fromstring(one.source.document())
    root.set("version", "2.03")
    return bool(schema(shared_data).validate(root)), not list(structure_faults(root[0]))


@pytest.mark.parametrize("folder", ["us-2025-03", "usaid-2025-04", "multi-2021", "suites", "official-examples"])
def test_structure_agrees_with_the_schema_on_every_real_activity(shared_data: Path, folder: str) -> None:
    for path in sorted((shared_data / "iati" / folder).rglob("*.xml")):
        with path.open("rb") as source:
            for one in read(source, name=path.name).activities():
                theirs, ours = verdicts(one, shared_data)
                assert ours == theirs, (path, one.identifier)


VALUES = ["", " 1 ", "true", "2020-02-30", "2020-01-01Z", "x y", "-1", "1e3"]
URIS = {"url", "vocabulary-uri", "indicator-uri"}


def mutate(element: etree._Element, act: str, word: str) -> None:
    """Do one thing to an element below an activity that a schema may forbid."""
    parent = element.getparent()
    assert parent is not None
    if act == "drop":
        parent.remove(element)
    elif act == "twice":
        parent.append(etree.fromstring(etree.tostring(element)))
    elif act == "move":
        parent.insert(0, element)
    elif act == "text":
        element.text = word
    elif act == "foreign":
        element.append(etree.Element("{urn:x}odd" if word else "odd"))
    elif act == "attribute":
        element.set("{urn:x}odd" if word else "odd", word)
    elif named := sorted(name for name in element.attrib if name not in URIS):
        element.set(named[0], word)


@given(one=activities, data=st.data())
@settings(max_examples=80)
def test_structure_agrees_with_the_schema_on_mutations(shared_data: Path, one: Activity, data: st.DataObject) -> None:
    root = etree.fromstring(written(one), etree.XMLParser(remove_blank_text=True))
    for _step in range(data.draw(st.integers(1, 3))):
        element = data.draw(st.sampled_from(list(root[0].iterdescendants())))
        act = data.draw(st.sampled_from(["drop", "twice", "move", "text", "attribute", "foreign", "value"]))
        mutate(element, act, data.draw(st.sampled_from(VALUES)))
    assert (not list(structure_faults(root[0]))) == schema(shared_data).validate(root)


def test_codes_agree_with_the_published_lists_and_mapping(shared_data: Path) -> None:
    """The same codes are unknown to us and to XPath over the standard's own mapping and lists."""
    folder = shared_data / "iati" / "codelists"
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    unkept = {"FileFormat", "CRSChannelCode", "LocationType", "ContactType", "BudgetIdentifierVocabulary"}
    unkept |= {"CRSAddOtherFlags", "LoanRepaymentPeriod", "LoanRepaymentType", "Version"}
    rules = []
    for mapping in etree.parse(folder / "mapping-2.03.xml").getroot():
        name = mapping.find("codelist").get("ref") or ""  # type: ignore[union-attr]
        path, _at, attribute = (mapping.findtext("path") or "").rpartition("/@")
        condition = mapping.findtext("condition")
        if name in unkept or not path.startswith("//iati-activity") or path == "//iati-activities":
            continue
        file = folder / "embedded-2.03" / "xml" / f"{name}.xml"
        file = file if file.exists() else folder / "nonembedded" / "xml" / f"{name}.xml"
        codes = {(code.text or "").strip() for code in etree.parse(file).getroot().iter("code")}
        where = path.removeprefix("//iati-activity/") if path != "//iati-activity" else "."
        rules.append((etree.XPath(where + (f"[{condition}]" if condition else "")), attribute, codes))
    for name in ("dportal_36.xml", "dportal_100.xml", "dportal_124.xml"):
        root = etree.parse(shared_data / "iati" / "multi-2021" / name, etree.XMLParser(remove_comments=True)).getroot()
        for one in root.iter("iati-activity"):
            ours.update(fault.rule for fault in code_faults(one) if fault.rule == "code-unknown")
            for xpath, attribute, codes in rules:
                for element in xpath(one):  # type: ignore[union-attr]
                    code = element.get(attribute)  # type: ignore[union-attr]
                    theirs["code-unknown"] += code is not None and code not in codes
    assert ours == theirs
