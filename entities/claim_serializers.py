"""What the API says of a claim: everything that its page shows."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.serializers import (
    ArticleRefSerializer,
    Each,
    LinkedSerializer,
    PassageSerializer,
    PublicSerializer,
    VersionRefSerializer,
)
from entities.models import (
    AttributionLink,
    Citation,
    CitationPart,
    Claim,
    Entity,
    Qualifier,
    Stance,
    Value,
    ValueEntity,
    ValuePart,
)
from entities.serializers import (
    ClaimRefSerializer,
    ComparisonRefSerializer,
    EntityRefSerializer,
    PropertyRefSerializer,
    TopicRefSerializer,
    UnitSerializer,
    WordSerializer,
)


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"})
class Figure(serializers.Field):
    """A number as text, every digit and no more: JSON's own numbers lose some."""

    def to_representation(self, number):
        return f"{number.normalize():f}"


class ValueEntitySerializer(PublicSerializer):
    """One of the entities that a value names."""

    entity = EntityRefSerializer(read_only=True)

    class Meta:
        model = ValueEntity
        fields = ["role", "entity"]


class ValueSerializer(PublicSerializer):
    """What a claim's property says: an amount, a date, entities or a short text."""

    low = Figure(read_only=True, allow_null=True, help_text="Null: no lower end.")
    high = Figure(read_only=True, allow_null=True, help_text="Null: no upper end.")
    unit = UnitSerializer(read_only=True, allow_null=True)
    inferred_unit = UnitSerializer(
        read_only=True,
        allow_null=True,
        help_text="What the desk takes a unit to be that the source leaves out.",
    )
    entities = ValueEntitySerializer(source="value_entities", many=True, read_only=True)
    resolved_by = ClaimRefSerializer(
        read_only=True,
        allow_null=True,
        help_text="The claim that tells what the printed words refer to.",
    )

    class Meta:
        model = Value
        fields = [
            "part", "name", "type", "low", "high", "bound", "unit", "inferred_unit",
            "per", "comparison", "date", "date_part", "year_is_implied", "relative_to",
            "text", "as_printed", "entities", "alternatives", "resolved_by", "remark",
        ]  # fmt: skip


class QualifierSerializer(PublicSerializer):
    """What narrows a claim: one of a text, a number, an entity and another claim."""

    kind = WordSerializer(read_only=True)
    entity = EntityRefSerializer(read_only=True, allow_null=True)
    claim = ClaimRefSerializer(source="other_claim", read_only=True, allow_null=True)

    class Meta:
        model = Qualifier
        fields = ["kind", "text", "number", "entity", "claim"]


class LinkSerializer(PublicSerializer):
    """Who passes it on, and how; the first link is the page before us."""

    by = EntityRefSerializer(read_only=True, allow_null=True)
    verb = WordSerializer(read_only=True)
    at = EntityRefSerializer(
        read_only=True, allow_null=True, help_text="On the occasion of."
    )

    class Meta:
        model = AttributionLink
        fields = ["by", "verb", "inferred", "at", "at_text"]


class CitedPassageSerializer(PassageSerializer):
    """The words that say so, where they stand."""

    version = VersionRefSerializer(read_only=True)
    article = ArticleRefSerializer(source="version.article", read_only=True)

    class Meta(PassageSerializer.Meta):
        fields = [*PassageSerializer.Meta.fields, "version", "article"]


class CitationSerializer(PublicSerializer):
    """Ties a claim to a passage, and to those who passed it on."""

    passage = CitedPassageSerializer(read_only=True)
    asserted_by = EntityRefSerializer(read_only=True, allow_null=True)
    attribution = LinkSerializer(source="attribution.links", many=True, read_only=True)

    class Meta:
        model = Citation
        fields = [
            "part", "mode", "asserted_by", "locator", "translation", "passage",
            "attribution",
        ]  # fmt: skip


class StanceSerializer(PublicSerializer):
    """Where somebody stands to the claim."""

    by = EntityRefSerializer(read_only=True)
    about = ClaimRefSerializer(
        read_only=True, allow_null=True, help_text="If it is about another claim."
    )

    class Meta:
        model = Stance
        fields = ["by", "position", "about"]


def other_values(values):
    return [value for value in values if value.part != ValuePart.MAIN]


def origins(citations):
    """Return where the chains end behind what states or supports the claim."""
    found: dict[int, Entity] = {}
    for citation in citations:
        links = list(citation.attribution.links.all())
        backs = citation.part in (CitationPart.STATES, CitationPart.SUPPORTS)
        if backs and links and links[-1].by_is_public:
            found.setdefault(links[-1].by_id, links[-1].by)
    return list(found.values())


class ClaimSerializer(LinkedSerializer):
    """Subject, property, value and qualifiers, with a plain sentence per language, and
    everything by which to judge it."""

    subject = EntityRefSerializer(read_only=True)
    co_subjects = Each(
        child=EntityRefSerializer(),
        pick=lambda rows: [row.entity for row in rows],
        help_text="Further subjects of which it says the same.",
    )
    property = PropertyRefSerializer(read_only=True)
    value = ValueSerializer(source="main_value", read_only=True, allow_null=True)
    other_values = Each(
        child=ValueSerializer(),
        source="values",
        pick=other_values,
        help_text="Literal and probable readings, thresholds, scales, components.",
    )
    qualifiers = QualifierSerializer(many=True, read_only=True)
    topics = Each(
        child=TopicRefSerializer(),
        source="claim_topics",
        pick=lambda rows: [row.topic for row in rows],
    )
    citations = CitationSerializer(many=True, read_only=True)
    origins = Each(
        child=EntityRefSerializer(),
        source="citations",
        pick=origins,
        help_text="Where the chains end; claims of one origin are not independent.",
    )
    stances = StanceSerializer(many=True, read_only=True)
    comparisons = Each(
        child=ComparisonRefSerializer(),
        source="memberships",
        pick=lambda rows: [row.comparison for row in rows],
    )

    class Meta:
        model = Claim
        fields = [
            "key", "ref", "url", "sentences", "subject", "co_subjects", "property",
            "value", "other_values", "qualifiers", "polarity", "certainty", "rank",
            "rank_reason", "checkable", "as_of", "as_of_basis", "presupposed",
            "derived", "note", "topics", "citations", "origins", "stances",
            "comparisons", "status", "published_at", "changed_at",
        ]  # fmt: skip
