"""What was typed at the desk belongs to the words that it was typed about."""

import pytest
from playwright.sync_api import expect

from articles.models import Version
from entities.models import Thread
from tests.browser.desk import article_at, browser_of, select
from tests.browser.looking import findings_on

QUOTE = "earned 5 million yuan"


@pytest.fixture
def ann(site, browser, django_db_blocker):
    """ann's browser at a new article's desk; `page.article` is the article."""
    with browser_of("ann", site, browser, django_db_blocker) as page:
        page.article, page.address = article_at(site, django_db_blocker)
        page.goto(page.address)
        yield page


def half_a_comment(page, words):
    select(page, words)
    page.keyboard.press("c")
    page.locator("#comment-text").fill("Net of tax?")
    page.keyboard.press("Escape")
    expect(page.locator("#desk-said")).to_have_text(
        "Not saved. What you typed is kept."
    )


def test_half_a_claim_goes_on_at_its_own_words_and_loses_none_of_another(ann):
    sentence = ann.locator("#claim-sentence-en")
    select(ann, QUOTE)
    ann.keyboard.press("n")
    sentence.fill("It earned 5 million.")
    ann.keyboard.press("Escape")
    expect(ann.locator("#panel-claim")).to_be_hidden()
    ann.keyboard.press("Escape")  # selects nothing: the bar goes
    expect(ann.locator("#desk-bar")).to_be_hidden()
    select(ann, "twice")
    ann.keyboard.press("n")
    sentence.fill("It said so two times.")
    offer = ann.locator("#panel-claim .typed-offer")
    expect(offer).to_contain_text(f"about “{QUOTE}”")
    assert findings_on(ann) == []
    offer.get_by_role("button", name="Continue").click()
    expect(sentence).to_have_value("It earned 5 million.")
    expect(ann.locator("#panel-claim [data-quote]")).to_have_text(QUOTE)
    with ann.expect_request("**/claims/") as sent:
        sentence.press("Control+Enter")
    body = sent.value.post_data_json
    assert body["place"]["quote"] == QUOTE
    assert body["sentences"] == {"en": "It earned 5 million."}
    expect(offer).to_contain_text("about “twice”")


def test_what_was_left_is_offered_when_the_desk_is_opened_again(ann):
    half_a_comment(ann, QUOTE)
    ann.reload()
    offer = ann.locator(".typed-left .typed-offer")
    expect(offer).to_contain_text(f"about “{QUOTE}” and did not save it")
    assert findings_on(ann) == []
    offer.get_by_role("button", name="Continue").click()
    expect(ann.locator("#comment-text")).to_be_focused()
    expect(ann.locator("#comment-text")).to_have_value("Net of tax?")
    expect(offer).to_have_count(0)
    ann.keyboard.press("Control+Enter")
    expect(ann.locator(".card-thread")).to_contain_text(f"on {QUOTE}")
    ann.reload()
    expect(ann.locator("html.scripted")).to_be_visible()
    expect(ann.locator(".typed-offer")).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"News. \U0001f914 Acme {QUOTE} in 2023.", QUOTE),
        (f"Acme {QUOTE}. In 2022 it {QUOTE} too.", "Acme"),
        ("Acme lost all it had in 2023.", "lost all"),
    ],
    ids=["they moved", "they stand there twice", "they are gone"],
)
def test_what_was_typed_at_an_older_text_finds_its_words_in_the_newer(
    ann, text, words, django_db_blocker
):
    half_a_comment(ann, QUOTE)
    with django_db_blocker.unblock():
        version = Version.objects.capture(ann.article, text)
    ann.reload()
    offer = ann.locator(".typed-left .typed-offer")
    go_on = offer.get_by_role("button", name="Continue")
    go_on.click()
    if words != QUOTE:
        expect(ann.locator("#desk-said")).to_contain_text("Select them, then continue")
        select(ann, words)
        go_on.click()
    expect(ann.locator("#comment-text")).to_have_value("Net of tax?")
    expect(ann.locator("[data-about]")).to_have_text(f"On “{words}”")
    ann.keyboard.press("Control+Enter")
    expect(ann.locator(".card-thread")).to_have_count(1)
    with django_db_blocker.unblock():
        passage = Thread.objects.at_article(ann.article).get().passage
        assert (passage.version, passage.quote) == (version, words)
