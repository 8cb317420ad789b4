"""Which cards the list shows: of some kinds only, only what is mine or not reviewed.

Without a script the query string asks (?kind=claim&only=mine); with one the page's own
boxes do (static/annotation/list.js).
"""

from collections import Counter
from dataclasses import dataclass

from entities.annotation.cards import Card

KINDS = {
    "claim": "Claims",
    "mention": "Mentions",
    "suggestion": "Suggestions",
    "thread": "Comments",
}
TRAITS = {"mine": "Mine", "draft": "Drafts", "unreviewed": "Unreviewed"}


@dataclass(frozen=True)
class Choice:
    """One box: its value in the query string, and how many cards it is of."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filters:
    """Any of the kinds, all kinds if none is named; and each of the traits."""

    kinds: frozenset[str]
    traits: frozenset[str]

    @classmethod
    def asked(cls, query) -> "Filters":
        """Read a request's query; what no box asks for is left out."""
        return cls(
            frozenset(query.getlist("kind")) & KINDS.keys(),
            frozenset(query.getlist("only")) & TRAITS.keys(),
        )

    def show(self, card: Card) -> bool:
        return (not self.kinds or card.kind in self.kinds) and (
            self.traits <= card.traits
        )

    def choices(self, name: str, cards: list[Card]) -> list[Choice]:
        """Return the boxes for `kind` or `only`, with how many cards each is of."""
        if name == "kind":
            labels, chosen = KINDS, self.kinds
            counts = Counter(card.kind for card in cards)
        else:
            labels, chosen = TRAITS, self.traits
            counts = Counter(trait for card in cards for trait in card.traits)
        return [
            Choice(value, label, counts[value], value in chosen)
            for value, label in labels.items()
        ]


def listed(cards: list[Card], query) -> dict:
    """Return what the list shows: all cards, and which of them the query asks for."""
    filters = Filters.asked(query)
    return {
        "cards": cards,
        "filters": filters,
        "fits": any(filters.show(card) for card in cards),
        "kinds": filters.choices("kind", cards),
        "traits": filters.choices("only", cards),
    }
