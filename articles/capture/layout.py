"""The blocks of a page, as a browser would lay them: headings, paragraphs, items, rows.

White space is taken as browsers take it: runs of blanks, tabs and newlines are one
blank; a no-break space, which holds a figure together, is kept.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import urljoin

from articles.capture.elements import BLOCKS, HEADINGS, NOT_WORDS, is_data_table
from articles.models import SectionKind

BLANKS = re.compile(r"[ \t\n\f\r]{2,}|[\t\n\f\r]")
LONGEST_LINK = 2_000
MOST_LINKS = 5_000  # kept of one page
# &#128; to &#159; name Windows characters in pages, never controls.
WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


@dataclass
class Link:
    """Where words of a block lead: offsets are code points of the block's text."""

    start: int
    end: int
    url: str


@dataclass
class Block:
    """One stretch of a page, and the element it is in. `level` is a heading's, from 1;
    0 means that it is none."""

    kind: SectionKind
    element: object
    detail: str = ""
    level: int = 0
    text: str = ""
    links: list[Link] = field(default_factory=list)

    def goes_on(self, before: "Block") -> bool:
        """Whether it stands right below the block before: items of one list, rows."""
        is_row = self.detail == before.detail == "table_row"
        return is_row or self.kind == before.kind == SectionKind.LIST_ITEM


def blocks_of(tree, base: str = "") -> list[Block]:
    """Return the blocks of a tree that have words; links are joined to `base`."""
    walk = _Walk(base)
    walk.into(tree)
    walk.close()
    return walk.blocks


class _Walk:
    def __init__(self, base: str):
        self.base = base
        self.blocks: list[Block] = []
        self.open: Block | None = None
        self.pieces: list[str] = []
        self.length = 0
        self.last = ""  # the last character that was laid
        self.links_left = MOST_LINKS
        self.row: Block | None = None  # set while in a row of a data table

    def into(self, element, kind=SectionKind.PARAGRAPH, detail="", verbatim=False):
        tag = element.tag
        if not isinstance(tag, str) or tag in NOT_WORDS:
            return
        if tag == "br":
            return self.break_line(element, kind, detail)
        if tag == "table" and self.row is None and is_data_table(element):
            return self.lay_table(element)
        level = HEADINGS.get(tag, 0)
        if level:
            kind, detail = SectionKind.HEADING, ""
        elif tag in ("li", "dd", "dt"):
            kind, detail = SectionKind.LIST_ITEM, ""
        elif tag == "blockquote":
            detail = "quote"
        elif tag in ("figcaption", "caption"):
            detail = "caption"
        verbatim = verbatim or tag == "pre"
        breaks = tag in BLOCKS
        if breaks:
            self.part()
        start = self.length
        self.lay(element.text, element, kind, detail, level, verbatim)
        for child in element:
            self.into(child, kind, detail, verbatim)
            self.lay(child.tail, element, kind, detail, level, verbatim)
        if tag == "a" and (url := element.get("href")):
            self.link(start, url)
        if breaks:
            self.part()

    def part(self) -> None:
        """End the block; between the blocks in a cell of a table stands a blank."""
        if self.row is None:
            self.close()
        else:
            self.lay(" ", self.row.element)

    def lay(self, text, element, kind="", detail="", level=0, verbatim=False) -> None:
        if not text:
            return
        text = text.translate(WINDOWS)
        if verbatim:
            text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
        else:
            text = BLANKS.sub(" ", text)
            if text[0] == " " and self.last in ("", " ", "\n"):
                text = text[1:]
        if not text or (self.open is None and not text.strip()):
            return
        if self.open is None:
            self.open = self.row or Block(kind, element, detail, level)
        self.pieces.append(text)
        self.length += len(text)
        self.last = text[-1]

    def break_line(self, element, kind, detail) -> None:
        """Lay a newline; two of them part paragraphs, as pages without <p> have it."""
        if self.row is not None:
            return self.lay(" ", element)
        if self.last == "\n":
            return self.close()
        if self.open is None:
            return
        if self.last == " ":
            self.pieces[-1] = self.pieces[-1][:-1]
            self.length -= 1
        self.pieces.append("\n")
        self.length += 1
        self.last = "\n"

    def lay_table(self, table) -> None:
        """Lay a row of cells as one line: a | b | c."""
        self.close()
        for caption in table.findall("caption"):
            self.into(caption)
            self.close()
        for row in table.iter("tr"):
            self.row = Block(SectionKind.PARAGRAPH, row, "table_row")
            for number, cell in enumerate(row):
                if number:
                    self.lay(" | ", row)
                self.into(cell)
            self.row = None
            self.close()

    def link(self, start: int, url: str) -> None:
        if self.open is None or start >= self.length or not self.links_left:
            return
        try:
            url = urljoin(self.base, url.strip())
        except ValueError:
            return
        if url.startswith(("http://", "https://", "mailto:")) and (
            len(url) <= LONGEST_LINK and url.isprintable()
        ):
            self.links_left -= 1
            self.open.links.append(Link(start, self.length, url))

    def close(self) -> None:
        """Keep the open block, if there are words in it."""
        block, laid = self.open, "".join(self.pieces)
        self.open, self.pieces, self.length, self.last = None, [], 0, ""
        if block is None or not laid.strip(" \n|"):
            return
        text = laid.strip(" \n")
        cut = len(laid) - len(laid.lstrip(" \n"))
        block.text = unicodedata.normalize("NFC", text)
        for link in block.links:
            link.start = _composed(text, link.start - cut)
            link.end = _composed(text, link.end - cut)
        block.links = [link for link in block.links if link.start < link.end]
        self.blocks.append(block)


def _composed(text: str, at: int) -> int:
    """Where an offset into `text` lies once the text is in NFC."""
    return len(unicodedata.normalize("NFC", text[: max(0, at)]))
