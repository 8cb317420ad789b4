"""Draft an entity in place, or give one a name."""

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Verb, refusal
from articles.models.workflow import needs_reason
from articles.slugs import free_slug
from entities.models import Entity, Name, NameKind

WHY = "Readers see this entity already: say why it gets a name."


@transaction.atomic
def draft(label: str, language: str, kind: str, *, by) -> Entity:
    """Return a new draft entity with its first name."""
    entity = Entity(
        slug=free_slug(Entity, label),
        kind=kind,
        label={language: label},
        drafted_by=by,
    )
    entity._history_user = by
    entity.full_clean()
    entity.save()
    _add_name(entity, label, language, NameKind.OFFICIAL, by, "")
    return entity


@transaction.atomic
def give_name(
    entity: Entity, text: str, language: str, kind: str, *, by, reason: str
) -> Name:
    """Add a name; whoever may change the entity may. Readers of a published one see
    it at once, so that takes a written reason."""
    if refused := refusal(entity, Verb.CHANGE, by):
        raise refused
    if needs_reason(entity, Verb.CHANGE, by) and not reason.strip():
        raise ValidationError({"reason": WHY})
    name = _add_name(entity, text, language, kind, by, reason)
    entity._history_user = by
    entity._change_reason = reason.strip() or "name added"
    entity.save()
    return name


def _add_name(entity, text, language, kind, by, reason) -> Name:
    name = Name(entity=entity, text=text, language=language, kind=kind)
    name._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    name._change_reason = reason.strip()  # type: ignore[attr-defined]  # the same
    name.full_clean()
    name.save()
    return name
