"""What a serializer has against what was sent, by the field that each belongs to."""

from typing import Any


def errors_by_field(detail: Any) -> dict[str, list[str]]:
    """Return errors by field, those of a field within another by both: place.quote,
    and those of a row of several by its number too: qualifiers.2.text."""
    if not isinstance(detail, dict):
        return {"request": [str(text) for text in detail]}
    flat: dict[str, list[str]] = {}
    for name, said in detail.items():
        rows = said if isinstance(said, list) else [said]
        if isinstance(said, list) and any(isinstance(row, dict) for row in said):
            rows = [dict(enumerate(said))]
        for row in rows:
            inner = errors_by_field(row) if isinstance(row, dict) else {"": [str(row)]}
            for within, texts in inner.items():
                place = f"{name}.{within}" if within else str(name)
                flat.setdefault(place.removesuffix(".non_field_errors"), []).extend(
                    texts
                )
    return flat
