"""Read a page of HTML or a text in Markdown: its words, its structure, what it says of
itself. Tags go, character references are resolved; nothing that they mark up is cut."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from markdown_it import MarkdownIt

from articles.capture.charset import decode_page
from articles.capture.decoding import decode
from articles.capture.found import FoundSection
from articles.capture.language import language_of
from articles.capture.layout import Block, Link, blocks_of
from articles.capture.main_text import Said, article_in
from articles.capture.markup import parse
from articles.capture.sections import find_sections
from articles.models import SectionKind
from articles.text import normalise

DEEPEST_MARKDOWN = 100
MOST_MARKDOWN = 1_000_000  # characters


@dataclass(frozen=True)
class Page:
    """A page as text: offsets of `sections` and `links` are code points of `text`."""

    text: str
    encoding: str
    sections: list[FoundSection]
    links: list[Link]
    said: Said = field(default_factory=Said)


def read_html(raw: bytes, *, content_type: str = "", url: str = "") -> Page:
    """Return the article of a page that came from `url` with that header.

    Raises ValidationError, in an editor's words, where there is none to be had.
    """
    decoded = decode_page(raw, content_type)
    tree = parse(decoded.text)
    article = article_in(tree, blocks_of(tree, base=url), url)
    return _lay(article.blocks, article.around, decoded.encoding, article.said)


def read_markdown(raw: bytes, **_) -> Page:
    """Return the words of a Markdown text. Raises ValidationError like `read_html`."""
    decoded = decode(raw)
    if len(decoded.text) > MOST_MARKDOWN:
        raise ValidationError(
            f"A Markdown text has at most {MOST_MARKDOWN:,} characters. Capture it as "
            "plain text."
        )
    # Tags in it go like those of a page: this is read, and never shown as it is.
    reader = MarkdownIt("commonmark", {"maxNesting": DEEPEST_MARKDOWN}).enable("table")
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    tokens = reader.parse(text)
    if any(token.level >= DEEPEST_MARKDOWN - 1 for token in tokens):
        raise ValidationError("Its quotes or lists are nested too deep to be read.")
    tree = parse(f"<body>{reader.renderer.render(tokens, reader.options, {})}</body>")
    blocks = blocks_of(tree)
    return _lay(blocks, set(), decoded.encoding, Said(title=_first_heading(blocks)))


def _first_heading(blocks: list[Block]) -> str:
    headings = (block.text for block in blocks if block.kind == SectionKind.HEADING)
    return next(headings, "").replace("\n", " ")[:300]


def _lay(blocks: list[Block], around: set[int], encoding: str, said: Said) -> Page:
    """Write the blocks one below the other; each becomes a section of the text."""
    pieces: list[str] = []
    spans, links, at = [], [], 0
    for place, block in enumerate(blocks):
        if pieces:
            dense = block.goes_on(blocks[place - 1])
            pieces.append("\n" if dense else "\n\n")
            at += len(pieces[-1])
        pieces.append(block.text)
        spans.append((at, at + len(block.text)))
        links += [Link(at + li.start, at + li.end, li.url) for li in block.links]
        at += len(block.text)
    text = "".join(pieces)
    if normalise(text) != text:
        raise ValidationError("The page cannot be brought into the form of a text.")
    language = language_of(text) or said.language
    sections = _Sections(text, language, said.title).of(blocks, spans, around)
    return Page(text, encoding, sections, links, said)


class _Sections:
    """Sections by the page's structure; within it the rules say what is boilerplate."""

    def __init__(self, text: str, language: str, title: str):
        self.text = text
        ruled = find_sections(text, language)
        self.boilerplate = [s for s in ruled if s.kind == SectionKind.BOILERPLATE]
        self.exact = {(s.start, s.end): s for s in ruled}
        self.title = title
        self.found: list[FoundSection] = []
        self.heading: int | None = None
        self.has_title = False

    def of(self, blocks, spans, around) -> list[FoundSection]:
        for place, (block, (start, end)) in enumerate(zip(blocks, spans, strict=True)):
            if place in around:
                self.add(SectionKind.BOILERPLATE, start, end, "page_furniture", "drop")
            else:
                self.cut(block, start, end)
        return self.found

    def cut(self, block, start, end) -> None:
        """Add a block, and within it what a rule marks: [2] in a paragraph."""
        marked = self.marked_in(start, end)
        if sum(section.end - section.start for section in marked) < end - start:
            self.add(self.kind_of(block, start, end), start, end, block.detail)
        for section in marked:
            self.add(
                section.kind,
                section.start,
                section.end,
                section.detail,
                section.treatment,
            )

    def marked_in(self, start, end) -> list[FoundSection]:
        """The boilerplate that begins in a stretch, cut off at its end."""
        marked = []
        while self.boilerplate and self.boilerplate[0].start < end:
            section = self.boilerplate[0]
            if section.end > start:
                low, high = max(section.start, start), min(section.end, end)
                marked.append(
                    FoundSection(
                        section.kind, low, high, section.detail, section.treatment
                    )
                )
            if section.end > end:
                break  # it goes on in the next block
            self.boilerplate.pop(0)
        return marked

    def kind_of(self, block, start, end) -> SectionKind:
        if block.level and not self.has_title and self.is_title(block):
            self.has_title = True
            return SectionKind.TITLE
        ruled = self.exact.get((start, end))
        if ruled and ruled.kind == SectionKind.LEAD and not block.detail:
            return SectionKind.LEAD
        return block.kind

    def is_title(self, block) -> bool:
        return block.level == 1 or block.text == self.title

    def add(self, kind, start, end, detail="", treatment="") -> None:
        """Add a section without the blanks at its ends, if there are words in it."""
        words = self.text[start:end]
        start, end = (
            start + len(words) - len(words.lstrip()),
            end - len(words) + len(words.rstrip()),
        )
        if start >= end:
            return
        under = (
            None if kind in (SectionKind.HEADING, SectionKind.TITLE) else self.heading
        )
        self.found.append(
            FoundSection(kind, start, end, detail, treatment, under=under)
        )
        if kind == SectionKind.HEADING:
            self.heading = len(self.found) - 1
