"""A new claim of a passage, from the desk's panel."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.desk_api import DeskView, NotReady
from articles.input_errors import errors_by_field
from articles.models import Article, DateBasis, Publishable, Status
from articles.sent import Sent
from articles.wording import LANGUAGES
from entities.annotation.drafting import Drafted, draft_claim, found
from entities.annotation.outcome import OutcomeSerializer, outcome
from entities.annotation.places import PlaceSerializer, passage_at
from entities.attributing import Link, attribution_of, own_attribution
from entities.models import (
    Attribution,
    Citation,
    CitationPart,
    Claim,
    Entity,
    LinkVerb,
    Mode,
    Qualifier,
    Topic,
    Value,
)
from entities.models.claim import Certainty, Polarity
from entities.models.value import Bound, ValueType

MOST = 50  # rows of one kind
SPEAKS = ("says", "states")  # what a speaker does, by the first verb that there is
COMPARISONS = ("share_of", "excess_over")
DATE_PARTS = ("start", "middle", "end")


class Text(serializers.CharField):
    """A text that may be left empty."""

    def __init__(self, max_length=300, **options):
        super().__init__(max_length=max_length, allow_blank=True, default="", **options)


class NewValueSerializer(Sent):
    """What the property says of the subject. Of a figure or date the words as printed
    are enough, where they are clear."""

    type = serializers.ChoiceField(ValueType.choices)
    as_printed = Text()
    low = serializers.DecimalField(26, 8, allow_null=True, default=None)
    high = serializers.DecimalField(26, 8, allow_null=True, default=None)
    bound = serializers.ChoiceField(Bound.choices, allow_blank=True, default="")
    unit = Text(60, help_text="Its code; empty where the source gives none.")
    comparison = serializers.ChoiceField(COMPARISONS, allow_blank=True, default="")
    per = Text(60)
    date = Text(80, help_text="In EDTF: 2023-10.")
    date_part = serializers.ChoiceField(DATE_PARTS, allow_blank=True, default="")
    year_is_implied = serializers.BooleanField(default=False)
    relative_to = Text(80)
    text = Text()
    entities = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=MOST, default=list
    )
    language = Text(12, help_text="Of the words as printed.")


class NewQualifierSerializer(Sent):
    """What narrows the claim: one of text, number, entity and claim."""

    kind = serializers.CharField(max_length=60)
    text = Text()
    number = serializers.IntegerField(
        allow_null=True, default=None, min_value=-(2**31), max_value=2**31 - 1
    )
    entity = Text(200)
    claim = Text(16)


class NewClaimSerializer(Sent):
    """A new claim with its first citation. Without `attribution` (a chain) it goes back
    to the article's publisher, and to `speaker` beyond, if one is named."""

    place = PlaceSerializer()
    subject = serializers.CharField(
        max_length=200, error_messages={"blank": "Say whom it is about."}
    )
    property = serializers.CharField(
        max_length=60, error_messages={"blank": "Choose what it says of the subject."}
    )
    sentences = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=2000)
    )
    polarity = serializers.ChoiceField(Polarity.choices, default=Polarity.AFFIRMED)
    certainty = serializers.ChoiceField(Certainty.choices, default=Certainty.REPORTED)
    value = NewValueSerializer(allow_null=True, default=None)
    qualifiers = serializers.ListField(
        child=NewQualifierSerializer(), max_length=MOST, default=list
    )
    as_of = Text(80)
    as_of_basis = serializers.ChoiceField(DateBasis.choices, default=DateBasis.IMPLIED)
    topics = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=MOST, default=list
    )
    part = serializers.ChoiceField(CitationPart.choices, default=CitationPart.STATES)
    mode = serializers.ChoiceField(Mode.choices, default=Mode.OWN_VOICE)
    locator = Text(60)
    attribution = Text(120, help_text="The slug of a chain.")
    speaker = Text(200, help_text="The entity that says so.")
    submit = serializers.BooleanField(
        default=False, help_text="Send it to review, with one's own drafts it names."
    )


class NewClaimView(DeskView):
    """A new claim of the selected words, or nothing at all."""

    @extend_schema(request=NewClaimSerializer, responses={201: OutcomeSerializer})
    def post(self, request, slug):
        article = self.find(Article, slug=slug)
        said = checked(request.data)
        self._ask_rights(said)
        passage = passage_at(article, said["place"])
        chain, note = chain_for(article, said, by=request.user)
        drafted = draft_claim(article, passage, said, by=request.user, chain=chain)
        told = outcome(
            passage.version,
            request.user,
            " ".join(filter(None, [told_of(drafted), note])),
            passages=[passage.pk],
            claims=[drafted.claim.pk],
        )
        return Response(told, status=201)

    def _ask_rights(self, said: dict) -> None:
        for model in (Claim, Citation):
            self.ask_right(model, "add")
        self.ask_right(Entity, "view")  # whoever may not look may not name one either
        if said["attribution"]:
            self.ask_right(Attribution, "view")
        if said["topics"]:
            self.ask_right(Topic, "view")
        if any(row["claim"] for row in said["qualifiers"]):
            self.ask_right(Claim, "view")
        if said["value"]:
            self.ask_right(Value, "add")
        if said["qualifiers"]:
            self.ask_right(Qualifier, "add")


def checked(data) -> dict:
    """Return what was sent; refuse with the errors by field, inner ones dotted."""
    serializer = NewClaimSerializer(data=data)
    is_valid = serializer.is_valid()
    errors = errors_by_field(serializer.errors)
    sentences = data.get("sentences") if isinstance(data, dict) else None
    if "sentences" not in errors and (refused := _refused(sentences)):
        errors["sentences"] = [refused]
    if errors or not is_valid:
        raise NotReady("It cannot be saved so.", errors)
    said = serializer.validated_data
    said["sentences"] = {
        language: " ".join(text.split())
        for language, text in said["sentences"].items()
        if text.strip()
    }
    return said


def _refused(sentences) -> str:
    """Why these sentences, sound as texts, do not say anything."""
    written = {
        language
        for language, text in (sentences or {}).items()
        if isinstance(text, str) and text.strip()
    }
    if not written:
        return "Write one sentence in any language."
    if unknown := written - LANGUAGES.keys():
        return f"No language of the site: {', '.join(sorted(unknown))}."
    return ""


def chain_for(article: Article, said: dict, *, by) -> tuple[Attribution, str]:
    """Return the chain that the citation takes, and what was made for it."""
    if said["attribution"]:
        return found(Attribution, said["attribution"], "attribution"), ""
    if not said["speaker"]:
        return own_attribution(article, user=by)
    speaker = found(Entity, said["speaker"], "speaker")
    for chain in (
        Attribution.objects.for_display()
        .filter(citations__passage__version__article=article, links__by=speaker)
        .distinct()
        .order_by("-pk")
    ):
        if chain.origin == speaker:
            return chain, ""
    own, note = own_attribution(article, user=by)
    rows = own.links.select_related("by", "verb")
    links = [Link(link.by, link.verb) for link in rows]
    if links[-1].by == speaker:
        return own, note
    verbs = {verb.slug: verb for verb in LinkVerb.objects.filter(slug__in=SPEAKS)}
    verb = next((verbs[slug] for slug in SPEAKS if slug in verbs), None)
    if verb is None:
        text = "This site has no verb “says”: choose a chain."
        raise ValidationError({"speaker": text})
    return attribution_of([*links, Link(speaker, verb)], user=by), note


def told_of(drafted: Drafted) -> str:
    """What was done, and what is still to do."""
    is_sent = drafted.claim.status == Status.IN_REVIEW
    said = sent_with(drafted.sent) if is_sent else "Claim drafted."
    return " ".join([said, *to_do(drafted.obstacles)])


def sent_with(others: list[Publishable]) -> str:
    """Say that a claim went to review, and what went along."""
    if not others:
        return "Claim sent to review."
    names = ", ".join(f"“{record}”" for record in others)
    return f"Claim sent to review, and with it {names}."


def to_do(missing: list[str]) -> list[str]:
    """Say what is missing before readers see it, if anything is."""
    return ["Before readers see it: " + " ".join(missing)] if missing else []
