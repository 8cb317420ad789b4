"""The questions of the day: what a list answers at ?queue=<name>, and the first page
of the desk counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.anchoring.hanging import left_behind
from articles.wording import LANGUAGES

RECENT_DAYS = 7


@dataclass(frozen=True)
class Queue:
    """One question, asked of the records of a kind on behalf of a person."""

    name: str
    label: str
    nothing: str  # what an empty list says
    ask: Callable[[Any, Any], QuerySet]  # of its kind's records and a user
    right: str = ""  # whoever lacks it is not asked
    is_mine: bool = False  # answered differently for each person


def _recent(records, user):
    return records.changed_since(timezone.now() - timedelta(days=RECENT_DAYS))


WAITING = Queue(
    "waiting",
    "waiting for my review",
    "Nothing waits for your review.",
    lambda records, user: records.waiting_for(user),
    right="publish",
    is_mine=True,
)
SENT_BACK = Queue(
    "sent_back",
    "sent back to me",
    "Nothing was sent back to you.",
    lambda records, user: records.sent_back_to(user),
    is_mine=True,
)
DRAFTS = Queue(
    "drafts",
    "my drafts",
    "You have no drafts here.",
    lambda records, user: records.drafts_of(user),
    is_mine=True,
)
UNTRANSLATED = Queue(
    "untranslated",
    "untranslated",
    "All of them have their words in every language of the desk.",
    lambda records, user: records.untranslated(*LANGUAGES),
)
RECENT = Queue(
    "recent",
    f"changed in the last {RECENT_DAYS} days",
    f"Nothing has changed in the last {RECENT_DAYS} days.",
    _recent,
)
LEFT_BEHIND = Queue(
    "left_behind",
    "captured again, with passages of the older text",
    "Everything that was marked stands in the newest text, or was kept at its own.",
    lambda articles, user: articles.kept_up().filter(
        pk__in=left_behind(user).values("version__article")
    ),
)
OF_ALL = (WAITING, SENT_BACK, DRAFTS, UNTRANSLATED, RECENT)


def in_order(*more: Queue) -> tuple[Queue, ...]:
    """Return a kind's queues: one's own, then `more`, then those about everything."""
    mine = tuple(queue for queue in OF_ALL if queue.is_mine)
    return (*mine, *more, *(queue for queue in OF_ALL if not queue.is_mine))


OF_ARTICLES = in_order(LEFT_BEHIND)
