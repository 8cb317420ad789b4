"""Claims found as one types, for a passage that may be evidence for one of them."""

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, When
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.admin.desk import in_every_language
from articles.desk_api import DeskView
from articles.models import Article, Verb, needs_reason, refusal
from articles.wording import say
from entities.models import Citation, Claim, Entity, Mention, Value

MOST = 20
MOST_WORDS = 8  # of which each is looked for by itself


class ClaimQuery(serializers.Serializer):
    """What is typed, and the article at whose desk."""

    q = serializers.CharField(max_length=200, required=False, help_text="Some words.")
    article = serializers.SlugField(
        max_length=200, required=False, help_text="Its own claims come first."
    )


class FoundClaimSerializer(serializers.Serializer):
    """One claim, as a list to choose from tells of it."""

    key = serializers.CharField()
    pk = serializers.IntegerField(help_text="For the desk's pages.")
    sentence = serializers.CharField()
    language = serializers.CharField()
    subject = serializers.CharField()
    property = serializers.CharField()
    printed = serializers.CharField(help_text="The figure as printed, if there is one.")
    status = serializers.CharField()
    cites_here = serializers.BooleanField(help_text="Whether it cites the article.")
    needs_reason = serializers.BooleanField(
        help_text="Whether more evidence for it takes a written reason."
    )
    refused = serializers.CharField(help_text="Why this person may not cite for it.")


class FoundClaimsSerializer(serializers.Serializer):
    """At most twenty, those of the article and of its entities first."""

    claims = FoundClaimSerializer(many=True)


class ClaimSearchView(DeskView):
    """Claims by words of their sentences, their subject, reference or figure."""

    parameters = {"q", "article"}

    @extend_schema(parameters=[ClaimQuery], responses=FoundClaimsSerializer)
    def get(self, request):
        self.ask_right(Claim, "view")
        asked = ClaimQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        article = None
        if "article" in given:
            article = self.find(Article, slug=given["article"])
        claims = claims_for(given.get("q", ""), article)
        return Response({"claims": [told(claim, request.user) for claim in claims]})


def claims_for(words: str, article: Article | None):
    """Return the claims that have every word, the nearest to the article first.

    Without words, those only that cite the article or are about what it mentions.
    """
    claims = Claim.objects.kept_up()
    for word in words.split()[:MOST_WORDS]:
        claims = claims.filter(having(word))
    claims = near_first(claims, article)
    if not words.strip():
        claims = claims.filter(Q(cites_here=True) | Q(about_here=True))
    return claims[:MOST]


def near_first(claims, article: Article | None):
    """Return the claims with what a list tells of them: those that cite the article,
    then those about what it mentions, then others, the newest first."""
    here = Citation.objects.filter(claim=OuterRef("pk"))
    named = Mention.objects.filter(entity=OuterRef("subject"))
    claims = claims.annotate(
        cites_here=Exists(here.filter(passage__version__article=article)),
        about_here=Exists(named.filter(passage__version__article=article)),
    )
    near = Case(
        When(cites_here=True, then=0),
        When(about_here=True, then=1),
        default=2,
        output_field=IntegerField(),
    )
    main = Value.objects.filter(part="main").prefetch_related("value_entities__entity")
    return (
        claims.annotate(near=near)
        .order_by("near", "-changed_at", "-pk")
        .select_related("subject", "property")
        .prefetch_related(Prefetch("values", main))
    )


def having(word: str) -> Q:
    """Claims that have the word: in a sentence, the subject's names, the reference or
    the figure as printed."""
    found = Q(ref__icontains=word) | Q(key=word)
    for lookup in in_every_language("sentences"):
        found |= Q(**{lookup: word})
    called = Q(names__text__icontains=word)
    for lookup in in_every_language("label"):
        called |= Q(**{lookup: word})
    subjects = Entity.objects.filter(called).order_by().values("pk")
    printed = Value.objects.filter(as_printed__icontains=word).order_by()
    return found | Q(subject__in=subjects) | Q(pk__in=printed.values("claim"))


def told(claim: Claim, user) -> dict:
    sentence, language = say(claim.sentences, "en")
    main = claim.main_value
    return {
        "key": claim.key,
        "pk": claim.pk,
        "sentence": sentence or str(claim),
        "language": language,
        "subject": str(claim.subject),
        "property": str(claim.property),
        "printed": main.as_printed if main else "",
        "status": claim.get_status_display(),
        "cites_here": claim.cites_here,  # type: ignore[attr-defined]  # annotated
        "needs_reason": needs_reason(claim, Verb.CHANGE, user),
        "refused": str(refusal(claim, Verb.CHANGE, user) or ""),
    }
