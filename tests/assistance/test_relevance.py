from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.assistance.logic.classification import Classification, MeasureMatch
from concord.assistance.logic.relevance import REGIONS, Reason, Relevance, concern, country_shares, relevance
from concord.assistance.terms import PlaceFact

AREA = frozenset(("KZ", "KG", "TJ", "TM", "UZ"))
SERVES = Classification(measures=(MeasureMatch("GCTS:II.13", 0.8, 1.0),), score=0.8)


def test_a_project_of_which_two_hundredths_lie_in_the_area_counts_two_hundredths() -> None:
    found = relevance(
        classification=SERVES, places=(PlaceFact("KZ", share=0.02), PlaceFact("KE", share=0.98)), area=AREA
    )
    assert (found.is_relevant, found.share) == (True, 0.02)
    assert found.reasons == (
        Reason("partly_in_area", ("KZ",), 0.02),
        Reason("serves", ("GCTS:II.13",)),
    )


def test_a_project_that_serves_nothing_is_not_relevant_wherever_it_is() -> None:
    found = relevance(classification=Classification(), places=(PlaceFact("KZ", share=1.0),), area=AREA)
    assert (found.is_relevant, found.score) == (False, 0.0)
    assert found.reasons == (Reason("in_area", ("KZ",), 1.0), Reason("no_measure"))


def test_a_project_elsewhere_is_not_relevant_whatever_it_serves() -> None:
    found = relevance(classification=SERVES, places=(PlaceFact("KE", share=1.0),), area=AREA)
    assert (found.is_relevant, found.score, found.share) == (False, 0.0, 0.0)
    assert found.reasons[0] == Reason("outside_area", ("KE",), 0.0)


def test_a_project_without_a_place_is_not_taken_to_be_here() -> None:
    found = relevance(classification=SERVES, places=(), area=AREA)
    assert (found.is_relevant, found.reasons[0]) == (False, Reason("no_place"))


@pytest.mark.parametrize(("region", "share"), [("1:619", 1.0), ("2:143", 1.0), ("1:689", 5 / 17), ("1:679", 0.0)])
def test_a_region_is_shared_out_evenly_among_its_members(region: str, share: float) -> None:
    found = relevance(classification=SERVES, places=(PlaceFact(region=region, share=1.0),), area=AREA)
    assert found.share == pytest.approx(share)
    assert found.is_relevant is (share > 0)


def test_an_unknown_region_lies_nowhere() -> None:
    assert country_shares(places=(PlaceFact("KZ", share=0.5), PlaceFact(region="9:XX", share=0.5))) == (
        {"KZ": 0.5},
        0.5,
    )


def test_a_world_that_nobody_can_split_is_outside_the_area() -> None:
    found = relevance(classification=SERVES, places=(PlaceFact(region="1:998", share=1.0),), area=AREA)
    assert (found.is_relevant, found.reasons[0].code) == (False, "outside_area")


def test_missing_shares_are_not_invented() -> None:
    places = (PlaceFact("KZ", share=0.4), PlaceFact("KG"), PlaceFact("KE"))
    assert country_shares(places=places) == ({"KZ": None, "KG": None, "KE": None}, 0.0)
    found = relevance(classification=SERVES, places=places, area=AREA)
    assert (found.is_relevant, found.share) == (True, None)
    assert found.reasons[0] == Reason("partly_in_area", ("KG", "KZ"), None)


def test_a_lone_place_has_the_whole() -> None:
    assert country_shares(places=(PlaceFact("KZ"),)) == ({"KZ": 1.0}, 0.0)


def test_towns_do_not_count_beside_their_country() -> None:
    shares, _ = country_shares(places=(PlaceFact("KZ", share=1.0), PlaceFact(name="Almaty")))
    assert shares == {"KZ": 1.0}


@given(
    st.lists(
        st.builds(
            PlaceFact,
            country=st.sampled_from(("", "KZ", "KG", "KE", "AF")),
            region=st.sampled_from(("", *REGIONS, "9:XX")),
            share=st.none() | st.floats(0, 2),
        ),
        max_size=6,
    )
)
def test_shares_never_exceed_the_whole(places: list[PlaceFact]) -> None:
    shares, unknown = country_shares(places=places)
    stated = [share for share in shares.values() if share is not None]
    assert len(stated) in (0, len(shares))
    assert all(share >= 0 for share in stated)
    assert sum(stated) + unknown <= 1 + 1e-9
    found = relevance(classification=SERVES, places=places, area=AREA)
    assert found.share is None or 0 <= found.share <= 1


def found(score: float, *, is_relevant: bool = True) -> Relevance:
    return Relevance(is_relevant=is_relevant, score=score, share=1.0, reasons=())


def test_the_surest_link_comes_first_then_the_latest_start():
    ways = {
        "confirmed, new": (found(1.0), date(2022, 3, 3)),
        "confirmed, old": (found(1.0), date(2011, 11, 30)),
        "confirmed, no start": (found(0.9), None),
        "likely, newest": (found(0.6), date(2024, 1, 1)),
        "weak, newest": (found(0.1), date(2025, 1, 1)),
        "not relevant": (found(0.9, is_relevant=False), date(2026, 1, 1)),
    }
    ranks = {name: concern(found=way, starts_on=starts_on) for name, (way, starts_on) in ways.items()}
    assert sorted(ranks, key=lambda name: -ranks[name]) == list(ways)
