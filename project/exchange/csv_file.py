"""CSV: one table alone, or several in a ZIP archive with one file each.

UTF-8 with a byte order mark and CR LF, as spreadsheets want it, each cell in quotes; a
text that could start a formula bears an apostrophe (see guard).
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

from django.core.exceptions import ValidationError

from articles.capture.decoding import decode
from project.exchange.files import (
    LONGEST_CELL,
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

MARK = "\ufeff"
DELIMITERS = ",;\t"
FIGURES = ("number", "whole")


def write(out: IO[bytes], tables: list[tuple[Sheet, Iterable[list[str]]]]) -> None:
    """Write one table as it is, several as an archive."""
    if len(tables) == 1:
        sheet, rows = tables[0]
        out.writelines(_lines(sheet, rows))
        return
    with zipfile.ZipFile(out, "w") as archive:
        for sheet, rows in tables:
            with archive.open(member(f"{sheet.name}.csv"), "w") as part:
                for line in _lines(sheet, rows):
                    part.write(line)


def _lines(sheet: Sheet, rows: Iterable[list[str]]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    figures = [column.holds in FIGURES for column in sheet.columns]
    buffer.write(MARK)
    writer.writerow(sheet.by_column)
    yield _taken(buffer)
    for row in rows:
        writer.writerow(
            cell if is_figure else guarded(cell)
            for cell, is_figure in zip(row, figures, strict=True)
        )
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    line = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return line


def read_archive(file: IO[bytes]) -> list[Table]:
    """Read an archive of CSV files; ValidationError for anything else in it."""
    archive = opened_archive(file)
    tables = []
    for info in archive.infolist():
        if info.is_dir() or info.filename.startswith("__MACOSX/"):
            continue
        name = info.filename.rpartition("/")[2]
        if not name.lower().endswith(".csv"):
            raise ValidationError(f"“{name[:60]}” in the archive is not a CSV file.")
        tables.append(read(archive.read(info), name))
    return tables


def read(content: bytes, filename: str) -> Table:
    """Read one table, told by its file's name or else by its columns."""
    text = _text(content).removeprefix(MARK)
    csv.field_size_limit(LONGEST_CELL + 1)
    # A single CR may stand inside a cell; the reader wants the ends of lines as such.
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True
    )
    try:
        names = next(reader, [])
        sheet = sheet_of(filename, names)
        header = header_of(sheet, names)
        return _table(sheet, header, reader)
    except csv.Error as problem:
        raise ValidationError(
            f"{filename}, line {reader.line_num}: this is no CSV ({problem})."
        ) from problem


def _table(sheet: Sheet, header: list[str], reader) -> Table:
    rows: list[tuple[int, Cells]] = []
    for number, row in enumerate(counted(reader, sheet), start=2):
        cells = cells_of(sheet, header, number, row)
        if any(cell.strip() for cell in cells.values()):
            rows.append((number, {k: unguarded(cell) for k, cell in cells.items()}))
    return Table(sheet, rows, {})


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return decode(content).text


def _delimiter(text: str) -> str:
    """Return what parts the header's cells: Excel writes ; in half of Europe."""
    header = text.partition("\n")[0]
    return max(DELIMITERS, key=header.count)


def sheet_of(filename: str, names: list[str]) -> Sheet:
    """Return which table a file is: claims.csv, "claims (2).csv", or by its columns."""
    stem = filename.lower().rpartition(".")[0]
    named = [name for name in SHEETS if stem == name or stem.startswith(f"{name} ")]
    if named:
        return SHEETS[named[0]]
    header = {name.strip() for name in names if name.strip()}
    fitting = [
        sheet
        for sheet in SHEETS.values()
        if header <= set(sheet.by_column) and set(sheet.required) <= header
    ]
    if len(fitting) == 1:
        return fitting[0]
    raise ValidationError(
        "It is not clear which table this is. Name the file after it: "
        + ", ".join(f"{name}.csv" for name in SHEETS)
        + "."
    )
