"""Our own sentences as Material, and how their prefilled fields come out."""

import re
from decimal import Decimal
from pathlib import Path

import yaml

from articles.dates import Edtf
from entities.prefill import Known, Material, Part, propose
from tests.prefill.measuring import FIELDS, Score, given_by, properties

SENTENCES = Path(__file__).parent / "sentences.yaml"
PIECE = re.compile(r"\{([^:}]+):([a-z_]+)\}|([<>])")
SAID_ON = Edtf.parse("2023-06-10")


def sentences() -> list[tuple[Material, int, int, dict]]:
    """Material, start and end of the selection, and what is meant, of each sentence."""
    entries = yaml.safe_load(SENTENCES.read_text("utf-8"))
    return [
        _parsed(entry, language) for language in entries for entry in entries[language]
    ]


def _parsed(entry: dict, language: str) -> tuple[Material, int, int, dict]:
    text, mentions, edges, at = "", [], [], 0
    for piece in PIECE.finditer(entry["text"]):
        text += entry["text"][at : piece.start()]
        at = piece.end()
        if piece[3]:
            edges.append(len(text))
            continue
        name = piece[1]
        mentions.append(Known(len(text), len(text) + len(name), name, piece[2]))
        text += name
    text += entry["text"][at:]
    start, end = edges or (0, len(text))
    parts = (Part(0, len(text)),)
    material = Material(text, language, SAID_ON, tuple(mentions), parts, properties())
    return material, start, end, {k: _meant(v) for k, v in entry["means"].items()}


def _meant(value):
    """A value as the measuring compares it; None for what must stay empty."""
    if value == "none":
        return None
    if not isinstance(value, list):
        return value
    if value[0] == "date":
        return ("date", str(value[1]), value[2])
    kind, low, high, unit, bound = value
    return (kind, Decimal(str(low)), Decimal(str(high)), unit, bound)


def own_scores() -> dict[str, dict[str, Score]]:
    """Scores by field for each language, and for all under "own"."""
    scores: dict[str, dict[str, Score]] = {}
    for material, start, end, meant in sentences():
        given = given_by(propose(material, start, end), meant)
        for name, value in meant.items():
            for group in (f"own, {material.language}", "own"):
                fields = scores.setdefault(group, {f: Score() for f in FIELDS})
                fields[name].add(given[name], value, material.text)
    return scores
