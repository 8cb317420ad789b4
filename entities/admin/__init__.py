"""The desk for claims and what they speak of, in the order of the models."""

from entities.admin import (
    article,
    attribution,
    citation,
    claim,
    comment,
    comparison,
    entity,
    merge,
    topic,
    value,
    vocabulary,
)

__all__ = [
    "article",
    "attribution",
    "citation",
    "claim",
    "comment",
    "comparison",
    "entity",
    "merge",
    "topic",
    "value",
    "vocabulary",
]
