"""Which cards the list shows: of some kinds only, only what is mine or not reviewed.

Without a script the query string asks (?kind=claim&only=mine); with one the page's own
boxes do (static/annotation/list.js).
"""

from collections.abc import Iterable
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
    """One box: its name and value in the query string, and how many cards it is of."""

    name: str
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

    def choices(self, cards: Iterable[Card]) -> tuple[list[Choice], list[Choice]]:
        """Return the boxes for kinds and for traits, with how many cards each has."""
        cards = list(cards)
        kinds = [
            Choice(
                "kind",
                kind,
                label,
                sum(card.kind == kind for card in cards),
                kind in self.kinds,
            )
            for kind, label in KINDS.items()
        ]
        traits = [
            Choice(
                "only",
                trait,
                label,
                sum(trait in card.traits for card in cards),
                trait in self.traits,
            )
            for trait, label in TRAITS.items()
        ]
        return kinds, traits
