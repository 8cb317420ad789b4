"""JSONL: one object per line; "table" says which table the row belongs to.

Flags are true and false, whole numbers are numbers, lists are lists; figures are texts,
because a reader of JSON may make a float of a number.
"""

import json
from collections.abc import Iterable
from typing import IO, Any

from django.core.exceptions import ValidationError

from project.exchange.cells import YES, flag_of
from project.exchange.columns import Column
from project.exchange.files import LONGEST_CELL, MOST_ROWS, Table
from project.exchange.sheets import Cells, Sheet
from project.exchange.tables import SHEETS


def write(out: IO[bytes], tables: list[tuple[Sheet, Iterable[list[str]]]]) -> None:
    for sheet, rows in tables:
        for row in rows:
            values = {"table": sheet.name} | {
                column.name: _typed(column, cell)
                for column, cell in zip(sheet.columns, row, strict=True)
            }
            out.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")


def _typed(column: Column, cell: str) -> Any:
    if column.holds == "flag":
        return cell == YES
    if column.holds == "whole":
        return int(cell) if cell else None
    if column.holds == "list":
        return cell.split()
    return cell


def read(content: bytes) -> list[Table]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ValidationError(
            f"JSONL is UTF-8; byte {problem.start + 1} of the file is not."
        ) from problem
    tables: dict[str, Table] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if number > MOST_ROWS * 2:
            raise ValidationError(f"More than {MOST_ROWS * 2:,} lines. Split the file.")
        sheet, cells = _row(number, line)
        table = tables.setdefault(sheet.name, Table(sheet, [], {}))
        table.rows.append((number, cells))
    return list(tables.values())


def _row(number: int, line: str) -> tuple[Sheet, Cells]:
    where = f"Line {number}"
    try:
        values = json.loads(
            line, object_pairs_hook=_once, parse_constant=_no_number, parse_float=str
        )
    except (ValueError, RecursionError) as problem:
        raise ValidationError(f"{where} is not JSON: {problem}.") from problem
    if not isinstance(values, dict):
        raise ValidationError(f"{where}: each line is an object, {{…}}.")
    name = values.pop("table", None)
    if not isinstance(name, str) or name not in SHEETS:
        raise ValidationError(
            f"{where}: “table” says which table it is: {', '.join(SHEETS)}."
        )
    sheet = SHEETS[name]
    if unknown := [key for key in values if key not in sheet.by_column]:
        raise ValidationError(
            f"{where}: the table “{name}” has no column “{unknown[0][:60]}”."
        )
    cells = {key: _cell(where, key, value) for key, value in values.items()}
    return sheet, cells


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name is given twice")
    return dict(pairs)


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _cell(where: str, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return flag_of(value)
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        value = " ".join(value)
    if isinstance(value, int) and abs(value) < 10**30:
        value = str(value)
    if not isinstance(value, str) or len(value) > LONGEST_CELL:
        raise ValidationError(f"{where}: “{name}” is neither a text nor a number.")
    return value
