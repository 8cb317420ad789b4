"""An article's page: the text as far as it may be shown, and the claims beside it."""

import re

import pytest

from articles.capture.storing import capture
from articles.models import Article, Passage, Section, Version
from entities.models import Citation, Mention
from tests.factories import (
    annotator,
    make_article,
    make_citation,
    make_claim,
    make_company,
    make_draft_claim,
    make_entity,
    make_publisher,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db
TEXT = "Lead.\nAcme earned 5 million yuan in 2023, the paper says.\nCall 555-0100."


@pytest.fixture
def report():
    return published(make_article(slug="report", title="The report", text=TEXT))


def read(client, address="/articles/report/", language="en"):
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def text_of(page):
    """What the article's own section says, without marks."""
    section = re.search(r'<section class="text".*?</section>', page, re.S)[0]
    return re.sub(r"<sup.*?</sup>|<[^>]+>", "", section)


def mention(article, words, entity):
    passage = Passage.objects.find(article.current_version, words)
    return Mention.objects.create(passage=passage, entity=entity)


def test_an_article_page_costs_the_same_for_one_claim_and_for_twenty(
    client, queries_for, report
):
    make_claim(article=report, quote="earned 5 million yuan")
    mention(report, "Acme", make_company())
    with_one = queries_for("/articles/report/")
    assert with_one <= 15
    claims = [make_claim(article=report, quote=TEXT[n : n + 9]) for n in range(19)]
    for word in ("earned", "yuan", "paper", "2023"):
        mention(report, word, published(make_entity()))
    assert queries_for("/articles/report/") == with_one
    page = read(client)
    assert all(claim.sentences["en"] in page for claim in claims)


def test_a_highlight_leads_to_its_claim_and_back(client, report):
    claim = make_claim(article=report, quote="earned 5 million yuan")
    passage = claim.citations.get().passage
    page = read(client)
    assert (
        f'<span id="p={passage.key}"><mark data-p="{passage.key}">'
        "earned 5 million yuan</mark></span>"
        f'<sup class="fn"><a href="#c-{claim.key}" aria-label="Claim 1">1</a></sup>'
    ) in page
    card = re.search(rf'<li id="c-{claim.key}".*?</li>', page, re.S)[0]
    assert f'href="#p={passage.key}"' in card
    assert f'href="/claims/{claim.key}/"' in card


def test_overlapping_passages_are_cut_and_each_keeps_its_anchor(client, report):
    first = make_claim(article=report, quote="Acme earned 5 million")
    second = make_claim(article=report, quote="5 million yuan")
    page = read(client)
    keys = [claim.citations.get().passage.key for claim in (first, second)]
    assert all(page.count(f'id="p={key}"') == 1 for key in keys)
    assert f'<mark data-p="{keys[0]} {keys[1]}">5 million</mark>' in page
    assert "Acme earned 5 million yuan in 2023" in text_of(page)


def test_claims_stand_in_the_order_of_the_text(client, report):
    later = make_claim(article=report, quote="in 2023")
    earlier = make_claim(article=report, quote="Acme")
    page = read(client)
    drawn = page[page.index('class="drawn"') :]
    assert drawn.index(earlier.sentences["en"]) < drawn.index(later.sentences["en"])


def test_a_name_leads_to_its_page_and_looks_different_from_a_citation(client, report):
    mention(report, "Acme", make_company(slug="acme"))
    make_claim(article=report, quote="Acme earned")
    page = read(client)
    assert '<a class="me" href="/companies/acme/">Acme</a></mark>' in page


def test_a_draft_claim_marks_nothing(client, report):
    make_citation(make_draft_claim(), report, "5 million yuan")
    page = read(client)
    assert "<mark data-p" not in page
    assert "No claim has been drawn from this article yet." in page


RIGHTS = {
    "full": TEXT,
    "excerpts": "[…]\nAcme earned 5 million yuan in 2023, the paper says.\n[…]",
    "quotes": "[…]\n[…]5 million yuan[…]\n[…]",
}


@pytest.mark.parametrize("rights", RIGHTS)
def test_readers_see_as_much_of_the_text_as_its_rights_allow(client, rights):
    article = published(make_article(slug="report", text=TEXT, rights=rights))
    make_claim(article=article, quote="5 million yuan")
    page = read(client)
    lines = [line.strip() for line in text_of(page).split("\n")]
    shown = "\n".join(line for line in lines if line)
    assert shown.endswith(RIGHTS[rights])
    assert ("555-0100" in page) == (rights == "full")


def test_a_long_excerpt_is_elided_at_both_ends(client):
    text = "a" * 300 + " 5 million yuan " + "z" * 300
    article = published(make_article(slug="report", text=text, rights="excerpts"))
    make_claim(article=article, quote="5 million yuan")
    shown = text_of(read(client))
    assert f"[…]{'a' * 59} 5 million yuan {'z' * 59}[…]" in shown


def test_sections_are_told_apart_and_boilerplate_is_marked(client, report):
    version = report.current_version
    start = TEXT.index("Call")
    for index, (kind, left, right) in enumerate(
        [("heading", 0, 5), ("paragraph", 6, start - 1), ("boilerplate", start, 79)]
    ):
        Section.objects.create(
            version=version, index=index, kind=kind, start=left, end=min(right, 71)
        )
    page = read(client)
    assert "<h3>Lead.</h3>" in page
    assert '<p class="boilerplate"' in page


def test_a_claim_that_cites_an_earlier_capture_quotes_its_words(client, report):
    claim = make_claim(article=report, quote="5 million yuan")
    passage = claim.citations.get().passage
    Version.objects.capture(report, "Corrected text.")
    page = read(client)
    assert (
        f'id="p={passage.key}"><mark data-p="{passage.key}">5 million yuan</mark>'
    ) in page
    assert claim.sentences["en"] in page
    assert "cites an earlier capture of the text" in page
    assert "Corrected text." in page


def test_each_address_of_an_earlier_captures_passage_leads_to_one_claim(client, report):
    claim = make_claim(article=report, quote="5 million yuan")
    make_citation(claim, report, "2023")
    make_claim(article=report, quote="2023", subject=claim.subject)
    Version.objects.capture(report, "Corrected text, and Acme.")
    make_citation(claim, Article.objects.get(pk=report.pk), "Acme")
    page = read(client)
    assert "cites an earlier capture of the text" in page
    for cited in Citation.objects.all():
        led_to = re.findall(rf'id="p={cited.passage.key}"[^>]*><mark[^>]*>(.*?)<', page)
        assert led_to == [cited.passage.quote]


def test_the_page_says_what_kind_of_text_it_is(client):
    make_claim(
        article=published(
            make_article(
                slug="report",
                text=TEXT,
                title="一份报告",
                title_language="zh",
                title_translation={"en": "A report"},
                is_digest=True,
                source_note={"en": "Second-hand."},
                outside_knowledge={"en": "Seen elsewhere."},
                not_before="2023-10",
                publisher=make_publisher(slug="paper", name={"en": "The Paper"}),
            )
        )
    )
    page = read(client)
    assert "The desk’s digest" in page
    assert '<h1><span lang="zh">一份报告</span></h1>' in page
    assert "A report" in page
    assert "Second-hand." in page
    assert "Seen elsewhere." in page[page.index('class="outside"') :]
    assert "undated" in page
    assert "October 2023" in page
    assert '<a href="/publishers/paper/">The Paper</a>' in page


def test_the_list_of_articles_costs_the_same_for_one_and_for_twenty(
    client, queries_for, report
):
    make_claim(article=report)
    make_claim(article=report)
    with_one = queries_for("/articles/")
    for n in range(19):
        make_claim(article=published(make_article(title=f"Further report {n}")))
    assert queries_for("/articles/") == with_one
    page = read(client, "/articles/")
    assert all(f"Further report {n}<" in page for n in range(19))
    row = re.search(r"<li>(?:(?!</li>).)*The report.*?</li>", page, re.S)[0]
    assert "2 claims" in row


def test_a_list_is_cut_into_pages_of_fifty(client):
    publisher = make_publisher(slug="paper")
    for _ in range(51):
        published(make_article(publisher=publisher))
    for address in ("/articles/", "/publishers/paper/"):
        page = read(client, address)
        assert page.count('<p class="t">') == 50
        assert '<a rel="next" href="?page=2">' in page
        assert read(client, f"{address}?page=2").count('<p class="t">') == 1
        assert client.get(f"{address}?page=3").status_code == 404


def test_a_publisher_leads_to_its_articles_and_to_its_entity(client):
    publisher = make_publisher(slug="paper", name={"en": "The Paper"})
    published(make_article(publisher=publisher, title="The report"))
    make_article(publisher=publisher, title="The draft")
    published(make_entity(slug="the-paper", kind="publisher", publisher=publisher))
    page = read(client, "/publishers/paper/")
    assert "<h1>The Paper</h1>" in page
    assert "The report" in page
    assert "The draft" not in page
    assert 'href="/entities/the-paper/"' in page


def test_an_article_that_moved_redirects_and_a_withdrawn_one_is_gone(client, report):
    report.rename("new-report")
    response = client.get("/articles/report/")
    assert (response.status_code, response["Location"]) == (
        301,
        "/articles/new-report/",
    )
    report.withdraw(by=reviewer(), reason="Retracted by its author.")
    response = client.get("/articles/new-report/")
    assert response.status_code == 410
    assert "Retracted by its author." in response.content.decode()


def test_boilerplate_within_a_paragraph_and_list_dashes_are_not_shown_twice(client):
    article = make_article(slug="report", text=None)
    text = "The company grew by half. [2]\n\n- It sold chips to three firms."
    capture(text.encode(), by=annotator(), article=article)
    details = [section.detail for section in Section.objects.exclude(detail="")]
    assert details == ["citation_marker", "list_dash"]
    published(article)
    shown = text_of(read(client))
    assert shown.count("[2]") == shown.count("It sold chips to three firms.") == 1
    assert "- It sold" not in shown


def test_a_link_to_a_passage_that_was_carried_over_still_leads_there(client, report):
    claim = make_claim(article=report, quote="earned 5 million yuan")
    other = make_claim(article=report, quote="in 2023")
    row, kept = claim.citations.get(), other.citations.get()
    before = row.passage.key
    newest = Version.objects.capture(report, f"{TEXT} More.")
    row.passage = Passage.objects.find(newest, "earned 5 million yuan")
    row.save()
    page = read(client)
    now = row.passage.key
    assert f'<span id="p={before}"><span id="p={now}"><mark' in page
    assert f'<mark data-p="{now} {before}">' in page
    assert page.count(f'id="p={kept.passage.key}"') == 1
