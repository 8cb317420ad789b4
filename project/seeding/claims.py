"""Claims with their values, qualifiers and citations, and comparisons of claims."""

from articles.models import Article, Passage
from entities.models import (
    Attribution,
    Citation,
    Claim,
    ClaimSubject,
    ClaimTopic,
    Comparison,
    ComparisonClaim,
    Entity,
    Property,
    Qualifier,
    QualifierKind,
    Stance,
    Topic,
    Unit,
    Value,
    ValueEntity,
)
from project.seeding.reader import Entry, SeedError
from project.seeding.records import find, named, save, told_with_line

VALUE_WORDS = [
    "part",
    "name",
    "type",
    "low",
    "high",
    "bound",
    "per",
    "comparison",
    "date",
    "date_part",
    "year_is_implied",
    "relative_to",
    "text",
    "as_printed",
    "alternatives",
    "remark",
]


def add_claim(entry: Entry, article: Article, *, drafted_by) -> Claim | None:
    """Add a claim with all but its ties to other claims; None if it is there."""
    ref = entry.take("ref")
    if Claim.objects.filter(ref=ref).exists():
        return None
    record = Claim(
        ref=ref,
        subject=find(Entity, entry, "subject"),
        property=find(Property, entry, "property"),
        sentences=entry.take("sentences"),
        polarity=entry.take("polarity", "positive"),
        certainty=entry.take("certainty"),
        rank=entry.take("rank", "normal"),
        rank_reason=entry.take("rank_reason", ""),
        checkable=entry.take("checkable"),
        as_of=entry.take("as_of", ""),
        as_of_basis=entry.take("as_of_basis", "undated"),
        presupposed=entry.take("presupposed", False),
        derived=entry.take("derived", ""),
        note=entry.take("note", {}),
        drafted_by=drafted_by,
    )
    save(record, entry)
    _add_rows(record, entry, ClaimSubject, "co_subjects", "entity", Entity)
    _add_rows(record, entry, ClaimTopic, "topics", "topic", Topic)
    for position, row in enumerate(entry.entries("values")):
        _add_value(record, row, position)
    _add_citations(record, entry, article)
    return record


def _add_rows(claim, entry: Entry, model, key: str, field: str, target) -> None:
    for position, slug in enumerate(entry.take(key, [])):
        fields = {field: named(target, slug, entry), "position": position}
        save(model(claim=claim, **fields), entry)


def _add_value(claim: Claim, row: Entry, position: int) -> None:
    fields = {word: row.take(word) for word in VALUE_WORDS if word in row}
    if "high" not in fields and fields.get("bound", "exact") in ("exact", "about"):
        fields["high"] = fields.get("low")
    value = Value(
        claim=claim,
        position=position,
        unit=find(Unit, row, "unit", None),
        inferred_unit=find(Unit, row, "inferred_unit", None),
        **fields,
    )
    save(value, row)
    for role in ("", "partner", "between"):
        for place, slug in enumerate(row.take(role or "entities", [])):
            entity = named(Entity, slug, row)
            save(
                ValueEntity(value=value, entity=entity, role=role, position=place), row
            )


def _add_citations(claim: Claim, entry: Entry, article: Article) -> None:
    attribution = find(Attribution, entry, "attribution")
    asserted_by = find(Entity, entry, "asserted_by")
    mode = entry.take("mode")
    version = article.current_version
    for position, row in enumerate(entry.entries("citations")):
        quote = row.take("quote")
        if version is None:
            raise SeedError(f"{row.where}: the article has no text to cite.")
        with told_with_line(row):
            passage = Passage.objects.find(version, quote, row.take("occurrence", None))
        citation = Citation(
            claim=claim,
            passage=passage,
            position=position,
            part=row.take("part", "states"),
            attribution=attribution,
            asserted_by=asserted_by,
            mode=mode,
            locator=row.take("locator", ""),
            translation=row.take("translation", {}),
        )
        row.finish()
        save(citation, row)


def tie(claim: Claim, entry: Entry) -> None:
    """Add what may point at other claims, once all claims are there."""
    for position, row in enumerate(entry.entries("qualifiers")):
        qualifier = Qualifier(
            claim=claim,
            kind=find(QualifierKind, row, "kind"),
            position=position,
            text=row.take("text", ""),
            number=row.take("number", None),
            entity=find(Entity, row, "entity", None),
            other_claim=find(Claim, row, "claim", None, by="ref"),
        )
        row.finish()
        save(qualifier, row)
    for row in entry.entries("stances"):
        stance = Stance(
            claim=claim,
            by=find(Entity, row, "by"),
            position=row.take("position"),
            about=find(Claim, row, "about", None, by="ref"),
        )
        row.finish()
        save(stance, row)
    if resolved_by := find(Claim, entry, "resolved_by", None, by="ref"):
        value = claim.values.get(part="main")
        value.resolved_by = resolved_by
        save(value, entry)


def add_comparison(entry: Entry, *, drafted_by) -> Comparison | None:
    slug = entry.take("slug")
    if Comparison.objects.filter(slug=slug).exists():
        return None
    record = Comparison(
        slug=slug,
        ref=entry.take("ref", ""),
        comparison_class=entry.take("class"),
        kind=entry.take("kind"),
        state=entry.take("state"),
        title=entry.take("title"),
        explanation=entry.take("explanation"),
        independence=entry.take("independence", ""),
        sources_note=entry.take("sources_note", {}),
        precision_differs=entry.take("precision_differs", False),
        not_same=entry.take("not_same", []),
        check_sum=entry.take("check_sum", ""),
        stance_by=find(Entity, entry, "stance_by", None),
        derived_from=find(Claim, entry, "derived_from", None, by="ref"),
        drafted_by=drafted_by,
    )
    save(record, entry)
    sides = {ref: side for side in ("earlier", "later") for ref in entry.take(side, [])}
    for position, ref in enumerate(entry.take("claims")):
        member = ComparisonClaim(
            comparison=record,
            claim=named(Claim, ref, entry, by="ref"),
            position=position,
            side=sides.get(ref, ""),
        )
        save(member, entry)
    return record
