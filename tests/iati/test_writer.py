import io
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.iati.drawn import activities
from tests.iati.files import taken

from concord.iati import Activity, Narrative, read, write
from concord.iati.values import Budget, Money


@cache
def schema(folder: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(folder / "iati" / "schemas" / "2.03" / "iati-activities-schema.xsd"))


def written(*some: Activity, generated_at: datetime | None = None) -> bytes:
    target = io.BytesIO()
    assert write(some, target, generated_at=generated_at) == len(some)
    return target.getvalue()


@given(one=activities)
@settings(max_examples=60)
def test_what_is_written_is_read_back_equal(one: Activity) -> None:
    assert taken(written(one))[1] == [one]


@given(one=activities)
@settings(max_examples=60)
def test_what_is_written_is_valid_by_the_schema_of_2_03(shared_data: Path, one: Activity) -> None:
    schema(shared_data).assertValid(etree.fromstring(written(one)))


@pytest.mark.parametrize(
    "name", ["us-2025-03/state-kazakhstan.xml", "multi-2021/dportal_36.xml", "v1/1446460257.01.xml"]
)
def test_real_activities_come_back_equal(shared_data: Path, name: str) -> None:
    with (shared_data / "iati" / name).open("rb") as source:
        first = list(read(source, name=name).activities())
    assert list(read(io.BytesIO(written(*first)), name=name).activities()) == first


def test_the_file_says_version_and_moment() -> None:
    reading, _activities, _notices = taken(
        written(Activity("X"), generated_at=datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC))
    )
    assert reading.header is not None
    assert (reading.header.version, reading.header.generated_at) == ("2.03", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC))


def test_large_and_small_numbers_are_written_without_exponent() -> None:
    one = Activity("X", budgets=(Budget(Money(Decimal("1E+12"), "USD")), Budget(Money(Decimal("1E-7"), "USD"))))
    data = written(one)
    assert (b">1000000000000<" in data, b">0.0000001<" in data) == (True, True)


def test_what_xml_forbids_is_left_out() -> None:
    one = Activity("X\x00", titles=(Narrative("a\x0bb]]>&<c"),))
    assert taken(written(one))[1] == [Activity("X", titles=(Narrative("ab]]>&<c"),))]
