"""What is published stays fit to be: no change brings an obstacle to it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Publishable, Status


def texts_against(record: Publishable) -> list[str]:
    """Return each obstacle to publishing the record, in an editor's words."""
    return [text for texts in record.obstacles().values() for text in texts]


@contextmanager
def keeping_standing(record: Publishable) -> Iterator[None]:
    """Undo what is written inside if it brings an obstacle to a published record.

    Raises ValidationError with each obstacle that was not there before: nobody could
    mend anything else if those counted too.
    """
    if record.status != Status.PUBLISHED:
        yield
        return
    before = texts_against(record)
    with transaction.atomic():
        yield
        stored = type(record)._default_manager.get(pk=record.pk)
        if brought := [text for text in texts_against(stored) if text not in before]:
            raise ValidationError(brought)
