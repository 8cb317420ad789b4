"""Prefilled fields held against what a person put down: right, wrong or empty."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from articles.capture.sections import find_sections
from articles.dates import Edtf, ReadDate
from articles.text import normalise
from entities.figures import Figure
from entities.prefill import Known, Material, Part, Proposal, propose
from tests.truth.capture_figures import moved
from tests.truth.conftest import SHARED

FIELDS = ("subject", "property", "certainty", "polarity", "value", "speaker", "mode")
NAMED = {"name": "official", "term": "term", "description": "description"}
VOCABULARY = Path(__file__).parents[2] / "seeds" / "vocabulary.yaml"


@dataclass
class Score:
    """How one field came out, over many passages."""

    right: int = 0
    wrong: int = 0
    empty: int = 0
    mistakes: list[str] = field(default_factory=list)

    @property
    def filled(self) -> int:
        return self.right + self.wrong

    @property
    def share_wrong(self) -> float:
        return self.wrong / self.filled if self.filled else 0.0

    def add(self, given, meant, where: str) -> None:
        if given is None:
            self.empty += meant is not None
        elif given == meant:
            self.right += 1
        else:
            self.wrong += 1
            self.mistakes.append(f"{where}: {given!r}, not {meant!r}")


@cache
def properties() -> dict[str, list[str]]:
    """The properties of a site with the demo vocabulary, and what each takes."""
    entries = yaml.safe_load(VOCABULARY.read_text("utf-8"))["properties"]
    return {entry["slug"]: entry.get("value_types", []) for entry in entries}


def truth(name: str) -> list[dict]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (SHARED / "truth" / f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, loader)[name]  # noqa: S506


def documents() -> dict[str, Material]:
    """The raw documents as the desk holds them, with the true mentions accepted."""
    entities = truth("entities")
    return {d["id"]: _material(d, entities) for d in truth("documents")}


def _raw(document: dict) -> str:
    path = SHARED / "seeds" / document["file"]
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _material(document: dict, entities: list[dict]) -> Material:
    raw = _raw(document)
    text = normalise(raw)
    mentions = [
        Known(
            moved(raw, at),
            moved(raw, at + len(form["form"])),
            entity["id"],
            entity["kind"],
            NAMED.get(form["type"], form["type"]),
        )
        for entity in entities
        for form in entity["surface_forms"]
        if form["document"] == document["id"]
        for at in form["at"]
    ]
    said_on = document["as_of"]["date"]
    language = document["main_language"]
    return Material(
        text,
        language,
        Edtf.parse(said_on) if said_on else None,
        tuple(sorted(mentions, key=lambda known: known.start)),
        tuple(
            Part(s.start, s.end, s.kind.value, s.detail, s.language)
            for s in find_sections(text, language)
        ),
        properties(),
    )


def true_scores() -> dict[str, dict[str, Score]]:
    """Scores by field for each document, and for all of them under "all"."""
    there = documents()
    scores = {name: {f: Score() for f in FIELDS} for name in [*there, "all"]}
    raws = {d["id"]: _raw(d) for d in truth("documents")}
    before: dict[str, str] = {}
    for claim in truth("claims"):
        document = claim["document"]
        start, end = (moved(raws[document], claim[key]) for key in ("start", "end"))
        material = there[document]
        proposal = propose(
            Material(**{**material.__dict__, "latest_subject": before.get(document)}),
            start,
            end,
        )
        before[document] = claim["subject"]
        meant = meant_by(claim)
        for name, given in given_by(proposal, meant).items():
            quote = f"{claim['id']} {claim['quote'][:60]}"
            for group in (document, "all"):
                scores[group][name].add(given, meant[name], quote)
    return scores


def given_by(proposal: Proposal, meant: dict) -> dict:
    """The proposal's fields in the form of `meant_by`; None where it is empty."""
    given = {}
    for name in FIELDS:
        reading = getattr(proposal, name)
        given[name] = reading.gives if reading else None
    given["value"] = told(given["value"])
    return given


def meant_by(claim: dict) -> dict:
    """What the claim of truth holds, field by field."""
    return {
        "subject": claim["subject"],
        "property": claim["property"],
        "certainty": claim["certainty"],
        "polarity": claim["polarity"],
        "value": _value(claim["value"]),
        "speaker": claim["asserted_by"],
        "mode": claim["mode"],
    }


def told(value):
    """A figure or date by what it means; the words printed are not compared."""
    if isinstance(value, Figure):
        how = value.bound, value.comparison
        return (value.kind, value.low, value.high, value.unit, *how)
    if isinstance(value, ReadDate):
        return ("date", str(value.edtf).replace("~", ""), value.bound)
    return value


def _value(value: dict):
    if value["type"] in ("money", "quantity", "percent"):
        low, high = (
            None if value[end] is None else Decimal(str(value[end]))
            for end in ("low", "high")
        )
        how = value["bound"], value.get("comparison", "")
        return (value["type"], low, high, value["unit"], *how)
    if value["type"] == "date":
        date = value["date"] or ""
        date = f"XXXX{date[1:]}" if date.startswith("-") else date
        if value.get("end"):
            either = value.get("logic") == "or"
            end = value["end"]
            date = f"[{date},{end}]" if either else f"{date}/{end}"
        return ("date", date, value["bound"])
    return (value["type"],)


def table(scores: dict[str, dict[str, Score]]) -> list[str]:
    """Lines of a Markdown table: per field filled, right, wrong, empty."""
    lines = ["| texts | field | filled | right | wrong | wrong of filled | empty |"]
    lines.append("|---|---|---:|---:|---:|---:|---:|")
    for name, fields in scores.items():
        for label, s in fields.items():
            lines.append(
                f"| {name} | {label} | {s.filled} | {s.right} | {s.wrong} | "
                f"{s.share_wrong:.0%} | {s.empty} |"
            )
    return lines


def mistakes(scores: dict[str, Score]) -> Counter:
    return Counter({name: score.wrong for name, score in scores.items()})
