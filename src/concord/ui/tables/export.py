"""Files of exactly what is seen: the same filters, order and columns, every row. No cell becomes a formula."""

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from concord.ui.language import localised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http.response import HttpResponseBase

    from concord.ui.tables.columns import Column, Exported
    from concord.ui.tables.table import Table

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
_BLANKS = " \t\r\n\v\f\xa0\u200b\u200c\u200d\u2060\ufeff\u3000"
_CHUNK = 2000
_IN_MEMORY = 5_000_000  # bytes of a workbook before it goes to disk
_LONGEST_CELL = 32_767  # letters Excel takes


def export(table: "Table[Any]", *, about: tuple[tuple[str, str], ...] = ()) -> "HttpResponseBase":
    """The file that `table.format` names, called after the sheet. `about` (marking, date, address) becomes a second
    page of a workbook.
    """
    writers: dict[str, Callable[[], HttpResponseBase]] = {
        "csv": lambda: StreamingHttpResponse(csv_lines(table), content_type="text/csv; charset=utf-8"),
        "json": lambda: StreamingHttpResponse(json_lines(table), content_type="application/json"),
        "xlsx": lambda: _workbook(table, about),
    }
    response = writers[table.format]()
    response["Content-Disposition"] = f'attachment; filename="{table.key}.{table.format}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def safe_text(words: str) -> str:
    """Words that a spreadsheet reading CSV takes for words: an apostrophe before what could start a formula, also
    behind blanks or after a full-width sign.
    """
    bare = words.lstrip(_BLANKS)
    risky = bare.startswith(FORMULA_STARTS) or words[:1] in {"\t", "\r", "\n"}
    return f"'{words}" if risky else words


def csv_lines(table: "Table[Any]") -> "Iterator[str]":
    """Every text quoted, so that a list separator of another country splits nothing; a byte order mark for Excel."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_NONNUMERIC)
    yield "\ufeff" + writer.writerow([safe_text(name) for name in _header(table)])
    for row in _rows(table):
        yield writer.writerow([_csv_value(value) for value in row])


def json_lines(table: "Table[Any]") -> "Iterator[str]":
    """An array of objects by column key, written as it is read."""
    keys = [key for column in table.columns for key in _keys(column)]
    yield "["
    for index, row in enumerate(_rows(table)):
        item = {key: _json_value(value) for key, value in zip(keys, row, strict=True)}
        yield (",\n" if index else "\n") + json.dumps(item, ensure_ascii=False)
    yield "\n]\n"


def _workbook(table: "Table[Any]", about: tuple[tuple[str, str], ...]) -> HttpResponse | FileResponse:
    book = Workbook(write_only=True)
    page = book.create_sheet(_title(localised(table.sheet.caption)))
    page.freeze_panes = "A2"
    bold = Font(bold=True)
    page.append([_text_cell(page, name, bold) for name in _header(table)])
    for row in _rows(table):
        page.append([_cell(page, value) for value in row])
    if about:
        notes = book.create_sheet(_title(_("About this file")))
        for name, words in about:
            notes.append([_text_cell(notes, name, bold), _text_cell(notes, words)])
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _rows(table: "Table[Any]") -> "Iterator[list[Exported]]":
    everything = table.everything
    rows = everything.iterator(chunk_size=_CHUNK) if isinstance(everything, QuerySet) else iter(everything)
    for row in rows:
        yield [value for column in table.columns for value in column.exported(row)]


def _header(table: "Table[Any]") -> list[str]:
    names = []
    for column in table.columns:
        names.append(localised(column.label))
        if column.money:
            names.append(_("%(column)s, currency") % {"column": localised(column.label)})
    return names


def _keys(column: "Column[Any]") -> tuple[str, ...]:
    return (column.key, f"{column.key}_currency") if column.money else (column.key,)


def _csv_value(value: "Exported") -> str | int | float | Decimal:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float | Decimal):
        return value
    return value.isoformat() if isinstance(value, date) else safe_text(value)


def _json_value(value: "Exported") -> str | int | float | bool | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _cell(page: Any, value: "Exported") -> Any:
    if isinstance(value, str):
        return _text_cell(page, value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return _text_cell(page, value.isoformat(timespec="seconds"))  # a workbook knows no zones
    return value


def _text_cell(page: Any, words: str, font: Font | None = None) -> Any:
    """The type is set after the value, because openpyxl takes "=…" for a formula."""
    cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", words)[:_LONGEST_CELL])
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    return cell


def _title(words: str) -> str:
    """A worksheet's name: no signs that Excel refuses, 31 letters."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in words).strip("' ")[:31] or "1"


class _Echo:
    """A file that hands back what it is given: csv.writer then returns each line."""

    def write(self, line: str) -> str:
        return line
