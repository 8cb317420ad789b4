"""What the API says of publishers, articles and versions, and how it says anything."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.datefield import EdtfField
from articles.dates import Edtf
from articles.models import Article, Passage, Publisher, Rights, Section, Version
from articles.wording import LANGUAGES, WordingField


@extend_schema_field(
    {
        "type": "object",
        "properties": {language: {"type": "string"} for language in LANGUAGES},
        "additionalProperties": False,
    }
)
class WordingJson(serializers.JSONField):
    """The same text by language; a language that it lacks is left out."""


class DateSerializer(serializers.Serializer):
    """A date as precise as it is known, in EDTF with `2023-Q1` and `2024-H1`."""

    edtf = serializers.CharField(help_text="Such as 2023-10, XXXX-08-22, 2018/2019.")
    earliest = serializers.DateField(allow_null=True, help_text="Its first day.")
    latest = serializers.DateField(allow_null=True, help_text="Its last day.")
    precision = serializers.CharField(help_text="Day, month, quarter, half, year …")
    is_approximate = serializers.BooleanField()
    is_uncertain = serializers.BooleanField()


@extend_schema_field(DateSerializer)
class DateJson(serializers.Field):
    def to_representation(self, text):
        if not text:
            return None
        date = Edtf.parse(text)
        return {
            "edtf": str(date),
            "earliest": date.earliest and date.earliest.isoformat(),
            "latest": date.latest and date.latest.isoformat(),
            "precision": date.precision,
            "is_approximate": date.is_approximate,
            "is_uncertain": date.is_uncertain,
        }


@extend_schema_field({"type": "string", "format": "uri"})
class PageAddress(serializers.Field):
    """The address of the readers' page."""

    def __init__(self, **options):
        super().__init__(**({"source": "*", "read_only": True} | options))

    def to_representation(self, record):
        return self.context["request"].build_absolute_uri(record.get_absolute_url())


class Each(serializers.ListSerializer):
    """One answer for each of what `pick` finds in the rows of a relation."""

    def __init__(self, *args, pick, **options):
        self.pick = pick
        super().__init__(*args, **({"read_only": True} | options))

    def to_representation(self, rows):
        return super().to_representation(self.pick(rows.all()))


class PublicSerializer(serializers.ModelSerializer):
    """Read only. Blank text is null, and so is a record that readers may not see: one
    whose queryset found `<field>_is_public` to be false. `fields=` picks among the
    outermost fields."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        EdtfField: DateJson,
        WordingField: WordingJson,
    }

    def get_fields(self):
        fields = super().get_fields()
        wanted = self._wanted()
        return {
            name: field
            for name, field in fields.items()
            if not wanted or name in wanted
        }

    def _wanted(self) -> list[str]:
        """Return the names in `fields=`, if this is the outermost serializer."""
        if self.parent and self.parent is not self.root:
            return []
        if self.parent and not isinstance(self.parent, serializers.ListSerializer):
            return []
        request = self.context.get("request")
        names = request.query_params.get("fields") if request else ""
        return names.split(",") if names else []

    def build_standard_field(self, field_name, model_field):
        field_class, options = super().build_standard_field(field_name, model_field)
        kept = {name: options[name] for name in ("help_text",) if name in options}
        if "choices" in options:
            kept["choices"] = [row for row in options["choices"] if row[0]]
        is_text = model_field.get_internal_type() != "JSONField"
        kept["allow_null"] = model_field.null or (model_field.blank and is_text)
        return field_class, kept | {"read_only": True}

    def build_property_field(self, field_name, model_class):
        return serializers.ReadOnlyField, {}

    def get_attribute(self, record):
        if not getattr(record, f"{self.source}_is_public", True):
            return None
        return super().get_attribute(record)

    def to_representation(self, record):
        answer = super().to_representation(record)
        return {name: None if said == "" else said for name, said in answer.items()}


class LinkedSerializer(PublicSerializer):
    """Of a record with a page of its own."""

    url = PageAddress(help_text="The readers' page.")


class PublisherRefSerializer(LinkedSerializer):
    """A publisher, named in passing."""

    class Meta:
        model = Publisher
        fields = ["slug", "name", "url"]


class PublisherSerializer(LinkedSerializer):
    """Who publishes articles."""

    class Meta:
        model = Publisher
        fields = [
            "slug", "url", "name", "description", "language", "country", "website",
        ]  # fmt: skip


class VersionRefSerializer(PublicSerializer):
    """One immutable capture of an article's text, without the text."""

    class Meta:
        model = Version
        fields = ["number", "sha256", "contract", "captured_at"]


class SectionSerializer(PublicSerializer):
    """A stretch of a version: heading, paragraph, list item, boilerplate …"""

    under = serializers.IntegerField(
        source="under.index",
        default=None,
        read_only=True,
        allow_null=True,
        help_text="Index of the heading it stands under.",
    )

    class Meta:
        model = Section
        fields = [
            "index", "kind", "detail", "treatment", "start", "end", "language", "under",
            "original",
        ]  # fmt: skip


class VersionSerializer(VersionRefSerializer):
    """One immutable capture of an article's text; offsets count Unicode code points."""

    text = serializers.SerializerMethodField(
        help_text="Null unless the article's rights are “full”."
    )
    sections = SectionSerializer(many=True, read_only=True)

    class Meta(VersionRefSerializer.Meta):
        fields = [*VersionRefSerializer.Meta.fields, "text", "sections"]

    def get_text(self, version) -> str | None:
        return version.text if version.article.rights == Rights.FULL else None


class ArticleSerializer(LinkedSerializer):
    """One text published by a third party, or the desk's digest of one."""

    publisher = PublisherRefSerializer(read_only=True)
    source_url = serializers.URLField(
        source="url",
        read_only=True,
        allow_null=True,
        help_text="Where it was published.",
    )
    versions = VersionRefSerializer(many=True, read_only=True)

    class Meta:
        model = Article
        fields = [
            "slug", "ref", "url", "title", "title_language", "title_is_ours",
            "publisher", "language", "form", "summary", "source_url", "byline",
            "editor", "published_on", "published_basis", "not_before", "not_after",
            "is_digest", "rights", "original_sha256", "source_note",
            "outside_knowledge", "versions", "status", "published_at", "changed_at",
        ]  # fmt: skip


class ArticleRefSerializer(LinkedSerializer):
    """An article, named in passing."""

    publisher = PublisherRefSerializer(read_only=True)

    class Meta:
        model = Article
        fields = [
            "slug", "url", "title", "title_language", "language", "publisher",
            "published_on", "rights", "is_digest",
        ]  # fmt: skip


class PassageSerializer(LinkedSerializer):
    """A stretch of a version that a claim cites, with some context on either side."""

    class Meta:
        model = Passage
        fields = ["key", "start", "end", "quote", "prefix", "suffix", "url"]
        extra_kwargs = {
            "start": {"help_text": "In Unicode code points, the first one is 0."},
            "end": {"help_text": "The code point after the last one."},
        }

    def to_representation(self, passage):
        answer = super().to_representation(passage)
        if passage.version.article.rights == Rights.QUOTES:
            answer |= dict.fromkeys({"prefix", "suffix"} & answer.keys())
        return answer
