"""The order in which the seeds go in: words, voices, topics, sources, claims."""

from collections.abc import Callable
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

    def _over(self, kind: str, rows: list[Entry], add) -> None:
        """Call add(row, index) for each row, count the new, remember the wrong."""
        self.added.setdefault(kind, 0)
        for index, row in enumerate(rows):
            try:
                with transaction.atomic():
                    self.added[kind] += bool(add(row, index))
            except SeedError as problem:
                self.errors.append(str(problem))
            self.progress(kind, index + 1, len(rows))

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
            status = row.take("status", "published")
            entity = vocabulary.add_entity(row, drafted_by=self.annotator)
            if entity is None:
                return False
            row.finish()
            pending.append((entity, relations))
            bring_to(entity, status, row, by=self.reviewer)
            return True

        self._over("entities", self._rows("entities", "entities"), add)
        for entity, relations in pending:
            try:
                vocabulary.add_relations(entity, relations)
            except SeedError as problem:
                self.errors.append(str(problem))

    def _topics(self) -> None:
        def add(row: Entry, index: int):
            status = row.take("status", "published")
            topic = vocabulary.add_topic(row, index, drafted_by=self.annotator)
            if topic is None:
                return False
            row.finish()
            bring_to(topic, status, row, by=self.reviewer)
            return True

        self._over("topics", self._rows("topics", "topics"), add)

    def _articles_and_claims(self) -> None:
        """Claims may point at claims of other articles, so they are tied at the end."""
        waiting: list[tuple[Entry, str]] = []

        def add_article(content: Entry, _):
            row = content.take("article")
            waiting.extend((claim, row["slug"]) for claim in content.entries("claims"))
            content.finish()
            status = row.take("status", "published")
            article = sources.add_article(row, drafted_by=self.annotator)
            if article is None:
                return False
            row.finish()
            bring_to(article, status, row, by=self.reviewer)
            return True

        paths = sorted(self.folder.glob("article-*.yaml"))
        self._over("articles", [read(path) for path in paths], add_article)
        articles = {article.slug: article for article in Article.objects.all()}
        self._claims(
            [
                (row, articles[slug])
                for row, slug in waiting
                if slug in articles  # else its article was refused above
            ]
        )

    def _claims(self, rows: list[tuple[Entry, Article]]) -> None:
        article_of = {id(row): article for row, article in rows}
        pending: list = []

        def add(row: Entry, _):
            status = row.take("status", "published")
            claim = claims.add_claim(
                row, article_of[id(row)], drafted_by=self.annotator
            )
            if claim is not None:
                pending.append((claim, row, status))
            return claim is not None

        self._over("claims", [row for row, _ in rows], add)
        for claim, row, status in pending:
            try:
                claims.tie(claim, row)
                row.finish()
                bring_to(claim, status, row, by=self.reviewer)
            except SeedError as problem:
                self.errors.append(str(problem))

    def _comparisons(self) -> None:
        def add(row: Entry, _):
            status = row.take("status", "published")
            comparison = claims.add_comparison(row, drafted_by=self.annotator)
            if comparison is None:
                return False
            row.finish()
            bring_to(comparison, status, row, by=self.reviewer)
            return True

        self._over("comparisons", self._rows("comparisons", "comparisons"), add)
