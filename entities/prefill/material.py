"""What prefilling is given and what it gives back; no database in between."""

from dataclasses import dataclass, field
from typing import Any

from articles.dates import Edtf
from entities.prefill.stretch import Place


@dataclass(frozen=True)
class Known:
    """An accepted mention: where it stands, whom it names, how, and what that is.

    `kind` is the entity's (company, place …), `named` the name's (official …).
    """

    start: int
    end: int
    entity: int
    kind: str
    named: str = "official"

    @property
    def place(self) -> Place:
        return self.start, self.end


@dataclass(frozen=True)
class Part:
    """A section of the version: its kind and detail as in articles.models.Section."""

    start: int
    end: int
    kind: str = "paragraph"
    detail: str = ""
    language: str = ""


@dataclass(frozen=True)
class Material:
    """One version of an article and what the desk knows of it.

    `properties` are the site's own: slug -> kinds of value it takes (empty for any).
    """

    text: str
    language: str
    said_on: Edtf | None = None
    mentions: tuple[Known, ...] = ()
    parts: tuple[Part, ...] = ()
    properties: dict[str, list[str]] = field(default_factory=dict)
    latest_subject: int | None = None


@dataclass(frozen=True)
class Reading:
    """What one field is to hold, and the words that say so (None: the article does)."""

    gives: Any
    words: Place | None = None


@dataclass(frozen=True)
class Proposal:
    """What a new claim would say. What no rule is sure of is None or empty."""

    language: str  # of the words
    sentence: Place  # in which the words stand
    subject: Reading | None = None
    subjects: tuple[Reading, ...] = ()  # to choose from, where two are as near
    named: tuple[Reading, ...] = ()  # whom the words name, then the sentence before
    property: Reading | None = None
    properties: tuple[str, ...] = ()  # of which some word is there, likeliest first
    value: Reading | None = None  # of a Figure, a ReadDate or entities
    values: tuple[Reading, ...] = ()  # every figure and date of the selection
    certainty: Reading | None = None
    polarity: Reading | None = None
    speaker: Reading | None = None
    mode: Reading | None = None
    period: Reading | None = None
