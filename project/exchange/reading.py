"""Reads an editor's file, whatever its format, into tables."""

import io
import zipfile

from django.core.exceptions import ValidationError

from project.exchange import csv_file, json_lines, workbook
from project.exchange.files import MOST_BYTES, Table
from project.exchange.tables import SHEETS

ZIP = b"PK\x03\x04"
WORKBOOK = "[Content_Types].xml"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(content: bytes, filename: str) -> list[Table]:
    """Return the tables of a file in the order in which they can be stored.

    Raises ValidationError where the file as a whole cannot be read; what is wrong with
    a single cell is told when its row is.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(
            f"The file has {len(content) / 1_000_000:.1f} MB; at most "
            f"{MOST_BYTES // 1_000_000} MB are read. Split it."
        )
    if not content.strip():
        raise ValidationError("The file is empty.")
    tables = _tables(content, filename)
    names = [table.sheet.name for table in tables]
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValidationError(f"The table “{twice[0]}” is in the file twice.")
    if not any(table.rows for table in tables):
        raise ValidationError("There is no row in the file besides the headers.")
    order = list(SHEETS)
    return sorted(tables, key=lambda table: order.index(table.sheet.name))


def _tables(content: bytes, filename: str) -> list[Table]:
    if content.startswith(OLD_EXCEL):
        raise ValidationError(
            "This is Excel's old format, or locked with a password. Save it as .xlsx, "
            "without a password."
        )
    if content.startswith(ZIP):
        if is_workbook(content):
            return workbook.read(content)
        return csv_file.read_archive(io.BytesIO(content))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return json_lines.read(content)
    return [csv_file.read(content, filename)]


def is_workbook(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise ValidationError("The file is broken: it cannot be unpacked.") from problem
