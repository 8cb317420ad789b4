"""The quote box: where an article's newest text says what an editor pastes."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.anchoring.context import Surroundings, surroundings
from articles.anchoring.differing import differences
from articles.anchoring.locating import LONGEST, MOST, Found, How, locate
from articles.desk_api import DeskView
from articles.models import Article, Version
from articles.sent import Sent
from entities.annotation.places import PlaceSerializer


class QuoteSerializer(Sent):
    """What somebody has pasted."""

    quote = serializers.CharField(max_length=LONGEST, trim_whitespace=False)


class StretchSerializer(serializers.Serializer):
    """What the pasted words and the text have in the same place; one may be empty."""

    old = serializers.CharField(help_text="As pasted.")
    new = serializers.CharField(help_text="As the text has it.")


class FoundSerializer(PlaceSerializer):
    """A place that says it, or nearly so, with what stands around it."""

    how = serializers.ChoiceField(
        [how.value for how in How],
        help_text="`exact`; `normalised`: printed otherwise; `joined`: words between "
        "are left out; `fuzzy`: alike. The last two wait for an editor to confirm.",
    )
    score = serializers.FloatField(help_text="How alike, of 100.")
    before = serializers.CharField()
    after = serializers.CharField()
    heading = serializers.CharField()
    is_boilerplate = serializers.BooleanField()
    differences = StretchSerializer(many=True, help_text="Empty for an exact place.")


class PlacesSerializer(serializers.Serializer):
    """Sure places in text order, others with the nearest first."""

    places = FoundSerializer(many=True)
    is_sure = serializers.BooleanField(
        help_text="Whether there is one place, and nobody has to be asked."
    )
    more = serializers.BooleanField(help_text=f"Whether there are more than {MOST}.")


class QuotesView(DeskView):
    """Finds a pasted quote in an article's newest text; nothing is stored."""

    @extend_schema(request=QuoteSerializer, responses={200: PlacesSerializer})
    def post(self, request, slug):
        article = self.find(Article, slug=slug)
        asked = QuoteSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        version = article.current_version
        quote = asked.validated_data["quote"]
        found = locate(version.text, quote) if version else []
        return Response(
            {
                "places": places_of(version, quote, found) if version else [],
                "is_sure": len(found) == 1 and found[0].is_sure,
                "more": len(found) == MOST,
            }
        )


def places_of(version: Version, quote: str, found: list[Found]) -> list[dict]:
    """Return the places as JSON has them."""
    around = surroundings(version, [(place.start, place.end) for place in found])
    return [
        _told(version, quote, place, stands)
        for place, stands in zip(found, around, strict=True)
    ]


def _told(version: Version, quote: str, place: Found, stands: Surroundings) -> dict:
    there = version.text[place.start : place.end]
    other = [] if place.how == How.EXACT else differences(quote.strip(), there)
    return {
        "version": version.number,
        "start": place.start,
        "end": place.end,
        "quote": there,
        "how": place.how.value,
        "score": place.score,
        "before": stands.before,
        "after": stands.after,
        "heading": stands.heading,
        "is_boilerplate": stands.is_boilerplate,
        "differences": [{"old": part.old, "new": part.new} for part in other],
    }
