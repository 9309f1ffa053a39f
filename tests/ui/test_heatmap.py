from hypothesis import given
from hypothesis import strategies as st

from concord.ui.heatmap import CLASSES, HeatCell, HeatColumn, HeatGroup, Heatmap, HeatRow, breaks, level

counts = st.lists(st.integers(min_value=0, max_value=100_000), max_size=80)


@given(counts)
def test_every_positive_value_has_a_class_and_nothing_else_has(values: list[int]):
    bounds = breaks(values)
    levels = [level(value, bounds) for value in values]
    assert [found > 0 for found in levels] == [value > 0 for value in values]
    assert max(levels, default=0) <= CLASSES
    assert list(bounds) == sorted(set(bounds))


@given(counts)
def test_more_is_never_paler(values: list[int]):
    bounds = breaks(values)
    ordered = [level(value, bounds) for value in sorted(values)]
    assert ordered == sorted(ordered)


def test_legend_says_what_each_class_holds():
    cells = tuple(HeatCell(value) for value in (0, 1, 2, 3, 4, 9, 20))
    matrix = Heatmap(
        key="m",
        caption="c",
        unit="projects",
        corner="Measure",
        columns=tuple(HeatColumn(label=str(index)) for index in range(7)),
        groups=(HeatGroup(label="", rows=(HeatRow(label="r", cells=cells),)),),
    )
    assert matrix.legend == ((1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 8), (5, 9, 19), (6, 20, None))
    assert [matrix.level(cell) for cell in cells] == [0, 1, 2, 3, 4, 5, 6]


def test_nothing_at_all():
    assert breaks([0, 0]) == ()
    assert level(0, ()) == 0
