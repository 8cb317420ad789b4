"""Finds the records that cells name, each asked for once in a run."""

from functools import lru_cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model

from articles.models import Addressed, Version
from entities.models import Claim

MOST_TEXTS = 8  # texts of articles in memory at once


class Finder:
    """The lookups of one run. Raises ValidationError for what is not there."""

    def __init__(self) -> None:
        self._known: dict[tuple[type[Model], str], Any] = {}
        self._wrong: set[tuple[type[Model], str]] = set()
        self.version = lru_cache(maxsize=MOST_TEXTS)(load_version)

    def find(self, model: type[Model], name: str) -> Any:
        """Return the record of `model` called `name`: slug, or a claim's ID or
        reference."""
        if (model, name) not in self._known:
            if (model, name) in self._wrong:
                noun = model._meta.verbose_name
                raise ValidationError(f"The row of the {noun} “{name}” has errors.")
            self._known[model, name] = look_up(model, name)
        return self._known[model, name]

    def has_changed(self, record: Model) -> None:
        """Take note of a record that was made or saved in this run."""
        for name in names_of(record):
            self._known[type(record), name] = record

    def has_errors(self, model: type[Model], *names: str) -> None:
        """Take note that the rows which say these names are refused."""
        self._wrong |= {(model, name) for name in names if name}


def names_of(record: Model) -> list[str]:
    if isinstance(record, Claim):
        return [name for name in (record.key, record.ref) if name]
    return [record.slug] if hasattr(record, "slug") else []


def look_up(model: type[Model], name: str) -> Any:
    rows = model._default_manager
    noun = model._meta.verbose_name
    if len(name) > 200:
        raise ValidationError(f"There is no {noun} “{name[:60]}…”.")
    if issubclass(model, Claim):
        found = rows.filter(key=name).first() or rows.filter(ref=name).first()
    else:
        found = rows.filter(slug=name).first()
    if found is None:
        raise ValidationError(f"There is no {noun} “{name}”{now_called(model, name)}.")
    if other := getattr(found, "merged_into", None):
        raise ValidationError(f"“{name}” was merged into “{other.slug}”; name that.")
    return found


def now_called(model: type[Model], slug: str) -> str:
    """Return where a former address leads, as the end of a sentence."""
    former = former_address(model, slug)
    return f"; it is called “{former.target.slug}” now" if former else ""


def former_address(model: type[Model], slug: str) -> Any:
    """Return the record that keeps a former slug, or None."""
    if not issubclass(model, Addressed):
        return None
    addresses = model.former_slugs.rel.related_model.objects  # type: ignore[attr-defined]  # each Addressed has them
    return addresses.select_related("target").filter(slug=slug).first()


def load_version(article: str, number: int) -> Version:
    """Return a version of the article with that slug, with its text."""
    versions = Version.objects.defer("raw").select_related("article")
    try:
        return versions.get(article__slug=article, number=number)
    except ObjectDoesNotExist as problem:
        raise ValidationError(
            f"There is no version {number} of an article “{article}”."
        ) from problem
