"""Draft an entity in place, or give one a name."""

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Proposal, Verb, refusal
from articles.models.workflow import needs_reason
from articles.slugs import free_slug
from entities.models import Entity, Name, NameKind

WHY = "Readers see this entity already: say why it gets a name."
PROPOSED = "You have proposed this name already: a reviewer decides."


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


@transaction.atomic
def propose_name(
    entity: Entity, text: str, language: str, kind: str, *, by, reason: str
) -> None:
    """Propose a name of what readers see, as the form of one more name would be sent.

    Raises ValidationError where the name itself would be refused, by field, and where
    the person has proposed it before.
    """
    if not reason.strip():
        raise ValidationError({"reason": WHY})
    Name(entity=entity, text=text, language=language, kind=kind).full_clean()
    part = Name._meta.label_lower
    own = Proposal.objects.about(entity).open().mine(by)
    if own.filter(part=part, data__text=[text]).exists():
        raise ValidationError({"text": PROPOSED})
    sent = {"entity": entity.pk, "text": text, "language": language, "kind": kind}
    Proposal.objects.propose(
        entity,
        by=by,
        reason=reason,
        part=part,
        data={name: [str(value)] for name, value in sent.items()} | {"note": [""]},
    )


def _add_name(entity, text, language, kind, by, reason) -> Name:
    name = Name(entity=entity, text=text, language=language, kind=kind)
    name._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    name._change_reason = reason.strip()  # type: ignore[attr-defined]  # the same
    name.full_clean()
    name.save()
    return name
