"""What may become of passages that a newer text has left behind.

Carried over: rows that point at words of whose place the texts leave no doubt point at
the same words in the newest text. Moved: an editor says where. Kept: they stay where
they are, and nobody is asked again. Withdrawn: they are taken away. Undoing is going
back in the history of each record.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from articles.anchoring.hanging import Hanging, sign
from articles.anchoring.reanchoring import Left, Reanchoring
from articles.changes import one_change
from articles.models import Article, KeptPassage, Passage, StaleRecord, Version
from articles.models.passage import Place
from articles.models.workflow import has_right

SEEN = "Somebody has changed what hangs on this passage. Look at it again."


@dataclass
class Outcome:
    """How many passages were carried over, and what stood against the others."""

    carried: int = 0
    refusals: list[str] = field(default_factory=list)


def may_decide(user) -> bool:
    """Whether the person works on articles; what hangs on a passage has rules of its
    own besides."""
    return has_right(Article, "change", user)


def _ask(user) -> None:
    if not may_decide(user):
        raise PermissionDenied("You may not change articles.")


@one_change()
@transaction.atomic
def carry_over(texts: Reanchoring) -> Outcome:
    """Let everything that is certain of its place point at the newest text.

    The words are the same and so are those around them: nothing changes that anybody
    reads. What cannot be carried is left as it is, and said.
    """
    by, newest = texts.user, texts.newest
    _ask(by)
    outcome = Outcome()
    certain = [(left, left.place) for left in texts.left if left.place]
    passages = Passage.objects.mark_all(newest, [place for _, place in certain])
    reason = f"carried over to {newest}, which says the same at this place"
    carried: dict[Hanging, list] = defaultdict(list)
    for left, place in certain:
        try:
            with transaction.atomic():
                _carry(left, passages[place], by, reason, carried)
        except (ValidationError, PermissionDenied, IntegrityError) as refused:
            outcome.refusals.append(f"“{left.passage}”: {_because(refused)}")
        else:
            outcome.carried += 1
    for kind, rows in carried.items():
        kind.finish(rows, by=by, reason=reason)
    return outcome


def _carry(left: Left, passage: Passage, by, reason, carried) -> None:
    for hung in left.hung:
        if hung.twin is not None:
            hung.kind.withdraw(hung.row, by=by, reason=f"{reason} already")
        else:
            hung.kind.carry(hung.row, passage, by=by, reason=reason)
            carried[hung.kind].append(hung.row)


@one_change()
@transaction.atomic
def keep(left: Left, newest: Version, *, by) -> None:
    """Leave the passage at its version; nobody is asked about it again."""
    _ask(by)
    kept = KeptPassage(passage=left.passage, newer=newest, by=by)
    sign(kept, by, f"stays at {left.passage.version}")
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError:
        raise StaleRecord(SEEN) from None


@one_change()
@transaction.atomic
def ask_again(passage: Passage, *, by) -> None:
    """Take back that the passage stays where it is."""
    _ask(by)
    for kept in KeptPassage.objects.filter(passage=passage):
        sign(kept, by, "to be decided again")
        kept.delete()


@one_change()
@transaction.atomic
def move(left: Left, newest: Version, place: Place, *, by, reason: str = "") -> None:
    """Let what hangs on the passage point at a place of the newest text instead.

    Raises ValidationError or PermissionDenied, with nothing moved, where one of the
    rows may not; `reason` is asked where readers see one.
    """
    _ask(by)
    passage = Passage.objects.mark(newest, *place)
    told = reason.strip() or f"moved to {newest} by hand"
    for hung in left.hung:
        given = reason if hung.told.asks_why else told
        hung.kind.move(hung.row, passage, by=by, reason=given)


@one_change()
@transaction.atomic
def withdraw(left: Left, newest: Version, *, by, reason: str = "") -> None:
    """Take away what hangs on the passage. Raises as `move` does."""
    _ask(by)
    told = reason.strip() or f"not in {newest} any more"
    for hung in left.hung:
        given = reason if hung.told.asks_why else told
        hung.kind.withdraw(hung.row, by=by, reason=given)


def _because(refused: Exception) -> str:
    if isinstance(refused, ValidationError):
        return " ".join(refused.messages)
    return str(refused) if isinstance(refused, PermissionDenied) else "it is taken."
