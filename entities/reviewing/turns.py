"""Which claims wait for somebody's review, and in which order they are taken.

Those of one article come together, in the order of its text; the article with the claim
that was drafted first comes first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery

from articles.models import Presence
from entities.models import Citation, Claim

MOST = 2000  # looked at; more wait behind them


@dataclass(frozen=True)
class Turns:
    """The claims that wait, by their keys, as one person takes them."""

    keys: list[int]
    taken: frozenset[int]  # those that somebody else has open right now
    are_more: bool = False

    def place_of(self, key: int) -> int | None:
        """Return which one it is, from 1; None if it does not wait here."""
        return self.keys.index(key) + 1 if key in self.keys else None

    def after(self, key: int | None = None) -> int | None:
        """Return the next that nobody else has open, round to the first."""
        return next(self._round(self.keys, key), None)

    def before(self, key: int | None = None) -> int | None:
        return next(self._round(self.keys[::-1], key), None)

    def _round(self, keys: list[int], key: int | None) -> Iterator[int]:
        at = keys.index(key) + 1 if key in keys else 0
        for other in [*keys[at:], *keys[:at]]:
            if other != key and other not in self.taken:
                yield other


def turns_of(user, article: int | None = None) -> Turns:
    """Return what waits for the person, of one article only if its key is given.

    Two queries, however many wait.
    """
    citations = Citation.objects.filter(claim=OuterRef("pk"))
    waiting = Claim.objects.waiting_for(user)
    if article is None:
        first = citations.order_by("position", "pk")
    else:
        waiting = waiting.citing(article)
        first = citations.filter(passage__version__article=article).order_by(
            "-passage__version__number", "passage__start"
        )
    rows = list(
        waiting.order_by("pk").values_list(
            "pk",
            Subquery(first.values("passage__version__article")[:1]),
            Subquery(first.values("passage__start")[:1]),
        )[: MOST + 1]
    )
    keys = _in_turn(rows[:MOST])
    return Turns(keys, _open_elsewhere(user, keys), len(rows) > MOST)


def _in_turn(rows: list[tuple[int, int | None, int | None]]) -> list[int]:
    """Sort (claim, article, start), which come the oldest first."""
    oldest: dict[int | None, int] = {}
    for claim, article, _ in rows:
        oldest.setdefault(article, claim)
    rows.sort(key=lambda row: (oldest[row[1]], row[2] or 0, row[0]))
    return [claim for claim, _, _ in rows]


def _open_elsewhere(user, keys: list[int]) -> frozenset[int]:
    kind = ContentType.objects.get_for_model(Claim)
    others = Presence.objects.now().filter(content_type=kind).exclude(user=user)
    return frozenset(others.values_list("object_id", flat=True)) & frozenset(keys)
