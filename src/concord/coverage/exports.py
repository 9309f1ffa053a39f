"""Answers as plain rows, for the command line and the API: codes, numbers, ISO dates, words in one language."""

from collections.abc import Mapping
from decimal import Decimal

from concord.coverage.terms import MONEY, Doubles, Gap, Matrix, Overlap, ProjectLine, Tally
from concord.ui.language import localised

Row = Mapping[str, str | int | float | None]


def matrix_rows(matrix: Matrix, *, country: str = "", measure: str = "") -> list[Row]:
    """One row a cell, empty ones too; amounts in United States dollars, None where none was allocated."""
    return [
        {
            "measure": line.measure.key,
            "title": localised(line.measure.title),
            "pillar": line.measure.pillar,
            "country": str(column.code),
            **tally_row(tally),
        }
        for section in matrix.sections
        for line in section.lines
        for column, tally in zip(matrix.columns, line.cells, strict=True)
        if country in ("", str(column.code)) and measure in ("", line.measure.key)
    ]


def balance_rows(matrix: Matrix) -> list[Row]:
    parts = (*matrix.balance.parts, ("total", matrix.balance.total))
    return [{"place": place, **tally_row(tally)} for place, tally in parts]


def gap_rows(gaps: tuple[Gap, ...]) -> list[Row]:
    return [
        {
            "measure": gap.measure.key,
            "title": localised(gap.measure.title),
            "pillar": gap.measure.pillar,
            "country": str(gap.column.code),
            "regional_projects": gap.regional,
            "other_states": gap.elsewhere_in_region,
            "projects_at_other_times": gap.at_other_times,
        }
        for gap in gaps
    ]


def overlap_row(overlap: Overlap) -> Row:
    return {
        "measure": overlap.measure.key,
        "title": localised(overlap.measure.title),
        "also_for": " ".join(measure.key for measure in overlap.also),
        "country": str(overlap.column.code),
        "beneficiary": str(overlap.beneficiary.value),
        "starts_on": overlap.starts_on.isoformat(),
        "ends_on": overlap.ends_on.isoformat(),
        "implementers": overlap.implementers,
        "projects": overlap.projects,
        "overlap_days": overlap.overlap_days,
        "likeness": overlap.likeness,
        "shared_words": " ".join(overlap.words),
    }


def double_rows(doubles: Doubles) -> list[Row]:
    return [
        {
            "one": double.upper.uuid,
            "one_title": localised(double.upper.title),
            "one_reporter": party(double.upper),
            "other": double.lower.uuid,
            "other_title": localised(double.lower.title),
            "other_reporter": party(double.lower),
            "rule": str(double.rule.value),
            "likeness": double.likeness,
            "same": " ".join(double.same),
            **{f"{basis}_left_out_usd": _number(double.excluded.money(basis)) for basis in MONEY},
        }
        for double in doubles.shown
    ]


def tally_row(tally: Tally) -> Row:
    return {
        "projects": tally.projects,
        "confirmed": tally.confirmed,
        **{f"{basis}_usd": _number(tally.money(basis)) for basis in MONEY},
        **{f"{basis}_unconverted": tally.unconverted(basis) for basis in MONEY},
    }


def party(line: ProjectLine) -> str:
    return localised(line.party.name) if line.party else ""


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
