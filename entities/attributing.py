"""Attributing: the chain behind a citation is found again, or made link by link."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from articles.keys import new_key
from articles.models import Article, Publisher, Status
from articles.models.workflow import has_right
from articles.slugs import free_slug
from articles.wording import LANGUAGES
from entities.models import (
    Attribution,
    AttributionLink,
    Entity,
    EntityKind,
    LinkVerb,
    Name,
)

VERB = "reports"  # what the publisher of an article does, unless somebody says more
MOST_LINKS = 12
LONGEST_SLUG = 100


@dataclass(frozen=True)
class Link:
    """Who passes it on, and how; `at_text` is an occasion that has no page."""

    by: Entity
    verb: LinkVerb
    inferred: bool = False
    at: Entity | None = None
    at_text: str = ""


@transaction.atomic
def attribution_of(links: Sequence[Link], *, user) -> Attribution:
    """Return the chain with exactly these links, from the page before us to the origin;
    made if there is none. Raises PermissionDenied, or ValidationError by `chain`."""
    if not 1 <= len(links) <= MOST_LINKS:
        raise _wrong(f"A chain has one to {MOST_LINKS} links.")
    for link in links:
        for entity in (link.by, link.at):
            if entity and entity.status == Status.WITHDRAWN:
                raise _wrong(f"“{entity}” was withdrawn.")
    if found := _identical(links):
        return found
    if not has_right(Attribution, "add", user):
        raise PermissionDenied("You may not add chains of attribution.")
    attribution = Attribution(slug=_speaking_slug(links))
    attribution.full_clean()
    attribution._history_user = user  # type: ignore[attr-defined]  # simple_history's
    attribution.save()
    for position, link in enumerate(links):
        _add(attribution, position, link, user)
    return attribution


def own_attribution(article: Article, *, user) -> tuple[Attribution, str]:
    """Return the chain of the article's publisher alone, and what was made for it.

    A publisher without an entity gets a draft one. Raises ValidationError where the
    site has no verb for what a publisher does.
    """
    verb = LinkVerb.objects.filter(slug=VERB).first()
    if verb is None:
        raise _wrong(f"This site has no verb “{VERB}”: say how the publisher has it.")
    entity, told = publisher_entity(article.publisher), ""
    if entity is None:
        entity = draft_publisher_entity(article.publisher, user=user)
        told = f"Drafted the entity “{entity}”."
    return attribution_of([Link(by=entity, verb=verb)], user=user), told


def publisher_entity(publisher: Publisher) -> Entity | None:
    """Return the entity that claims know the publisher by, if it has one."""
    found = Entity.objects.filter(publisher=publisher).select_related("merged_into")
    entity = found.first()
    return entity.merged_into or entity if entity else None


@transaction.atomic
def draft_publisher_entity(publisher: Publisher, *, user) -> Entity:
    """Return a new draft entity for the publisher, with its names."""
    if not has_right(Entity, "add", user):
        raise PermissionDenied("You may not add entities.")
    label = publisher.name or {next(iter(LANGUAGES)): publisher.slug}
    entity = Entity(
        slug=free_slug(Entity, *label.values()),
        kind=EntityKind.PUBLISHER,
        label=label,
        publisher=publisher,
        drafted_by=user,
    )
    entity.full_clean()
    entity._history_user = user
    entity.save()
    for language, text in label.items():
        name = Name(entity=entity, text=text, language=language)
        name.full_clean()
        name._history_user = user  # type: ignore[attr-defined]  # simple_history's
        name.save()
    return entity


def _add(attribution: Attribution, position: int, link: Link, user) -> None:
    row = AttributionLink(
        attribution=attribution,
        position=position,
        by=link.by,
        verb=link.verb,
        inferred=link.inferred,
        at=link.at,
        at_text=link.at_text,
    )
    try:
        row.full_clean()
    except ValidationError as refused:
        raise _wrong(f"Link {position + 1}: {' '.join(refused.messages)}") from None
    row._history_user = user  # type: ignore[attr-defined]  # simple_history's
    row.save()


def _identical(links: Sequence[Link]) -> Attribution | None:
    found = Attribution.objects.annotate(length=Count("links"))
    found = found.filter(length=len(links))
    for position, link in enumerate(links):
        row = AttributionLink.objects.filter(
            attribution=OuterRef("pk"),
            position=position,
            by=link.by,
            verb=link.verb,
            inferred=link.inferred,
            at=link.at,
            at_text=link.at_text,
        )
        found = found.filter(Exists(row))
    return found.order_by("pk").first()


def _speaking_slug(links: Sequence[Link]) -> str:
    """Return who passes it on, then how where that tells chains apart, then a key."""
    voices = "--".join(link.by.slug for link in links)[:LONGEST_SLUG].strip("-")
    tries = [voices, f"{voices}-{links[-1].verb.slug}"[:LONGEST_SLUG]]
    taken = Attribution.objects.filter(slug__in=tries).values_list("slug", flat=True)
    free = [slug for slug in tries if slug not in set(taken)]
    return free[0] if free else f"{voices}-{new_key()}"


def _wrong(text: str) -> ValidationError:
    return ValidationError({"chain": text})
