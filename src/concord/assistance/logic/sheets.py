"""The cells of a table that somebody brought. Loads quickly and without Django: it runs in a process of its own."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

Cell = str | int | float | date | None

LONGEST = 20_000
WIDEST = 200
_PARTS = 1_000
_UNPACKED = 60_000_000
_DECLARATION = b"<!DOCTYPE"


def cells_of(source: BinaryIO, *, name: str) -> Iterator[list[Cell]]:
    """The rows of a CSV file in UTF-8, or of the first sheet of a workbook: values, never formulas. Raises
    ``ValueError``, ``KeyError``, ``OSError``, ``zipfile.BadZipFile`` or ``csv.Error`` for what is no table.
    """
    if name.lower().endswith(".xlsx"):
        yield from _workbook(source)
        return
    text = io.TextIOWrapper(source, encoding="utf-8-sig", newline="")
    first = text.readline()
    text.seek(0)
    delimiter = max(",;\t", key=first.count)
    for line in csv.reader(text, delimiter=delimiter):
        yield list(line)


def _workbook(source: BinaryIO) -> Iterator[list[Cell]]:
    _inspect(source)
    from openpyxl import load_workbook  # noqa: PLC0415  slow to load, and not needed for what was refused

    book = load_workbook(source, read_only=True, data_only=True, keep_links=False)
    for row in book.worksheets[0].iter_rows(max_row=LONGEST + 1, max_col=WIDEST, values_only=True):
        yield [cell if isinstance(cell, str | int | float | date | None) else str(cell) for cell in row]


def _inspect(source: BinaryIO) -> None:
    """Refuse a workbook that is not what it says, by reading every part with a running total: sizes that an archive
    declares may lie. Raises ``ValueError``.
    """
    total = 0
    with zipfile.ZipFile(source) as archive:
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
