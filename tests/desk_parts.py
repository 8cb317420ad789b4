"""Parts of the desk's records: each adder returns what the record's page then says.

tests/project/test_admin_growth.py holds that none is missing.
"""

from collections.abc import Callable

from articles.models import Version
from entities.models import (
    AttributionLink,
    ClaimSubject,
    ClaimTopic,
    EntityRelation,
    LinkVerb,
    Stance,
    ValueEntity,
)
from tests.desk_records import count, word
from tests.factories import (
    make_article,
    make_citation,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_name,
    make_qualifier,
    make_topic,
    make_value,
)


def add_citation(claim):
    text = f"Passage {next(count)} says so."
    make_citation(claim, make_article(text=text))
    return text


def add_value(claim):
    printed = f"{next(count)} yuan and more"
    value = make_value(claim, part="component", as_printed=printed)
    value.resolved_by = make_draft_claim()
    value.save()
    ValueEntity.objects.create(value=value, entity=make_entity())
    return printed


def add_qualifier(claim):
    named = make_entity()
    make_qualifier(claim, f"kind-{next(count)}", entity=named)
    return str(named)


def add_subject(claim):
    return str(ClaimSubject.objects.create(claim=claim, entity=make_entity()))


def add_topic(claim):
    return str(ClaimTopic.objects.create(claim=claim, topic=make_topic()))


def add_stance(claim):
    about = make_draft_claim()
    Stance.objects.create(claim=claim, by=make_entity(), position="holds", about=about)
    return str(about)


def add_relation(entity):
    other = make_entity()
    EntityRelation.objects.create(entity=entity, kind="part_of", other=other)
    return str(other)


def add_link(attribution):
    voice, occasion = make_entity(), make_entity()
    position = attribution.links.count()
    AttributionLink.objects.create(
        attribution=attribution,
        position=position,
        by=voice,
        verb=word(LinkVerb),
        at=occasion,
    )
    return str(occasion)


def add_member(comparison):
    claim = make_draft_claim()
    comparison.members.create(claim=claim)
    return str(claim)


def add_version(article):
    text = f"Corrected text {next(count)}."
    return Version.objects.capture(article, text).sha256


def add_claim_of(article):
    claim = make_draft_claim()
    make_citation(claim, article)
    return str(claim)


def add_section_of(article):
    return add_section(article.current_version)


def add_section(version):
    index = version.sections.count()
    section = version.sections.create(index=index, kind="lead", start=0, end=index + 1)
    return f"{section.end}"


def add_name(entity):
    return str(make_name(entity, f"Name {next(count)}"))


def add_identifier(entity):
    value = f"Q{next(count)}"
    return entity.identifiers.create(scheme="wikidata", value=value).value


def add_comparison(claim):
    return str(make_comparison(claim))


def add_entity_of_value(value):
    return str(ValueEntity.objects.create(value=value, entity=make_entity()))


PARTS: dict[str, dict[str, Callable[..., str]]] = {
    "articles_article": {
        "version": add_version,
        "section": add_section_of,
        "claim": add_claim_of,
    },
    "articles_version": {"section": add_section},
    "entities_attribution": {"attributionlink": add_link},
    "entities_claim": {
        "value": add_value,
        "qualifier": add_qualifier,
        "citation": add_citation,
        "claimsubject": add_subject,
        "claimtopic": add_topic,
        "stance": add_stance,
        "comparisonclaim": add_comparison,
    },
    "entities_comparison": {"comparisonclaim": add_member},
    "entities_entity": {
        "name": add_name,
        "identifier": add_identifier,
        "entityrelation": add_relation,
    },
    "entities_value": {"valueentity": add_entity_of_value},
}
