"""Writes the records of a kind into a file, and who took them into the audit log."""

import tempfile
from dataclasses import dataclass
from typing import IO

from django.db import transaction
from django.db.models import QuerySet

from project.exchange import csv_file, json_lines, workbook
from project.exchange.kinds import KINDS, records_of
from project.models.audit import AuditEvent, record

IN_MEMORY = 2_000_000  # bytes; a larger export is kept in a file


@dataclass(frozen=True)
class Format:
    label: str
    write: object
    media_type: str


FORMATS = {
    "xlsx": Format(
        "XLSX",
        workbook.write,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": Format("CSV", csv_file.write, "text/csv; charset=utf-8"),
    "jsonl": Format("JSONL", json_lines.write, "application/jsonl"),
}


def filename_of(kind: str, format_name: str) -> str:
    """Return claims.xlsx; several CSV tables are an archive."""
    packed = format_name == "csv" and len(KINDS[kind]) > 1
    return f"{kind}.{'zip' if packed else format_name}"


def media_type_of(kind: str, format_name: str) -> str:
    if filename_of(kind, format_name).endswith(".zip"):
        return "application/zip"
    return FORMATS[format_name].media_type


@transaction.atomic
def export(
    kind: str, format_name: str, *, by=None, chosen: QuerySet | None = None
) -> IO[bytes]:
    """Return a file, read from its start, with the records of `kind`.

    `chosen` are records of the kind's own model (all of them if None). The same records
    give the same bytes, on every database. Raises ValidationError when a text does not
    fit into the format.
    """
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    tables = [(sheet, sheet.rows(records_of(sheet, chosen))) for sheet in KINDS[kind]]
    try:
        FORMATS[format_name].write(out, tables)  # type: ignore[operator]  # three functions of one shape
    except BaseException:
        out.close()
        raise
    record(
        AuditEvent.Kind.EXPORT,
        user=by,
        about=filename_of(kind, format_name),
        records="all" if chosen is None else chosen.count(),
    )
    out.seek(0)
    return out
