"""Units, properties, qualifiers, verbs, publishers, entities, topics, attributions."""

from articles.models import Publisher
from entities.models import (
    Attribution,
    AttributionLink,
    Entity,
    EntityRelation,
    Identifier,
    LinkVerb,
    Name,
    Property,
    PropertyGroup,
    QualifierKind,
    Topic,
    Unit,
)
from project.seeding.reader import Entry, SeedError
from project.seeding.records import find, named, save

WORDS = {
    "units": Unit,
    "groups": PropertyGroup,
    "qualifiers": QualifierKind,
    "links": LinkVerb,
}


def add_word(model, entry: Entry, order: int) -> bool:
    slug = entry.take("slug")
    if model.objects.filter(slug=slug).exists():
        return False
    fields = {"slug": slug, "label": entry.take("label"), "order": order}
    if model is Unit:
        fields |= {"kind": entry.take("kind"), "symbol": entry.take("symbol", "")}
    entry.finish()
    save(model(**fields), entry)
    return True


def add_property(entry: Entry, order: int) -> bool:
    slug = entry.take("slug")
    if Property.objects.filter(slug=slug).exists():
        return False
    required = [
        named(QualifierKind, name, entry)
        for name in entry.take("required_qualifiers", [])
    ]
    record = Property(
        slug=slug,
        order=order,
        label=entry.take("label"),
        description=entry.take("description"),
        group=find(PropertyGroup, entry, "group"),
        value_types=entry.take("value_types"),
    )
    entry.finish()
    save(record, entry)
    record.required_qualifiers.set(required)
    return True


def add_publisher(entry: Entry) -> bool:
    slug = entry.take("slug")
    if Publisher.objects.filter(slug=slug).exists():
        return False
    record = Publisher(
        slug=slug,
        name=entry.take("name"),
        description=entry.take("description", {}),
        language=entry.take("language", ""),
        country=entry.take("country", ""),
        website=entry.take("website", ""),
        note=entry.take("note", ""),
    )
    entry.finish()
    save(record, entry)
    return True


def add_entity(entry: Entry, *, drafted_by) -> Entity | None:
    """Add an entity with its names and identifiers; None if it is there already."""
    slug = entry.take("slug")
    if Entity.objects.filter(slug=slug).exists():
        return None
    record = Entity(
        slug=slug,
        kind=entry.take("kind"),
        label=entry.take("label"),
        description=entry.take("description", {}),
        disambiguation=entry.take("disambiguation", {}),
        outside_knowledge=entry.take("outside_knowledge", {}),
        is_implied=entry.take("is_implied", False),
        publisher=find(Publisher, entry, "publisher", None),
        drafted_by=drafted_by,
    )
    save(record, entry)
    for name in entry.entries("names"):
        save(Name(entity=record, **_all_of(name)), name)
    for identifier in entry.entries("identifiers"):
        save(Identifier(entity=record, **_all_of(identifier)), identifier)
    given = {(name.language, name.text) for name in record.names.all()}
    for label in record.label.items():
        if label not in given:
            raise SeedError(f"{entry.where}: “{label[1]}” is not among its names.")
    return record


def add_relations(record: Entity, rows: list[Entry]) -> None:
    for row in rows:
        other = find(Entity, row, "to")
        relation = EntityRelation(entity=record, kind=row.take("as"), other=other)
        row.finish()
        save(relation, row)


def _all_of(entry: Entry) -> dict:
    """Take every key of a flat entry; a wrong one is told with its line."""
    allowed = {"text", "language", "kind", "note", "scheme", "value", "mic"}
    if unknown := set(entry) - allowed:
        raise SeedError(f"{entry.where}: nobody reads the key {min(unknown)}.")
    return dict(entry)


def add_topic(entry: Entry, order: int, *, drafted_by) -> Topic | None:
    """Add a topic; wider topics come first in the file."""
    slug = entry.take("slug")
    if Topic.objects.filter(slug=slug).exists():
        return None
    record = Topic(
        slug=slug,
        order=order,
        parent=find(Topic, entry, "parent", None),
        title=entry.take("title"),
        description=entry.take("description", {}),
        narrative=entry.take("narrative", {}),
        drafted_by=drafted_by,
    )
    return save(record, entry)


def add_attribution(entry: Entry) -> bool:
    slug = entry.take("slug")
    if Attribution.objects.filter(slug=slug).exists():
        return False
    record = save(Attribution(slug=slug), entry)
    for position, row in enumerate(entry.entries("links")):
        link = AttributionLink(
            attribution=record,
            position=position,
            by=find(Entity, row, "by"),
            verb=find(LinkVerb, row, "link"),
            inferred=row.take("inferred", False),
            at=find(Entity, row, "at", None),
            at_text=row.take("at_text", ""),
        )
        row.finish()
        save(link, row)
    entry.finish()
    return True
