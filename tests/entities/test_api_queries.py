"""An answer costs the same for one and for twenty, and never more than fifteen."""

import pytest

from entities.models import (
    ClaimSubject,
    EntityKind,
    EntityRelation,
    Identifier,
    Stance,
    ValueEntity,
)
from tests.entities.claim_in_full import claim_in_full
from tests.factories import (
    make_article,
    make_citation,
    make_claim,
    make_company,
    make_comparison,
    make_entity,
    make_name,
    make_property,
    make_publisher,
    make_qualifier,
    make_qualifier_kind,
    make_topic,
    make_unit,
    published,
    serial,
)

pytestmark = pytest.mark.django_db
MOST = 15


def full_claim():
    """A claim with a row in every relation, each row its own."""
    claim = make_claim(topics=[published(make_topic())])
    other = make_claim(subject=claim.subject)
    ClaimSubject.objects.create(claim=claim, entity=make_company())
    ValueEntity.objects.create(value=claim.main_value, entity=make_company())
    make_qualifier(claim, "partner", entity=make_company())
    make_qualifier(claim, "follows", other_claim=other)
    voice = published(make_entity(kind=EntityKind.PERSON))
    Stance.objects.create(claim=claim, by=voice, position="doubts", about=other)
    published(make_comparison(claim, other))
    return claim.key


def full_entity():
    entity = published(
        make_entity(kind=EntityKind.PUBLISHER, publisher=make_publisher())
    )
    published(make_article(publisher=entity.publisher))
    make_name(entity, f"Name of {entity.slug}")
    Identifier.objects.create(entity=entity, scheme="isin", value=f"X{entity.pk}")
    EntityRelation.objects.create(entity=entity, kind="part_of", other=make_company())
    return entity.slug


def full_topic():
    wider = published(make_topic())
    claim = make_claim()
    topic = make_topic(parent=wider, narrative={"en": f"See [[c:{claim.key}]]."})
    published(make_topic(parent=published(topic)))
    return topic.slug


def full_property():
    word = make_property(f"property-{next(serial)}")
    word.required_qualifiers.add(make_qualifier_kind(f"kind-{next(serial)}"))
    return word.slug


LISTS = {
    "articles": lambda: published(make_article()).slug,
    "claims": full_claim,
    "comparisons": lambda: published(make_comparison(make_claim(), make_claim())).slug,
    "entities": full_entity,
    "properties": full_property,
    "publishers": lambda: published(make_article()).publisher.slug,
    "qualifiers": lambda: make_qualifier_kind(f"kind-{next(serial)}").slug,
    "topics": full_topic,
    "units": lambda: make_unit(f"unit-{next(serial)}").slug,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_one_and_for_twenty(client, queries_for, name):
    address = f"/api/v1/{name}/?page_size=200"
    LISTS[name]()
    with_one = queries_for(address)
    *_, last = [LISTS[name]() for _ in range(19)]
    assert queries_for(address) == with_one <= MOST
    assert f'"{last}"' in client.get(address).content.decode()


def test_a_claim_costs_the_same_with_one_and_with_twenty_of_everything(
    client, queries_for
):
    claim = claim_in_full()
    address = f"/api/v1/claims/{claim.key}/"
    with_one = queries_for(address)
    for n in range(19):
        ClaimSubject.objects.create(claim=claim, entity=make_company())
        make_qualifier(claim, "partner", entity=make_company(slug=f"partner-{n}"))
        make_citation(claim, published(make_article()))
        published(make_comparison(claim, make_claim()))
    assert queries_for(address) == with_one <= MOST
    told = client.get(address).json()
    assert told["qualifiers"][-1]["entity"]["slug"] == "partner-18"
    assert len(told["citations"]) == len(told["comparisons"]) == 20


def test_a_filter_costs_one_query_more(client, queries_for):
    claim = make_claim(topics=[published(make_topic(slug="t"))])
    plain = queries_for("/api/v1/claims/")
    asked = f"/api/v1/claims/?topic=t&about={claim.subject.slug}"
    assert queries_for(asked) == plain + 2


def test_the_texts_of_versions_are_not_read_for_citations(
    client, django_assert_max_num_queries
):
    make_claim()
    with django_assert_max_num_queries(MOST) as captured:
        client.get("/api/v1/claims/")
    asked = [query["sql"] for query in captured.captured_queries]
    assert any('"articles_version"."sha256"' in sql for sql in asked)
    assert not any('"articles_version"."text"' in sql for sql in asked)
