"""Mentions at the desk in a real browser: one key or one click each, by keyboard alone
or by mouse, and what was decided stays decided."""

import pytest
from playwright.sync_api import expect

from entities.models import Entity, Mention, Name, Refusal
from tests.browser.desk import article_at, browser_of, select
from tests.browser.looking import findings_on

TEXT = (
    "\U0001f914 iFlytek and Huawei built it with iFlytek money.\n"
    "The US did not agree, and Nvidia sold nothing to iFlytek.\n"
    "The firm is KDXF on the stock market, and Zhongguancun is its home."
)


@pytest.fixture
def desk(site, browser, django_db_blocker):
    """A browser at a new article's desk, its suggestions loaded."""
    with browser_of("mary", site, browser, django_db_blocker) as page:
        page.article, page.address = article_at(site, django_db_blocker, TEXT)
        page.goto(page.address)
        expect(suggested(page)).to_have_count(6)
        yield page
        # That the server refuses something is told by every browser's console.
        assert [text for text in page.complaints if "status of 422" not in text] == []


@pytest.fixture
def marked(desk, django_db_blocker):
    """What is stored: the words and whom they name, in text order."""

    def mentions():
        with django_db_blocker.unblock():
            rows = Mention.objects.filter(passage__version__article=desk.article)
            rows = rows.order_by("passage__start")
            return list(rows.values_list("passage__quote", "entity__slug"))

    return mentions


def suggested(page):
    return page.locator(".card-suggestion")


def said(page):
    return page.locator("#desk-said")


def test_mentions_take_one_key_each(desk, marked):
    desk.focus("#desk-text")
    desk.keyboard.press("a")  # to the first one, which is shown before it is accepted
    expect(suggested(desk).first).to_be_focused()
    assert marked() == []
    for left in (5, 4):
        desk.keyboard.press("a")
        expect(suggested(desk)).to_have_count(left)
    desk.keyboard.press("x")
    expect(suggested(desk)).to_have_count(3)
    assert marked() == [("iFlytek", "iflytek"), ("Huawei", "huawei")]
    desk.keyboard.press("a")  # the US: a place, or its government
    expect(said(desk)).to_contain_text("Which of them?")
    desk.keyboard.press("2")
    expect(suggested(desk)).to_have_count(2)
    assert marked()[-1] == ("US", "us-government")
    desk.keyboard.press("a")
    desk.keyboard.press("a")  # at once: the next one is in focus before the answer
    expect(suggested(desk)).to_have_count(0)
    assert [words for words, _ in marked()] == [
        "iFlytek",
        "Huawei",
        "US",
        "Nvidia",
        "iFlytek",
    ]
    assert desk.evaluate("document.activeElement.id") == "desk-text"


def test_mentions_take_one_click_each_and_many_one(desk, marked):
    suggested(desk).first.get_by_role("button", name="Accept", exact=True).click()
    expect(suggested(desk)).to_have_count(5)
    desk.get_by_role("button", name="Accept all 2").first.click()
    expect(suggested(desk)).to_have_count(3)
    assert [words for words, _ in marked()] == ["iFlytek"] * 3
    desk.get_by_role("button", name="Accept all 2 that are certain").click()
    expect(suggested(desk)).to_have_count(1)
    suggested(desk).get_by_role("button", name="None of them").click()
    expect(suggested(desk)).to_have_count(0)
    assert len(marked()) == 5


def test_all_of_one_entity_by_a_key_and_undone_by_another(desk, marked):
    suggested(desk).first.focus()
    desk.keyboard.press("Shift+A")
    expect(suggested(desk)).to_have_count(3)
    assert marked() == [("iFlytek", "iflytek")] * 3
    desk.keyboard.press("z")
    expect(suggested(desk)).to_have_count(6)
    assert marked() == []


def test_what_was_refused_stays_refused_until_it_is_taken_back(desk):
    suggested(desk).first.focus()
    desk.keyboard.press("x")
    expect(suggested(desk)).to_have_count(5)
    desk.reload()
    expect(suggested(desk)).to_have_count(5)
    desk.get_by_role("button", name="Show 1 refused").click()
    expect(suggested(desk)).to_have_count(1)
    desk.get_by_role("button", name="Not iFlytek: suggest it again").click()
    expect(desk.get_by_text("Refused suggestions")).to_be_visible()
    desk.get_by_role("button", name="Back to what is open").click()
    expect(suggested(desk)).to_have_count(6)


def test_a_removed_mention_is_suggested_again(desk, marked):
    suggested(desk).first.focus()
    desk.keyboard.press("a")
    expect(desk.locator(".card-mention")).to_have_count(1)
    desk.locator(".card-mention").focus()
    desk.keyboard.press("Delete")
    expect(desk.locator(".card-mention")).to_have_count(0)
    expect(suggested(desk)).to_have_count(6)
    assert marked() == []


def test_words_are_marked_with_the_first_entity_found(desk, marked):
    select(desk, "Nvidia")
    desk.keyboard.press("m")
    expect(desk.locator("#id_mention_entity_list li").first).to_contain_text("Nvidia")
    desk.keyboard.press("Enter")
    expect(said(desk)).to_have_text("Marked as Nvidia.")
    expect(desk.locator("#panel-mention")).to_be_hidden()
    expect(suggested(desk)).to_have_count(5)
    assert marked() == [("Nvidia", "nvidia")]


def test_an_entity_is_found_by_a_name_in_another_script_and_given_a_name(
    desk, marked, django_db_blocker
):
    select(desk, "KDXF")
    desk.keyboard.press("m")
    desk.locator("#id_mention_entity").fill("科大訊飛")
    expect(desk.locator("#id_mention_entity_list li").first).to_contain_text("iFlytek")
    desk.keyboard.press("Enter")
    box = desk.get_by_label("A name of it from now on")
    expect(box).to_be_visible()
    assert marked() == []
    box.check()
    desk.keyboard.press("Control+Enter")
    reason = desk.get_by_label("Why (readers see")
    expect(reason).to_have_attribute("aria-invalid", "true")
    reason.fill("The stock market calls it so.")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#panel-mention")).to_be_hidden()
    assert marked() == [("KDXF", "iflytek")]
    with django_db_blocker.unblock():
        Name.objects.get(text="KDXF", kind="abbreviation").delete()


def test_a_new_entity_is_made_after_those_are_shown_that_it_may_be(
    desk, marked, django_db_blocker
):
    select(desk, "Zhongguancun")
    desk.keyboard.press("m")
    expect(desk.locator("#id_mention_entity_list li")).to_have_count(1)
    told = desk.locator("#panel-mention").get_by_text("No entity is called so: Enter")
    expect(told).to_be_visible()
    desk.keyboard.press("Enter")
    label = desk.get_by_label("Its name")
    label.fill("iflytek")
    label.press("Tab")
    expect(desk.locator("#panel-mention [data-alike]")).to_contain_text("Use iFlytek")
    desk.keyboard.press("Control+Enter")
    expect(label).to_have_attribute("aria-invalid", "true")
    label.fill("Zhongguancun")
    desk.locator("#id_mention_entity_kind").select_option("place")
    assert findings_on(desk) == []
    desk.keyboard.press("Control+Enter")
    expect(said(desk)).to_have_text("Drafted Zhongguancun. It is marked.")
    assert marked() == [("Zhongguancun", "zhongguancun")]
    desk.keyboard.press("z")
    expect(desk.locator(".card-mention")).to_have_count(0)
    with django_db_blocker.unblock():
        assert not Entity.objects.filter(slug="zhongguancun").exists()


def test_a_name_just_learnt_is_suggested_where_else_the_text_says_it(
    site, browser, django_db_blocker
):
    with browser_of("mary", site, browser, django_db_blocker) as page:
        text = "Quuxor sold robots. Its rivals fear Quuxor."
        _, address = article_at(site, django_db_blocker, text)
        page.goto(address)
        expect(page.get_by_text("Nothing is suggested.")).to_be_visible()
        select(page, "Quuxor")
        page.keyboard.press("m")
        expect(page.locator("#id_mention_entity_list li")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.locator("#id_mention_entity_kind")).to_be_focused()
        page.keyboard.press("Control+Enter")
        expect(said(page)).to_have_text("Drafted Quuxor. It is marked.")
        expect(suggested(page)).to_have_count(1)
        expect(suggested(page)).to_have_attribute("data-start", "36")


def test_words_stand_in_the_boxes_in_their_own_direction(
    site, browser, django_db_blocker
):
    with browser_of("mary", site, browser, django_db_blocker) as page:
        text = "قالت شركة أكمي إنها ستنمو. Its rivals fear it."
        _, address = article_at(site, django_db_blocker, text)
        page.goto(address)
        select(page, "شركة أكمي")
        page.keyboard.press("m")
        found = page.locator("#id_mention_entity_list li")
        expect(found).to_have_count(1)
        direction = "(box) => getComputedStyle(box).direction"
        for box in (page.locator("#id_mention_entity"), found.locator("span").first):
            assert box.evaluate(direction) == "rtl"
        page.keyboard.press("Enter")
        label = page.locator("#id_mention_label")
        expect(label).to_have_value("شركة أكمي")
        assert label.evaluate(direction) == "rtl"
        label.fill("Acme")
        assert label.evaluate(direction) == "ltr"
        page.keyboard.press("Escape")
        page.keyboard.press("q")
        quote = page.locator("#quote-words")
        quote.fill("شركة أكمي")
        assert quote.evaluate(direction) == "rtl"


def test_two_editors_see_what_is_decided(desk, site, browser, django_db_blocker):
    with browser_of("bob", site, browser, django_db_blocker) as other:
        other.goto(desk.address)
        expect(suggested(other)).to_have_count(6)
        suggested(desk).first.focus()
        desk.keyboard.press("x")
        expect(suggested(desk)).to_have_count(5)
        suggested(other).first.focus()
        other.keyboard.press("x")
        expect(said(other)).to_contain_text("Nothing is suggested there.")
        with django_db_blocker.unblock():
            assert Refusal.objects.filter(version__article=desk.article).count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_suggestions_and_the_panel_are_for_everybody(desk, width, scheme):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=scheme)
    assert findings_on(desk) == []
    select(desk, "Nvidia")
    desk.keyboard.press("m")
    expect(desk.locator("#id_mention_entity_list li").first).to_be_visible()
    assert findings_on(desk) == []
