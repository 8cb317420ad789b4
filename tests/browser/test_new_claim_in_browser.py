"""A claim made at the desk by keys alone, and what its panel shows on the way."""

import pytest
from playwright.sync_api import expect

from articles.models import Passage
from entities.models import Claim, LinkVerb, Mention
from tests.browser.looking import findings_on
from tests.browser.selecting import desk_at
from tests.factories import (
    make_article,
    make_company,
    make_property,
    make_unit,
    published,
)

TEXT = "Orchid Ltd plans to raise 5 million yuan. It said so in May 2023 \U0001f914."
QUOTE = "Orchid Ltd plans to raise 5 million yuan"


def choose(page, name, text):
    """Type into a box that searches, and take the first that is found."""
    box = page.locator(f"#panel-claim [name='{name}']")
    box.click()
    page.keyboard.type(text)
    found = page.locator(f"#{box.get_attribute('aria-controls')} [role=option]").first
    expect(found).to_contain_text(text)
    found.click()


def test_a_claim_names_several_an_entity_that_narrows_it_and_its_topics(
    site, browser, article, django_db_blocker
):
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        for name in ("Rosehip", "Lilac", "Meadow"):
            make_company(slug=name.lower(), label={"en": name})
        make_property("rivals", value_types=["entity"])
    with desk_at(site, browser, article) as page:
        select(page, "\U0001f914")
        page.keyboard.press("n")
        panel = page.locator("#panel-claim")
        page.keyboard.type("Orchid has two rivals in one place.")
        choose(page, "subject_said", "Orchid Ltd")
        choose(page, "property_said", "Rivals")
        choose(page, "entity_said", "Rosehip")
        panel.get_by_role("button", name="And another").click()
        choose(page, "entity_said", "Lilac")
        panel.get_by_role("button", name="Add a qualifier").click()
        panel.locator("[name='qualifiers.0.kind']").select_option("place")
        choose(page, "qualifiers.0.text", "Meadow")
        panel.get_by_text("Topics, what the passage does").click()
        panel.locator("[name=topic_said]").click()
        topics = panel.locator("#claim-topic-list [role=option]")
        first = topics.first.inner_text()
        topics.first.click()
        panel.locator("[name=topic_said]").click()
        expect(topics.first).not_to_have_text(first)  # that one is there already
        topics.first.click()
        panel.get_by_role("button", name=f"Without {first}", exact=True).click()
        expect(panel.locator("[data-several=topics] li")).to_have_count(1)
        page.keyboard.press("Control+Enter")
        expect(page.locator(".card-claim", has_text="two rivals")).to_be_visible()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        claim = Claim.objects.get(sentences__en__startswith="Orchid has two")
        named = claim.main_value.entities.values_list("slug", flat=True)
        assert sorted(named) == ["lilac", "rosehip"]
        assert claim.qualifiers.get().entity.slug == "meadow"
        assert claim.topics.count() == 1


# What is asked of prefilling waits until `release()`.
HELD_UP = """() => {
  const asking = window.fetch;
  const gate = new Promise((open) => { window.release = open; });
  window.fetch = async (address, ...more) => {
    if (String(address).includes("/prefill/")) await gate;
    return asking(address, ...more);
  };
}"""


@pytest.fixture(scope="module")
def article(site, django_db_blocker):
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        made = published(make_article(TEXT, slug="orchid-raises"))
        orchid = make_company(slug="orchid", label={"en": "Orchid Ltd"})
        passage = Passage.objects.find(made.current_version, "Orchid Ltd")
        Mention.objects.create(passage=passage, entity=orchid)
        make_property("raise_amount", value_types=["money"])
        make_unit()
        LinkVerb.objects.get_or_create(
            slug="reports", defaults={"label": {"en": "reports"}}
        )
        return made


def select(page, quote):
    start = TEXT.index(quote)
    page.evaluate("([a, b]) => desk.select(a, b)", [start, start + len(quote)])
    page.focus("#desk-text")


def holds(page, name, value) -> None:
    """Wait until the box of that name holds the value."""
    expect(page.locator(f"#panel-claim [name='{name}']")).to_have_value(value)


def test_a_claim_takes_a_key_a_sentence_and_a_key(site, browser, article):
    with desk_at(site, browser, article) as page:
        select(page, QUOTE)
        keys = []
        # Before anything is asked: it stands open when the key has been heard.
        opened = page.evaluate(
            """() => {
              const key = new KeyboardEvent("keydown", { key: "n", bubbles: true });
              document.getElementById("desk-text").dispatchEvent(key);
              return !document.getElementById("panel-claim").hidden;
            }"""
        )
        keys.append("n")
        assert opened
        panel = page.locator("#panel-claim")
        expect(panel.locator("#claim-subject")).to_have_value("Orchid Ltd")
        assert page.evaluate("document.activeElement.name") == "sentences.en"
        holds(page, "property", "raise_amount")
        holds(page, "certainty", "plan")
        holds(page, "value.as_printed", "5 million yuan")
        expect(panel).to_contain_text("5 million yuan = CNY 5,000,000")
        expect(panel.locator("[data-from=certainty]")).to_have_text(
            "from “plans to raise”"
        )
        page.keyboard.type("Orchid wants to raise five million yuan.")
        page.keyboard.press("Control+Enter")
        keys.append("Control+Enter")
        expect(page.locator(".card-claim", has_text="Orchid wants")).to_be_visible()
        expect(panel).to_be_hidden()
        assert page.evaluate("document.activeElement.id") == "desk-text"
        assert len(keys) <= 6
    # Made in the test, so the desk shows it as close when the same is marked again.
    with desk_at(site, browser, article) as page:
        select(page, QUOTE)
        page.keyboard.press("n")
        expect(page.locator("[data-close-claims]")).to_contain_text("Orchid wants")


def test_what_is_missing_is_said_at_its_box_and_nothing_typed_is_lost(
    site, browser, article, django_db_blocker
):
    with desk_at(site, browser, article) as page:
        select(page, "It said so in May 2023 \U0001f914.")
        page.keyboard.press("n")
        panel = page.locator("#panel-claim")
        offered = panel.locator("[data-choices=value] button")
        expect(offered.first).to_contain_text("May 2023")
        page.keyboard.type("It said so.")
        page.keyboard.press("Control+Enter")
        box = panel.locator("#claim-property")
        expect(box).to_have_attribute("aria-invalid", "true")
        expect(panel).to_contain_text("Choose what it says of the subject.")
        holds(page, "sentences.en", "It said so.")
        page.keyboard.press(offered.first.get_attribute("aria-keyshortcuts"))
        holds(page, "value.date", "2023-05")
        box.focus()
        page.keyboard.type("zzz")
        expect(panel).to_contain_text("No property says so. Empty the box to choose")
        page.keyboard.press("Control+a")
        page.keyboard.type("revenue")
        first = panel.locator("#claim-property-list [role=option]").first
        expect(first).to_contain_text("Revenue")
        page.keyboard.press("Enter")
        holds(page, "property", "revenue")
        expect(panel.get_by_label("for the period", exact=True).last).to_be_visible()
        expect(offered).to_have_count(0)  # it takes neither a date nor an entity
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        select(page, "It said so in May 2023 \U0001f914.")
        page.keyboard.press("n")
        page.get_by_role("button", name="Continue").click()
        sentence = page.locator("#panel-claim [name='sentences.en']")
        expect(sentence).to_have_value("It said so.")
        holds(page, "property", "revenue")
        page.complaints.clear()  # the refusal, which the console tells too
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        assert not Claim.objects.filter(sentences__en="It said so.").exists()


def focused(page) -> str:
    return page.evaluate("document.activeElement.name || document.activeElement.type")


def test_enter_and_alt_lead_from_box_to_box(site, browser, article):
    with desk_at(site, browser, article) as page:
        select(page, "\U0001f914")
        page.keyboard.press("n")
        panel = page.locator("#panel-claim")
        expect(panel.locator("[data-choices=subject] button").first).to_be_visible()
        page.keyboard.type("It said so.")
        page.keyboard.press("Enter")
        assert focused(page) == "subject_said"
        page.keyboard.press("Alt+c")
        assert focused(page) == "certainty"
        page.keyboard.press("Alt+w")
        assert focused(page) == "speaker_said"
        page.keyboard.press("Alt+q")
        assert focused(page) == "button"  # it asks for no qualifier: to add one
        page.keyboard.press("Alt+a")
        page.keyboard.type("Orchid Ltd")
        page.keyboard.press("Enter")
        expect(panel.locator("[name=property_said]")).to_be_focused()
        page.keyboard.type("raise_amount")
        page.keyboard.press("Enter")
        expect(panel.locator("[name='value.as_printed']")).to_be_focused()
        page.keyboard.insert_text("5 million yuan")  # at once: half of it reads as none
        page.keyboard.press("Alt+p")
        page.keyboard.type("x")  # what stood there is typed over
        holds(page, "property_said", "x")
        page.keyboard.press("Escape")
        holds(page, "sentences.en", "It said so.")


def test_what_is_filled_in_late_takes_no_focus(site, browser, article):
    with desk_at(site, browser, article) as page:
        page.evaluate(HELD_UP)
        select(page, QUOTE)
        page.keyboard.press("n")
        page.keyboard.type("Orchid wants")
        expect(page.locator("#panel-claim")).to_have_attribute("aria-busy", "true")
        page.evaluate("release()")
        expect(page.locator("#claim-subject")).to_have_value("Orchid Ltd")
        page.keyboard.type(" money.")
        holds(page, "sentences.en", "Orchid wants money.")


def test_a_panel_that_was_only_looked_at_is_not_offered_again(site, browser, article):
    with desk_at(site, browser, article) as page:
        select(page, QUOTE)
        for _ in range(2):
            page.keyboard.press("n")
            expect(page.locator("#claim-subject")).to_have_value("Orchid Ltd")
            expect(page.locator(".typed-offer")).to_have_count(0)
            page.keyboard.press("Escape")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_the_open_panel_is_good_for_everybody(site, browser, article, width, scheme):
    looks = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with desk_at(site, browser, article, **looks) as page:
        select(page, QUOTE)
        page.keyboard.press("n")
        expect(page.locator("#claim-subject")).to_have_value("Orchid Ltd")
        for more in page.locator("#panel-claim details:visible").all():
            more.evaluate("details => { details.open = true }")
        assert findings_on(page) == []
