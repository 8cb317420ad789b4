"""Precision and recall of capture's sections and boilerplate, printed as a table.

    python -m tests.truth.capture_figures

measures the five raw documents, where they lie beside the project, and our own little
pages in three languages (tests/articles/pages). docs/capture.md holds the table.
"""

import os
import unicodedata
from collections.abc import Iterator

import yaml

from tests.articles.measuring import Score, by_characters, by_section
from tests.articles.pages_by_hand import pages

BODY = {"title", "lead", "heading", "paragraph", "list_item"}
NOTHING = Score(0, 0, 0)
Row = tuple[str, Score, Score, Score]


def moved(raw: str, at: int) -> int:
    """Where the offset `at` of the raw text lies by the text contract."""
    return len(unicodedata.normalize("NFC", raw[:at].replace("\r\n", "\n")))


def spans(raw: str, entries: list[dict]) -> list[tuple[str, int, int]]:
    """(kind, start, end) of truth's entries, by the text contract."""
    return [(e["kind"], moved(raw, e["start"]), moved(raw, e["end"])) for e in entries]


def found_in(text: str, language: str):
    """(kind, start, end) of the body, and (detail, treatment, start, end) of the
    boilerplate that capture finds."""
    from articles.capture.sections import find_sections

    found = find_sections(text, language)
    body = [(s.kind.value, s.start, s.end) for s in found if s.kind.value in BODY]
    rest = [s for s in found if s.kind.value not in BODY]
    return body, [(s.detail, s.treatment, s.start, s.end) for s in rest]


def score(text, language, sections, boilerplate) -> tuple[Score, Score, Score]:
    """Boilerplate by characters, sections exactly, sections nearly."""
    body, marked = found_in(text, language)
    return (
        by_characters([mark[2:] for mark in marked], boilerplate),
        by_section(body, sections),
        by_section(body, sections, near=True),
    )


def document_row(document: dict, raw: str) -> Row:
    from articles.capture.language import language_of
    from articles.text import normalise

    text = normalise(raw)
    there = [row for row in spans(raw, document["sections"]) if row[0] in BODY]
    marked = [row[1:] for row in spans(raw, document["boilerplate"])]
    return (document["id"], *score(text, language_of(text), there, marked))


def page_rows(unseen: str = "") -> Iterator[Row]:
    """A row per language; of the pages no rule was written to with "-unseen"."""
    from articles.capture.language import language_of

    for language in ("en", "fr", "zh"):
        total = (NOTHING, NOTHING, NOTHING)
        found = pages(language + unseen)
        for page in found:
            scores = score(
                page.text, language_of(page.text), page.sections, page.boilerplate
            )
            total = tuple(a + b for a, b in zip(total, scores, strict=True))
        yield (f"{len(found)} pages, {language}{unseen}", *total)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    from tests.truth.conftest import SHARED

    rows: list[Row] = []
    truth = SHARED / "truth" / "documents.yaml"
    if truth.exists():
        for document in yaml.safe_load(truth.read_text("utf-8"))["documents"]:
            path = SHARED / "seeds" / document["file"]
            with path.open(encoding="utf-8", newline="") as file:
                rows.append(document_row(document, file.read()))
    print("text | boilerplate, characters | sections, exact | sections, near")  # noqa: T201
    for name, *scores in [*rows, *page_rows(), *page_rows("-unseen")]:
        print(name, *scores, sep=" | ")  # noqa: T201


if __name__ == "__main__":
    main()
