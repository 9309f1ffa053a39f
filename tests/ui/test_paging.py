import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.ui.paging import DEEPEST, page_number, paged


@given(st.integers(min_value=0, max_value=200), st.integers(min_value=1, max_value=40))
def test_pages_together_are_the_list(length: int, size: int):
    rows = list(range(length))
    seen, number = [], 1
    while True:
        page = paged(rows, number=number, size=size)
        seen += page.rows
        if not page.has_next:
            break
        number += 1
    assert seen == rows
    assert page.pages == number
    assert page.last == length


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (None, 1),
        ("", 1),
        ("3", 3),
        ("0", 1),
        ("-1", 1),
        ("x", 1),
        ("٣", 1),
        ("1e9", 1),
        ("999", DEEPEST),
        ("9" * 50, 1),
    ],
)
def test_any_address_asks_for_a_page_that_exists(asked: str | None, number: int):
    assert page_number(asked) == number


def test_past_the_end_is_an_empty_page():
    page = paged([1, 2], number=5, size=10)
    assert (page.rows, page.first, page.has_next, page.has_previous) == ((), 0, False, True)
