"""Passages of older texts in a real browser: decided on one by one with keys alone."""

import pytest
from playwright.sync_api import expect

from articles.models import KeptPassage, Passage, Version
from entities.models import Mention
from tests.browser.looking import press, problems_on
from tests.factories import (
    make_article,
    make_claim,
    make_entity,
    make_property,
    published,
)

OLD = (
    "Acme earned 5 million yuan in 2023. Its chairman spoke of a good year. "
    "The plant in Hefei opened in May. Nobody was hurt. "
    "A second one is to follow in Wuhu. A third is planned in Anqing."
)
NEW = OLD.replace("in May", "in June").replace("follow in", "follow soon in")
NEW = NEW.replace("in Anqing", "in Bengbu")


@pytest.fixture
def article(site, django_db_blocker, monkeypatch):
    """An article that was captured again: three passages to decide on, one certain."""
    # Playwright's loop runs in this thread, and waits while we ask the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with django_db_blocker.unblock():
        made = published(make_article(OLD))
        make_claim(made, "opened in May", property=make_property("cost"))
        version = made.current_version
        for quote in ("Acme", "Wuhu", "Anqing"):
            passage = Passage.objects.find(version, quote)
            Mention.objects.create(passage=passage, entity=make_entity())
        Version.objects.capture(made, NEW)
    return made


def page_of(article) -> str:
    return f"/admin/articles/article/{article.pk}/anchoring/"


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_the_page_is_good(site, browser, article, width, scheme):
    cookies = [site.desk_cookie]
    found = problems_on(
        site, browser, [page_of(article)], width=width, scheme=scheme, cookies=cookies
    )
    assert found == {}


def test_three_passages_are_decided_on_with_keys_alone(
    site, context, page, article, django_db_blocker
):
    context.add_cookies([site.desk_cookie])
    page.goto(site.url + page_of(article))
    title = page.locator("#decide-title")

    expect(title).to_have_text("Passage 1 of 3 that need a decision")
    expect(page.locator("#decide")).to_be_focused()
    expect(page.locator("blockquote del")).to_have_text("May")
    expect(page.locator(".place ins")).to_have_text("June")
    press(page, "m")  # readers see the claim: why is it moved?
    expect(page.locator("#id_reason")).to_be_focused()
    page.keyboard.type("The mkw was put right.")
    expect(title).to_have_text("Passage 1 of 3 that need a decision")
    press(page, "Escape")
    press(page, "m")

    expect(title).to_have_text("Passage 1 of 2 that need a decision")
    expect(page.locator("#decide")).to_be_focused()
    press(page, ".")
    expect(title).to_have_text("Passage 2 of 2 that need a decision")
    press(page, "w")
    expect(title).to_have_text("Passage 1 of 1 that needs a decision")
    press(page, "z")
    expect(title).to_have_text("Passage 1 of 2 that need a decision")
    expect(page.get_by_text("Undone: “Anqing”: Withdrawn.")).to_be_visible()
    press(page, ".")
    expect(title).to_have_text("Passage 2 of 2 that need a decision")
    press(page, "w")
    expect(title).to_have_text("Passage 1 of 1 that needs a decision")
    press(page, "k")
    expect(page.get_by_text("A passage that is certain")).to_have_count(0)
    expect(
        page.get_by_role("button", name="Carry over the 1 certain one")
    ).to_be_visible()

    with django_db_blocker.unblock():
        left = Passage.objects.filter(version__article=article)
        kept = KeptPassage.objects.get(passage__in=left)
        assert kept.passage.quote == "Wuhu"
        gone = Mention.objects.filter(passage__in=left, passage__quote="Anqing")
        assert not gone.exists()
        moved = left.get(quote="opened in June")
        assert moved.version.number == 2


def test_without_a_script_every_button_does_the_same(site, browser, article):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([site.desk_cookie])
    page = context.new_page()
    page.goto(site.url + page_of(article) + "?passage=")
    page.get_by_role("link", name="Next, without a decision").click()
    page.get_by_label("At other words:").check()
    page.get_by_label("Words of the newest text").fill("soon in Wuhu")
    page.get_by_role("button", name="Move it there").click()
    told = page.locator(".messagelist")
    expect(told).to_have_text("Moved to the newest text.")
    page.get_by_role("button", name="Carry over the 1 certain one").click()
    expect(told).to_have_text(
        "1 of 3 passages carried over to version 2; 2 need a decision."
    )
    page.get_by_role("button", name="Take it back").click()
    expect(told).to_have_text("Undone: 1 of 3 passages carried over to version 2.")
    page.get_by_role("button", name="Carry over the 1 certain one").click()
    page.get_by_role("button", name="Keep it with the older text").click()
    page.get_by_role("button", name="Decide again on").click()
    expect(page.locator("#decide-title")).to_contain_text("of 2 that need a decision")
    context.close()
