"""Checks and saves one record, with who and why in its history."""

import hashlib
from typing import Any

from django.db.models import Model

from articles.keys import ALPHABET, LENGTH
from project.checked import save_checked


def save(record: Model, *, by, reason: str) -> None:
    """Save the record; ValidationError says what model or database refuse."""
    sign(record, by=by, reason=reason)
    save_checked(record)


def sign_like(record: Model, part: Any) -> Any:
    """Let the history of a part name whoever changes its record; return the part."""
    part._history_user = getattr(record, "_history_user", None)
    part._change_reason = getattr(record, "_change_reason", None)
    return part


def sign(record: Model, *, by, reason: str) -> None:
    """Put down who changes the record, and why, for the history that it writes."""
    if not hasattr(record, "history"):
        return
    record._history_user = by  # type: ignore[attr-defined]  # simple_history reads both
    record._change_reason = reason  # type: ignore[attr-defined]


def key_for(seed: str, *place) -> str:
    """Return the key of a new row: one file gives it the same whenever it is run, or a
    check could not say what storing will do."""
    digest = hashlib.sha256(":".join([seed, *map(str, place)]).encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])
