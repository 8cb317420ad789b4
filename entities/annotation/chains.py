"""Who passed it on: the chains that are offered for an article's citations."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.capture.storing import UNKNOWN_PUBLISHER
from articles.desk_api import DeskView
from articles.models import Article
from entities.attributing import VERB, publisher_entity
from entities.models import Attribution, AttributionLink, LinkVerb

MOST = 12  # chains of each kind that are offered
NOT_KNOWN = (
    "Who publishes this is not known. If you can find out, name the publisher in the "
    "article's form first: all texts of an unknown one count as one voice."
)


class NamedSerializer(serializers.Serializer):
    """An entity or a verb, by its address and its name."""

    slug = serializers.CharField()
    name = serializers.CharField()


class OfferedLinkSerializer(serializers.Serializer):
    """Who passes it on, and how."""

    by = NamedSerializer()
    verb = NamedSerializer()
    inferred = serializers.BooleanField()
    at = NamedSerializer(allow_null=True, help_text="On what occasion.")
    at_text = serializers.CharField()


class OfferedChainSerializer(serializers.Serializer):
    """From the page before us to the origin."""

    slug = serializers.CharField(help_text="Empty where it would be made.")
    said = serializers.CharField(help_text="The voices in words.")
    links = OfferedLinkSerializer(many=True)
    is_own = serializers.BooleanField(help_text="Whether the article is cited so.")


class ChainsSerializer(serializers.Serializer):
    """The article's own chains, newest first, then recent ones of its publisher."""

    chains = OfferedChainSerializer(many=True)
    default = OfferedChainSerializer(allow_null=True)
    note = serializers.CharField(help_text="What taking the default would make.")
    verbs = NamedSerializer(many=True)


@dataclass(frozen=True)
class Offer:
    """What is offered for an article that is to be cited; `note` says what is missing
    or would be made."""

    chains: list[dict]
    default: dict | None
    note: str


class ChainsView(DeskView):
    """Chains that an article's citations may take."""

    @extend_schema(responses=ChainsSerializer)
    def get(self, request, slug):
        self.ask_right(Attribution, "view")
        article = self.find(Article, slug=slug)
        offer = offered(article)
        verbs = [{"slug": v.slug, "name": str(v)} for v in LinkVerb.objects.all()]
        return Response(
            {
                "chains": offer.chains,
                "default": offer.default,
                "note": offer.note,
                "verbs": verbs,
            }
        )


def offered(article: Article) -> Offer:
    """Return the chains for the article in a fixed number of queries."""
    chains = Attribution.objects.for_display().annotate(
        newest=Max("citations__pk"), length=Count("links", distinct=True)
    )
    chains = chains.filter(length__gt=0).order_by("-newest")
    there = "citations__passage__version__article"
    cited = Attribution.objects.filter(pk=OuterRef("pk"), **{there: article})
    own = list(chains.filter(Exists(cited))[:MOST])
    siblings = Attribution.objects.filter(
        pk=OuterRef("pk"), **{f"{there}__publisher": article.publisher}
    )
    others = chains.filter(Exists(siblings)).exclude(pk__in=[c.pk for c in own])[:MOST]
    told = [_told(chain, is_own=True) for chain in own]
    told += [_told(chain, is_own=False) for chain in others]
    if told and own:
        return Offer(told, told[0], "")
    default, note = _plain(article)
    return Offer(told, default, note)


def _plain(article: Article) -> tuple[dict | None, str]:
    """Return the chain of the publisher alone, and what taking it would make."""
    verb = LinkVerb.objects.filter(slug=VERB).first()
    if verb is None:
        return None, f"This site has no verb “{VERB}”: say how the publisher has it."
    entity = publisher_entity(article.publisher)
    name = str(entity or article.publisher)
    link = {
        "by": {"slug": entity.slug if entity else "", "name": name},
        "verb": {"slug": verb.slug, "name": str(verb)},
        "inferred": False,
        "at": None,
        "at_text": "",
    }
    note = "" if entity else f"“{name}” has no entity yet: one will be drafted."
    if article.publisher.slug == UNKNOWN_PUBLISHER["slug"]:
        note = f"{NOT_KNOWN} {note}".strip()
    chain = {"slug": "", "said": f"{name} {verb}", "links": [link], "is_own": False}
    return chain, note


def _told(chain: Attribution, *, is_own: bool) -> dict:
    links = list(chain.links.all())
    return {
        "slug": chain.slug,
        "said": " ← ".join(str(link.by) for link in links),
        "links": [_link(link) for link in links],
        "is_own": is_own,
    }


def _link(link: AttributionLink) -> dict:
    at = {"slug": link.at.slug, "name": str(link.at)} if link.at else None
    return {
        "by": {"slug": link.by.slug, "name": str(link.by)},
        "verb": {"slug": link.verb.slug, "name": str(link.verb)},
        "inferred": link.inferred,
        "at": at,
        "at_text": link.at_text,
    }
