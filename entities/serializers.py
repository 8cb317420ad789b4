"""What the API says of entities, topics, comparisons and the desk's words."""

from rest_framework import serializers

from articles.serializers import (
    LinkedSerializer,
    PublicSerializer,
    PublisherRefSerializer,
)
from entities.models import (
    Claim,
    Comparison,
    ComparisonClaim,
    Entity,
    EntityRelation,
    Identifier,
    Name,
    Property,
    QualifierKind,
    Topic,
    Unit,
)


class EntityRefSerializer(LinkedSerializer):
    """An entity, named in passing."""

    class Meta:
        model = Entity
        fields = ["slug", "kind", "label", "url"]


class TopicRefSerializer(LinkedSerializer):
    """A topic, named in passing."""

    class Meta:
        model = Topic
        fields = ["slug", "title", "url"]


class ClaimRefSerializer(LinkedSerializer):
    """A claim, named in passing."""

    class Meta:
        model = Claim
        fields = ["key", "ref", "sentences", "url"]


class WordSerializer(PublicSerializer):
    """A word of the desk's vocabulary."""

    class Meta:
        model = QualifierKind
        fields = ["slug", "label"]


class UnitSerializer(PublicSerializer):
    """What a figure counts; a currency's code is that of ISO 4217."""

    code = serializers.CharField(source="slug", read_only=True)

    class Meta:
        model = Unit
        fields = ["code", "kind", "symbol", "label"]


class PropertyRefSerializer(PublicSerializer):
    """What a claim says of its subject, named in passing."""

    group = WordSerializer(read_only=True)

    class Meta:
        model = Property
        fields = ["slug", "label", "group"]


class PropertySerializer(PropertyRefSerializer):
    """What a claim says of its subject."""

    value_types = serializers.ListField(
        child=serializers.CharField(),
        read_only=True,
        help_text="Kinds of value it takes; none for any.",
    )
    required_qualifiers = serializers.SlugRelatedField(
        slug_field="slug",
        many=True,
        read_only=True,
        help_text="A claim is not published without these.",
    )

    class Meta:
        model = Property
        fields = [
            "slug", "label", "description", "group", "value_types",
            "required_qualifiers",
        ]  # fmt: skip


class NameSerializer(PublicSerializer):
    """One name of an entity, in one language."""

    class Meta:
        model = Name
        fields = ["text", "language", "kind", "note"]


class IdentifierSerializer(PublicSerializer):
    """What a register calls an entity."""

    class Meta:
        model = Identifier
        fields = ["scheme", "value", "mic"]


class RelationSerializer(PublicSerializer):
    """A plain tie to another entity."""

    entity = EntityRefSerializer(source="other", read_only=True)

    class Meta:
        model = EntityRelation
        fields = ["kind", "entity"]


class EntitySerializer(LinkedSerializer):
    """A company, person, model, chip, place, event … that claims speak of."""

    names = NameSerializer(many=True, read_only=True)
    identifiers = IdentifierSerializer(many=True, read_only=True)
    relations = RelationSerializer(many=True, read_only=True)
    publisher = PublisherRefSerializer(
        read_only=True, allow_null=True, help_text="If it publishes articles."
    )

    class Meta:
        model = Entity
        fields = [
            "slug", "url", "kind", "label", "description", "disambiguation",
            "outside_knowledge", "is_implied", "names", "identifiers", "relations",
            "publisher", "status", "published_at", "changed_at",
        ]  # fmt: skip


class TopicSerializer(LinkedSerializer):
    """A subject with its own page, in a tree."""

    parent = TopicRefSerializer(
        read_only=True, allow_null=True, help_text="The wider topic."
    )
    children = TopicRefSerializer(
        many=True, read_only=True, help_text="Narrower topics."
    )

    class Meta:
        model = Topic
        fields = [
            "slug", "url", "title", "description", "narrative", "parent", "children",
            "status", "published_at", "changed_at",
        ]  # fmt: skip
        extra_kwargs = {
            "narrative": {"help_text": "Markdown; [[c:KEY]] cites the claim KEY."}
        }

    def to_representation(self, topic):
        answer = super().to_representation(topic)
        if "narrative" in answer:
            answer["narrative"] = {
                language: self.context["citing"](text)
                for language, text in answer["narrative"].items()
            }
        return answer


class ComparisonRefSerializer(LinkedSerializer):
    """A comparison that a claim takes part in."""

    # `class` is the desk's word for it and cannot be written as a Python name.
    vars()["class"] = serializers.ChoiceField(
        source="comparison_class",
        choices=Comparison.comparison_class.field.choices,
        read_only=True,
    )

    class Meta:
        model = Comparison
        fields = ["slug", "class", "kind", "state", "title", "url"]


class MemberSerializer(PublicSerializer):
    """A claim's place in a comparison."""

    claim = ClaimRefSerializer(read_only=True)
    subject = EntityRefSerializer(source="claim.subject", read_only=True)

    class Meta:
        model = ComparisonClaim
        fields = ["side", "claim", "subject"]


class ComparisonSerializer(ComparisonRefSerializer):
    """Claims laid side by side: they agree, differ, change over time, or show trouble
    in a text."""

    not_same = serializers.ListField(
        child=serializers.CharField(),
        read_only=True,
        help_text="What keeps the values from being merged.",
    )
    stance_by = EntityRefSerializer(read_only=True, allow_null=True)
    derived_from = ClaimRefSerializer(read_only=True, allow_null=True)
    claims = MemberSerializer(source="members", many=True, read_only=True)

    class Meta:
        model = Comparison
        fields = [
            "slug", "ref", "url", "class", "kind", "state", "title", "explanation",
            "independence", "sources_note", "precision_differs", "not_same",
            "check_sum", "stance_by", "derived_from", "claims", "status",
            "published_at", "changed_at",
        ]  # fmt: skip
