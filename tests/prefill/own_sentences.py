"""Our own sentences as Material, and how their prefilled fields come out."""

import re
from decimal import Decimal
from pathlib import Path

import yaml

from articles.dates import Edtf
from entities.figures import Figure
from entities.prefill import Known, Material, Part, propose
from tests.prefill.measuring import FIELDS, Score, given_by, properties

FOLDER = Path(__file__).parent
PIECE = re.compile(r"\{([^:}]+):([a-z_]+)\}|([<>])")
SAID_ON = Edtf.parse("2023-06-10")
# Files in which every field is asked, so that all that is filled counts.
LOTS = ("first_lot", "second_lot", "third_lot", "fourth_lot", "fifth_lot")
FILES = ("sentences", *LOTS)


def sentences(lot: str) -> list[tuple[Material, int, int, dict]]:
    """Material, start and end of the selection, and what is meant, of each sentence."""
    nothing = dict.fromkeys(FIELDS) if lot in LOTS else {}
    return [
        (*parsed(entry["text"], language), nothing | _meanings(entry["means"]))
        for language, entries in read(lot).items()
        for entry in entries
    ]


def read(lot: str) -> dict[str, list]:
    """A file's entries by language; none where there is no such file."""
    path = FOLDER / f"{lot}.yaml"
    return yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}


def parsed(written: str, language: str) -> tuple[Material, int, int]:
    """The text without its marks, with its mentions, and the selection."""
    text, mentions, edges, at = "", [], [], 0
    for piece in PIECE.finditer(written):
        text += written[at : piece.start()]
        at = piece.end()
        if piece[3]:
            edges.append(len(text))
            continue
        name = piece[1]
        mentions.append(Known(len(text), len(text) + len(name), name, piece[2]))
        text += name
    text += written[at:]
    start, end = edges or (0, len(text))
    parts = (Part(0, len(text)),)
    material = Material(text, language, SAID_ON, tuple(mentions), parts, properties())
    return material, start, end


def _meanings(means: dict) -> dict:
    return {name: _meant(value) for name, value in means.items()}


def _meant(value):
    """A value as the measuring compares it; None for what must stay empty."""
    if value == "none":
        return None
    if not isinstance(value, list):
        return value
    if value[0] == "date":
        return ("date", str(value[1]), value[2])
    kind, low, high, unit, bound, *compared = value
    compared = compared[0] if compared else ""
    return (kind, _number(low), _number(high), unit, bound, compared)


def _number(written) -> Decimal | None:
    return None if written is None else Decimal(str(written))


def own_scores(lot: str = "sentences") -> dict[str, dict[str, Score]]:
    """Scores by field for each language, and for all under the lot's name."""
    scores: dict[str, dict[str, Score]] = {}
    for material, start, end, meant in sentences(lot):
        given = given_by(propose(material, start, end), meant)
        for name, value in meant.items():
            for group in (f"{lot}, {material.language}", lot):
                fields = scores.setdefault(group, {f: Score() for f in FIELDS})
                fields[name].add(given[name], value, material.text)
    return scores


def percentages() -> list[tuple[str, list[str | None], list[str]]]:
    """Text, what each percentage was read as (None: not at all) and what it is."""
    compared = []
    for language, entries in read("percentages").items():
        for written, *meant in entries:
            material, start, end = parsed(written, language)
            said = [r.gives for r in propose(material, start, end).values]
            read_as = [
                (figure.comparison or "none")
                for figure in said
                if isinstance(figure, Figure) and figure.kind == "percent"
            ]
            compared.append((material.text, read_as, meant))
    return compared
