"""The desk for articles, their texts and their publishers."""

import pytest
from django.urls import reverse

from articles.models import Article, Passage, Publisher, Version
from tests.admin_form import errors_on, opened
from tests.factories import (
    make_article,
    make_citation,
    make_draft_claim,
    make_publisher,
    published,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
LIST = "/admin/articles/article/"


def page_of(record) -> str:
    return reverse(f"admin:articles_{record._meta.model_name}_change", args=[record.pk])


def typed_article(client, **fields):
    return opened(client, ADD) | {
        "title": "A title",
        "title_language": "en",
        "slug": "a-title",
        "publisher": make_publisher().pk,
        "language": "zh",
        **fields,
    }


def test_a_text_pasted_into_a_new_article_becomes_its_first_version(editor_client):
    typed = typed_article(editor_client, text="第一行。\r\n第二行𠮷。 ")
    assert errors_on(editor_client.post(ADD, typed)) == ""
    version = Version.objects.get()
    assert (version.article.slug, version.number) == ("a-title", 1)
    assert version.text == "第一行。\n第二行𠮷。 "
    assert version.hash_is_right


def test_an_article_may_be_added_before_its_text(editor_client):
    assert errors_on(editor_client.post(ADD, typed_article(editor_client))) == ""
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("bell \x07", "U+0007"), ("null \x00", "Null characters")],
    ids=["a control character", "NUL"],
)
def test_a_text_that_is_not_text_is_refused_with_the_article(
    text, refusal, editor_client
):
    refused = editor_client.post(ADD, typed_article(editor_client, text=text))
    assert refusal in errors_on(refused)
    assert not Article.objects.exists()


def test_capturing_a_text_again_makes_a_new_version_and_keeps_the_old(editor_client):
    article = make_article(text="First.")
    typed = opened(editor_client, page_of(article)) | {"text": "Second."}
    assert errors_on(editor_client.post(page_of(article), typed)) == ""
    texts = article.versions.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["First.", "Second."]


def test_saving_an_article_without_a_text_captures_nothing(editor_client):
    article = make_article()
    typed = opened(editor_client, page_of(article)) | {"byline": "A. Writer"}
    assert errors_on(editor_client.post(page_of(article), typed)) == ""
    assert article.versions.count() == 1


@pytest.mark.parametrize(
    ("date", "basis", "refusal"),
    [
        ("2023-13", "stated", "no month 13"),
        ("last spring", "stated", "is not a date"),
        ("2023", "undated", "stated or implied"),
        ("9" * 200, "stated", "at most 80"),
    ],
)
def test_a_date_that_is_none_is_refused_in_words(date, basis, refusal, editor_client):
    typed = typed_article(editor_client, published_on=date, published_basis=basis)
    assert refusal in errors_on(editor_client.post(ADD, typed))


def test_the_list_counts_versions_and_claims(editor_client):
    article = published(make_article())
    Version.objects.capture(article, "Another text.")
    claim = make_draft_claim()
    make_citation(claim, article)
    make_citation(claim, article, part="context")
    row = editor_client.get(LIST).content.decode().split('id="result_list"')[1]
    assert '<td class="field-version_count">2</td>' in row
    assert f'<a href="/admin/entities/claim/?article={article.pk}">1</a>' in row


def test_an_article_is_found_by_a_chinese_word_of_its_title(editor_client):
    make_article(title="科大讯飞租赁国产算力")
    make_article()
    found = editor_client.get(LIST, {"q": "国产算力"}).context["cl"].result_list
    assert [article.title for article in found] == ["科大讯飞租赁国产算力"]


def test_the_articles_page_shows_the_claims_drawn_from_it_in_its_own_order(
    editor_client,
):
    article = published(make_article(text="First this. Then that."))
    later = make_draft_claim(sentences={"en": "Said later."})
    make_citation(later, article, "Then that")
    earlier = make_draft_claim(sentences={"en": "Said first."})
    make_citation(earlier, article, "First this")
    page = editor_client.get(page_of(article)).content.decode()
    assert page.index("Said first.") < page.index("Said later.")


@pytest.mark.parametrize("kind", ["version", "passage", "section"])
def test_captured_text_is_shown_and_never_edited(kind, editor_client):
    version = make_article(text="Acme earned much.").current_version
    Passage.objects.mark(version, 0, 4)
    version.sections.create(index=0, kind="lead", start=0, end=17)
    record = {
        "version": version,
        "passage": version.passages.get(),
        "section": version.sections.get(),
    }[kind]
    page = editor_client.get(page_of(record))
    assert "Acme" in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert editor_client.post(page_of(record), {"text": "x"}).status_code == 403
    add = reverse(f"admin:articles_{kind}_add")
    assert editor_client.get(add).status_code == 403
    delete = reverse(f"admin:articles_{kind}_delete", args=[record.pk])
    assert editor_client.post(delete, {"post": "yes"}).status_code == 403
    assert Version.objects.get().text == "Acme earned much."


def test_a_passage_is_found_by_its_words(editor_client):
    version = make_article(text="华为昇腾910B芯片").current_version
    Passage.objects.mark(version, 0, 4)
    Passage.objects.mark(version, 4, 8)
    found = editor_client.get("/admin/articles/passage/", {"q": "昇腾"})
    assert [p.quote for p in found.context["cl"].result_list] == ["华为昇腾"]


def test_the_address_of_a_publisher_that_readers_know_is_not_changed(editor_client):
    publisher = make_publisher()
    assert "slug" in opened(editor_client, page_of(publisher))
    published(make_article(publisher=publisher))
    assert "slug" not in opened(editor_client, page_of(publisher))


def test_a_publisher_with_articles_is_not_deleted(editor_client):
    publisher = make_article().publisher
    address = reverse("admin:articles_publisher_delete", args=[publisher.pk])
    page = editor_client.post(address, {"post": "yes"})
    assert "protected" in page.content.decode()
    assert Publisher.objects.exists()
