"""XLSX: one sheet per table, texts as texts and figures as numbers.

The same tables give the same bytes: no date, no name, and the parts of the archive in
one order. What is read is bounded before it is unpacked.
"""

import datetime
import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import IO, Any

import openpyxl
from django.core.exceptions import ValidationError
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from project.exchange.cells import flag_of
from project.exchange.files import (
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    cells_of,
    counted,
    header_of,
    member,
    opened_archive,
)
from project.exchange.guard import guarded, unguarded
from project.exchange.sheets import Cells, Sheet
from project.exchange.tables import SHEETS

LONGEST_CELL = 32_767  # more, and Excel calls the file broken
LONG_AGO = datetime.datetime(1980, 1, 1)
STAMP = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
# XML cannot hold controls, and readers turn a CR into a newline: Excel's own escape.
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
AS_TEXT = "@"  # or Excel would make a date of 2023-10 as soon as somebody touches it
FORMULA = "This is a formula. Put in its result: copy, then paste values only."
FAULT = "The spreadsheet shows an error here."


def write(out: IO[bytes], tables: list[tuple[Sheet, Iterable[list[str]]]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "Dossier"
    book.properties.created = LONG_AGO
    try:
        for sheet, rows in tables:
            _write_page(book.create_sheet(sheet.name), sheet, rows)
    except BaseException:
        _discard(book)
        raise
    with tempfile.TemporaryFile() as dated:
        book.save(dated)
        _without_dates(dated, out)


def _write_page(page, sheet: Sheet, rows: Iterable[list[str]]) -> None:
    page.freeze_panes = "A2"
    page.append([_cell(page, name, bold=True) for name in sheet.by_column])
    for row in rows:
        page.append(_cells(page, sheet, row))


def _discard(book) -> None:
    """Close and remove the files that openpyxl writes the sheets to."""
    for page in book.worksheets:
        page.close()
        page._writer.cleanup()


def _cells(page, sheet: Sheet, row: list[str]) -> list[Any]:
    cells = []
    for column, cell in zip(sheet.columns, row, strict=True):
        if column.holds in ("number", "whole") and cell:
            cells.append(Decimal(cell) if column.holds == "number" else int(cell))
        elif len(cell) > LONGEST_CELL - 1:
            raise ValidationError(
                f"{sheet.name}, {row[0]}, {column.name}: {len(cell):,} characters do "
                f"not go into a cell of a workbook. Export CSV or JSONL instead."
            )
        else:
            cells.append(_cell(page, guarded(cell)))
    return cells


def _cell(page, text: str, *, bold: bool = False):
    cell = WriteOnlyCell(page)
    # Set apart from the value, or openpyxl would take "=" for a formula and "#N/A" for
    # an error.
    cell._value = escaped(text)
    cell.data_type = "s"
    cell.number_format = AS_TEXT
    if bold:
        cell.font = Font(bold=True)
    return cell


def escaped(text: str) -> str:
    text = ESCAPED.sub(lambda found: f"_x005F_x{found[1]}_", text)
    text = ILLEGAL_CHARACTERS_RE.sub(lambda c: f"_x{ord(c.group()):04X}_", text)
    return text.replace("\r", "_x000D_")


def plain(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _without_dates(dated: IO[bytes], out: IO[bytes]) -> None:
    with zipfile.ZipFile(dated) as book, zipfile.ZipFile(out, "w") as archive:
        for name in sorted(book.namelist()):
            if name == "docProps/core.xml":
                core = STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", book.read(name))
                archive.writestr(member(name), core)
                continue
            with book.open(name) as part, archive.open(member(name), "w") as copy:
                while chunk := part.read(65_536):
                    copy.write(chunk)


def read(content: bytes) -> list[Table]:
    """Read the tables of a workbook; sheets of other names are refused."""
    opened_archive(io.BytesIO(content)).close()
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        return [_table(page) for page in book.worksheets]
    except ValidationError:
        raise
    except Exception as problem:  # openpyxl fails in as many ways as files are broken
        raise ValidationError(
            "The file is broken: a spreadsheet program may be able to save it anew."
        ) from problem


def _table(page) -> Table:
    sheet = SHEETS.get(page.title.strip().lower())
    if sheet is None:
        known = ", ".join(SHEETS)
        raise ValidationError(
            f"There is a sheet “{page.title[:60]}” in the file. Sheets are called: "
            f"{known}."
        )
    page.reset_dimensions()  # what the file says of its own size may be anything
    rows: Iterator = iter(page.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS))
    header = header_of(sheet, [_shown(cell.value) for cell in next(rows, ())])
    table = Table(sheet, [], {})
    for line, row in enumerate(counted(rows, sheet), start=2):
        cells = _row(table, header, line, row)
        if any(cell.strip() for cell in cells.values()):
            table.rows.append((line, cells))
    return table


def _row(table: Table, header: list[str], line: int, row) -> Cells:
    for name, cell in zip(header, row, strict=False):
        if cell.data_type == "f":
            table.refused.setdefault(line, {})[name] = FORMULA
        elif cell.data_type == "e":
            table.refused.setdefault(line, {})[name] = FAULT
    shown = [_shown(cell.value) for cell in row]
    cells = cells_of(table.sheet, header, line, shown)
    return {name: unguarded(cell) for name, cell in cells.items()}


def _shown(value: Any) -> str:
    """Return what a cell holds as text: 3 for 3.0, 2023-10-24 for a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return flag_of(value)
    if isinstance(value, float):
        value = Decimal(repr(value))
        return format(value.normalize(), "f") if value.is_finite() else str(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    return plain(str(value))
