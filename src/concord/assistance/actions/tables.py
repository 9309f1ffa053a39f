"""Taking in a table of projects: every good row, whatever is wrong with the others; no table with personal data."""

import csv
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from django.db import transaction

from concord.assistance.actions.editing import create_project, edit_project, locked
from concord.assistance.actions.intake import finish_intake, note, release_of, restart_counting
from concord.assistance.actions.publications import Batch, Remark
from concord.assistance.actions.reading import SourceFile
from concord.assistance.actions.rows import EVERYTHING
from concord.assistance.logic.folding import folded
from concord.assistance.logic.personal import personal_columns
from concord.assistance.logic.sheets import LONGEST, Cell, cells_of
from concord.assistance.logic.tables import Row, columns_of, row_of
from concord.assistance.models import Intake, Project
from concord.assistance.terms import IntakeState, ProjectValues, Severity
from concord.parties.models import Organisation
from concord.policy import Actor
from concord.quarantine import Bounds, Stopped, pieces

_BATCH = 100
BOUNDS = Bounds(memory=1_000_000_000, computing=60, patience=60)


def take_in_table(*, actor: Actor, intake: Intake, file: SourceFile, clock: Callable[[], datetime]) -> Intake:
    """Create or change one project for each row; a row is known again by its identifier. A table that announces
    personal data, or has no column for a title, is refused whole and by name, before a row is stored.
    """
    restart_counting(actor=actor, intake=intake)
    faults: list[str] = []
    rows = _until_fault(pieces(cells_of, file=file.path, name=file.name, bounds=BOUNDS), faults)
    headings = ["" if cell is None else str(cell) for cell in next(rows, ())]
    if faults:
        return _refused(actor, intake, clock(), f"{file.name} cannot be read as a table: {faults[0]}")
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
    if faults:
        why = f"{file.name} was read up to row {number}: {faults[0]}"
        finish_intake(actor=actor, intake=intake, state=IntakeState.FAILED, at=clock(), refusal=why)
    else:
        finish_intake(actor=actor, intake=intake, state=IntakeState.FINISHED, at=clock())
    return intake


def _until_fault(rows: Iterator[list[Cell]], faults: list[str]) -> Iterator[list[Cell]]:
    """What came before a fault is taken in; the fault is noted and ends the table."""
    try:
        yield from rows
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, csv.Error, Stopped) as fault:
        faults.append(str(fault))


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
