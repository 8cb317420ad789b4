"""The second person's screen in a real browser: everything by single keys, and without
a script by its buttons."""

from contextlib import contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import expect

from entities.models import Claim
from entities.reviewing.together import submit_together
from tests.browser.looking import findings_on, press, problems_on
from tests.factories import (
    annotator,
    make_article,
    make_citation,
    make_draft_claim,
    make_entity,
    make_property,
    reviewer,
)

WORDS = ["One", "Two", "Three", "Four", "Five"]
LOOKS = [(320, "dark"), (1440, "light")]


@pytest.fixture
def waiting(site, django_db_blocker):
    """Return a maker: an article in review, and a claim on each of the words of it, all
    about an entity that is in review too."""

    def make(words=WORDS):
        with django_db_blocker.unblock():
            article = make_article("\n".join(f"{word} is so." for word in words))
            subject = make_entity(label={"en": f"Reviewed {article.pk}"})
            plain = make_property("plain")  # which needs no qualifier
            claims = []
            for word in words:
                claim = make_draft_claim(subject=subject, property=plain)
                make_citation(claim, article, word)
                submit_together(claim, annotator())
                claims.append(claim)
            return article, claims

    return make


@pytest.fixture
def desk_of(site, browser, django_db_blocker):
    """Return a context manager: a page in which a reviewer of that name is at work."""

    @contextmanager
    def log_in(name, **options):
        with django_db_blocker.unblock():
            users = get_user_model().objects
            user, _ = users.get_or_create(username=name, defaults={"is_staff": True})
            user.groups.set(Group.objects.filter(name="reviewer"))
            client = Client()
            client.force_login(user)
        context = browser.new_context(**options)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([cookie | {"url": site.url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        yield page
        context.close()

    return log_in


def first_of(site, article) -> str:
    return f"{site.url}/admin/entities/claim/review/?article={article.pk}"


def screen(site, claim) -> str:
    return f"{site.url}/admin/entities/claim/{claim.pk}/review/"


def statuses(claims, django_db_blocker) -> list[str]:
    with django_db_blocker.unblock():
        keys = [claim.pk for claim in claims]
        found = Claim.objects.in_bulk(keys)
        return [found[key].status for key in keys]


def test_five_claims_are_published_with_a_key_each(
    site, waiting, desk_of, django_db_blocker
):
    article, claims = waiting()
    with desk_of("bob") as page:
        page.goto(first_of(site, article))
        for place, claim in enumerate(claims, 1):
            expect(page.locator(".sentence").first).to_have_text(str(claim))
            expect(page.locator(".turn")).to_contain_text(f"1 of {6 - place}")
            press(page, "p")
            expect(page.locator(".messagelist")).to_contain_text(f"“{claim}”")
        expect(page.locator("#content")).to_contain_text("Nothing waits")
        assert page.complaints == []
    assert statuses(claims, django_db_blocker) == ["published"] * 5


def test_a_claim_is_sent_back_and_others_are_left_by_keys(
    site, waiting, desk_of, django_db_blocker
):
    article, claims = waiting(WORDS[:3])
    with desk_of("bob") as page:
        page.goto(first_of(site, article))
        press(page, "n")
        expect(page.locator(".turn")).to_contain_text("2 of 3")
        press(page, "Shift+N")
        expect(page.locator(".turn")).to_contain_text("1 of 3")
        press(page, "b")
        box = page.get_by_label("What has to change")
        expect(box).to_be_focused()
        press(page, "Control+Enter")  # without a word: asked for one
        expect(box).to_be_focused()
        page.keyboard.type("np? b")  # what is typed does nothing else
        press(page, "Escape")
        expect(box).not_to_be_visible()
        press(page, "?")
        expect(page.locator("#keys dl")).to_be_visible()
        press(page, "b")
        expect(box).to_have_value("np? b")
        press(page, "Control+Enter")
        expect(page.locator(".messagelist")).to_contain_text("Sent back")
        expect(page.locator(".turn")).to_contain_text("1 of 2")
    assert statuses(claims, django_db_blocker) == ["draft", "in_review", "in_review"]
    with django_db_blocker.unblock():
        assert Claim.objects.get(pk=claims[0].pk).review_note == "np? b"


def test_a_key_that_is_held_down_decides_once(
    site, waiting, desk_of, django_db_blocker
):
    article, claims = waiting(WORDS[:2])
    with desk_of("bob") as page:
        page.goto(first_of(site, article))
        page.evaluate(
            """() => {
              const review = document.getElementById("review");
              const press = (repeat) => review.dispatchEvent(
                new KeyboardEvent("keydown", { key: "p", repeat, bubbles: true }));
              press(true);
              window.sent = 0;
              addEventListener("submit", (event) => {
                if (!event.defaultPrevented) window.sent += 1;
              });
              press(false); press(false); press(true);
              sessionStorage.sent = window.sent;
            }"""
        )
        expect(page.locator(".messagelist li")).to_have_count(1)
        assert page.evaluate("sessionStorage.sent") == "1"
    assert statuses(claims, django_db_blocker) == ["published", "in_review"]


def test_two_reviewers_see_one_another_and_take_turns(site, waiting, desk_of):
    article, claims = waiting(WORDS[:2])
    with desk_of("bob") as one, desk_of("cleo") as two:
        with one.expect_response(lambda answer: "presence" in answer.url):
            one.goto(first_of(site, article))
        expect(one.locator(".sentence").first).to_have_text(str(claims[0]))
        two.goto(first_of(site, article))
        expect(two.locator(".sentence").first).to_have_text(str(claims[1]))
        two.goto(screen(site, claims[0]))
        expect(two.locator(".also-open")).to_contain_text("Also open by bob")
        press(one, "p")
        expect(one.locator(".messagelist")).to_contain_text("Published")
        press(two, "p")
        expect(two.get_by_role("alert")).to_contain_text("Somebody has changed it")
        expect(two.locator("#review .badge").first).to_have_text("published")


def test_without_a_script_the_buttons_do_the_same(
    site, waiting, desk_of, django_db_blocker
):
    article, claims = waiting(WORDS[:3])
    with desk_of("bob", java_script_enabled=False) as page:
        page.goto(first_of(site, article))
        page.get_by_role("button", name="Publish with what is ticked").click()
        expect(page.locator(".messagelist")).to_contain_text("Published with entity")
        page.locator("#send-back summary").click()
        page.get_by_label("What has to change").fill("Which year?")
        page.get_by_role("button", name="Send back", exact=True).click()
        expect(page.locator(".messagelist")).to_contain_text("Sent back")
        expect(page.locator(".sentence").first).to_have_text(str(claims[2]))
    assert statuses(claims, django_db_blocker) == ["published", "draft", "in_review"]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_screen_is_accessible_and_fits(
    site, waiting, browser, desk_of, django_db_blocker, width, scheme
):
    _, claims = waiting(WORDS[:1])
    with django_db_blocker.unblock():
        claims[0].refresh_from_db()
        claims[0].send_back(by=reviewer(), note="Which year?")
        claims[0].sentences = {"en": "Other words.", "zh": "其他的話。"}
        claims[0].save()
        claims[0].submit(by=annotator())
    look = {"width": width, "scheme": scheme, "cookies": [site.desk_cookie]}
    addresses = [
        f"/admin/entities/claim/{claims[0].pk}/review/",
        f"/admin/entities/claim/{site.claim.pk}/review/",
        f"/admin/entities/claim/review/?article={site.article}",
    ]
    assert problems_on(site, browser, addresses, **look) == {}
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with desk_of("bob", **options) as page:
        page.goto(screen(site, claims[0]))
        press(page, "?")
        press(page, "b")
        assert findings_on(page) == []
