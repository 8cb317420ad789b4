"""Evidence: a selection becomes a citation of a claim, is changed, or taken away."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import Truncator
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.response import Response

from articles.admin.reasons import LONGEST
from articles.desk_api import DeskView
from articles.models import Article, Passage, Verb, may_propose, refusal
from articles.sent import Sent
from articles.wording import LANGUAGES, validate_wording
from entities.annotation.chain_field import ChainField, resolved
from entities.annotation.citing import cite, recite, uncite
from entities.annotation.claim_search import FoundClaimSerializer, near_first, told
from entities.annotation.outcome import OutcomeSerializer, outcome
from entities.annotation.places import PlaceSerializer, passage_at
from entities.models import Attribution, Citation, CitationPart, Claim, Entity, Mode


class WordingInput(serializers.DictField):
    """One text per language of the site; empty ones are left out."""

    child = serializers.CharField(allow_blank=True, max_length=20_000)

    def to_internal_value(self, data):
        given = super().to_internal_value(data)
        wording = {code: text.strip() for code, text in given.items() if text.strip()}
        try:
            validate_wording(wording)
        except ValidationError as refused:
            raise serializers.ValidationError(refused.messages) from None
        return wording


class EvidenceSerializer(Sent):
    """What a passage does for a claim, and who says so."""

    part = serializers.ChoiceField(CitationPart.choices, required=False)
    mode = serializers.ChoiceField(Mode.choices, required=False)
    chain = ChainField(required=False, allow_null=True)
    asserted_by = serializers.CharField(
        max_length=120,
        required=False,
        allow_blank=True,
        help_text="The address of one of the voices; the last, if it is left out.",
    )
    translation = WordingInput(
        required=False, help_text=f"Of the quote: {', '.join(LANGUAGES)}."
    )
    locator = serializers.CharField(max_length=60, required=False, allow_blank=True)
    reason = serializers.CharField(
        max_length=LONGEST,
        required=False,
        allow_blank=True,
        help_text="Why, where readers see the claim already.",
    )

    def validate_asserted_by(self, slug) -> Entity | None:
        voice = Entity.objects.filter(slug=slug).first() if slug else None
        if slug and voice is None:
            raise serializers.ValidationError(f"There is no entity “{slug}”.")
        return voice


class NewCitationSerializer(EvidenceSerializer):
    """A passage, and the claim it is evidence for."""

    place = PlaceSerializer()
    claim = serializers.CharField(max_length=16, help_text="The claim's ID.")

    def validate_claim(self, key) -> Claim:
        claim = Claim.objects.filter(key=key).first()
        if claim is None:
            raise serializers.ValidationError(f"There is no claim “{key}”.")
        return claim


class CitationAtDeskSerializer(serializers.Serializer):
    """A citation as the panel shows it that changes it."""

    revision = serializers.IntegerField(help_text="For If-Match.")
    quote = serializers.CharField()
    claim = FoundClaimSerializer()
    part = serializers.ChoiceField(CitationPart.choices)
    mode = serializers.ChoiceField(Mode.choices)
    chain = serializers.CharField(help_text="Its address.")
    asserted_by = serializers.CharField(help_text="The address of the voice.")
    translation = serializers.DictField(child=serializers.CharField())
    locator = serializers.CharField()


class MayPropose(exceptions.PermissionDenied):
    """Readers see it: this person may propose it at the address in `errors`."""

    def __init__(self, refused: Exception, address: str) -> None:
        super().__init__(str(refused))
        self.errors = {"propose": [address]}


class CitationsView(DeskView):
    """Makes a selection evidence for a claim."""

    @extend_schema(request=NewCitationSerializer, responses={201: OutcomeSerializer})
    def post(self, request, slug):
        self.ask_right(Claim, "view")
        article = self.find(Article, slug=slug)
        ask_to_name(self, request.data)
        sent = NewCitationSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        given = sent.validated_data
        claim, place = given.pop("claim"), given.pop("place")
        passage = passage_at(article, place)
        if refused := refusal(claim, Verb.CHANGE, request.user):
            raise as_proposal(refused, claim, passage, request.user)
        attribution, made = resolved(
            given.pop("chain", None), article, user=request.user
        )
        citation = cite(
            claim, passage, by=request.user, attribution=attribution, **given
        )
        said = f"{citation.get_part_display().capitalize()}: “{short(claim)}” {made}"
        told = outcome(passage.version, request.user, said.strip(), claims=[claim.pk])
        return Response(told, status=201)


class CitationView(DeskView):
    """One citation: what it says is changed, or it is taken away."""

    @extend_schema(responses=CitationAtDeskSerializer)
    def get(self, request, pk):
        self.ask_right(Claim, "view")
        citation = self.find(Citation, pk=pk)
        claims = Claim.objects.filter(pk=citation.claim_id)
        (claim,) = near_first(claims, citation.article)
        return Response(
            {
                "revision": citation.revision,
                "quote": citation.passage.quote,
                "claim": told(claim, request.user),
                "part": citation.part,
                "mode": citation.mode,
                "chain": citation.attribution.slug,
                "asserted_by": citation.asserted_by.slug,
                "translation": citation.translation,
                "locator": citation.locator,
            }
        )

    @extend_schema(request=EvidenceSerializer, responses=OutcomeSerializer)
    def patch(self, request, pk):
        citation = self.citation(pk)
        ask_to_name(self, request.data)
        sent = EvidenceSerializer(data=request.data, partial=True)
        sent.is_valid(raise_exception=True)
        given = sent.validated_data
        reason = given.pop("reason", "")
        if "chain" in given:
            given["attribution"], _ = resolved(
                given.pop("chain"), citation.article, user=request.user
            )
        if given.get("asserted_by", "none") is None:
            given.pop("asserted_by")
        recite(citation, by=request.user, reason=reason, **given)
        said = f"Changed the evidence for “{short(citation.claim)}”."
        return Response(self.outcome_of(citation, said))

    @extend_schema(
        request=None,
        responses={200: OutcomeSerializer},
        parameters=[],
    )
    def delete(self, request, pk):
        citation = self.citation(pk)
        sent = ReasonSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        mark = f"citation-{citation.pk}"
        uncite(citation, by=request.user, reason=sent.validated_data["reason"])
        said = f"“{short(citation.claim)}” rests on this passage no longer."
        return Response(self.outcome_of(citation, said, removed=[mark]))

    def citation(self, pk) -> Citation:
        self.ask_right(Claim, "view")
        citation = self.find(Citation, pk=pk)
        self.ask_revision(citation)
        return citation

    def outcome_of(self, citation: Citation, said: str, removed=()) -> dict:
        return outcome(
            citation.passage.version,
            self.request.user,
            said,
            claims=[citation.claim_id],
            removed=removed,
        )


class ReasonSerializer(Sent):
    """Why, where readers see the claim already."""

    reason = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)


def ask_to_name(view: DeskView, data) -> None:
    """Refuse whoever names records of a kind that they may not look at."""
    named = data if isinstance(data, dict) else {}
    chain = named.get("chain")
    if chain:
        view.ask_right(Attribution, "view")
    if isinstance(chain, list) or named.get("asserted_by"):
        view.ask_right(Entity, "view")


def short(claim: Claim) -> str:
    return Truncator(str(claim)).chars(80)


def as_proposal(refused: Exception, claim: Claim, passage: Passage, user) -> Exception:
    """Return the refusal, with the page where the same can be proposed if it can."""
    if not may_propose(claim, user):
        return refused
    version = passage.version
    query = {
        "claim": claim.pk,
        "article": version.article_id,
        "place": f"{version.number}:{passage.start}-{passage.end}",
    }
    return MayPropose(refused, reverse("admin:entities_citation_propose", query=query))
