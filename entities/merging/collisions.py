"""Rows that cannot both point at one entity, and which of the two gives way."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from entities.merging.pointing import COUNTED, keys_to_entities, title_of
from entities.models import ClaimSubject, Entity

OURS, THEIRS = "ours", "theirs"


@dataclass
class Choice:
    """A question that the editor may answer; `chosen` is the answer in force."""

    key: str
    question: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass
class Collision:
    """A row that gives way, to which other row, and why."""

    row: Any
    other: Any | None
    why: str
    choice: Choice | None = None
    differing: list[models.Field] = field(default_factory=list)

    @property
    def noun(self) -> str:
        return str(self.row._meta.verbose_name)

    @property
    def title(self) -> str:
        return title_of(self.row)


def unique_sets(model: type[models.Model]) -> Iterator[tuple[list[str], Q | None]]:
    """Yield the columns that must be unique together, with the condition if any."""
    for column in model._meta.concrete_fields:
        if column.unique and not column.primary_key:
            yield [column.name], None
    for together in model._meta.unique_together:
        yield list(together), None
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            yield list(constraint.fields), constraint.condition


def collisions_of(
    rows: list[Any], source: Entity, target: Entity, answers: dict[str, str]
) -> list[Collision]:
    """Return which of these rows of one model cannot move from source to target."""
    if not rows:
        return []
    model = type(rows[0])
    keys = [key.name for key in keys_to_entities()[model]]
    found: dict[Any, Collision] = {}
    for row in rows:
        if _would_tie_to_itself(row, keys, source, target):
            why = "It would tie the entity to itself."
            found[row.pk] = Collision(row, None, why)
    for columns, condition in unique_sets(model):
        if not set(columns) & set(keys):
            continue
        places = _taken(model, keys, columns, condition, target)
        for row in rows:
            if row.pk in found or not _counts(row, condition):
                continue
            place = _place(row, columns, keys, source, target)
            if place is None:
                continue
            other = places.setdefault(place, row)
            if other.pk != row.pk:
                found[row.pk] = _settled(row, other, keys, answers)
    return list(found.values())


def _would_tie_to_itself(row, keys, source, target) -> bool:
    """Whether both ends of the row would be the target and its table forbids that."""
    ends = [getattr(row, f"{key}_id") for key in keys]
    own_end = row.pk if isinstance(row, Entity) else None
    moved = [target.pk if end == source.pk else end for end in ends]
    if own_end is not None and moved == [own_end]:
        return True
    if len(keys) < 2 or moved.count(target.pk) < 2:
        return False
    as_moved = type(row)(**{f.attname: getattr(row, f.attname) for f in _columns(row)})
    for key, end in zip(keys, moved, strict=True):
        setattr(as_moved, f"{key}_id", end)
    checks = [c for c in row._meta.constraints if isinstance(c, models.CheckConstraint)]
    try:
        for check in checks:
            check.validate(type(row), as_moved)
    except ValidationError:
        return True
    return False


def _columns(row):
    return row._meta.concrete_fields


def _taken(model, keys, columns, condition, target) -> dict[tuple, Any]:
    """Return the places that rows of the target hold already."""
    if target.pk is None:
        return {}
    at_target = Q(pk__in=[])
    for key in set(columns) & set(keys):
        at_target |= Q(**{key: target})
    rows = model._base_manager.filter(at_target)
    if condition is not None:
        rows = rows.filter(condition)
    return {tuple(_column(row, name) for name in columns): row for row in rows}


def _column(row, name: str):
    return getattr(row, row._meta.get_field(name).attname)


def _counts(row, condition) -> bool:
    """Whether a partial constraint looks at the row at all."""
    if condition is None:
        return True
    return type(row)._base_manager.filter(condition, pk=row.pk).exists()


def _place(row, columns, keys, source, target) -> tuple | None:
    """Return what the row would hold once moved; None if a NULL makes it unlike all."""
    values = []
    for name in columns:
        value = _column(row, name)
        if name in keys and value == source.pk:
            value = target.pk or 0
        if value is None:
            return None
        values.append(value)
    return tuple(values)


def _settled(row, other, keys, answers) -> Collision:
    """The target's row stays; where the two say different things, editors choose."""
    uninteresting = {*keys, "position", "id", *COUNTED}
    differing = [
        f
        for f in _columns(row)
        if f.name not in uninteresting
        and not f.unique  # such as its own public key
        and _column(row, f.name) != _column(other, f.name)
    ]
    why = f"The other has this {row._meta.verbose_name} already."
    if not differing:
        return Collision(row, other, why)
    key = f"{row._meta.label_lower}:{row.pk}"
    choice = Choice(
        key,
        f"{row._meta.verbose_name} “{title_of(row)}”",
        [(OURS, _told(other, differing)), (THEIRS, _told(row, differing))],
        THEIRS if answers.get(key) == THEIRS else OURS,
    )
    return Collision(row, other, why, choice, differing)


def _told(row, fields) -> str:
    """Say what the row holds in these columns, in the words of the desk."""
    said = []
    for column in fields:
        shown = getattr(row, f"get_{column.name}_display", None)
        value = shown() if shown else getattr(row, column.attname)
        said.append(
            f"{column.verbose_name}: {value if value not in ('', None) else '—'}"
        )
    return "; ".join(said)


def said_twice(
    claims: set[int], subjects: set[int], source: Entity, target: Entity
) -> list[ClaimSubject]:
    """Return the further subjects that would repeat the subject of their claim.

    claims: keys of claims whose subject moves; subjects: keys of moving ClaimSubjects.
    No constraint sees this, as it takes two tables.
    """
    here = [entity.pk for entity in (source, target) if entity.pk]
    rows = (
        ClaimSubject.objects.filter(entity__in=here, claim__subject__in=here)
        .select_related("claim")
        .order_by("pk")
    )
    twice = []
    for row in rows:
        subject_moves = row.claim_id in claims
        main = target.pk if subject_moves else row.claim.subject_id
        further = target.pk if row.pk in subjects else row.entity_id
        if main == further and (subject_moves or row.pk in subjects):
            twice.append(row)
    return twice


def pointed_at(rows: list[Any]) -> list[str]:
    """Say of which of these rows, which would be left out, others still depend."""
    by_model = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    told = []
    for model, dropped in by_model.items():
        for relation in model._meta.get_fields(include_hidden=True):
            if not (
                relation.auto_created and (relation.one_to_many or relation.one_to_one)
            ):
                continue
            other = relation.related_model
            if hasattr(other, "history_type"):
                continue
            name = relation.field.name
            holding = other._base_manager.filter(**{f"{name}__in": dropped})
            told += [
                f"{other._meta.verbose_name.capitalize()} “{title}” depends on a "
                f"{model._meta.verbose_name} that the other has already. Settle that "
                "by hand first."
                for title in holding[:5]
            ]
    return told
