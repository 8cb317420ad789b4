"""The layer of comments: threads at passages of a text, and on claims that cite it."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q

from articles.models import Version
from articles.models.workflow import has_right
from entities.annotation.cards import Card, Mark, Marked, Touched, card_of, sees
from entities.models import Citation, Claim, Comment, Thread


class Said(NamedTuple):
    """A comment as a card shows it."""

    comment: Comment
    may_reword: bool  # its author, until somebody answers


def threads_on(version: Version, user, touched: Touched | None = None) -> Marked:
    """Threads at passages of the version and on claims that cite it.

    What is resolved keeps its card and loses its mark. A thread on a claim has none: it
    stands where the claim is first cited.
    """
    marked = Marked()
    if not sees(user, Thread, Comment):
        return marked
    cited = _places_of_claims(version) if sees(user, Claim, Citation) else {}
    at_passages = Q(passage__version=version)
    on_claims = Q(claim__in=cited)
    if touched is not None:
        at_passages &= Q(passage__in=touched.passages)
        on_claims &= Q(claim__in=touched.claims)
    for thread in Thread.objects.with_comments().filter(at_passages | on_claims):
        if thread.passage is None:
            marks = cited[thread.claim_id]
            marked.cards.append(_card(thread, marks, user))
            continue
        passage, card = thread.passage, card_id(thread)
        mark = Mark(card, "comment", passage.start, passage.end, card)
        if not thread.is_resolved:
            marked.marks.append(mark)
        marked.cards.append(_card(thread, [mark], user))
    return marked


def card_id(thread: Thread) -> str:
    return f"thread-{thread.pk}"


def _places_of_claims(version: Version) -> dict[int, list[Mark]]:
    """Return the marks of each claim's citations here, the first in the text first."""
    places = defaultdict(list)
    rows = Citation.objects.filter(passage__version=version).values_list(
        "claim", "claim__key", "pk", "passage__start", "passage__end"
    )
    for claim, key, pk, start, end in rows.order_by("passage__start", "pk"):
        mark = Mark(f"citation-{pk}", "citation", start, end, f"claim-{key}")
        places[claim].append(mark)
    return dict(places)


def _card(thread: Thread, marks: list[Mark], user) -> Card:
    comments = sorted(thread.comments.all(), key=lambda comment: comment.pk)
    last = comments[-1] if comments else None
    may_change = has_right(Comment, "change", user) and not thread.is_resolved
    said = [
        Said(c, may_change and c is last and c.by_id == user.pk and bool(c.text))
        for c in comments
    ]
    return card_of(
        card_id(thread),
        "thread",
        marks,
        user,
        mine=any(comment.by_id == user.pk for comment in comments),
        thread=thread,
        said=said,
        may_answer=has_right(Comment, "add", user) and not thread.is_resolved,
        may_settle=has_right(Thread, "change", user),
    )
