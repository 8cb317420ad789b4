"""Which tables an editor means by “claims”, and which of their rows."""

from django.db.models import Model, QuerySet

from entities.models import Claim, Entity, Name, Topic
from project.exchange import tables
from project.exchange.sheets import Sheet

ALL = "all"
KINDS: dict[str, tuple[Sheet, ...]] = {
    "entities": (tables.ENTITIES, tables.IDENTIFIERS, tables.RELATIONS),
    "names": (tables.NAMES,),
    "topics": (tables.TOPICS,),
    "claims": (
        tables.ATTRIBUTIONS,
        tables.LINKS,
        tables.CLAIMS,
        tables.VALUES,
        tables.QUALIFIERS,
        tables.STANCES,
        tables.CITATIONS,
    ),
}
KINDS[ALL] = tuple(tables.SHEETS.values())
KIND_OF: dict[type[Model], str] = {
    Entity: "entities",
    Name: "names",
    Topic: "topics",
    Claim: "claims",
}


def records_of(sheet: Sheet, chosen: QuerySet | None) -> QuerySet:
    """Return the sheet's records that belong to the chosen ones of a kind; all of them
    where none are chosen."""
    records = sheet.model._default_manager.all()
    if sheet is tables.ENTITIES:  # what was merged is a redirect, not an entity
        records = Entity.objects.filter(merged_into=None)
        return records if chosen is None else records.filter(pk__in=chosen.values("pk"))
    if chosen is None:
        return records
    chosen = chosen.order_by()
    if sheet.model is chosen.model:
        return chosen
    if sheet is tables.ATTRIBUTIONS:
        return records.filter(citations__claim__in=chosen.values("pk"))
    if sheet is tables.LINKS:
        return records.filter(attribution__citations__claim__in=chosen.values("pk"))
    return records.filter(**{f"{sheet.owner}__in": chosen.values("pk")})
