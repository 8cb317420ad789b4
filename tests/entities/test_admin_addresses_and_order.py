"""What the desk fills in by itself: addresses of new records, the order of rows, and
the way back to the record after one of its parts was saved."""

import pytest
from django.urls import reverse

from articles.models import Article
from articles.slugs import free_slug, stem_of
from entities.models import Attribution, Citation, Entity, LinkVerb
from tests.admin_form import errors_on, opened
from tests.factories import (
    make_article,
    make_attribution,
    make_company,
    make_draft_claim,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Acme buys ten chips", "acme-buys-ten-chips"),
        ("L’été à Orléans", "lete-a-orleans"),
        ("科大讯飞拟用24亿元定增资金租赁国产算力", ""),
        ("AI大模型的账单：出门问问、云从科技与科大讯飞", ""),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 100, "x" * 60),
        ("…", ""),
    ],
)
def test_an_address_is_made_of_whole_words_that_survive(text, stem):
    assert stem_of(text) == stem


def test_an_address_never_leads_to_two_records():
    acme = make_company(slug="acme")
    acme.rename("acme-group")
    for taken in ("Acme", "Acme Group"):
        slug = free_slug(Entity, taken)
        assert slug.startswith(stem_of(taken) + "-")
        assert slug != "acme-group"
    assert free_slug(Entity, "科大讯飞", "iFlytek") == "iflytek"
    assert free_slug(Article, "科大讯飞").startswith("article-")


def test_a_new_entity_without_an_address_gets_one_from_its_label(editor_client):
    page = reverse("admin:entities_entity_add")
    form = opened(editor_client, page)
    sent = form | {"kind": "company", "label_zh": "极点", "label_en": "Acme Chips"}
    response = editor_client.post(page, sent)
    assert response.status_code == 302, errors_on(response)
    assert Entity.objects.get().slug == "acme-chips"


def test_an_address_that_is_there_is_not_left_empty(editor_client):
    acme = make_company(slug="acme")
    page = reverse("admin:entities_entity_change", args=[acme.pk])
    response = editor_client.post(page, opened(editor_client, page) | {"slug": ""})
    assert "This field is required." in errors_on(response)


def test_links_without_a_position_stand_in_the_order_of_their_rows(editor_client):
    verb = LinkVerb.objects.create(slug="says", label={"en": "says"})
    outlet, speaker = make_company(slug="outlet"), make_company(slug="speaker")
    page = reverse("admin:entities_attribution_add")
    form = opened(editor_client, page) | {"slug": "chain", "links-TOTAL_FORMS": "2"}
    for index, voice in enumerate((outlet, speaker)):
        form |= {
            f"links-{index}-by": voice.pk,
            f"links-{index}-verb": verb.pk,
            f"links-{index}-position": "",
        }
    response = editor_client.post(page, form)
    assert response.status_code == 302, errors_on(response)
    links = Attribution.objects.get().links.all()
    assert [(link.position, link.by) for link in links] == [(0, outlet), (1, speaker)]


def test_who_cites_a_passage_comes_back_to_the_claim(editor_client):
    article = make_article(text="Acme earned 5 million yuan.")
    claim = make_draft_claim()
    chain = make_attribution(make_company(slug="outlet"))
    page = reverse("admin:entities_citation_add")
    form = opened(editor_client, f"{page}?claim={claim.pk}") | {
        "article": article.pk,
        "quote": "5 million yuan",
        "attribution": chain.pk,
        "asserted_by": chain.origin.pk,
    }
    response = editor_client.post(page, form)
    home = reverse("admin:entities_claim_change", args=[claim.pk])
    assert response.status_code == 302, errors_on(response)
    assert response.url == home

    page = reverse("admin:entities_citation_change", args=[Citation.objects.get().pk])
    form = opened(editor_client, page) | {"locator": "second paragraph"}
    assert editor_client.post(page, form).url == home
    filtered = f"{page}?_changelist_filters=part%3Dstates"
    form = opened(editor_client, page) | {"locator": "third paragraph"}
    back = editor_client.post(filtered, form).url
    assert back == reverse("admin:entities_citation_changelist") + "?part=states"
