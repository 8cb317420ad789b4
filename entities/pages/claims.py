"""A claim's page: everything that a reader needs to judge it."""

from dataclasses import dataclass

from articles.models import Rights
from articles.reading import Said, tell
from articles.wording import LANGUAGES
from entities.models import Claim, Entity, Topic
from entities.pages.cards import Card, Maker, Quote, text_of_period
from entities.pages.chains import Chain, name_of
from entities.pages.comparisons import Box, boxes, claim_keys, members_among
from entities.pages.loading import load


@dataclass(frozen=True)
class Evidence:
    """A passage in its context, as far as the article's rights allow."""

    quote: Quote
    before: str
    after: str


@dataclass(frozen=True)
class Narrowing:
    """A qualifier: a label, and a text or a link."""

    label: Said
    text: Said
    address: str


@dataclass(frozen=True)
class ClaimPage:
    claim: Claim
    card: Card
    sentences: list[Said]
    subjects: list[Entity]
    narrowings: list[Narrowing]
    value_entities: list[tuple[str, Entity]]
    value_text: str
    evidence: list[Evidence]
    chains: list[Chain]
    origins: int
    boxes: list[Box]
    stances: list[tuple[Said, str]]
    topics: list[Topic]


def claim_page(key: int, language: str) -> ClaimPage:
    members = members_among([key])
    maker = Maker(load({key, *claim_keys(members)}, with_entities=True), language)
    loaded = maker.loaded
    claim = loaded.claims[key]
    card = maker.card(claim)
    main = claim.main_value
    return ClaimPage(
        claim=claim,
        card=card,
        sentences=[
            Said(claim.sentences[code], code, language)
            for code in LANGUAGES
            if code in claim.sentences and code != card.sentence.language
        ],
        subjects=_public(
            [claim.subject_id, *(row.entity_id for row in claim.co_subjects.all())],
            loaded.entities,
        ),
        narrowings=_narrowings(claim, loaded, language),
        value_entities=[
            (row.role, loaded.entities[row.entity_id])
            for row in (main.value_entities.all() if main else ())
            if row.entity_id in loaded.entities
        ],
        value_text=main.text if main else "",
        evidence=[
            _evidence(citation, quote)
            for citation, quote in zip(
                loaded.citations(claim), card.quotes, strict=True
            )
        ],
        chains=list({id(quote.chain): quote.chain for quote in card.quotes}.values()),
        origins=len({loaded.origin(c) for c in loaded.citations(claim)} - {None}),
        boxes=boxes(members, maker),
        stances=[
            (name_of(loaded.entities[stance.by_id], language), stance.position)
            for stance in claim.stances.all()
            if stance.by_id in loaded.entities
        ],
        topics=list(
            Topic.objects.published().filter(claims=claim).defer("narrative").distinct()
        ),
    )


def _public(keys, entities: dict[int, Entity]) -> list[Entity]:
    return [entities[key] for key in keys if key in entities]


def _evidence(citation, quote: Quote) -> Evidence:
    passage = citation.passage
    may_show = quote.article.rights in (Rights.FULL, Rights.EXCERPTS)
    return Evidence(
        quote,
        before=passage.prefix if may_show else "",
        after=passage.suffix if may_show else "",
    )


def _narrowings(claim: Claim, loaded, language: str) -> list[Narrowing]:
    """Its qualifiers; one that names something hidden is left out whole."""
    rows = []
    others = _other_claims(claim)
    for qualifier in claim.qualifiers.all():
        label = tell(qualifier.kind.label, language)
        if qualifier.entity_id:
            if entity := loaded.entities.get(qualifier.entity_id):
                said = name_of(entity, language)
                rows.append(Narrowing(label, said, entity.get_absolute_url()))
        elif qualifier.other_claim_id:
            if other := others.get(qualifier.other_claim_id):
                said = tell(other.sentences, language)
                rows.append(Narrowing(label, said, other.get_absolute_url()))
        elif qualifier.number is not None:
            said = Said(str(qualifier.number), language, language)
            rows.append(Narrowing(label, said, ""))
        else:
            said = text_of_period(qualifier.text, language)
            rows.append(Narrowing(label, said, ""))
    return rows


def _other_claims(claim: Claim) -> dict[int, Claim]:
    """The public claims that qualifiers point at."""
    keys = {q.other_claim_id for q in claim.qualifiers.all()} - {None}
    return Claim.objects.published().in_bulk(keys) if keys else {}
