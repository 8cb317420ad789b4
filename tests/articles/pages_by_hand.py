"""Little pages, each line marked by hand with what it is (tests/articles/pages)."""

from dataclasses import dataclass
from pathlib import Path

KINDS = {
    "T": "title",
    "L": "lead",
    "P": "paragraph",
    "H": "heading",
    "I": "list_item",
    "B": "boilerplate",
}
FOLDER = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Page:
    """A page's text and (kind, start, end) of what is in it."""

    text: str
    sections: list[tuple[str, int, int]]
    boilerplate: list[tuple[int, int]]


def pages(language: str) -> list[Page]:
    written = (FOLDER / f"{language}.txt").read_text(encoding="utf-8")
    return [read_page(part.strip("\n")) for part in written.split("=====\n")[1:]]


def read_page(written: str) -> Page:
    """Read lines such as "P A paragraph.": the kind, how the line joins, its text.

    A blank joins by a newline, + by nothing and _ by a blank. A line without a kind
    continues the one before, which was broken by hand.
    """
    text = ""
    sections: list[tuple[str, int, int]] = []
    boilerplate: list[tuple[int, int]] = []
    for line in written.split("\n"):
        kind = KINDS.get(line[:1]) if line[1:2] in (" ", "+", "_") else None
        joint = {"+": "", "_": " "}.get(line[1:2], "\n") if kind else "\n"
        text += joint if text else ""
        start = begins = len(text)
        if kind == "list_item" and joint == "\n":
            begins = start + line[2:].index(" ") + 1
            boilerplate.append((start, begins))
        text = _add(text, line[2:] if kind else line, boilerplate)
        if kind == "boilerplate":
            boilerplate.append((start, len(text)))
        elif kind:
            sections.append((kind, begins, len(text)))
        elif sections and line.strip():
            sections[-1] = (*sections[-1][:2], len(text))
    return Page(text + "\n", sections, boilerplate)


def _add(text: str, line: str, boilerplate: list[tuple[int, int]]) -> str:
    """Append the line without its marks, whose places are added to `boilerplate`."""
    opened = 0
    for char in line:
        if char == "‹":
            opened = len(text)
        elif char == "›":
            boilerplate.append((opened, len(text)))
        else:
            text += char
    return text
