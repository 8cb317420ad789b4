"""An article was captured again: what became of the passages of its older texts.

Looking writes nothing. A passage is certain of its place in the newest text (the same
one, or moved), or it is asked about; `articles.anchoring.deciding` does the rest.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from articles.anchoring.alignment import Alignment, Place
from articles.anchoring.hanging import Hanging, kinds_for, left_behind
from articles.models import Article, Passage


@dataclass
class Hung:
    """A row that points at a passage. `twin` is one at the new place that says all it
    does."""

    kind: Hanging
    row: Any
    twin: Any = None

    @cached_property
    def told(self):
        return self.kind.tell(self.row)


@dataclass
class Left:
    """A passage of an older text, what hangs on it, and its place in the newest text:
    None where nobody can be certain of one. `note` says why not, where more is known.
    """

    passage: Passage
    place: Place | None
    hung: list[Hung] = field(default_factory=list)
    note: str = ""

    @property
    def is_same(self) -> bool:
        return self.place == (self.passage.start, self.passage.end)

    @property
    def asks_why(self) -> bool:
        """Whether readers see something that hangs on it."""
        return any(hung.told.asks_why for hung in self.hung)

    @property
    def seen(self) -> str:
        """What stands for the rows as they are, to be compared before they change."""
        return " ".join(
            f"{hung.kind.model._meta.label_lower}-{hung.row.pk}-"
            f"{getattr(hung.row, 'revision', '')}"
            for hung in self.hung
        )


class Reanchoring:
    """The passages of an article's older texts, as far as `user` may see what hangs on
    them. The number of queries is the same however many there are."""

    def __init__(self, article: Article, user) -> None:
        self.article, self.user = article, user
        self.newest = article.current_version

    @cached_property
    def left(self) -> list[Left]:
        """Those that nobody has decided on, in the order of their texts."""
        passages = self._here(left_behind(self.user))
        self._load({passage.version_id for passage in passages})
        return self._with_rows(
            {passage.pk: Left(passage, self._place(passage)) for passage in passages}
        )

    @cached_property
    def kept(self) -> list[Left]:
        """Those that somebody has decided to leave where they are."""
        kept = Passage.objects.exclude(kept=None).select_related("kept__by").order_by()
        found = {passage.pk: Left(passage, None) for passage in self._here(kept)}
        return [left for left in self._with_rows(found) if left.hung]

    @property
    def same(self) -> list[Left]:
        return [left for left in self.left if left.is_same]

    @property
    def moved(self) -> list[Left]:
        return [left for left in self.left if left.place and not left.is_same]

    @property
    def certain(self) -> list[Left]:
        return [left for left in self.left if left.place]

    @property
    def asks(self) -> list[Left]:
        return [left for left in self.left if left.place is None]

    def alignment(self, version: int) -> Alignment:
        """Return the text of that row number side by side with the newest one."""
        if version not in self._alignments:
            self._load({version})
        return self._alignments[version]

    @cached_property
    def _alignments(self) -> dict[int, Alignment]:
        return {}

    def _load(self, versions: set[int]) -> None:
        texts = self.article.versions.filter(pk__in=versions).order_by()
        for key, text in texts.values_list("pk", "text"):
            self._alignments[key] = Alignment(text, self.newest.text)

    def _here(self, passages) -> list[Passage]:
        """Return those of the article, in the order of its texts."""
        if self.newest is None or self.newest.number == 1:
            return []
        here = passages.filter(version__article=self.article)
        here = here.order_by("version__number", "start", "end")
        here = here.select_related("version")
        return list(here.defer("version__text", "version__raw"))

    def _with_rows(self, found: dict[int, Left]) -> list[Left]:
        for kind in kinds_for(self.user) if found else ():
            self._hang(kind, found)
        return list(found.values())

    def _place(self, passage: Passage) -> Place | None:
        alignment = self.alignment(passage.version_id)
        return alignment.place(passage.start, passage.end)

    def _hang(self, kind: Hanging, found: dict[int, Left]) -> None:
        """Add the rows of one kind, and look at what is at their new places already."""
        name = kind.key.name
        article = {f"{name}__version__article": self.article}
        there: dict[Place, list] = defaultdict(list)
        for row in kind.rows().filter(**article).order_by("pk"):
            passage = getattr(row, name)
            if passage.version_id == self.newest.pk:
                there[passage.start, passage.end].append(row)
            elif passage.pk in found:
                found[passage.pk].hung.append(Hung(kind, row))
        for left in found.values():
            if left.place:
                _compare(left, kind, there.get(left.place, ()))


def _compare(left: Left, kind: Hanging, there: Iterable) -> None:
    for hung in left.hung:
        for other in there if hung.kind is kind else ():
            if kind.stands_for(hung.row, other):
                hung.twin = other
            elif kind.clashes(hung.row, other):
                left.place = None
                left.note = f"The newest text has this already: {hung.told.words}"
