"""Every figure and date of the documents taken apart by hand, read from its words.

What the words print must come out: amount, bound, currency or unit, date, precision.
What a person added from the sentence around them cannot; CONTEXT names each such row
and the fields in question, and those fields are left out of the comparison.
"""

import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from articles.dates import Edtf, UnreadableDate, read_date
from entities.figures import UnreadableFigure, read_figure

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TRUTH = SHARED / "truth"
pytestmark = pytest.mark.skipif(
    not TRUTH.exists(), reason=f"{TRUTH}: the documents taken apart are not here"
)
# What the sentence or the article adds to the printed words, row by row.
CONTEXT = {
    "c000-17": {"comparison"},  # “performance of” follows the figure
    "c002-16": {"kind"},  # 投了 (invested) makes the bare 800亿 money
    "c002-35": {"bound"},  # a round number in a speech, taken as approximate
    "c002-36": {"bound"},  # likewise
    "c004-14": {"bound"},  # likewise, a daydream of winning
    "c004-67": {"bound", "unit"},  # an average of 独立访客, named before the figure
    "c004-76": {"bound"},  # 入门券: a ticket to get in is a minimum
    "c004-85": {"unit"},  # 的模块 follows the figure
}
# Refusing is right: the words hold no figure, two figures, or one to calculate with.
REFUSED = {
    "c000-05",  # half of 1.6 billion, which only “evenly distributed” says
    "c000-06",
    "c001-32",  # “During the presentation” is no date
    "c002-04",  # 10倍、100倍: two figures
    "c002-09",  # 推出后, after it came out
    "c002-27",  # six things to count
    "c003-08",  # membres may be people, firms or states
    "c003-25",  # a noun broken by a full stop
    "c004-41",  # no number: “has not left its losses”
    "c004-56",  # no number: “is positive”
}
EQUAL = 74


def load(name: str, key: str) -> list[dict]:
    return yaml.safe_load((TRUTH / name).read_text(encoding="utf-8"))[key]


@pytest.fixture(scope="module")
def rows() -> dict[str, str]:
    """Each claim of a figure or date: equal, refused, or what is wrong."""
    main = {d["id"]: d["main_language"] for d in load("documents.yaml", "documents")}
    outcomes = {}
    for claim in load("claims.yaml", "claims"):
        if claim["value"]["type"] in ("money", "quantity", "percent", "date"):
            outcomes[claim["id"]] = outcome(claim, main[claim["document"]])
    return outcomes


def outcome(claim: dict, main_language: str) -> str:
    """The words as the importer reads them, held against the editor's value."""
    value = claim["value"]
    read = date_fields if value["type"] == "date" else figure_fields
    try:
        found, meant = read(claim, language(claim["quote"], main_language))
    except (UnreadableFigure, UnreadableDate):
        return "refused"
    added = CONTEXT.get(claim["id"], set())
    wrong = {name for name in meant if found[name] != meant[name]} - added
    return f"wrong: {claim['id']} {sorted(wrong)}: {found}" if wrong else "equal"


def language(quote: str, main: str) -> str:
    """The document's language, but for the Chinese title of the English digest."""
    return (
        "zh" if any("\u4e00" <= character <= "\u9fff" for character in quote) else main
    )


def figure_fields(claim: dict, code: str) -> tuple[dict, dict]:
    value = claim["value"]
    figure = read_figure(value["as_written"], code)
    fields = ("kind", "low", "high", "bound", "unit", "comparison")
    meant = {
        "kind": value["type"],
        "low": amount(value["low"]),
        "high": amount(value["high"]),
        "bound": value["bound"],
        "unit": value["unit"],
        "comparison": value.get("comparison", ""),
    }
    return {name: getattr(figure, name) for name in fields}, meant


def amount(number: object) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def date_fields(claim: dict, code: str) -> tuple[dict, dict]:
    value, said = claim["value"], claim["as_of"]["date"]
    said_on = Edtf.parse(edtf(said)) if said else None
    read = read_date(value["as_written"], code, said_on=said_on)
    found = {
        "date": str(read.edtf).rstrip("~"),  # the bound says “about” as well
        "precision": read.edtf.precision,
        "bound": read.bound,
        "part": read.part,
        "year_implied": read.year_implied,
        "relative_to": read.relative_to and str(read.relative_to),
    }
    return found, {
        "date": meant_date(value),
        "precision": value["precision"],
        "bound": value["bound"],
        "part": value.get("part", ""),
        "year_implied": value.get("year_basis") == "implied",
        "relative_to": value.get("relative_to"),
    }


def meant_date(value: dict) -> str:
    if "end" not in value:
        return edtf(value["date"])
    pair = [edtf(value["date"]), edtf(value["end"])]
    return f"[{','.join(pair)}]" if value.get("logic") == "or" else "/".join(pair)


def edtf(text: str) -> str:
    """The truth writes a missing year as ISO 8601 did: --08-22."""
    return f"XXXX{text[1:]}" if text.startswith("--") else text


def counted(rows: dict[str, str]) -> dict[str, list[str]]:
    counts = defaultdict(list)
    for claim, result in rows.items():
        counts[result.partition(":")[0]].append(claim)
    return counts


def test_no_figure_or_date_of_the_documents_is_misread(rows):
    assert [result for result in rows.values() if result.startswith("wrong")] == []


def test_most_figures_and_dates_of_the_documents_are_read(rows, capsys):
    counts = {result: len(claims) for result, claims in counted(rows).items()}
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(rows)} figures and dates: {counts['equal']} equal ({len(CONTEXT)} "
            f"of them but for what context adds), {counts['refused']} refused, "
            f"{counts.get('wrong', 0)} wrong "
        )
    assert len(rows) == sum(counts.values()) == EQUAL + len(REFUSED), counts
    assert counts["equal"] >= EQUAL, counts


def test_only_words_without_one_figure_in_them_are_refused(rows):
    assert set(counted(rows)["refused"]) <= REFUSED


def test_what_context_adds_is_named_for_no_row_in_vain(rows, monkeypatch):
    """Without its entry each of these rows would differ."""
    monkeypatch.setattr(f"{__name__}.CONTEXT", {})
    main = {d["id"]: d["main_language"] for d in load("documents.yaml", "documents")}
    named = [claim for claim in load("claims.yaml", "claims") if claim["id"] in ADDED]
    results = [outcome(claim, main[claim["document"]]) for claim in named]
    assert len(results) == len(ADDED)
    assert all(result.startswith("wrong") for result in results)


ADDED = frozenset(CONTEXT)
