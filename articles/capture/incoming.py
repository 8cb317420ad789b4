"""Take in what came as a file, a paste or from the web: one door for all of them."""

from dataclasses import asdict
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db.models import Q

from articles.capture.decoding import refuse_what_is_no_text
from articles.capture.fetching import fetch
from articles.capture.language import language_of
from articles.capture.main_text import Said
from articles.capture.pages import Page, read_html, read_markdown
from articles.capture.storing import (
    Captured,
    capture,
    captured_already,
    same_bytes,
    store,
)
from articles.models import DateBasis, Publisher
from articles.wording import LANGUAGES

PAGE, MARKDOWN, TEXT = "html", "markdown", "text"
FORMS = {
    ".html": PAGE,
    ".htm": PAGE,
    ".xhtml": PAGE,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": TEXT,
}
TYPES = {
    "text/html": PAGE,
    "application/xhtml+xml": PAGE,
    "text/markdown": MARKDOWN,
    "text/x-markdown": MARKDOWN,
    "text/plain": TEXT,
}
OPENINGS = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")
READERS = {PAGE: read_html, MARKDOWN: read_markdown}
KNOWN_LANGUAGES = ("en", "fr", "zh", "zh-Hant")


def take_in(
    raw: bytes,
    *,
    by,
    name: str = "",
    content_type: str = "",
    url: str = "",
    article=None,
    **metadata,
) -> Captured:
    """Capture `raw` by its form: a page, Markdown or plain text.

    `name` is the file's, `url` where it was read, `metadata` what the editor says of a
    new article (fields of Article), which counts more than what the page says. What is
    there already is known by its bytes, without being read. Raises ValidationError in
    an editor's words, with nothing stored.
    """
    refuse_what_is_no_text(raw)
    there = same_bytes(raw)
    if there and (known := captured_already(there.text, article)):
        return known
    form = form_of(name, content_type, raw)
    if url:
        metadata = {"url": url} | metadata
    title = PurePath(name).stem
    if form == TEXT:
        return capture(raw, by=by, article=article, name=title, **metadata)
    page = READERS[form](raw, content_type=content_type, url=url)
    return store(
        page.text,
        by=by,
        raw=raw,
        encoding=page.encoding,
        article=article,
        name=title,
        sections=page.sections,
        links=[asdict(link) for link in page.links],
        found={key: value for key, value in asdict(page.said).items() if value},
        **(_metadata(page) | metadata),
    )


def take_in_url(url: str, *, by, article=None, **metadata) -> Captured:
    """Read a web address and capture what stands there; see `fetch` and `take_in`."""
    fetched = fetch(url)
    return take_in(
        fetched.raw,
        by=by,
        name=PurePath(fetched.url.partition("?")[0]).name,
        content_type=fetched.content_type,
        url=fetched.url,
        article=article,
        **metadata,
    )


def form_of(name: str, content_type: str, raw: bytes) -> str:
    """Say how to read it: by the type the web gives, else the file's name, else by
    how it opens."""
    said = content_type.partition(";")[0].strip().lower()
    if said in TYPES and not (said == "text/plain" and name.lower().endswith(".md")):
        return TYPES[said]
    if name and not said:
        ending = PurePath(name).suffix.lower()
        if ending in FORMS:
            return FORMS[ending]
        if ending:
            raise ValidationError(
                f"The desk reads .txt, .md and .html, not {ending[:20]}."
            )
    opens = raw[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return PAGE if opens.startswith(OPENINGS) else TEXT


def _metadata(page: Page) -> dict:
    """What the page says of itself, as fields of a draft article for an editor to
    confirm."""
    said = page.said
    fields = {
        "title": said.title,
        "byline": said.byline,
        "url": said.url,
        "language": language_of(page.text) or _known(said.language),
        "publisher": publisher_called(said),
    }
    if said.day:
        fields |= {"published_on": said.day, "published_basis": DateBasis.STATED}
    return {name: value for name, value in fields.items() if value}


def _known(language: str) -> str:
    """The desk's word for a page's language tag; empty for one that it has not."""
    tag = language.replace("_", "-").lower()
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return "zh-Hant"
    main = tag.partition("-")[0]
    return main if main in KNOWN_LANGUAGES else ""


def publisher_called(said: Said) -> Publisher | None:
    """The one publisher of the desk that the page names; None for none or several."""
    if not said.publisher:
        return None
    named = Q()
    for language in LANGUAGES:
        named |= Q(**{f"name__{language}__iexact": said.publisher})
    found = list(Publisher.objects.filter(named)[:2])
    return found[0] if len(found) == 1 else None
