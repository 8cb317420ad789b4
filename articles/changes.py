"""One change: what one request or one command did together, whatever rows it wrote.

Every row of a history carries the id of its change. The ids are UUIDs of version 7: a
later change has the greater one, so that a history is sorted by it alone.
"""

import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

MILLISECONDS, COUNTER = 48, 12  # bits of an id that sort it

_lock = threading.Lock()
_last = 0  # the milliseconds and the counter of the newest id of this process


class _Scope:
    """The request or command that is running; its id is made by its first write."""

    change: uuid.UUID | None = None


_scope: ContextVar[_Scope | None] = ContextVar("the change that is made", default=None)


@contextmanager
def one_change() -> Iterator[None]:
    """Let all that is written inside be one change; inside another it joins that."""
    if _scope.get() is not None:
        yield
        return
    token = _scope.set(_Scope())
    try:
        yield
    finally:
        _scope.reset(token)


def current_change() -> uuid.UUID:
    """Return the id that a history row written now carries.

    Outside of any scope each row is a change of its own: two acts are never told as
    one.
    """
    scope = _scope.get()
    if scope is None:
        return new_change()
    if scope.change is None:
        scope.change = new_change()
    return scope.change


def new_change(at: datetime | None = None) -> uuid.UUID:
    """Return an id greater than those made before; `at` makes one of a past moment."""
    if at is not None:
        return _id_of(int(at.timestamp() * 1000) << COUNTER)
    global _last
    with _lock:
        _last = max(_last + 1, (time.time_ns() // 1_000_000) << COUNTER)
        return _id_of(_last)


def earlier(change: uuid.UUID, seconds: int) -> uuid.UUID:
    """Return an id that those made up to so many seconds before `change` exceed."""
    milliseconds = max(0, (change.int >> 80) - seconds * 1000)
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | 2 << 62)


def _id_of(tick: int) -> uuid.UUID:
    milliseconds, counter = tick >> COUNTER, tick & ((1 << COUNTER) - 1)
    chance = int.from_bytes(os.urandom(8)) >> 2
    return uuid.UUID(
        int=milliseconds << 80 | 7 << 76 | counter << 64 | 2 << 62 | chance
    )


def one_change_per_request(get_response: Callable) -> Callable:
    """Middleware: what a request writes is one change."""

    def answer(request):
        with one_change():
            return get_response(request)

    return answer
