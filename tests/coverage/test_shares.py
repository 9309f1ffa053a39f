"""One rule of shares from the publication to the matrix: what nobody stated is not invented."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.coverage.samples import stored

from concord.assistance.logic import shares as reading
from concord.coverage.logic import allocation as counting

STATES = ("KG", "KZ", "TJ")
percentages = st.lists(st.none() | st.integers(0, 120).map(Decimal), min_size=1, max_size=3)


def weights(backend: Backend, shares: tuple[float | None, ...]) -> dict[str, float | None]:
    rows = [
        {"project": 1, "country": country, "region": "", "share": share}
        for country, share in zip(STATES, shares, strict=False)
    ]
    table = counting.columns(places=stored(backend, "places", rows), states=STATES)
    found: pa.Table = backend.to_pyarrow(table)
    return {row["column"]: row["weight"] for row in found.to_pylist()}


def test_both_take_the_same_for_rounding():
    assert reading.TOLERANCE / reading.WHOLE == counting.TOLERANCE


@settings(max_examples=40, deadline=None)
@given(published=percentages)
def test_what_reading_leaves_open_counting_leaves_unallocated(backend: Backend, published: list[Decimal | None]):
    read = reading.shares(published)
    counted = weights(backend, read)
    assert counted == pytest.approx(dict(zip(STATES, read, strict=False)))
    assert sum(part or 0 for part in counted.values()) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ([None], [1.0]),
        ([None, None], [None, None]),
        (["60", None], [None, None]),
        (["80", "80"], [None, None]),
        (["33", "33", "33"], [1 / 3, 1 / 3, 1 / 3]),
        (["30", "20"], [0.3, 0.2]),
    ],
)
def test_from_percentages_to_the_parts_of_the_money(
    backend: Backend, published: list[str | None], expected: list[float | None]
):
    read = reading.shares([None if each is None else Decimal(each) for each in published])
    assert weights(backend, read) == pytest.approx(dict(zip(STATES, expected, strict=False)))
