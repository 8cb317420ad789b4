"""What a write of the desk answers: what to show anew, and what is gone."""

from collections.abc import Iterable
from dataclasses import asdict

from rest_framework import serializers

from articles.changes import current_change
from articles.models import Version
from entities.annotation.cards import Marked, Touched, sees
from entities.annotation.layers import marked_in
from entities.models import Citation, Claim


class MarkSerializer(serializers.Serializer):
    id = serializers.CharField()
    kind = serializers.CharField(help_text="mention, citation, comment or suggestion")
    start = serializers.IntegerField(help_text="In code points.")
    end = serializers.IntegerField(help_text="In code points, exclusive.")
    card = serializers.CharField()


class CardSerializer(serializers.Serializer):
    id = serializers.CharField()
    kind = serializers.CharField(help_text="claim, mention, thread or suggestion")
    start = serializers.IntegerField(help_text="Of its first mark.")
    html = serializers.CharField()


class MarkedSerializer(serializers.Serializer):
    """Marks of a text and the cards that tell of them, in text order."""

    marks = MarkSerializer(many=True)
    cards = CardSerializer(many=True)


class OutcomeSerializer(MarkedSerializer):
    """What a write did, told to the page that shows the text."""

    article = serializers.SlugField(help_text="At whose desk it was done.")
    change = serializers.UUIDField(
        allow_null=True,
        help_text="What undoing it is asked by; null where only a verb leads back.",
    )
    said = serializers.CharField()
    removed = serializers.ListField(
        child=serializers.CharField(), help_text="Marks and cards that are gone."
    )


def told(marked: Marked) -> dict:
    """Return marks and cards as JSON has them."""
    return {
        "marks": [asdict(mark) for mark in marked.marks],
        "cards": [
            {"id": card.id, "kind": card.kind, "start": card.start, "html": card.html}
            for card in marked.cards
        ],
    }


def outcome(
    version: Version,
    user,
    said: str,
    *,
    passages: Iterable[int] = (),
    claims: Iterable[int] = (),
    removed: Iterable[str] = (),
) -> dict:
    """Return what became of the passages and claims (row numbers) that were touched.

    A claim that no longer cites the version loses its card, comments that are resolved
    their mark; other things that are gone are named in `removed`.
    """
    passages, claims = list(passages), list(claims)
    marked = marked_in(version, user, Touched(passages, claims))
    shown = {card.id for card in marked.cards}
    cited = Claim.objects.filter(pk__in=claims if sees(user, Claim, Citation) else [])
    keys = cited.values_list("key", flat=True)
    gone = [card for key in keys if (card := f"claim-{key}") not in shown]
    marks = {mark.id for mark in marked.marks}
    gone += [c.id for c in marked.cards if c.kind == "thread" and c.id not in marks]
    return {
        "article": version.article.slug,
        "change": str(current_change()),
        "said": said,
        **told(marked),
        "removed": [*removed, *gone],
    }
