"""All that a second person needs to decide on a claim, on one screen."""

import hashlib
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from articles.admin.strangers import may_see
from articles.history.reading import newest_change
from articles.models import (
    Article,
    Obstacles,
    Rights,
    Status,
    Verb,
    Version,
    needs_reason,
)
from articles.reading import date_in_words
from articles.wording import LANGUAGES
from entities.annotation.cards import sees
from entities.close_claims import Draft, close_claims
from entities.models import (
    Citation,
    Claim,
    Comment,
    Comparison,
    ComparisonClaim,
    Entity,
    Stance,
    Thread,
    Value,
)
from entities.models.citation import BACKING
from entities.pages.figures import Figure, figure_of
from entities.reviewing.companions import Companion, companions_of, why_not
from entities.reviewing.contexts import Context, contexts_of
from entities.reviewing.since import Past, past_of

DESK_LANGUAGE = "en"
MOST_ALIKE = 6


@dataclass(frozen=True)
class ShownPassage:
    """A citation: the words in their place, and how they came there."""

    citation: Citation
    context: Context | None  # None for who may not see articles
    published: str
    translations: list[tuple[str, str]]
    is_outdated: bool

    @property
    def article(self) -> Article:
        return self.citation.article

    @property
    def links(self) -> list:
        return list(self.citation.attribution.links.all())

    @property
    def warnings(self) -> list[str]:
        """What speaks against resting a claim on it."""
        found = []
        if self.context and self.context.boilerplate:
            found.append(f"The words stand in boilerplate: {self.context.boilerplate}.")
        if self.is_outdated:
            found.append("The article has a newer text by now.")
        if self.article.rights == Rights.NOTHING:
            found.append("The article may not be cited.")
        return found


@dataclass(frozen=True)
class Alike:
    """Another claim of the subject and property, and in what it is close, if it is."""

    claim: Claim
    why: str = ""


@dataclass(frozen=True)
class Screen:
    claim: Claim
    sentences: list[tuple[str, str, str]]  # language in its own words, code, sentence
    figure: Figure
    stances: list[Stance]
    passages: list[ShownPassage]
    origins: list[Entity]
    companions: list[Companion]
    obstacles: Obstacles
    alike: list[Alike]
    comparisons: list[Comparison]
    threads: list[Thread]
    sees_threads: bool
    past: Past
    links_entities: bool
    refused: str  # why this person may not publish the claim; "" when they may
    takes_reason: bool
    may_send_back: bool
    sends_back_own: bool

    @property
    def may_take_reason(self) -> bool:
        """Whether something here is published only with a written reason."""
        return self.takes_reason or any(
            row.takes_reason and not row.refused for row in self.companions
        )

    @property
    def some_go_along(self) -> bool:
        return any(not row.refused for row in self.companions)

    @property
    def languages_missing(self) -> list[str]:
        given = {code for _, code, _ in self.sentences}
        return [name for code, name in LANGUAGES.items() if code not in given]


def screen_of(claim: Claim, user) -> Screen:
    """Load what is shown of a claim to `user`; a fixed number of queries, however many
    citations, changes and comments there are."""
    loaded = Claim.objects.for_display().get(pk=claim.pk)
    citations = list(loaded.citations.all())
    companions = companions_of(loaded, user)
    languages = [citation.article.language for citation in citations]
    return Screen(
        claim=loaded,
        sentences=[
            (name, code, loaded.sentences[code])
            for code, name in LANGUAGES.items()
            if code in loaded.sentences
        ],
        figure=figure_of(loaded, DESK_LANGUAGE, languages[0] if languages else ""),
        stances=list(claim.stances.select_related("by")),
        passages=_passages(claim, citations, user),
        origins=_origins(citations),
        companions=companions,
        obstacles=_obstacles(claim, companions, user),
        alike=_alike(loaded),
        comparisons=_comparisons(claim, user),
        threads=_threads(claim, user),
        sees_threads=sees(user, Thread, Comment),
        past=past_of(claim),
        links_entities=may_see(user, Entity),
        refused=why_not(claim, user),
        takes_reason=needs_reason(claim, Verb.PUBLISH, user),
        may_send_back=claim.may(Verb.SEND_BACK, user),
        sends_back_own=not needs_reason(claim, Verb.SEND_BACK, user),
    )


def _obstacles(claim: Claim, companions: list[Companion], user) -> Obstacles:
    """Return what stands against the claim though all went along that may; those that
    cannot go along are told with their reasons among the companions."""
    if claim.status not in (Status.DRAFT, Status.IN_REVIEW):
        return Obstacles()
    along = [row.record for row in companions if not row.refused]
    found = claim.obstacles(along)
    if may_see(user, Entity):
        found.pop("names", None)
    return found


def _passages(claim: Claim, citations: list[Citation], user) -> list[ShownPassage]:
    contexts = contexts_of(claim) if may_see(user, Article) else {}
    versions = {citation.passage.version_id for citation in citations}
    outdated = set(
        Version.objects.outdated().filter(pk__in=versions).values_list("pk", flat=True)
    )
    return [
        ShownPassage(
            citation,
            contexts.get(citation.passage_id),
            date_in_words(citation.article.published_on, DESK_LANGUAGE),
            list(citation.translation.items()),
            citation.passage.version_id in outdated,
        )
        for citation in citations
    ]


def _origins(citations: list[Citation]) -> list[Entity]:
    """Return the voices to which what backs the claim goes back, each once."""
    ends = [c.attribution.origin for c in citations if c.part in BACKING]
    return list(dict.fromkeys(end for end in ends if end is not None))


def _alike(loaded: Claim) -> list[Alike]:
    """Return the claims that say something close, then others of the same subject and
    property."""
    found = {
        close.claim.pk: Alike(close.claim, close.why)
        for close in close_claims(_said_by(loaded))
    }
    main = Value.objects.filter(part="main").for_display()
    others = (
        Claim.objects.kept_up()
        .filter(subject=loaded.subject_id, property=loaded.property_id)
        .prefetch_related(Prefetch("values", main))
        .order_by("-as_of", "pk")[: MOST_ALIKE + 1]
    )
    for claim in others:
        found.setdefault(claim.pk, Alike(claim))
    found.pop(loaded.pk, None)
    return list(found.values())[:MOST_ALIKE]


def _said_by(claim: Claim) -> Draft:
    """Return what the claim says, to look for others that say nearly the same."""
    value = claim.main_value
    words = tuple(claim.sentences.values())
    if value is None:
        return Draft(claim.subject, claim.property, words=words)
    unit = value.unit or value.inferred_unit
    return Draft(
        claim.subject,
        claim.property,
        type=value.type,
        low=value.low,
        high=value.high,
        unit=unit.slug if unit else None,
        date=value.date,
        entities=frozenset(row.entity_id for row in value.value_entities.all()),
        text=value.text,
        words=words,
    )


def _comparisons(claim: Claim, user) -> list[Comparison]:
    """Return those in which the claim takes part, the open disagreements first."""
    if not may_see(user, Comparison):
        return []
    members = ComparisonClaim.objects.select_related("claim")
    found = (
        Comparison.objects.kept_up()
        .among([claim])
        .prefetch_related(Prefetch("members", members))
    )
    return sorted(found, key=lambda row: (row.state != "open", row.slug))


def _threads(claim: Claim, user) -> list[Thread]:
    """Return what is said of the claim and its passages, open threads first."""
    if not sees(user, Thread, Comment):
        return []
    passages = Citation.objects.filter(claim=claim).values("passage")
    about = Q(claim=claim) | Q(passage__in=passages)
    threads = Thread.objects.filter(about).with_comments()
    return sorted(threads, key=lambda thread: (thread.is_resolved, thread.pk))


def mark_of(screen: Screen) -> str:
    """Return a mark of what is shown: another one once anybody has changed the claim,
    one of its parts or the way its words came."""
    newest = newest_change(Claim, screen.claim.pk)
    links = sorted(
        {(link.pk, link.revision) for row in screen.passages for link in row.links}
    )
    shown = repr((screen.claim.revision, newest, links))
    return hashlib.sha256(shown.encode()).hexdigest()[:32]
