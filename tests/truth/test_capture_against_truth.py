"""What capture finds in the five raw documents, against what was marked by hand."""

import pytest

from articles.capture.language import language_of
from articles.capture.storing import capture
from articles.text import normalise
from tests.factories import annotator
from tests.truth.capture_figures import document_row, found_in, page_rows, spans
from tests.truth.conftest import SHARED

# Truth's name for the foot of a site is a place; ours is what stands there.
NAMES = {"site_footer": "recommended"}


@pytest.fixture(scope="session")
def documents(truth):
    return truth("documents")["documents"]


def test_boilerplate_and_sections_are_found_in_each_document(documents, raw_text):
    rows = [document_row(document, raw_text(document)) for document in documents]
    assert len(rows) == 5
    for name, boilerplate, sections, near in rows:
        assert boilerplate.precision >= 0.98, name
        assert boilerplate.recall >= 0.98, name
        assert min(sections.precision, sections.recall) >= 0.98, name
        assert min(near.precision, near.recall) >= 0.98, name


def test_boilerplate_is_told_apart_and_treated_as_truth_says(documents, raw_text):
    compared = 0
    for document in documents:
        raw = raw_text(document)
        text = normalise(raw)
        _, found = found_in(text, language_of(text))
        there = spans(raw, document["boilerplate"])
        actions = [entry["action"] for entry in document["boilerplate"]]
        expected = {
            (NAMES.get(kind, kind), action, start, end)
            for (kind, start, end), action in zip(there, actions, strict=True)
        }
        assert set(found) == expected, document["id"]
        compared += len(expected)
    assert compared == 37


def test_headings_hold_what_truth_puts_under_them(documents, raw_text):
    from articles.capture.sections import find_sections

    compared = 0
    for document in documents:
        raw = raw_text(document)
        text = normalise(raw)
        starts = {row["id"]: row["start"] for row in document["sections"]}
        found = find_sections(text, language_of(text))
        held = {s.start: found[s.under].start for s in found if s.under is not None}
        expected = {
            row["start"]: starts[row["under"]]
            for row in document["sections"]
            if "under" in row
        }
        assert held == expected, document["id"]
        compared += len(expected)
    assert compared == 57


@pytest.mark.django_db
def test_the_five_documents_capture_whole_in_any_encoding_they_can_have(
    documents, raw_text
):
    for document in documents:
        raw = (SHARED / "seeds" / document["file"]).read_bytes()
        captured = capture(raw, by=annotator(), name=document["id"])
        assert captured.is_new
        assert captured.version.text == normalise(raw_text(document))
        assert captured.article.language == document["main_language"]
        assert captured.version.sections.count() > 4
        again = capture(raw.decode().encode("gb18030"), by=annotator())
        assert again.version == captured.version


def test_boilerplate_and_sections_are_found_in_pages_of_our_own():
    for name, boilerplate, sections, _ in page_rows():
        assert min(boilerplate.precision, boilerplate.recall) >= 0.98, name
        assert min(sections.precision, sections.recall) >= 0.98, name


def test_rules_hold_for_pages_that_they_were_not_written_to():
    for name, boilerplate, sections, _ in page_rows("-unseen"):
        assert boilerplate.precision >= 0.95, name
        assert boilerplate.recall >= 0.6, name
        assert sections.precision >= 0.7, name
        assert sections.recall >= 0.9, name
