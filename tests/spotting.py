"""How well names are found in the five raw documents.

    python -m tests.spotting

prints the table of docs/spotting.md and every error. The truth lists each form by
which a document names an entity, and where. What is to be found: names, aliases,
abbreviations and romanisations (the truth has no former names and no tickers). What is
found beside that (slips, surnames, capitals for governments) must be right too, but is
not asked for.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from tests.truth.capture_figures import moved

ASKED_FOR = {"name", "alias", "abbreviation", "romanisation"}
KINDS = {"name": "official"}  # what the desk calls what the truth calls so
Place = tuple[int, int]


@dataclass
class Document:
    """A raw document by the text contract, and which entities it names where."""

    id: str
    text: str
    language: str
    stretches: list
    named: dict[Place, dict[int, str]]  # entity -> how it is named
    forms: set[tuple[int, str, str]]  # entity, form, how

    def asked_for(self) -> list[tuple[Place, int]]:
        return [
            (place, entity)
            for place, entities in self.named.items()
            for entity, how in entities.items()
            if how in ASKED_FOR
        ]


@dataclass
class Found:
    """What was offered in one document, against the truth."""

    document: str
    offered: int
    right: int  # the entity meant is the one offered, or among those asked about
    sure: int
    sure_right: int
    there: int
    hit: int
    written: int  # of those there, the ones written as some known name of the entity
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.offered if self.offered else 1.0

    @property
    def precision_of_sure(self) -> float:
        return self.sure_right / self.sure if self.sure else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.there if self.there else 1.0

    @property
    def recall_of_written(self) -> float:
        return self.hit / self.written if self.written else 1.0

    def __str__(self) -> str:
        return (
            f"{self.document} | {self.precision:.3f} ({self.right}/{self.offered}) | "
            f"{self.precision_of_sure:.3f} ({self.sure_right}/{self.sure}) | "
            f"{self.recall:.3f} ({self.hit}/{self.there}) | "
            f"{self.recall_of_written:.3f} ({self.hit}/{self.written})"
        )


def documents(truth, seeds) -> list[Document]:
    """Return the five, with their sections as capture finds them."""
    from articles.capture.language import language_of
    from articles.text import normalise

    entities = _read(truth / "entities.yaml")["entities"]
    found = []
    for entry in _read(truth / "documents.yaml")["documents"]:
        with (seeds / entry["file"]).open(encoding="utf-8", newline="") as file:
            raw = file.read()
        text = normalise(raw)
        named: dict[Place, dict[int, str]] = {}
        forms = set()
        for number, form in _forms(entities, entry["id"]):
            forms.add((number, form["form"], form["type"]))
            for at in form["at"]:
                start, end = moved(raw, at), moved(raw, at + len(form["form"]))
                named.setdefault((start, end), {})[number] = form["type"]
        language = language_of(text)
        stretches = stretches_of(text, language)
        found.append(Document(entry["id"], text, language, stretches, named, forms))
    return found


def stretches_of(text: str, language: str) -> list:
    from articles.capture.sections import find_sections
    from entities.spotting.searching import Stretch

    return [
        Stretch(s.start, s.end, s.language or language, s.kind == "boilerplate")
        for s in find_sections(text, language)
    ]


def every_name(truth, found: list[Document]) -> list:
    """All labels of the truth and all forms of the documents."""
    from entities.spotting.known import Form

    forms = seen_in(truth, found)
    said = {(number, text) for one in found for number, text, _ in one.forms}
    for number, entity in enumerate(_read(truth / "entities.yaml")["entities"]):
        if entity["kind"] in ("class", "unnamed_source"):
            continue  # their labels are descriptions of ours
        for language, label in entity["names"].items():
            if (number, label["name"]) not in said:
                name = label["name"]
                forms.append(Form(number, name, language, "official", entity["kind"]))
    return forms


def seen_in(truth, found: list[Document]) -> list:
    """The forms that these documents show, as names of the desk."""
    from entities.spotting.known import LOOKED_FOR, Form

    kinds = [entity["kind"] for entity in _read(truth / "entities.yaml")["entities"]]
    forms = {
        Form(number, text, _language(text, one), KINDS.get(how, how), kinds[number])
        for one in found
        for number, text, how in one.forms
    }
    wanted = [form for form in forms if form.kind in LOOKED_FOR]
    return sorted(wanted, key=lambda form: (form.entity, form.text, form.language))


def measure(document: Document, forms: list) -> Found:
    from entities.spotting.known import Known
    from entities.spotting.searching import spots

    offered = spots(document.text, document.stretches, Known(forms))
    meant = [document.named.get((spot.start, spot.end), {}) for spot in offered]
    right = [
        bool(set(spot.entities) & set(named))
        for spot, named in zip(offered, meant, strict=True)
    ]
    sure = [ok for spot, ok in zip(offered, right, strict=True) if spot.is_sure]
    places = {(spot.start, spot.end): spot.entities for spot in offered}
    asked_for = document.asked_for()
    names = {(form.entity, form.text) for form in forms}
    written = [
        place
        for place, one in asked_for
        if (one, document.text[slice(*place)]) in names or one in places.get(place, ())
    ]
    missed = [place for place, one in asked_for if one not in places.get(place, ())]
    return Found(
        document=document.id,
        offered=len(offered),
        right=sum(right),
        sure=len(sure),
        sure_right=sum(sure),
        there=len(asked_for),
        hit=len(asked_for) - len(missed),
        written=len(written),
        wrong=[
            _around(document, spot.start, spot.end)
            for spot, ok in zip(offered, right, strict=True)
            if not ok
        ],
        missed=[_around(document, *place) for place in missed],
    )


def all_known(truth, seeds) -> Iterator[Found]:
    """Each document, with every name of the truth known."""
    found = documents(truth, seeds)
    names = every_name(truth, found)
    for one in found:
        yield measure(one, names)


def one_left_out(truth, seeds) -> Iterator[Found]:
    """Each document, with only the names that the other four show."""
    found = documents(truth, seeds)
    for one in found:
        yield measure(one, seen_in(truth, [d for d in found if d is not one]))


def in_all(rows: list[Found]) -> Found:
    total = Found("all", 0, 0, 0, 0, 0, 0, 0)
    for row in rows:
        for name in (
            "offered",
            "right",
            "sure",
            "sure_right",
            "there",
            "hit",
            "written",
        ):
            setattr(total, name, getattr(total, name) + getattr(row, name))
    return total


def _read(path) -> dict:
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def _forms(entities: list[dict], document: str) -> Iterator[tuple[int, dict]]:
    for number, entity in enumerate(entities):
        for form in entity.get("surface_forms", []):
            if form["document"] == document:
                yield number, form


def _language(form: str, document: Document) -> str:
    from entities.folding import HAN

    return "zh" if HAN.search(form) else document.language


def _around(document: Document, start: int, end: int) -> str:
    text = document.text
    words = (
        f"{text[max(0, start - 15) : start]}[{text[start:end]}]{text[end : end + 15]}"
    )
    return f"{start} {words!r}"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    from tests.truth.conftest import SHARED

    for title, of in (("all names known", all_known), ("one left out", one_left_out)):
        rows = list(of(SHARED / "truth", SHARED / "seeds"))
        heads = ("precision", "of the certain", "recall", "recall of known names")
        print(title, *heads, sep=" | ")  # noqa: T201
        for row in [*rows, in_all(rows)]:
            print(row)  # noqa: T201
        for row in rows:
            for kind in ("wrong", "missed"):
                for words in getattr(row, kind):
                    print(" ", row.document, kind, words)  # noqa: T201


if __name__ == "__main__":
    main()
