"""A list or page of the desk costs the same for one row as for twenty."""

import itertools

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles.models import FormerSlug as FormerArticleSlug
from articles.models import Passage, Section
from entities.merging import merge
from entities.models import (
    AttributionLink,
    ClaimSubject,
    ClaimTopic,
    Distinction,
    EntityRelation,
    FormerSlug,
    FormerTopicSlug,
    Identifier,
    LinkVerb,
    Mention,
    PropertyGroup,
    Stance,
    ValueEntity,
)
from tests.factories import (
    annotator,
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_name,
    make_property,
    make_publisher,
    make_qualifier,
    make_qualifier_kind,
    make_topic,
    make_unit,
    make_value,
)

pytestmark = pytest.mark.django_db
count = itertools.count(1)


def word(model):
    n = next(count)
    return model.objects.create(slug=f"word-{n}", label={"en": f"Word {n}"})


def passage():
    n = next(count)
    version = make_article(text=f"Text {n} says so.").current_version
    return Passage.objects.mark(version, 0, 6)


def section():
    version = make_article().current_version
    return Section.objects.create(version=version, index=0, kind="lead", start=0, end=4)


def value_entity():
    value = make_draft_claim().values.get()
    return ValueEntity.objects.create(value=value, entity=make_entity())


def identifier():
    value = f"Q{next(count)}"
    return Identifier.objects.create(
        entity=make_entity(), scheme="wikidata", value=value
    )


def merged():
    chief, _ = get_user_model().objects.get_or_create(
        username="chief", is_superuser=True
    )
    return merge(make_entity(), make_entity(), by=chief, reason="Entered twice.")


LISTS = {
    "articles_article": make_article,
    "articles_publisher": make_publisher,
    "articles_version": lambda: make_article().current_version,
    "articles_section": section,
    "articles_passage": passage,
    "articles_formerslug": lambda: FormerArticleSlug.objects.create(
        slug=f"once-{next(count)}", target=make_article()
    ),
    "entities_entity": make_entity,
    "entities_formerslug": lambda: FormerSlug.objects.create(
        slug=f"once-{next(count)}", target=make_entity()
    ),
    "entities_formertopicslug": lambda: FormerTopicSlug.objects.create(
        slug=f"once-{next(count)}", target=make_topic()
    ),
    "entities_name": lambda: make_name(make_entity(), f"Name {next(count)}"),
    "entities_identifier": identifier,
    "entities_entityrelation": lambda: EntityRelation.objects.create(
        entity=make_entity(), kind="part_of", other=make_entity()
    ),
    "entities_merge": merged,
    "entities_distinction": lambda: Distinction.objects.create(
        first=make_entity(), second=make_entity(), by=annotator()
    ),
    "entities_topic": make_topic,
    "entities_claim": make_claim,
    "entities_claimsubject": lambda: ClaimSubject.objects.create(
        claim=make_draft_claim(), entity=make_entity()
    ),
    "entities_claimtopic": lambda: ClaimTopic.objects.create(
        claim=make_draft_claim(), topic=make_topic()
    ),
    "entities_value": lambda: make_draft_claim().values.get(),
    "entities_valueentity": value_entity,
    "entities_qualifier": lambda: make_qualifier(make_draft_claim()),
    "entities_stance": lambda: Stance.objects.create(
        claim=make_draft_claim(), by=make_entity(), position="holds"
    ),
    "entities_citation": lambda: make_citation(make_draft_claim()),
    "entities_mention": lambda: Mention.objects.create(
        passage=passage(), entity=make_entity()
    ),
    "entities_attribution": make_attribution,
    "entities_attributionlink": lambda: make_attribution().links.get(),
    "entities_comparison": lambda: make_comparison(make_draft_claim()),
    "entities_comparisonclaim": lambda: make_comparison(
        make_draft_claim()
    ).members.get(),
    "entities_property": lambda: make_property(f"property-{next(count)}"),
    "entities_propertygroup": lambda: word(PropertyGroup),
    "entities_qualifierkind": lambda: make_qualifier_kind(f"kind-{next(count)}"),
    "entities_unit": lambda: make_unit(f"unit-{next(count)}"),
    "entities_linkverb": lambda: word(LinkVerb),
}


@pytest.mark.parametrize("model", LISTS)
def test_a_list_costs_the_same_for_one_row_and_for_twenty(
    model, editor_client, queries_for
):
    address = reverse(f"admin:{model}_changelist")
    LISTS[model]()
    with_one = queries_for(address)
    *_, last = [LISTS[model]() for _ in range(19)]
    assert queries_for(address) == with_one
    change = reverse(f"admin:{model}_change", args=[last.pk])
    assert change in editor_client.get(address).content.decode()


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


def add_claim_of(article):
    claim = make_draft_claim()
    make_citation(claim, article)
    return str(claim)


def add_section(article):
    version = article.current_version
    index = version.sections.count()
    section = version.sections.create(index=index, kind="lead", start=0, end=index + 1)
    return f"0–{section.end}"


def add_name(entity):
    return str(make_name(entity, f"Name {next(count)}"))


def add_comparison(claim):
    return str(make_comparison(claim))


def add_entity_of_value(value):
    return str(ValueEntity.objects.create(value=value, entity=make_entity()))


PAGES = {
    "a claim": (
        make_draft_claim,
        [
            add_value,
            add_qualifier,
            add_citation,
            add_subject,
            add_topic,
            add_stance,
            add_comparison,
        ],
    ),
    "an entity": (make_entity, [add_name, add_relation]),
    "an attribution": (make_attribution, [add_link]),
    "a comparison": (make_comparison, [add_member]),
    "a value": (lambda: make_draft_claim().values.get(), [add_entity_of_value]),
    "an article": (make_article, [add_claim_of, add_section]),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_for_one_of_each_part_and_for_twenty(
    page, editor_client, queries_for
):
    make_record, adders = PAGES[page]
    record = make_record()
    model = f"{record._meta.app_label}_{record._meta.model_name}"
    address = reverse(f"admin:{model}_change", args=[record.pk])
    for add in adders:
        add(record)
    with_one = queries_for(address)
    last = [[add(record) for _ in range(19)][-1] for add in adders]
    assert queries_for(address) == with_one
    shown = editor_client.get(address).content.decode()
    assert [text for text in last if text not in shown] == []


def test_a_history_costs_the_same_for_one_change_and_for_twenty(
    editor_client, queries_for
):
    claim = make_draft_claim()
    address = reverse("admin:entities_claim_history", args=[claim.pk])
    claim.save()
    with_one = queries_for(address)
    for n in range(19):
        claim.derived = f"step {n}"
        claim.save()
    assert queries_for(address) == with_one
    assert "step 18" in editor_client.get(address).content.decode()


def test_the_growth_tests_name_every_list_of_the_desk():
    ours = {
        f"{model._meta.app_label}_{model._meta.model_name}"
        for model in admin.site._registry
        if model._meta.app_label in ("articles", "entities")
    }
    assert ours == set(LISTS)
