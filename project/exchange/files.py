"""What every format of file shares: its limits, and a table as it stands in a file."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError

from project.exchange.sheets import Cells, Sheet

MOST_BYTES = 10_000_000
MOST_UNPACKED = 60_000_000
MOST_PARTS = 60
MOST_ROWS = 50_000
MOST_COLUMNS = 80
LONGEST_CELL = 1_000_000  # characters

# The dates and rights that every member of an archive of ours bears.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass
class Table:
    """A table in a file: its sheet, and (line, cells) for each row that is not empty.

    Lines count from 1 as people do, the header included. A cell that is wrong by its
    form alone, such as a formula, stands in `refused` as {line: {column: words}}.
    """

    sheet: Sheet
    rows: list[tuple[int, Cells]]
    refused: dict[int, dict[str, str]]


def header_of(sheet: Sheet, names: list[str]) -> list[str]:
    """Check a header; the columns may stand in any order and some may be missing."""
    names = [name.strip() for name in names]
    while names and not names[-1]:
        names.pop()
    if unknown := [name for name in names if name not in sheet.by_column]:
        known = ", ".join(sheet.by_column)
        raise ValidationError(
            f"The table “{sheet.name}” has no column “{unknown[0][:60]}”. Its columns "
            f"are: {known}."
        )
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValidationError(
            f"The table “{sheet.name}” has the column “{twice[0]}” twice."
        )
    return names


def cells_of(sheet: Sheet, header: list[str], line: int, row: list[str]) -> Cells:
    if any(cell.strip() for cell in row[len(header) :]):
        raise ValidationError(
            f"{sheet.name}, line {line}: there are more cells than the header names."
        )
    row = row[: len(header)] + [""] * (len(header) - len(row))
    for name, cell in zip(header, row, strict=True):
        if len(cell) > LONGEST_CELL:
            raise ValidationError(
                f"{sheet.name}, line {line}, {name}: a cell of {len(cell):,} "
                f"characters; at most {LONGEST_CELL:,} are read."
            )
    return dict(zip(header, row, strict=True))


def counted(rows: Iterable, sheet: Sheet) -> Iterator:
    """Give the rows; ValidationError after the last that a file may have."""
    for number, row in enumerate(rows):
        if number > MOST_ROWS:
            raise ValidationError(
                f"The table “{sheet.name}” has more than {MOST_ROWS:,} rows. Split it."
            )
        yield row


def opened_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """Open a ZIP archive after looking how much would come out of it."""
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise ValidationError("The file is broken: it cannot be unpacked.") from problem
    if len(members) > MOST_PARTS:
        raise ValidationError(
            f"The file is made of {len(members)} parts; at most {MOST_PARTS} are read."
        )
    if any(member.flag_bits & 0x1 for member in members):
        raise ValidationError("The file is locked with a password. Take it off first.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED:
        raise ValidationError(
            f"Unpacked, the file would be {unpacked // 1_000_000} MB; at most "
            f"{MOST_UNPACKED // 1_000_000} MB are read. Split it."
        )
    return archive


def member(name: str) -> zipfile.ZipInfo:
    """Return an archive's member that says nothing of when and where it was made."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info
