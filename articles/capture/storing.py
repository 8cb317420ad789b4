"""Store a text that came in: a version, its sections and the bytes, or nothing."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.text import Truncator

from articles.capture.decoding import decode
from articles.capture.found import FoundSection
from articles.capture.language import language_of
from articles.capture.sections import find_sections
from articles.changes import one_change
from articles.models import Article, Publisher, Section, Version
from articles.models.version import SectionKind
from articles.models.workflow import Verb, needs_reason, refusal
from articles.slugs import free_slug
from articles.text import normalise

UNKNOWN_PUBLISHER = {
    "slug": "unknown",
    "name": {"en": "Unknown publisher", "zh": "来源不明", "fr": "Éditeur inconnu"},
}


@dataclass(frozen=True)
class Captured:
    """What became of a text: its version, new or there before, and a word about it."""

    version: Version
    article: Article
    is_new: bool
    note: str


def capture(raw: bytes, *, by, article=None, name="", **metadata) -> Captured:
    """Decode `raw` and store it; see `store`."""
    decoded = decode(raw)
    return store(
        decoded.text,
        raw=raw,
        encoding=decoded.encoding,
        by=by,
        article=article,
        name=name,
        **metadata,
    )


@one_change()
@transaction.atomic
def store(
    text: str,
    *,
    by,
    raw: bytes | None = None,
    encoding: str = "",
    article: Article | None = None,
    name: str = "",
    reason: str = "",
    sections: list[FoundSection] | None = None,
    links: list[dict] | None = None,
    found: dict | None = None,
    **metadata,
) -> Captured:
    """Store `text` with its sections as the next version of `article`.

    Without an article a draft one is made of `metadata` (fields of Article), of the
    title found in the text, or of `name`. `sections`, with offsets into the normalised
    text, are found by rule where the caller has none; `links` and `found` are what a
    page has besides its words (fields of Version). A text that the desk has already
    is not stored again. `reason` says why an article that readers see gets another
    text; its history keeps it. Raises ValidationError, with nothing stored, for what
    is not text, what makes no article, or an article that `by` may not change now.
    """
    text = normalise(text)
    _one_at_a_time(text)
    if there := captured_already(text, article):
        return there
    if article:
        _ask(article, by, reason)
    language = metadata.get("language") or language_of(text)
    if sections is None:
        sections = find_sections(text, language)
    is_new = article is None
    if article is None:
        metadata["language"] = language
        article = _new_article(text, sections, name, metadata, by)
    version = Version.objects.capture(
        article,
        text,
        raw=raw,
        raw_sha256=hashlib.sha256(raw).hexdigest() if raw else "",
        raw_encoding=encoding,
        links=links or [],
        found=found or {},
    )
    mark(version, sections)
    if not is_new:
        _note_in_history(article, f"captured as {version}: {reason}".strip(": "), by)
    return Captured(version, article, True, f"captured as {version}")


def captured_already(text: str, article: Article | None = None) -> Captured | None:
    """Where the desk has this normalised text already; None where it has not.

    An older version of the article itself does not count: a source that goes back to
    what it said before has changed again.
    """
    same = Version.objects.filter(sha256=_hash(text)).select_related("article")
    if article:
        newest = article.current_version
        if newest and newest.sha256 == _hash(text):
            return Captured(newest, article, False, "captured already, here")
        same = same.exclude(article=article)
    version = same.order_by("pk").first()
    if version is None:
        return None
    note = "captured already, here"
    if article:
        note = f"captured already, as a version of “{version.article}”"
    return Captured(version, version.article, False, note)


def same_bytes(raw: bytes) -> Version | None:
    """The version that came in as these very bytes: known without decoding them."""
    digest = hashlib.sha256(raw).hexdigest()
    return (
        Version.objects.filter(raw_sha256=digest)
        .select_related("article")
        .order_by("pk")
        .first()
    )


def mark(version: Version, sections: list[FoundSection]) -> None:
    """Store the sections of a version that has none; headings first, as others lie
    under them."""
    rows = [
        Section(
            version=version,
            index=index,
            kind=found.kind,
            detail=found.detail,
            treatment=found.treatment,
            start=found.start,
            end=found.end,
            language=found.language,
        )
        for index, found in enumerate(sections)
    ]
    Section.objects.bulk_create(
        [row for row in rows if row.kind == SectionKind.HEADING], batch_size=500
    )
    for row, found in zip(rows, sections, strict=True):
        if found.under is not None:
            row.under = rows[found.under]
    Section.objects.bulk_create(
        [row for row in rows if row.kind != SectionKind.HEADING], batch_size=500
    )


def unknown_publisher() -> Publisher:
    """Who publishes what came without a publisher; made when first needed."""
    return Publisher.objects.get_or_create(
        slug=UNKNOWN_PUBLISHER["slug"], defaults={"name": UNKNOWN_PUBLISHER["name"]}
    )[0]


def _new_article(text, sections, name, metadata, by) -> Article:
    given = {key: value for key, value in metadata.items() if value not in (None, "")}
    if not given.get("language"):
        raise ValidationError(
            "The desk cannot tell in which language this is. Say which it is."
        )
    if "title" not in given:
        given |= _title(text, sections, name, given["language"])
    given.setdefault("title_language", given["language"])
    given.setdefault("slug", free_slug(Article, given["title"], name))
    if "publisher" not in given:
        given["publisher"] = unknown_publisher()
    article = Article(drafted_by=by, **given)
    article._history_user = by
    article.full_clean()
    article.save()
    return article


def _ask(article: Article, by, reason: str) -> None:
    """Raise ValidationError where `by` may not change the article, or not without a
    reason."""
    if refused := refusal(article, Verb.CHANGE, by):
        raise ValidationError(getattr(refused, "messages", None) or str(refused))
    if needs_reason(article, Verb.CHANGE, by) and not reason.strip():
        raise ValidationError("Readers see this article; say why its text changes.")


def _note_in_history(article: Article, what: str, by) -> None:
    """A new text is a change of its article: say so where its changes are listed."""
    article._history_user = by
    article._change_reason = what
    article.save()


def _title(text, sections, name, language) -> dict:
    """The title that the text prints, else the desk's own: its name or first words."""
    for kind in (SectionKind.TITLE, SectionKind.HEADING):
        for found in sections:
            if found.kind == kind:
                return {
                    "title": _short(text[found.start : found.end]),
                    "title_language": found.language or language,
                    "title_is_ours": kind != SectionKind.TITLE,
                }
    return {"title": _short(name or text), "title_is_ours": True}


def _short(text: str) -> str:
    return Truncator(" ".join(text[:2000].split())).chars(200)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _one_at_a_time(text: str) -> None:
    """Let a second capture of the same text wait for the first to be stored.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            key = int(_hash(text)[:15], 16)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
