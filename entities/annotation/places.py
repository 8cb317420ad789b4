"""Places in a text as the desk's script sends them; none is taken unverified."""

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from rest_framework import serializers

from articles.desk_api import Stale
from articles.models import Article, Passage, Version
from articles.sent import Sent

LONGEST = 20_000  # code points of one quote
TOO_LONG = f"A passage has at most {LONGEST:,} characters. Select fewer."


class StretchSerializer(Sent):
    """A stretch of a version: offsets in code points, end exclusive."""

    version = serializers.IntegerField(min_value=1, max_value=1_000_000)
    start = serializers.IntegerField(min_value=0, max_value=100_000_000)
    end = serializers.IntegerField(min_value=1, max_value=100_000_000)


class PlaceSerializer(StretchSerializer):
    """A stretch of a version, and its words."""

    quote = serializers.CharField(
        trim_whitespace=False,
        max_length=LONGEST,
        error_messages={"max_length": TOO_LONG},
    )


def passage_at(article: Article, place: dict) -> Passage:
    """Return the passage of the article's newest version, made if need be.

    Raises Stale when there is a newer version than the place is of, ValidationError
    with the words that are there when the text says something else.
    """
    version = newest_version(article)
    verify(version, place)
    return Passage.objects.mark(version, place["start"], place["end"])


def passages_at(version: Version, places: list[dict]) -> list[Passage]:
    """Return a passage for each place, in three queries however many; raises as
    `passage_at` does."""
    for place in places:
        verify(version, place)
    wanted = [(place["start"], place["end"]) for place in places]
    found = Passage.objects.mark_all(version, wanted)
    return [found[place] for place in wanted]


def newest_version(article: Article) -> Version:
    version = article.current_version
    if version is None:
        raise ValidationError({"version": "No text has been captured."})
    return version


def verify_version(version: Version, number: int) -> None:
    if version.number != number:
        raise Stale(
            f"The article has a newer text by now: {version}. Open the desk anew."
        )


def verify(version: Version, place: dict) -> None:
    """Refuse a place that is not of this version, or words that do not stand there."""
    verify_version(version, place["version"])
    there = version.text[place["start"] : place["end"]]
    if there != place["quote"]:
        words = Truncator(there).chars(LONGEST) or "nothing"
        raise ValidationError({"quote": f"At this place the text says “{words}”."})
    if place["end"] > len(version.text):
        raise ValidationError(
            {"end": f"The text ends before that, at {len(version.text)}."}
        )
