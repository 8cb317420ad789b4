"""A chain as the desk's script sends it: by its address, link by link, or none."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.models import Article
from articles.sent import Sent
from entities.attributing import MOST_LINKS, Link, attribution_of, own_attribution
from entities.models import Attribution, Entity, LinkVerb

SLUG = 120  # characters of the longest


class LinkInput(Sent):
    """Who passes it on, and how; entities and verbs by their addresses."""

    by = serializers.CharField(max_length=SLUG)
    verb = serializers.CharField(max_length=SLUG)
    inferred = serializers.BooleanField(default=False)
    at = serializers.CharField(max_length=SLUG, default="", allow_blank=True)
    at_text = serializers.CharField(max_length=200, default="", allow_blank=True)


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string", "description": "The address of a chain there is."},
            {
                "type": "array",
                "description": "Its links, from the page before us to the origin.",
                "items": {
                    "type": "object",
                    "required": ["by", "verb"],
                    "properties": {
                        "by": {"type": "string"},
                        "verb": {"type": "string"},
                        "inferred": {"type": "boolean"},
                        "at": {"type": "string"},
                        "at_text": {"type": "string"},
                    },
                },
            },
        ],
        "description": "The article's own publisher alone, if it is left out.",
    }
)
class ChainField(serializers.Field):
    """Cleans to an Attribution, or to a list of Link."""

    def to_internal_value(self, data) -> Attribution | list[Link]:
        if isinstance(data, str):
            return self._found(serializers.CharField(max_length=SLUG), data)
        if not isinstance(data, list) or not 1 <= len(data) <= MOST_LINKS:
            text = f"Give its address, or its links: one to {MOST_LINKS}."
            raise serializers.ValidationError(text)
        rows = LinkInput(data=data, many=True)
        if not rows.is_valid():
            raise serializers.ValidationError(_told(rows.errors))
        return links_of(rows.validated_data)

    def _found(self, box: serializers.CharField, data: str) -> Attribution:
        slug = box.run_validation(data)
        found = Attribution.objects.filter(slug=slug).first()
        if found is None:
            raise serializers.ValidationError(f"There is no chain “{slug}”.")
        return found


def links_of(rows: list[dict]) -> list[Link]:
    """Return the links with what their addresses name, in two queries for all."""
    wanted = {row[name] for row in rows for name in ("by", "at") if row[name]}
    entities = {e.slug: e for e in Entity.objects.filter(slug__in=wanted)}
    words = {row["verb"] for row in rows}
    verbs = {verb.slug: verb for verb in LinkVerb.objects.filter(slug__in=words)}
    unknown = sorted((wanted - set(entities)) | (words - set(verbs)))
    if unknown:
        named = ", ".join(f"“{slug}”" for slug in unknown)
        raise serializers.ValidationError(f"There is no {named}.")
    return [
        Link(
            by=entities[row["by"]],
            verb=verbs[row["verb"]],
            inferred=row["inferred"],
            at=entities.get(row["at"]),
            at_text=row["at_text"],
        )
        for row in rows
    ]


def resolved(chain, article: Article, *, user) -> tuple[Attribution, str]:
    """Return the attribution that a cleaned chain means, and what was made for it.

    `chain` is an Attribution, a list of Link, or None for the article's publisher.
    """
    if isinstance(chain, Attribution):
        return chain, ""
    if chain:
        return attribution_of(chain, user=user), ""
    return own_attribution(article, user=user)


def _told(errors) -> list[str]:
    """Return one sentence for each wrong box of each link."""
    numbered = errors.items() if isinstance(errors, dict) else enumerate(errors)
    return [
        f"Link {number + 1}, {name}: {text}"
        for number, wrong in numbered
        for name, texts in wrong.items()
        for text in texts
    ]
