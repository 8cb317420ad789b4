"""How much each question of the day has to answer, for whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from articles.admin.queues import queues_for
from articles.queues import Queue
from project.desk.lists import path_of

MOST_COUNTED = 1000


@dataclass(frozen=True)
class Count:
    """How many records of one kind a queue holds, up to one more than are counted."""

    number: int
    noun: str
    address: str
    one_by_one: str = ""  # where they are taken one by one, if anywhere

    @property
    def shown(self) -> str:
        if self.number > MOST_COUNTED:
            return f"{MOST_COUNTED:,}+"
        return f"{self.number:,}"


@dataclass(frozen=True)
class Question:
    queue: Queue
    counts: list[Count]  # of the kinds that have anything

    @property
    def label(self) -> str:
        return capfirst(self.queue.label)


def questions(desks: Sequence[Any], request) -> list[Question]:
    """Return each question that concerns whoever asks, with one query per kind.

    No count reads further than `MOST_COUNTED`, however many records there are.
    """
    asked: dict[Queue, list[Count]] = {}
    for queue, desk in _in_order(desks, request):
        count = _count(queue, desk, request)
        asked.setdefault(queue, [])
        if count.number:
            asked[queue].append(count)
    return [Question(queue, counts) for queue, counts in asked.items()]


def _in_order(desks, request):
    """Return (queue, kind) by the order of the kind that is asked the most; what only
    others are asked comes after that."""
    pairs = [(q, desk) for desk in desks for q in queues_for(request, desk)]
    longest = max((desk.queues for desk in desks), key=len, default=())
    places = {queue: place for place, queue in enumerate(longest)}
    return sorted(pairs, key=lambda pair: places.get(pair[0], len(places)))


def _count(queue: Queue, desk: Any, request) -> Count:
    records = queue.ask(desk.model._default_manager.all(), request.user)
    number = records.order_by()[: MOST_COUNTED + 1].count()
    options = desk.opts
    return Count(
        number,
        str(options.verbose_name if number == 1 else options.verbose_name_plural),
        f"{path_of(desk)}?queue={queue.name}",
        desk.works_through(queue) if number else "",
    )
