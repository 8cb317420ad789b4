"""A topic's page: the desk's narrative and the claims that it rests on."""

import re

import pytest

from entities.pages.narrative import render, sanitised
from tests.factories import (
    make_article,
    make_claim,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_qualifier,
    make_topic,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db


def read(client, address, language="en"):
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def topic_with(narrative, **fields):
    defaults = {"slug": "chips", "title": {"en": "Chips"}, "narrative": narrative}
    return published(make_topic(**(defaults | fields)))


def test_a_topic_page_costs_the_same_for_one_claim_and_for_twenty(client, queries_for):
    topic = topic_with({"en": "Once[[c:c-0]]."})
    first = make_claim(topics=[topic], ref="c-0")
    published(make_comparison(first, make_claim(topics=[topic])))
    with_few = queries_for("/topics/chips/")
    assert with_few <= 15
    claims = [make_claim(topics=[topic], ref=f"c-{n}") for n in range(1, 19)]
    for claim in claims:
        published(make_comparison(claim, first))
        make_qualifier(claim, "partner", entity=published(make_entity()))
        published(make_topic(parent=topic))
    marks = "".join(f"[[c:c-{n}]]" for n in range(19))
    topic.refresh_from_db()
    topic.narrative = {"en": f"Often{marks}."}
    topic.save()
    assert queries_for("/topics/chips/") == with_few
    page = read(client, "/topics/chips/")
    assert all(claim.sentences["en"] in page for claim in claims)


def test_a_reference_is_a_numbered_mark_that_leads_to_quote_and_source(client):
    article = published(make_article(text="Acme earned 5 million yuan.", slug="report"))
    claim = make_claim(article=article, quote="5 million yuan", ref="c-1")
    topic_with({"en": f"It earned well[[c:c-1]], twice[[c:{claim.key}]]."})
    page = read(client, "/topics/chips/")
    marks = re.findall(r'<sup class="fn">(.*?)</sup>', page)
    assert marks == [
        '<a href="#n1" id="r1-1" aria-label="Note 1">1</a>',
        '<a href="#n1" id="r1-2" aria-label="Note 1">1</a>',
    ]
    note = re.search(r'<li id="n1">.*?</li>', page, re.S)[0]
    assert claim.sentences["en"] in note
    assert "<q>5 million yuan</q>" in note
    assert "/articles/report/#p=" in note
    assert 'href="#r1-1"' in note
    assert 'href="#r1-2"' in note


def test_the_narrative_is_the_readers(client):
    topic_with({"en": "In English.", "zh": "中文概述。"})
    assert "中文概述" in read(client, "/topics/chips/", "zh")
    assert '<div lang="en"><p>In English.</p>' in read(client, "/topics/chips/", "fr")


def test_a_reference_that_readers_may_not_follow_leaves_no_trace(client):
    draft = make_draft_claim(ref="c-2")
    topic_with({"en": f"Well[[c:c-2]][[c:{draft.key}]][[c:nothing]]."})
    page = read(client, "/topics/chips/")
    assert "<p>Well.</p>" in page
    assert draft.key not in page
    assert 'class="notes"' not in page


def test_a_withdrawn_claims_reference_is_struck_out_with_a_note(client):
    claim = make_claim(ref="c-3", sentences={"en": "It flew."})
    claim.withdraw(by=reviewer(), reason="It did not.")
    topic_with({"en": "So[[c:c-3]]."})
    page = read(client, "/topics/chips/")
    assert "<s>1</s>" in page
    note = re.search(r'<li id="n1">.*?</li>', page, re.S)[0]
    assert "This claim has been withdrawn." in note
    assert "It flew." not in page
    assert client.get(f"/claims/{claim.key}/").status_code == 410


NASTY = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    '<img src=x onerror="alert(1)">',
    "![x](https://elsewhere.example/pixel.png)",
    '[x](/ "[[c:c-1]]")',
    "<a href='/' onclick='alert(1)'>x</a>",
    "<style>body{display:none}</style>",
    "# [[c:c-1]] heading\n\n> quote\n\n    code [[c:c-1]]",
]


@pytest.mark.parametrize("text", NASTY)
def test_markdown_never_runs_and_sanitising_twice_changes_nothing(text):
    html = render(text, lambda reference: '<sup class="fn"><a href="#n1">1</a></sup>')
    tags = re.findall(r"<[^>]*>", html)
    assert not [t for t in tags if re.search(r"script|javascript|data:|\son|style", t)]
    assert not [tag for tag in tags if tag.startswith("<img")]
    assert sanitised(html) == html


def test_a_heading_in_the_narrative_stands_below_the_pages_own():
    assert render("# One\n\n#### Four", str) == "<h3>One</h3>\n<h4>Four</h4>\n"


def test_wider_and_narrower_topics_lead_to_each_other(client):
    wide = topic_with({}, slug="wide", title={"en": "Computing"})
    narrow = topic_with({}, slug="narrow", title={"en": "Chips"}, parent=wide)
    topic_with({}, slug="narrowest", title={"en": "Caches"}, parent=narrow)
    page = read(client, "/topics/narrow/")
    assert page.index(">Computing</a>") < page.index("<h1>Chips</h1>")
    assert page.index("<h1>Chips</h1>") < page.index(">Caches</a>")
    assert "Caches" not in read(client, "/topics/wide/")


def test_a_public_topic_under_a_hidden_one_stands_at_the_top(client):
    hidden = make_topic(title={"en": "Hidden"})
    topic_with({}, parent=hidden)
    page = read(client, "/topics/")
    assert ">Chips</a>" in page
    assert "Hidden" not in page
    assert "Hidden" not in read(client, "/topics/chips/")


def test_key_figures_and_those_involved_are_shown(client):
    topic = topic_with({})
    claim = make_claim(topics=[topic])
    page = read(client, "/topics/chips/")
    figures = page[page.index('class="keyf"') :]
    assert "<b>5 million yuan</b> <span>CNY\u00a05 million</span>" in figures
    assert claim.subject.label["en"] in page[page.index('id="involved"') :]


def test_the_list_of_topics_costs_the_same_for_one_and_for_twenty(client, queries_for):
    make_claim(topics=[topic_with({})])
    with_one = queries_for("/topics/")
    *_, last = [
        published(make_topic(title={"en": f"Subject number {n}"})) for n in range(20)
    ]
    make_claim(topics=[last])
    assert queries_for("/topics/") == with_one
    page = read(client, "/topics/")
    assert all(f"Subject number {n}<" in page for n in range(20))


def test_an_empty_topic_and_an_empty_list_say_so(client):
    assert "No topic has been published yet." in read(client, "/topics/")
    topic_with({})
    assert "No claim about Chips" in read(client, "/topics/chips/")


def test_a_renamed_topic_redirects_and_a_withdrawn_one_is_gone(client):
    topic = topic_with({})
    topic.rename("processors")
    response = client.get("/topics/chips/")
    assert (response.status_code, response["Location"]) == (301, "/topics/processors/")
    topic.withdraw(by=reviewer(), reason="Too wide.")
    response = client.get("/topics/processors/")
    assert response.status_code == 410
    assert "Too wide." in response.content.decode()
