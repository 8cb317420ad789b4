"""What leaves as a table comes back as it was, and starts no formula on the way."""

import csv
import io
import itertools
import zipfile

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entities.models import Claim, Name
from project.exchange.guard import could_be_a_formula, guarded, unguarded
from project.exchange.reading import read
from project.exchange.workbook import escaped, plain
from project.exchange.writing import FORMATS, filename_of
from project.models.audit import AuditEvent
from tests.factories import make_entity, make_name
from tests.project.exchanged import (
    applied,
    checked,
    empty_the_desk,
    errors_of,
    exported,
    make_desk,
)

FORMULAS = "= + - @ ＝ ＋ － ＠".split()


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.django_db
def test_into_an_empty_site_and_out_again_gives_the_same_bytes(format_name, admin_user):
    key = make_desk().key
    first = exported("all", format_name)
    empty_the_desk()
    assert not Claim.objects.exists()
    batch = applied(first, admin_user, filename_of("all", format_name))
    assert exported("all", format_name) == first
    claim = Claim.objects.get(key=key)
    assert claim.status == "published"
    assert [str(v.low.normalize()) for v in claim.values.all()] == ["5E+6", "-3.5"]
    again = checked(first, admin_user, filename_of("all", format_name))
    assert (again.new_rows, again.changed_rows) == (0, 0), errors_of(again)
    assert again.unchanged_rows == batch.new_rows


@pytest.mark.django_db
def test_exporting_is_noted_in_the_audit_log(admin_user):
    exported("names", "csv", by=admin_user)
    event = AuditEvent.objects.get(kind=AuditEvent.Kind.EXPORT)
    assert (event.who, event.about) == (admin_user, "names.csv")


@pytest.mark.parametrize("sign", FORMULAS)
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "'", '"', "\u3000", "\x0b "])
def test_what_could_be_a_formula_is_written_as_text(sign, before):
    text = f"{before}{sign}cmd|'/c calc'!A1"
    assert could_be_a_formula(text)
    assert guarded(text).startswith("'")
    assert unguarded(guarded(text)) == text


def test_every_text_comes_back_from_its_guard():
    for length in range(6):
        for letters in itertools.product("'=\t a\"", repeat=length):
            text = "".join(letters)
            assert unguarded(guarded(text)) == text


def test_workbooks_hold_what_xml_cannot():
    for text in ["_x0041_", "a\x0bb", "a\rb", "_x005F_", "_x"]:
        assert plain(escaped(text)) == text
        assert "\x0b" not in escaped(text)


@pytest.mark.django_db
def test_no_cell_of_a_csv_or_workbook_starts_a_formula():
    entity = make_entity(slug="acme")
    for n, sign in enumerate(FORMULAS):
        make_name(entity, f"{sign}SUM(A{n})", note=f"\t{sign}1")
    rows = list(csv.reader(io.StringIO(exported("names", "csv").decode())))
    book = openpyxl.load_workbook(io.BytesIO(exported("names", "xlsx")))
    cells = [cell for row in rows for cell in row]
    cells += [cell.value for row in book["names"].rows for cell in row]
    kinds = {cell.data_type for row in book["names"].rows for cell in row}
    assert len(cells) > 100
    assert "f" not in kinds
    texts = [cell for cell in cells if isinstance(cell, str)]
    assert [cell for cell in texts if cell.strip(" \t\"'")[:1] in FORMULAS] == [
        cell for cell in texts if could_be_a_formula(cell)
    ]
    assert [c for c in texts if could_be_a_formula(c) and c[:1] != "'"] == []


@pytest.mark.django_db
def test_a_negative_figure_stays_a_number():
    make_desk()
    book = openpyxl.load_workbook(io.BytesIO(exported("claims", "xlsx")))
    header, *rows = book["values"].iter_rows(values_only=True)
    assert -3.5 in [row[header.index("low")] for row in rows]
    archive = zipfile.ZipFile(io.BytesIO(exported("claims", "csv")))
    assert b'"-3.5"' in archive.read("values.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_as_spreadsheets_save_it(encoding, delimiter):
    prose = "科大讯飞今年前三季度的收入增长了百分之十七，公司说明年还会更多。"
    rows = [["entity", "text", "language", "note"], ["acme", "科大讯飞", "zh", prose]]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    (table,) = read(content, "anything.csv")
    assert table.sheet.name == "names"
    assert [list(cells.values()) for _, cells in table.rows] == rows[1:]


@pytest.mark.django_db
def test_a_text_too_long_for_a_workbook_is_refused_rather_than_cut():
    make_entity(note="a" * 40_000)
    with pytest.raises(ValidationError, match="40,000 characters"):
        exported("entities", "xlsx")
    assert b"a" * 40_000 in exported("entities", "jsonl")


@pytest.mark.django_db
def test_an_export_asks_for_its_rows_once_however_many_there_are():
    for n in range(2):
        make_name(make_entity(), f"Name {n}")
        with CaptureQueriesContext(connection) as captured:
            assert exported("names", "csv").count(b"\n") == Name.objects.count() + 1
        asked = [query for query in captured if "entities_" in query["sql"]]
        assert len(asked) == 3  # keys and rows, and the count of this test
