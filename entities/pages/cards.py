"""Cards: one claim each, as a line of a company, topic or article page."""

from dataclasses import dataclass, field

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.dates import Edtf, UnreadableDate
from articles.models import Article
from articles.reading import Said, date_in_words, tell
from entities.models import Certainty, Claim, Entity, Mode, Polarity, Rank
from entities.pages.chains import Chain, chains, name_of
from entities.pages.figures import Figure, figure_of
from entities.pages.loading import PERIOD, Loaded

PLAIN_PART = "states"


@dataclass(frozen=True)
class Quote:
    """A citation: the words in the source, and who passed them on."""

    number: int
    words: Said
    article: Article
    publisher: Said
    published: str
    chain: Chain
    key: str
    part: str
    mode: str
    locator: str
    translation: Said
    version_id: int
    start: int

    @property
    def address(self) -> str:
        """The article's page, at the highlighted passage."""
        return f"{self.article.get_absolute_url()}#p={self.key}"


@dataclass(frozen=True)
class Card:
    claim: Claim
    subject: Entity
    sentence: Said
    figure: Figure
    badges: tuple[str, ...]
    period: SafeString
    says: Said | None
    quotes: tuple[Quote, ...]
    note: Said

    @property
    def key(self) -> str:
        return self.claim.key

    @property
    def numbers(self) -> list[int]:
        """The sources' numbers, each once."""
        return list(dict.fromkeys(quote.number for quote in self.quotes))

    @property
    def source(self) -> Quote | None:
        return self.quotes[0] if self.quotes else None


@dataclass
class Maker:
    """Makes cards for one page, and numbers its sources as they first appear."""

    loaded: Loaded
    language: str
    numbers: dict[int, int] = field(default_factory=dict)

    def __post_init__(self):
        self.chains = chains(self.loaded, self.language)
        self._made: dict[int, Card] = {}

    def cards(self, keys) -> list[Card]:
        """A card for each claim among `keys` that readers may see, in that order."""
        return [
            self.card(self.loaded.claims[key])
            for key in keys
            if key in self.loaded.claims
        ]

    def card(self, claim: Claim) -> Card:
        if claim.pk not in self._made:
            self._made[claim.pk] = self._make(claim)
        return self._made[claim.pk]

    def _make(self, claim: Claim) -> Card:
        quotes = tuple(self.quote(c) for c in self.loaded.citations(claim))
        source_language = quotes[0].words.language if quotes else ""
        return Card(
            claim=claim,
            subject=self.loaded.entities[claim.subject_id],
            sentence=tell(claim.sentences, self.language),
            figure=figure_of(claim, self.language, source_language),
            badges=tuple(_badges(claim)),
            period=self._period(claim),
            says=self._speaker(claim),
            quotes=quotes,
            note=tell(claim.note, self.language),
        )

    def quote(self, citation) -> Quote:
        article = self.loaded.article(citation)
        passage = citation.passage
        return Quote(
            number=self.numbers.setdefault(article.pk, len(self.numbers) + 1),
            words=Said(passage.quote, article.language, self.language),
            article=article,
            publisher=tell(article.publisher.name, self.language),
            published=date_in_words(article.published_on, self.language),
            chain=self.chains.get(citation.attribution_id) or Chain(()),
            key=passage.key,
            part="" if citation.part == PLAIN_PART else citation.part,
            mode=citation.mode,
            locator=citation.locator,
            translation=tell(citation.translation, self.language),
            version_id=passage.version_id,
            start=passage.start,
        )

    def sources(self) -> list[tuple[int, Article]]:
        """The numbered articles that the cards made so far cite."""
        return [
            (number, self.loaded.articles[key]) for key, number in self.numbers.items()
        ]

    def _period(self, claim: Claim) -> SafeString:
        periods = [
            text_of_period(q.text, self.language).html
            for q in claim.qualifiers.all()
            if q.kind.slug == PERIOD
        ]
        return format_html_join(" · ", "{}", ((said,) for said in periods))

    def _speaker(self, claim: Claim) -> Said | None:
        """Who says so, where it is not the outlet in its own voice."""
        for citation in self.loaded.citations(claim):
            links = self.loaded.links.get(citation.attribution_id) or []
            if citation.mode == Mode.OWN_VOICE or not links:
                return None
            if citation.asserted_by_id == links[0].by_id:
                return None
            speaker = self.loaded.entities.get(citation.asserted_by_id)
            return name_of(speaker, self.language)
        return None


def _badges(claim: Claim):
    if claim.polarity == Polarity.DENIED:
        yield "denied"
    if claim.certainty != Certainty.REPORTED:
        yield claim.certainty
    if claim.rank != Rank.NORMAL:
        yield claim.rank
    if claim.presupposed:
        yield "presupposed"
    if claim.derived:
        yield "derived"


def text_of_period(text: str, language: str) -> Said:
    """A period in the reader's words; one that is no date is the desk's English."""
    try:
        return Said(Edtf.parse(text).in_words(language), language, language)
    except UnreadableDate:
        return Said(text, "en", language)
