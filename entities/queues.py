"""The questions of the day that only claims, comparisons and articles are asked."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import Version
from articles.queues import LEFT_BEHIND, RECENT_DAYS, Queue, in_order
from entities.annotation.cards import sees
from entities.models import Citation, Mention


def _unmarked(articles, user):
    """Articles captured lately in which nobody has marked anything."""
    if not sees(user, Citation, Mention):
        return articles.none()  # or their absence here would tell
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    captured = Version.objects.filter(article=OuterRef("pk"), captured_at__gte=since)
    found = articles.kept_up().filter(Exists(captured))
    for marked in (Citation, Mention):
        there = marked.objects.filter(passage__version__article=OuterRef("pk"))
        found = found.exclude(Exists(there))
    return found


UNCITED = Queue(
    "uncited",
    "uncited",
    "Every claim cites a passage.",
    lambda claims, user: claims.uncited(),
)
UNVERIFIED = Queue(
    "unverified",
    "unverified",
    "Every quote stands in the newest text of an article that may be cited.",
    lambda claims, user: claims.unverified(),
)
SINGLE_ORIGIN = Queue(
    "single_origin",
    "of a single origin",
    "No claim goes back to one voice only.",
    lambda claims, user: claims.single_origin(),
)
DISPUTED = Queue(
    "disputed",
    "disputed",
    "Nothing is in dispute.",
    lambda records, user: records.disputed(),
)
UNMARKED = Queue(
    "unmarked",
    f"captured in the last {RECENT_DAYS} days, nothing marked",
    f"In every article captured in the last {RECENT_DAYS} days something is marked.",
    _unmarked,
)
COMMENTED = Queue(
    "on_my_drafts",
    "comments on my drafts",
    "Nobody waits for your answer.",
    lambda threads, user: threads.on_drafts_of(user),
    is_mine=True,
)
OF_CLAIMS = in_order(UNCITED, UNVERIFIED, SINGLE_ORIGIN, DISPUTED)
OF_COMPARISONS = in_order(DISPUTED)
OF_ARTICLES = in_order(UNMARKED, LEFT_BEHIND)
OF_THREADS = (COMMENTED,)
