"""Forms of the desk beside the text they are about, and links that lead into it."""

import pytest
from playwright.sync_api import expect

from articles.models import Passage
from tests.browser.desk import article_at, browser_of, select
from tests.factories import make_citation, make_draft_claim

LONG = "\n\n".join(f"Acme earned {n} million yuan in 2023." for n in range(1, 60))
BOXES = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const save = box("#panel-claim [type=submit]");
  const text = box("#desk-text");
  return { save: { top: save.top, bottom: save.bottom, height: save.height },
           text: text.top, window: innerHeight };
}"""


@pytest.fixture
def ann(site, browser, django_db_blocker):
    """ann's browser at a long article's desk, not gone to yet."""
    with browser_of("ann", site, browser, django_db_blocker) as page:
        page.article, page.address = article_at(site, django_db_blocker, LONG)
        yield page


def test_what_ends_a_form_is_in_view_and_the_text_stays_where_it_is(ann):
    ann.goto(ann.address)
    select(ann, "2 million yuan")
    with ann.expect_response("**/prefill/*"):
        ann.keyboard.press("n")
    expect(ann.locator("#claim-sentence-en")).to_be_focused()
    expect(ann.locator("#panel-claim [type=submit]").first).to_be_in_viewport(ratio=1)
    expect(ann.locator("#desk-bar")).to_be_hidden()
    boxes = ann.evaluate(BOXES)
    assert boxes["save"]["height"] >= 24
    ann.keyboard.press("Escape")
    expect(ann.locator("#panel-claim")).to_be_hidden()
    expect(ann.locator("#desk-bar")).to_be_visible()
    assert ann.evaluate(BOXES)["text"] == boxes["text"]


def test_a_refusal_is_forgotten_with_its_form(ann):
    ann.goto(ann.address)
    select(ann, "2 million yuan")
    ann.keyboard.press("c")
    ann.keyboard.press("Control+Enter")
    said = ann.locator("#desk-said")
    expect(said).to_have_text("It cannot be saved so. Write something first.")
    ann.keyboard.press("Escape")
    expect(said).to_have_text("")


def test_a_link_to_a_passage_leads_to_its_words_and_its_card(ann, django_db_blocker):
    with django_db_blocker.unblock():
        claim = make_draft_claim()
        cited = make_citation(claim, ann.article, "Acme earned 40 million yuan")
        passage = Passage.objects.get(pk=cited.passage_id)
    ann.goto(f"{ann.address}#at-citation-{cited.pk}")
    card = ann.locator(f"#claim-{claim.key}")
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport()
    lit = "() => [...(CSS.highlights.get('current') ?? [])].map(String)"
    assert ann.evaluate(lit) == [passage.quote]
    ann.goto("about:blank")
    ann.goto(f"{ann.address}#at-citation-0")
    expect(ann.locator("#desk-said")).to_have_text(
        "What the address leads to is not marked in this text."
    )
