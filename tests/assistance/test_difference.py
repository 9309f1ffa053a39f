"""What one publication changed against the one before it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from concord.assistance.logic.difference import COMPARED, differences
from concord.assistance.terms import Change, Flow, MoneyFact, PlaceFact, ProjectFacts, Status
from concord.ui.text import Text

FACTS = ProjectFacts(
    iati_identifier="A",
    title=Text.of(en="Old"),
    status=Status.ONGOING,
    starts_on=date(2020, 1, 1),
    places=(PlaceFact("KZ", share=0.5), PlaceFact("KG", share=0.5)),
    money=(MoneyFact(Flow.BUDGET, 2020, "USD", Decimal("10.00"), 2020),),
)


def test_equal_publications_do_not_differ():
    assert differences(before=FACTS, after=FACTS) == ()


def test_the_order_of_rows_does_not_matter():
    assert differences(before=FACTS, after=replace(FACTS, places=FACTS.places[::-1])) == ()


def test_changes_name_field_before_and_after():
    after = replace(
        FACTS,
        title=Text.of(en="New"),
        status=Status.CLOSED,
        starts_on=None,
        money=(MoneyFact(Flow.BUDGET, 2020, "USD", Decimal("12.00"), 2020),),
    )
    row = {"flow": "budget", "year": 2020, "currency": "USD", "rate_year": 2020, "items": 1}
    assert differences(before=FACTS, after=after) == (
        Change("title", {"en": "Old"}, {"en": "New"}),
        Change("status", "2", "4"),
        Change("starts_on", "2020-01-01", None),
        Change("money", [row | {"value": "10.00"}], [row | {"value": "12.00"}]),
    )


@given(st.lists(st.sampled_from(["title", "status", "ends_on", "hierarchy", "places"]), unique=True))
def test_exactly_the_changed_fields_are_named(fields: list[str]):
    other = {
        "title": Text.of(ru="Новое"),
        "status": Status.CANCELLED,
        "ends_on": date(2021, 1, 1),
        "hierarchy": 2,
        "places": (PlaceFact("TJ", share=1.0),),
    }
    found = differences(before=FACTS, after=replace(FACTS, **{field: other[field] for field in fields}))
    assert [change.field for change in found] == [field for field in COMPARED if field in fields]
