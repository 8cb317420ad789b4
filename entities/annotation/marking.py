"""Mark words as naming an entity, many places at once, and take such marks away."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from simple_history.utils import bulk_create_with_history

from articles.models import Passage, Version
from entities.annotation.places import passages_at
from entities.folding import HAN
from entities.models import Entity, Mention, NameKind
from entities.spotting.folding import key_of
from entities.spotting.writing import looks_proper


@dataclass(frozen=True)
class Marking:
    """Places that name one entity; `kind` says how, or "" for as its names say."""

    entity: Entity
    places: list[dict]
    kind: str = ""


@transaction.atomic
def mark(version: Version, markings: list[Marking], *, by) -> list[Passage]:
    """Mark each place and return the passages; what is marked already stays so.

    The number of queries grows with the entities, not with the places. Raises Stale
    for places of another version, ValidationError for words that are not there.
    """
    touched: list[Passage] = []
    for marking in markings:
        passages = passages_at(version, marking.places)
        there = set(
            Mention.objects.filter(
                entity=marking.entity, passage__in={p.pk for p in passages}
            ).values_list("passage", flat=True)
        )
        kinds = kinds_of(marking.entity)
        new = {
            passage.pk: Mention(
                passage=passage,
                entity=marking.entity,
                kind=marking.kind or kind_of(passage.quote, kinds),
            )
            for passage in passages
            if passage.pk not in there
        }
        _add(list(new.values()), by)
        touched += passages
    return touched


def unmark(mention: Mention, *, by) -> None:
    """Take a mention away; its passage and its history stay."""
    mention._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    mention.delete()


def kinds_of(entity: Entity) -> dict[str, str]:
    """Return the kind of each of its names, by the name's plain form; a name as
    written stands under itself too."""
    kinds: dict[str, str] = {}
    for name in entity.names.all():
        kinds.setdefault(key_of(name.text), name.kind)
        kinds[name.text] = name.kind
    for text in (entity.label or {}).values():
        kinds.setdefault(key_of(text), NameKind.OFFICIAL)
        kinds.setdefault(text, NameKind.OFFICIAL)
    return kinds


def kind_of(words: str, kinds: dict[str, str]) -> str:
    """Return how the words name an entity with names of these kinds."""
    known = kinds.get(words) or kinds.get(key_of(words))
    if known:
        return known
    is_name = looks_proper(words) or HAN.search(words)
    return NameKind.ALIAS if is_name else NameKind.DESCRIPTION


def _add(mentions: list[Mention], by) -> None:
    for mention in mentions:
        mention.clean_fields(exclude=["passage", "entity"])  # a query each
    try:
        with transaction.atomic():
            bulk_create_with_history(mentions, Mention, default_user=by)
    except IntegrityError as collision:
        raise ValidationError(
            "Somebody else has just marked one of these places. Try again."
        ) from collision
