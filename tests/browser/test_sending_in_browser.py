"""A claim goes to review from its card, and back, by key and by button."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from tests.browser.desk import article_at, browser_of
from tests.browser.looking import findings_on
from tests.factories import make_citation, make_draft_claim


@pytest.fixture
def ann(site, browser, django_db_blocker):
    """ann's browser at the desk of an article that two claims of hers cite."""
    with browser_of("ann", site, browser, django_db_blocker) as page:
        page.article, page.address = article_at(site, django_db_blocker)
        with django_db_blocker.unblock():
            user = get_user_model().objects.get(username="ann")
            for quote in ("earned", "said so"):
                said = {"en": f"The firm {quote}, we hear."}
                claim = make_draft_claim(sentences=said, drafted_by=user)
                make_citation(claim, page.article, quote)
        page.goto(page.address)
        page.wait_for_selector("html.scripted")
        yield page
        assert page.complaints == []


def test_a_claim_is_sent_by_key_and_by_button_and_taken_back(ann):
    said = ann.locator("#desk-said")
    first, second = (ann.locator(".card-claim", has_text=w) for w in ("earned", "said"))
    first.focus()
    ann.keyboard.press("s")
    expect(said).to_contain_text("Claim sent to review")
    expect(first).to_have_attribute("data-status", "in_review")
    expect(first).to_be_focused()
    ann.keyboard.press("s")
    expect(said).to_have_text("This claim is no draft that you may send to review.")
    ann.keyboard.press("z")
    expect(said).to_contain_text("the button on the claim's card")
    expect(ann.locator(".desk-undo")).to_be_hidden()
    first.get_by_role("button", name="Take back from review").press("Enter")
    expect(said).to_have_text("The claim is a draft again.")
    expect(first).to_have_attribute("data-status", "draft")
    second.get_by_role("button", name="Send to review").click()
    expect(second).to_have_attribute("data-status", "in_review")
    expect(first).to_have_attribute("data-status", "draft")
    first.focus()
    ann.keyboard.press("?")
    expect(ann.get_by_role("dialog")).to_contain_text("Send the claim to review")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_the_cards_with_their_buttons_are_accessible_and_fit(ann, width, scheme):
    ann.set_viewport_size({"width": width, "height": 900})
    ann.emulate_media(color_scheme=scheme)
    assert findings_on(ann) == []
