"""Nothing typed at the desk is lost, nothing done twice; what was done is undone."""

import re

import pytest
from playwright.sync_api import expect

from entities.models import Comment, Thread
from tests.browser.desk import article_at, browser_of, cookie_of, select
from tests.browser.looking import findings_on


@pytest.fixture
def ann(site, browser, django_db_blocker):
    """ann's browser at a new article's desk; `page.article` is the article."""
    with browser_of("ann", site, browser, django_db_blocker) as page:
        page.article, page.address = article_at(site, django_db_blocker)
        page.goto(page.address)
        yield page


@pytest.fixture
def said(ann, django_db_blocker):
    """What is stored of the article's comments."""

    def texts():
        with django_db_blocker.unblock():
            threads = Thread.objects.at_article(ann.article)
            rows = Comment.objects.filter(thread__in=threads).order_by("pk")
            return list(rows.values_list("text", flat=True))

    return texts


def comment(page, text, words="earned"):
    """Type a comment on the words, and press the keys that save it."""
    select(page, words)
    page.keyboard.press("c")
    page.locator("#comment-text").fill(text)
    page.keyboard.press("Control+Enter")


def cards(page):
    return page.locator(".card-thread")


def test_a_comment_by_keyboard_and_undone_by_key_and_by_button(ann, said):
    comment(ann, "Net of tax?")
    expect(cards(ann)).to_contain_text("Net of tax?")
    expect(ann.locator("#panel-comment")).to_be_hidden()
    assert ann.evaluate("document.activeElement.id") == "desk-text"
    assert said() == ["Net of tax?"]
    ann.keyboard.press("z")
    expect(cards(ann)).to_have_count(0)
    expect(ann.locator("#desk-said")).to_have_text("Undone: Comment added.")
    comment(ann, "Again?")
    ann.get_by_role("button", name="Undo").click()
    expect(cards(ann)).to_have_count(0)
    assert said() == []
    comment(ann, "A third.")
    expect(cards(ann)).to_have_count(1)
    ann.reload()
    ann.focus("#desk-text")
    ann.keyboard.press("Control+z")
    expect(cards(ann)).to_have_count(0)
    ann.keyboard.press("z")
    expect(ann.locator("#desk-said")).to_have_text("There is nothing left to undo.")
    assert ann.complaints == []


def test_a_thread_is_answered_reworded_settled_and_reopened(ann, said):
    comment(ann, "Net?")
    ann.get_by_role("button", name="Reply").click()
    ann.locator("#comment-text").fill("Gross.")
    ann.locator("#panel-comment [type=submit]").click()
    expect(cards(ann).locator(".comments li")).to_have_count(2)
    ann.get_by_role("button", name="Change").click()
    expect(ann.locator("#comment-text")).to_have_value("Gross.")
    ann.locator("#comment-text").fill("Net.")
    ann.keyboard.press("Control+Enter")
    expect(cards(ann)).to_contain_text("Net.")
    ann.get_by_role("button", name="Resolve").click()
    expect(cards(ann)).to_contain_text("Resolved by ann")
    expect(ann.get_by_role("button", name="Reply")).to_have_count(0)
    cards(ann).focus()
    ann.keyboard.press("z")
    expect(ann.get_by_role("button", name="Resolve")).to_be_visible()
    assert said() == ["Net?", "Net."]
    assert findings_on(ann) == []
    assert ann.complaints == []


def test_what_is_saved_twice_at_once_is_one_row(ann, said):
    select(ann, "earned")
    ann.keyboard.press("c")
    ann.locator("#comment-text").fill("Once.")
    held = []
    ann.route("**/comments/", lambda route: held.append(route))
    ann.evaluate(
        """() => {
          const form = document.querySelector("#panel-comment form");
          form.requestSubmit(); form.requestSubmit();
        }"""
    )
    ann.locator("#panel-comment [type=submit]").dblclick(force=True)
    for route in held:  # all that was sent before the first answer
        route.continue_()
    ann.unroute("**/comments/")
    expect(cards(ann)).to_have_count(1)
    assert said() == ["Once."]


def test_without_a_connection_it_is_said_kept_and_sent_once(ann, said):
    select(ann, "earned")
    ann.context.set_offline(True)
    comment(ann, "Typed on a train.")
    banner = ann.locator("#desk-banner")
    expect(banner).to_contain_text("cannot be reached. One change is not saved yet")
    expect(ann.locator("#comment-text")).to_have_value("Typed on a train.")
    assert said() == []
    assert findings_on(ann) == []
    ann.context.set_offline(False)  # the browser says so, and it is sent
    expect(cards(ann)).to_contain_text("Typed on a train.")
    expect(banner).to_be_hidden()
    expect(ann.locator("#panel-comment")).to_be_hidden()
    assert said() == ["Typed on a train."]


def test_an_answer_that_was_lost_makes_no_second_row(ann, said):
    """The server has done it, and the browser does not know."""
    lost = []

    def lose(route):
        route.fetch()
        lost.append(route.request.headers["idempotency-key"])
        route.abort() if len(lost) == 1 else route.fallback()

    ann.route("**/comments/", lose)
    comment(ann, "Did it arrive?")
    again = ann.locator("#desk-banner").get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    assert said() == ["Did it arrive?"]
    again.click()
    expect(cards(ann)).to_have_count(1)
    assert said() == ["Did it arrive?"]
    assert lost[0] == lost[1]


def test_words_mended_before_the_answer_came_are_no_second_row(ann, said):
    ann.route("**/comments/", lambda route: (route.fetch(), route.abort()))
    comment(ann, "First words.")
    expect(ann.locator("#desk-banner")).to_be_visible()
    ann.unroute("**/comments/")
    ann.locator("#comment-text").fill("Better words.")
    ann.keyboard.press("Control+Enter")
    expect(ann.locator("#panel-comment .panel-trouble")).to_contain_text(
        "Look at what is there now"
    )
    expect(ann.locator("#comment-text")).to_have_value("Better words.")
    expect(cards(ann)).to_contain_text("First words.")
    assert said() == ["First words."]


def test_a_session_that_ended_is_said_and_the_same_words_are_saved_after(
    ann, said, site, django_db_blocker
):
    ann.context.clear_cookies()
    comment(ann, "Typed too late.")
    banner = ann.locator("#desk-banner")
    expect(banner).to_contain_text("Your session has ended.")
    with ann.context.expect_page() as opened:
        banner.get_by_role("link", name="Log in in a new tab").click()
    expect(opened.value.locator("[name=password]")).to_be_visible()
    opened.value.close()
    ann.context.add_cookies([cookie_of("ann", site, django_db_blocker)])
    # Whoever comes back from the other tab need not ask for it.
    ann.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(cards(ann)).to_contain_text("Typed too late.")
    assert said() == ["Typed too late."]


def test_what_waits_is_not_sent_in_the_name_of_whoever_logged_in_since(
    ann, said, site, django_db_blocker
):
    ann.context.add_cookies([cookie_of("bob", site, django_db_blocker)])
    comment(ann, "Typed by ann.")
    banner = ann.locator("#desk-banner")
    expect(banner).to_contain_text("Somebody else is logged in on this browser now.")
    assert said() == []


def test_what_was_typed_in_a_tab_that_was_closed_is_offered(ann):
    select(ann, "earned")
    ann.keyboard.press("c")
    ann.locator("#comment-text").fill("Half a thou")
    again = ann.context.new_page()
    ann.close(run_before_unload=False)
    again.goto(ann.address)
    select(again, "twice")
    again.keyboard.press("c")
    offer = again.locator(".typed-offer")
    expect(offer).to_contain_text(re.compile(r"You typed this at \d\d:\d\d"))
    assert findings_on(again) == []
    offer.get_by_role("button", name="Continue").click()
    expect(again.locator("#comment-text")).to_have_value("Half a thou")
    expect(again.locator("[data-about]")).to_have_text("On “earned”")
    again.keyboard.press("Escape")
    again.keyboard.press("c")
    again.locator(".typed-offer").get_by_role("button", name="Discard").click()
    again.keyboard.press("Escape")
    again.keyboard.press("c")
    expect(again.locator(".typed-offer")).to_have_count(0)


def test_each_sees_what_the_other_does_and_keeps_what_they_type(
    ann, said, site, browser, django_db_blocker
):
    with browser_of("bob", site, browser, django_db_blocker) as bob:
        bob.goto(ann.address)
        select(ann, "twice")
        ann.keyboard.press("c")
        ann.locator("#comment-text").fill("Half a thou")
        comment(bob, "I was first.")
        expect(cards(bob)).to_have_count(1)
        look(ann)
        expect(cards(ann)).to_contain_text("I was first.")
        expect(ann.locator("#desk-news")).to_have_text("bob added 1 comment.")
        expect(ann.locator("#comment-text")).to_have_value("Half a thou")
        assert ann.evaluate("document.activeElement.id") == "comment-text"
        ann.keyboard.press("Escape")
        bob.get_by_role("button", name="Resolve").click()
        expect(cards(bob)).to_contain_text("Resolved by bob")
        ann.get_by_role("button", name="Resolve").click()
        expect(ann.locator("#desk-said")).to_contain_text("Somebody has changed")
        expect(cards(ann)).to_contain_text("Resolved by bob")
        assert said() == ["I was first."]


def look(page):
    """Let the page ask now what it asks every twenty seconds."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_newer_text_is_told_to_whoever_works_on_the_former(ann, django_db_blocker):
    from articles.models import Version

    select(ann, "earned")
    with django_db_blocker.unblock():
        Version.objects.capture(ann.article, "Acme earned 6 million yuan.")
    look(ann)
    note = ann.locator("#desk-anew")
    expect(note).to_contain_text("newer text")
    note.get_by_role("link", name="Open the desk anew").click()
    expect(ann.locator("#desk-text")).to_contain_text("6 million")
