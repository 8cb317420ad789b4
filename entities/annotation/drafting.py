"""Drafting a claim with all its parts and its first citation, in one act."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.dates import Edtf
from articles.models import Article, Passage, Publishable, Status
from entities.annotation.citing import cite
from entities.models import (
    Attribution,
    Citation,
    Claim,
    ClaimTopic,
    Entity,
    Property,
    Qualifier,
    QualifierKind,
    Topic,
    Unit,
    Value,
    ValueEntity,
)
from entities.reading_values import complete
from entities.reviewing.together import not_yet_published, submit_together


@dataclass
class Drafted:
    """A new claim, its citation, what still keeps it from readers, what went along."""

    claim: Claim
    citation: Citation
    obstacles: list[str] = field(default_factory=list)
    sent: list[Publishable] = field(default_factory=list)


@transaction.atomic
def draft_claim(
    article: Article, passage: Passage, said: dict[str, Any], *, by, chain: Attribution
) -> Drafted:
    """Return the new claim of `said` (NewClaimSerializer's data), cited by the passage.

    Raises ValidationError by field, named as the serializer names it. What keeps a
    claim from being published does not keep it from being drafted.
    """
    subject = found(Entity, said["subject"], "subject")
    claim = Claim(
        subject=subject,
        property=found(Property, said["property"], "property"),
        sentences=said["sentences"],
        polarity=said["polarity"],
        certainty=said["certainty"],
        as_of=said["as_of"],
        as_of_basis=said["as_of_basis"] if said["as_of"] else "undated",
        drafted_by=by,
    )
    with under(""):
        claim.full_clean()
    _save(claim, by)
    if said.get("value"):
        _give_value(claim, said["value"], article, by)
    _qualify(claim, said["qualifiers"], by)
    for position, slug in enumerate(said["topics"]):
        topic = found(Topic, slug, "topics")
        _save(ClaimTopic(claim=claim, topic=topic, position=position), by)
    citation = cite(
        claim,
        passage,
        by=by,
        attribution=chain,
        part=said["part"],
        mode=said["mode"],
        locator=said["locator"],
        claim_is_new=True,
    )
    drafted = Drafted(claim, citation)
    if said["submit"]:
        *drafted.sent, _ = submit_together(claim, by)
    drafted.obstacles = missing_from(claim)
    return drafted


def missing_from(claim: Claim) -> list[str]:
    """Return what keeps the claim from readers, in an editor's words."""
    obstacles = claim.obstacles(_waiting_with(claim))
    return [text for texts in obstacles.values() for text in texts]


def _waiting_with(claim: Claim) -> list[Publishable]:
    """What is in review as the claim is: a reviewer publishes them together."""
    if claim.status != Status.IN_REVIEW:
        return []
    others = not_yet_published(claim)
    return [record for record in others if record.status == Status.IN_REVIEW]


def _give_value(claim: Claim, said: dict, article: Article, by) -> None:
    named = [found(Entity, slug, "value.entities") for slug in said["entities"]]
    if said["type"] == "entity" and not named:
        raise ValidationError({"value.entities": "Name the entity."})
    value = Value(
        claim=claim,
        type=said["type"],
        low=said["low"],
        high=said["high"],
        unit=found(Unit, said["unit"], "value.unit") if said["unit"] else None,
        bound=said["bound"] or "exact",
        **{name: said[name] for name in ("as_printed", "comparison", "per")},
        **{name: said[name] for name in ("date", "date_part", "relative_to", "text")},
        year_is_implied=said["year_is_implied"],
    )
    said_on = Edtf.parse(article.published_on) if article.published_on else None
    with under("value."):
        language = said["language"] or article.language
        complete(value, language, said_on=said_on, bound=said["bound"])
        value.full_clean()
    _save(value, by)
    for position, entity in enumerate(named):
        _save(ValueEntity(value=value, entity=entity, position=position), by)


def _qualify(claim: Claim, said: Iterable[dict], by) -> None:
    for position, row in enumerate(said):
        where = f"qualifiers.{row['kind']}"
        entity = row["entity"] and found(Entity, row["entity"], where)
        other = row["claim"] and found(Claim, row["claim"], where, "key")
        qualifier = Qualifier(
            claim=claim,
            kind=found(QualifierKind, row["kind"], where),
            position=position,
            text=row["text"],
            number=row["number"],
            entity=entity or None,
            other_claim=other or None,
        )
        with under(where, alone=True):
            qualifier.full_clean()
        _save(qualifier, by)


def found(model, slug: str, where: str, by: str = "slug"):
    """Return the record, or raise ValidationError for the field `where`."""
    record = model._default_manager.filter(**{by: slug}).first()
    noun = model._meta.verbose_name
    if record is None:
        raise ValidationError({where: f"There is no such {noun}: “{slug}”."})
    if getattr(record, "status", "") == Status.WITHDRAWN:
        raise ValidationError({where: f"This {noun} was withdrawn: “{record}”."})
    return record


@contextmanager
def under(prefix: str, *, alone: bool = False) -> Iterator[None]:
    """Name the fields of a ValidationError as the form does: value.as_printed.

    `alone`: the part has one box in the form, and all its errors belong there.
    """
    try:
        yield
    except ValidationError as refused:
        texts = _by_field(refused)
        if alone:
            raise ValidationError(
                {prefix: [text for told in texts.values() for text in told]}
            ) from None
        rest = prefix.rstrip(".") or "record"
        raise ValidationError(
            {
                (rest if name == "__all__" else f"{prefix}{name}"): told
                for name, told in texts.items()
            }
        ) from None


def _by_field(refused: ValidationError) -> dict[str, list[str]]:
    if hasattr(refused, "error_dict"):
        return refused.message_dict
    return {"__all__": refused.messages}


def _save(record, by) -> None:
    """Let the history say who."""
    record._history_user = by
    record.save()
