"""Looking at records as if they were published, for the length of a block: previews.

This widens what `published()` means, in this thread alone and for the records named.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model, Q

_shown: ContextVar[dict[type[Model], set[int]] | None] = ContextVar(
    "shown", default=None
)


@contextmanager
def as_if_published(*records) -> Iterator[None]:
    """Let `published()` find these records too, until the block is left.

    Querysets must be made and read within the block.
    """
    keys: dict[type[Model], set[int]] = {}
    for record in records:
        keys.setdefault(type(record), set()).add(record.pk)
    token = _shown.set(keys)
    try:
        yield
    finally:
        _shown.reset(token)


def also_shown(model: type[Model], key: str = "pk") -> Q:
    """Return the condition that `key` is a record shown in a preview; outside of one it
    is empty, so that joining it with `|` changes nothing."""
    shown = _shown.get() or {}
    return Q(**{f"{key}__in": shown[model]}) if model in shown else Q()
