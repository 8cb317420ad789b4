"""From a raw document to ten published, cited claims: by mouse, then by keys alone.

What an editor means to say is taken from the truth about the documents. Each action is
counted; `--log-cli-level=INFO` shows the counts, which docs/annotation.md quotes.
"""

import logging
from contextlib import contextmanager
from statistics import median

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article
from entities.models import Claim
from tests.browser.annotating import (
    ONE_BY_ONE,
    PATIENCE,
    SUGGESTED,
    TEN,
    Keys,
    Mouse,
    meant,
    names_of,
    raw_text,
)
from tests.browser.hands import Hands
from tests.browser.selecting import handed_out

log = logging.getLogger(__name__)


@pytest.fixture(autouse=True)
def beside_the_browser(monkeypatch):
    """Playwright's own loop is no reason for Django to refuse the database."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@contextmanager
def desk_of(group, site, browser, django_db_blocker):
    """Hands at the desk, with a member of the group logged in."""
    with django_db_blocker.unblock():
        users = get_user_model().objects
        user, _ = users.get_or_create(
            username=f"{group} who travels", defaults={"is_staff": True}
        )
        user.groups.set(Group.objects.filter(name=group))
        client = Client()
        client.force_login(user)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([cookie | {"url": site.url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.route("**/annotation/main.js", handed_out)
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield Hands(page)
    assert page.complaints == []
    context.close()


def capture(editor, site, document: str) -> int:
    """Take the raw document in and go to its desk; return the article's number."""
    page, hands = editor.page, editor.hands
    page.goto(f"{site.url}/admin/articles/article/capture/")
    page.locator("[name=text]").fill(raw_text(document))
    editor.go_on(page.get_by_role("button", name="Capture"))
    editor.go_on(page.get_by_role("link", name="Annotate"))
    expect(page.locator("html.scripted #desk-text")).to_be_visible()
    page.wait_for_load_state("networkidle")
    editor.begin()
    hands.actions.clear()
    return page.evaluate("desk.state.article.pk")


def mark_mentions(editor) -> None:
    """Accept suggestions one by one, then together all that are certain."""
    hands, page = editor.hands, editor.page
    for number in range(1, ONE_BY_ONE + 1):
        hands.task = f"mention {number}"
        with page.expect_response("**/mentions/"):
            editor.accept(page.locator(SUGGESTED).first)
    hands.task = "all other mentions"
    editor.accept_the_rest()
    expect(page.locator("[data-accept-certain]")).to_be_hidden()
    expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=PATIENCE)


def draft(editor, claims) -> None:
    for number, claim in enumerate(claims, 1):
        editor.hands.task = f"claim {number}"
        with editor.page.expect_response("**/prefill/*"):
            editor.open_on(claim)
        editor.wait()
        editor.hands.say(claim.sentence)
        editor.correct(claim)
        editor.save()
        expect(editor.panel).to_be_hidden(timeout=PATIENCE)


def publish_all(kind, site, article: int, hands) -> None:
    page = hands.page
    page.goto(f"{site.url}/admin/entities/claim/review/?article={article}")
    for number in range(1, TEN + 1):
        hands.task = f"claim {number}"
        with page.expect_navigation():
            kind.publish(hands)
        expect(page.locator(".messagelist")).to_contain_text("Published")
    expect(page.locator("#content")).to_contain_text("Nothing waits")


def journey(kind, document, language, site, browser, django_db_blocker) -> list[int]:
    """Go from the raw document to ten published claims; return the actions that each
    took, from selecting to publishing."""
    claims = meant(document, language)
    with django_db_blocker.unblock():
        names = names_of(claims, language)
    with desk_of("annotator", site, browser, django_db_blocker) as hands:
        editor = kind(hands, names)
        article = capture(editor, site, document)
        mark_mentions(editor)
        draft(editor, claims)
        actions = hands.actions
    with desk_of("reviewer", site, browser, django_db_blocker) as hands:
        publish_all(kind, site, article, hands)
        actions.update(hands.actions)
    log.info("%s: %s", kind.__name__, dict(actions))
    with django_db_blocker.unblock():
        hold_what_was_made(article, document)
    mentions = [n for task, n in actions.items() if task.startswith("mention ")]
    assert sum(mentions) <= ONE_BY_ONE + 1  # keys begin by going to the first
    return [n for task, n in actions.items() if task.startswith("claim ")]


def hold_what_was_made(article: int, document: str) -> None:
    """Ten claims that readers see, each citing words that stand in the raw document."""
    made = Claim.objects.published().citing(Article.objects.get(pk=article))
    assert made.count() == TEN
    raw = raw_text(document)
    for claim in made:
        passage = claim.citations.select_related("passage__version").get().passage
        assert passage.verifies
        assert raw[passage.start : passage.end] == passage.quote


def test_by_mouse(site, browser, django_db_blocker):
    actions = journey(Mouse, "001", "en", site, browser, django_db_blocker)
    assert median(actions) <= 6.5


def test_by_keys_alone(site, browser, django_db_blocker):
    actions = journey(Keys, "002", "zh", site, browser, django_db_blocker)
    assert median(actions) <= 7.5
