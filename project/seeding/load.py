"""The order in which the seeds go in: words, voices, topics, sources, claims."""

from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from articles.models import Article
from entities.models import Property
from project.seeding import claims, sources, vocabulary
from project.seeding.reader import Entry, SeedError, read
from project.seeding.records import bring_to, editors

Progress = Callable[[str, int, int], None]
MOST_ERRORS = 20


class Seeding:
    """One run over a folder of seeds; what is in the database already is left alone.

    `added` counts new records by kind. Each wrong entry is remembered with its file and
    line, and any makes the whole run undo itself.
    """

    def __init__(self, folder: Path, progress: Progress):
        self.folder = folder
        self.progress = progress
        self.added: dict[str, int] = {}
        self.errors: list[str] = []

    @transaction.atomic
    def run(self) -> dict[str, int]:
        """Return how many records of each kind are new; SeedError says what is bad."""
        self.annotator, self.reviewer = editors()
        self._words()
        self._voices()
        self._topics()
        self._each("attributions", vocabulary.add_attribution)
        self._articles_and_claims()
        self._comparisons()
        self._stop_on_errors()
        return self.added

    def _stop_on_errors(self) -> None:
        if self.errors:
            more = len(self.errors) - MOST_ERRORS
            lines = self.errors[:MOST_ERRORS]
            if more > 0:
                lines.append(f"… and {more} more.")
            raise SeedError("\n".join(lines))

    @contextmanager
    def _remembering_errors(self):
        try:
            yield
        except SeedError as problem:
            self.errors.append(str(problem))

    def _over(self, kind: str, rows: list[Entry], add) -> None:
        """Call add(row, index) for each row, count the new, remember the wrong."""
        self.added.setdefault(kind, 0)
        for index, row in enumerate(rows):
            with self._remembering_errors(), transaction.atomic():
                self.added[kind] += bool(add(row, index))
            self.progress(kind, index + 1, len(rows))

    def _add(self, row: Entry, add, **further):
        """Add what `row` says and give it its status; None if it was there."""
        status = row.take("status", "published")
        record = add(row, drafted_by=self.annotator, **further)
        if record is not None:
            row.finish()
            bring_to(record, status, row, by=self.reviewer)
        return record

    def _rows(self, name: str, key: str) -> list[Entry]:
        content = read(self.folder / f"{name}.yaml")
        rows = content.entries(key)
        content.finish()
        return rows

    def _each(self, kind: str, add) -> None:
        self._over(kind, self._rows(kind, kind), lambda row, _: add(row))

    def _words(self) -> None:
        content = read(self.folder / "vocabulary.yaml")
        for kind, model in vocabulary.WORDS.items():
            self._over(
                kind,
                content.entries(kind),
                lambda row, index, model=model: vocabulary.add_word(model, row, index),
            )
        self._over("properties", content.entries("properties"), vocabulary.add_property)
        content.finish()
        # Required qualifiers and groups come first, so a typo there shows here.
        if not self.errors and not Property.objects.exists():
            raise SeedError("vocabulary.yaml:1: there is no property in it.")

    def _voices(self) -> None:
        self._each("publishers", vocabulary.add_publisher)
        pending: list = []

        def add(row: Entry, _):
            relations = row.entries("relations")
            entity = self._add(row, vocabulary.add_entity)
            if entity is not None:
                pending.append((entity, relations))
            return entity

        self._over("entities", self._rows("entities", "entities"), add)
        for entity, relations in pending:
            with self._remembering_errors():
                vocabulary.add_relations(entity, relations)

    def _topics(self) -> None:
        def add(row: Entry, index: int):
            return self._add(row, vocabulary.add_topic, order=index)

        self._over("topics", self._rows("topics", "topics"), add)

    def _articles_and_claims(self) -> None:
        waiting: list[tuple[Entry, str]] = []

        def add(content: Entry, _):
            row = content.take("article")
            waiting.extend((claim, row["slug"]) for claim in content.entries("claims"))
            content.finish()
            return self._add(row, sources.add_article)

        paths = sorted(self.folder.glob("article-*.yaml"))
        self._over("articles", [read(path) for path in paths], add)
        articles = {article.slug: article for article in Article.objects.all()}
        self._claims(
            [
                (row, articles[slug])
                for row, slug in waiting
                if slug in articles  # else its article was refused above
            ]
        )

    def _claims(self, rows: list[tuple[Entry, Article]]) -> None:
        """Claims may point at claims of other articles, so they are tied at the end."""
        article_of = {id(row): article for row, article in rows}
        pending: list = []

        def add(row: Entry, _):
            status = row.take("status", "published")
            article = article_of[id(row)]
            claim = claims.add_claim(row, article, drafted_by=self.annotator)
            if claim is not None:
                pending.append((claim, row, status))
            return claim

        self._over("claims", [row for row, _ in rows], add)
        for claim, row, status in pending:
            with self._remembering_errors():
                claims.tie(claim, row)
                row.finish()
                bring_to(claim, status, row, by=self.reviewer)

    def _comparisons(self) -> None:
        def add(row: Entry, _):
            return self._add(row, claims.add_comparison)

        self._over("comparisons", self._rows("comparisons", "comparisons"), add)
