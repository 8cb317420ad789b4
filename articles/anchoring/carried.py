"""Which steps only lead from words of one text to the same words of another.

What is certain of its place may be carried over by whoever may change articles, and so
back: nothing changes that anybody reads.
"""

from collections.abc import Iterable

from articles.anchoring.alignment import Alignment
from articles.anchoring.deciding import may_decide
from articles.history.reading import RowChange
from articles.models import Passage, Version


def carried(steps: Iterable[RowChange], user) -> list[RowChange]:
    """Return the steps that lead a row to another text of its article, between places
    of which the two texts leave no doubt; none for whoever may not carry any.

    It takes two queries however many there are.
    """
    led = [(step, pair) for step in steps if (pair := _places(step))]
    if not led or not may_decide(user):
        return []
    keys = {key for _, pair in led for key in pair}
    passages = Passage.objects.in_bulk(keys)
    texts = Version.objects.in_bulk({one.version_id for one in passages.values()})
    alignments: dict[tuple[int, int], Alignment] = {}
    found = []
    for step, pair in led:
        old, new = sorted((passages[key] for key in pair), key=lambda p: p.version_id)
        one, other = texts[old.version_id], texts[new.version_id]
        if one == other or one.article_id != other.article_id:
            continue
        known = alignments.get((one.pk, other.pk)) or Alignment(one.text, other.text)
        alignments[one.pk, other.pk] = known
        if known.place(old.start, old.end) == (new.start, new.end):
            found.append(step)
    return found


def _places(step: RowChange) -> tuple[int, int] | None:
    """Return the passages between which the step leads, if it does nothing else."""
    if step.before is None or step.after is None:
        return None
    columns = step.changed()
    if len(columns) != 1 or columns[0].related_model is not Passage:
        return None
    return step.before[columns[0].attname], step.after[columns[0].attname]
