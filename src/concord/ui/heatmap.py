"""A matrix of counts as a table whose cells are coloured, numbered and open what is behind them."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.ui.language import Words

CLASSES = 6


@dataclass(frozen=True, kw_only=True)
class HeatColumn:
    label: "Words"
    full: "Words" = ""  # what the label abbreviates
    url: str = ""


@dataclass(frozen=True)
class HeatCell:
    value: float
    url: str = ""
    shown: str = ""  # printed in place of the number ("1.2 m")


@dataclass(frozen=True, kw_only=True)
class HeatRow:
    label: "Words"
    number: str = ""  # a measure's number, printed before the label
    url: str = ""
    cells: tuple[HeatCell | None, ...]  # one for each column; None: does not apply


@dataclass(frozen=True, kw_only=True)
class HeatGroup:
    label: "Words"
    rows: tuple[HeatRow, ...]
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Heatmap:
    key: str
    caption: "Words"
    unit: "Words"  # what is counted: "projects"
    corner: "Words"  # heads the column of row labels: "Measure"
    columns: tuple[HeatColumn, ...]
    groups: tuple[HeatGroup, ...]
    note: "Words" = ""

    @cached_property
    def breaks(self) -> tuple[float, ...]:
        """The least value of each class, ascending."""
        cells = (cell for group in self.groups for row in group.rows for cell in row.cells)
        return breaks(cell.value for cell in cells if cell is not None)

    @property
    def span(self) -> int:
        return len(self.columns) + 1

    def level(self, cell: HeatCell) -> int:
        return level(cell.value, self.breaks)

    @property
    def legend(self) -> tuple[tuple[int, float, float | None], ...]:
        """Level, least and greatest value of each class; the last has no greatest. Whole numbers are assumed."""
        ends = (*(each - 1 for each in self.breaks[1:]), None)[: len(self.breaks)]  # nothing drawn: no classes
        return tuple(
            (index, least, end) for index, (least, end) in enumerate(zip(self.breaks, ends, strict=True), start=1)
        )


def breaks(values: "Iterable[float]") -> tuple[float, ...]:
    """Lower bounds of at most six classes holding about equally many of the positive values, rounded to two
    figures so that a legend can be read aloud.
    """
    positive = sorted(value for value in values if value > 0)
    if not positive:
        return ()
    bounds = {_rounded(positive[len(positive) * index // CLASSES]) for index in range(CLASSES)}
    least = min(positive)
    return tuple(sorted({least, *(bound for bound in bounds if bound > least)}))[:CLASSES]


def level(value: float, bounds: tuple[float, ...]) -> int:
    """0 for nothing, else the 1-based class."""
    return sum(value >= bound for bound in bounds) if value > 0 else 0


def _rounded(value: float) -> float:
    return float(f"{value:.2g}")
