"""Taking in a table of projects: every good row, whatever is wrong with the others; no table with personal data."""

import csv
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from openpyxl import load_workbook

from concord.assistance.actions.editing import create_project, edit_project, locked
from concord.assistance.actions.intake import finish_intake, note, release_of, restart_counting
from concord.assistance.actions.publications import Batch, Remark
from concord.assistance.actions.reading import SourceFile
from concord.assistance.actions.rows import EVERYTHING
from concord.assistance.logic.folding import folded
from concord.assistance.logic.personal import personal_columns
from concord.assistance.logic.tables import Cell, Row, columns_of, row_of
from concord.assistance.models import Intake, Project
from concord.assistance.terms import IntakeState, ProjectValues, Severity
from concord.parties.models import Organisation
from concord.policy import Actor

LONGEST = 20_000
WIDEST = 200
_BATCH = 100
_PARTS = 1_000
_UNPACKED = 60_000_000
_DECLARATION = b"<!DOCTYPE"


def take_in_table(*, actor: Actor, intake: Intake, file: SourceFile, clock: Callable[[], datetime]) -> Intake:
    """Create or change one project for each row; a row is known again by its identifier. A table that announces
    personal data, or has no column for a title, is refused whole and by name, before a row is stored.
    """
    restart_counting(actor=actor, intake=intake)
    try:
        rows = _cells(file)
        headings = ["" if cell is None else str(cell) for cell in next(rows, ())]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, csv.Error) as fault:
        return _refused(actor, intake, clock(), f"{file.name} cannot be read as a table: {fault}")
    if personal := personal_columns(headings):
        named = ", ".join(f"“{each.heading}” ({each.kind})" for each in personal)
        return _refused(
            actor,
            intake,
            clock(),
            f"{file.name} is refused because it has columns of personal data: {named}. Take them out and try again.",
        )
    columns = columns_of(headings)
    if not {"title_en", "title_ru"} & set(columns.values()):
        return _refused(actor, intake, clock(), f"{file.name} has no column “title”.")
    countries = _countries()
    number = 1
    while cells := list(islice(rows, _BATCH)):
        found = []
        for row in cells:
            number += 1
            if any(cell not in (None, "") for cell in row):
                found.append(row_of(number=number, cells=row, columns=columns, countries=countries))
        _take_in_rows(actor, intake, found, file.name, clock())
        if number > LONGEST:
            break
    finish_intake(actor=actor, intake=intake, state=IntakeState.FINISHED, at=clock())
    return intake


@transaction.atomic
def _take_in_rows(actor: Actor, intake: Intake, rows: list[Row], name: str, at: datetime) -> None:
    batch = Batch()
    for row in rows:
        batch.counts["activities"] += 1
        for fault in row.faults:
            batch.remarks.append(
                Remark(
                    fault.severity,
                    f"cell-{fault.column}",
                    f"{fault.column}: {fault.message}",
                    file=name,
                    line=row.number,
                    activity=row.identifier,
                    kept="the row without it" if fault.severity == Severity.ERROR else "",
                )
            )
        if row.values is None:
            batch.counts["refused"] += 1
            continue
        known = _known(intake, row)
        if known is None:
            project = create_project(actor=actor, values=row.values, release=release_of(intake.audience), at=at)
            project.iati_identifier = row.identifier
            project.first_intake = intake
            project.save(update_fields=("iati_identifier", "first_intake"))
            batch.counts["created"] += 1
        else:
            values = _with_suggestions(row.values, known)
            changed = edit_project(actor=actor, project=known, values=values, version=known.version, at=at)
            batch.counts["unchanged" if changed.version == known.version else "updated"] += 1
    note(intake=intake, batch=batch, files_done=1)


def _known(intake: Intake, row: Row) -> Project | None:
    """The project of an earlier row with this identifier; without one, of the same title."""
    rows = Project.objects.unscoped(reason=EVERYTHING).filter(originator_id=intake.originator_id, digest="")
    if row.identifier:
        rows = rows.filter(iati_identifier=row.identifier)
    else:
        title = folded(str(row.values.title))[:120] if row.values else ""
        rows = rows.filter(iati_identifier="", sort_title=title)
    found = rows.order_by("pk").first()
    return locked(project=found) if found is not None else None


def _with_suggestions(values: ProjectValues, known: Project) -> ProjectValues:
    """A cell left empty does not reject what was suggested in its place."""
    standing = {name: getattr(known, name) for name in known.suggested if not getattr(values, name)}
    return replace(values, **standing)


def _refused(actor: Actor, intake: Intake, at: datetime, why: str) -> Intake:
    finish_intake(actor=actor, intake=intake, state=IntakeState.REFUSED, at=at, refusal=why)
    return intake


def _cells(file: SourceFile) -> Iterator[list[Cell]]:
    """The rows of a CSV file in UTF-8, or of the first sheet of a workbook: values, never formulas."""
    if file.name.lower().endswith(".xlsx"):
        _inspect(file)
        with file.open() as content:
            book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
            for row in book.worksheets[0].iter_rows(max_row=LONGEST + 1, max_col=WIDEST, values_only=True):
                yield [cell if isinstance(cell, str | int | float | date | None) else str(cell) for cell in row]
        return
    with file.path.open(encoding="utf-8-sig", newline="") as source:
        first = source.readline()
        source.seek(0)
        delimiter = max(",;\t", key=first.count)
        for line in csv.reader(source, delimiter=delimiter):
            yield list(line)


def _inspect(file: SourceFile) -> None:
    """Refuse a workbook that is not what it says, by reading every part with a running total: sizes that an archive
    declares may lie. Raises ``ValueError``.
    """
    total = 0
    with zipfile.ZipFile(file.path) as archive:
        parts = archive.infolist()
        names = [part.filename for part in parts]
        if len(parts) > _PARTS or len(set(names)) < len(names):
            raise ValueError("the workbook has too many parts, or two of one name")
        if any("vbaproject" in name.lower() or ".." in name for name in names):
            raise ValueError("the workbook carries a program; save it as a plain .xlsx")
        for part in parts:
            with archive.open(part) as content:
                before = b""
                while chunk := content.read(1_000_000):
                    total += len(chunk)
                    if _DECLARATION in (before + chunk).replace(b"\0", b"").upper():
                        raise ValueError("the workbook declares entities, which no table needs")
                    before = chunk[-2 * len(_DECLARATION) :]
                    if total > _UNPACKED:
                        raise ValueError("the workbook unpacks to more than is read here")


def _countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for state in Organisation.objects.exclude(iso2=""):
        for name in (
            state.iso2,
            state.iso3,
            *(said for text in (state.name, state.short_name) for _l, said in text.items),
        ):
            if name:
                names[folded(name)] = state.iso2
    return names
