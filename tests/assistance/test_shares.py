"""What part of a project belongs to each place, purpose and measure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.assistance.logic.shares import measure_shares, place_shares, shares, weighted_shares

percentages = st.decimals(min_value=0, max_value=100, places=2)


def D(*values: str | None) -> list[Decimal | None]:  # noqa: N802  reads like the literal it makes
    return [None if value is None else Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ([], ()),
        ([None], (1.0,)),
        (["100"], (1.0,)),
        (["50"], (0.5,)),
        (["0"], (1.0,)),
        (["150"], (1.0,)),
        (["60", "40"], (0.6, 0.4)),
        (["33.33", "33.33", "33.33"], (1 / 3, 1 / 3, 1 / 3)),
        (["30", "20"], (0.3, 0.2)),
        (["80", "80"], (None, None)),
        (["60", None], (None, None)),
        ([None, None], (None, None)),
        (["-10", "110"], (None, None)),
    ],
)
def test_published_percentages_become_shares(published: list[str | None], expected: tuple[float | None, ...]):
    assert shares(D(*published)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("countries", "regions", "expected"),
    [
        (["100"], ["100"], ((1.0,), (0.0,))),
        (["40"], ["60"], ((0.4,), (0.6,))),
        ([None], [None], ((1.0,), (0.0,))),
        ([None, None], [None], ((None, None), (0.0,))),
        ([], ["100"], ((), (1.0,))),
        (["50", "50"], [], ((0.5, 0.5), ())),
    ],
)
def test_regions_beside_countries_are_never_both_counted(
    countries: list[str | None], regions: list[str | None], expected: tuple[tuple[float | None, ...], ...]
):
    assert place_shares(countries=D(*countries), regions=D(*regions)) == expected


@given(st.lists(percentages | st.none(), max_size=8))
def test_shares_are_all_known_or_all_unknown_and_never_exceed_the_whole(published: list[Decimal | None]):
    found = shares(published)
    assert len(found) == len(published)
    known = [share for share in found if share is not None]
    assert len(known) in (0, len(found))
    assert sum(known) <= 1 + 1e-9


@given(st.lists(percentages | st.none(), min_size=1, max_size=5), st.lists(percentages | st.none(), max_size=5))
def test_places_never_sum_to_more_than_the_whole(countries: list[Decimal | None], regions: list[Decimal | None]):
    of_countries, of_regions = place_shares(countries=countries, regions=regions)
    assert (len(of_countries), len(of_regions)) == (len(countries), len(regions))
    counted = [share for share in (*of_countries, *of_regions) if share is not None]
    assert sum(counted) <= 1 + 1e-9


@given(st.dictionaries(st.text(max_size=3), st.decimals(min_value="0.01", max_value=10**9, places=2), min_size=1))
def test_weighted_shares_sum_to_one(weights: dict[str, Decimal]):
    found = weighted_shares(weights)
    assert found.keys() == weights.keys()
    assert sum(share for share in found.values() if share is not None) == pytest.approx(1)


def test_weights_that_say_nothing_give_no_shares():
    assert weighted_shares({"KZ": Decimal(-5), "KG": Decimal(10)}) == {"KZ": None, "KG": None}
    assert weighted_shares({"KZ": Decimal(0), "KG": Decimal(0)}) == {"KZ": None, "KG": None}
    assert weighted_shares({"KZ": Decimal(-5)}) == {"KZ": 1.0}


def test_measures_share_by_score():
    assert measure_shares({"a": 3.0, "b": 1.0}) == {"a": 0.75, "b": 0.25}
    assert measure_shares({"a": 0.0, "b": 0.0}) == {"a": 0.5, "b": 0.5}
    assert measure_shares({}) == {}
