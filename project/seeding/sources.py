"""Articles: metadata, the digest's sections, and the mentions marked in it."""

import re

from articles.models import Article, Passage, Publisher, Section, Version
from entities.models import Entity, Mention, Name
from project.seeding.reader import Entry, SeedError
from project.seeding.records import find, save, told_with_line

# A mention is marked like a link: [科大讯飞](iflytek).
MENTION = re.compile(r"\[([^\[\]]+)\]\(([a-z0-9-]+)\)")
PARAGRAPH_BREAK = "\n\n"


def add_article(entry: Entry, *, drafted_by) -> Article | None:
    """Add an article with its digest as version 1; None if it is there already."""
    slug = entry.take("slug")
    if Article.objects.filter(slug=slug).exists():
        return None
    record = Article(
        slug=slug,
        ref=entry.take("ref", ""),
        publisher=find(Publisher, entry, "publisher"),
        title=entry.take("title"),
        title_language=entry.take("title_language"),
        title_is_ours=entry.take("title_is_ours", False),
        title_translation=entry.take("title_translation", {}),
        language=entry.take("language"),
        form=entry.take("form", {}),
        summary=entry.take("summary", {}),
        url=entry.take("url", ""),
        byline=entry.take("byline", ""),
        editor=entry.take("editor", ""),
        published_on=entry.take("published_on", ""),
        published_basis=entry.take("published_basis", "undated"),
        not_before=entry.take("not_before", ""),
        not_after=entry.take("not_after", ""),
        is_digest=entry.take("is_digest", False),
        rights=entry.take("rights"),
        original_sha256=entry.take("original_sha256", ""),
        source_note=entry.take("source_note", {}),
        outside_knowledge=entry.take("outside_knowledge", {}),
        drafted_by=drafted_by,
    )
    save(record, entry)
    if rows := entry.entries("sections"):
        _add_text(record, rows)
    return record


def plain(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text without its marks, and (start, end, entity slug) of each."""
    text, marks, read_to = "", [], 0
    for match in MENTION.finditer(marked):
        text += marked[read_to : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        read_to = match.end()
    return text + marked[read_to:], marks


def _add_text(article: Article, rows: list[Entry]) -> None:
    """Capture the sections' texts as one version and mark sections and mentions."""
    parts = [plain(row.take("text")) for row in rows]
    with told_with_line(rows[0]):
        version = Version.objects.capture(
            article, PARAGRAPH_BREAK.join(text for text, _ in parts)
        )
    start, heading = 0, None
    for index, (row, (text, marks)) in enumerate(zip(rows, parts, strict=True)):
        section = Section(
            version=version,
            index=index,
            kind=row.take("kind"),
            language=row.take("language", ""),
            original=" ".join(row.take("original", [])),
            start=start,
            end=start + len(text),
            under=heading,
        )
        if section.kind == "heading":
            heading, section.under = section, None
        row.finish()
        save(section, row)
        for mark in marks:
            _add_mention(version, start, mark, row)
        start += len(text) + len(PARAGRAPH_BREAK)


def _add_mention(version: Version, offset: int, mark, row: Entry) -> None:
    start, end, slug = mark
    passage = Passage.objects.mark(version, offset + start, offset + end)
    entity = Entity.objects.filter(slug=slug).first()
    if entity is None:
        raise SeedError(f"{row.where}: there is no entity “{slug}”.")
    name = Name.objects.filter(entity=entity, text=passage.quote).first()
    if name is None:
        raise SeedError(f"{row.where}: “{passage.quote}” is no name of {slug}.")
    mention = Mention(passage=passage, entity=entity, kind=name.kind)
    save(mention, row)
