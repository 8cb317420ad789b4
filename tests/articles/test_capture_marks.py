"""What lies where in a captured version, and that looking a text up stays cheap."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.capture.found import FoundSection
from articles.capture.sections import find_sections
from articles.capture.storing import capture, same_bytes
from articles.models import SectionKind, Version
from tests.articles.pages_by_hand import pages
from tests.factories import annotator

TEXTS = [page.text for name in ("en", "fr", "zh") for page in pages(name)]


@pytest.mark.parametrize("text", [*TEXTS, "a", "\n\n a\n", "- ", "#", "# A", "1. "])
def test_sections_lie_in_the_text_and_leave_out_blanks_only(text):
    found = find_sections(text, "en")
    read = 0
    outer: FoundSection | None = None
    for section in found:
        assert 0 <= section.start < section.end <= len(text)
        if outer and section.start < outer.end:  # within another: boilerplate only
            assert section.kind == SectionKind.BOILERPLATE
            assert section.end <= outer.end
            continue
        assert text[read : section.start].strip() == ""
        outer, read = section, section.end
    assert text[read:].strip() == ""


@pytest.mark.parametrize("text", TEXTS[:3])
def test_a_section_stands_under_the_heading_before_it(text):
    found = find_sections(text, "en")
    for section in found:
        if section.under is not None:
            heading = found[section.under]
            assert heading.kind == SectionKind.HEADING
            assert heading.start < section.start


def queries_of(raw: bytes, by) -> int:
    with CaptureQueriesContext(connection) as captured:
        capture(raw, by=by, name="report")
    return len(captured)


@pytest.mark.django_db
def test_a_capture_of_two_hundred_paragraphs_costs_little_more_than_one_of_two():
    by = annotator()
    capture(b"The first that comes in makes the publisher of it.", by=by)
    line = "Plant {} is the one that opens in May.\n\n"
    short = "".join(line.format(n) for n in range(2))
    long = "".join(line.format(n) for n in range(200))
    few = queries_of(short.encode(), by)
    # SQLite takes no more than 999 values in one INSERT.
    assert queries_of(long.encode(), by) <= few + 5


@pytest.mark.django_db
def test_texts_and_bytes_are_found_by_an_index():
    queries = [
        Version.objects.filter(sha256="0" * 64),
        Version.objects.filter(raw_sha256="0" * 64),
    ]
    assert same_bytes(b"never seen") is None
    if connection.vendor == "sqlite":
        for query in queries:
            assert "USING INDEX" in query.order_by().explain()
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indexdef FROM pg_indexes WHERE tablename = 'articles_version'"
            )
            held = " ".join(row[0] for row in cursor.fetchall())
        assert "(sha256)" in held
        assert "(raw_sha256)" in held
