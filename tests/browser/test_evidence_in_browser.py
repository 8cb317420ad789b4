"""A quote is pasted and found, and becomes evidence for a claim, by keys alone."""

import pytest
from playwright.sync_api import expect

from entities.models import Citation
from tests.browser.looking import findings_on
from tests.browser.selecting import desk_at, press, wait_for
from tests.factories import (
    make_article,
    make_attribution,
    make_citation,
    make_draft_claim,
    make_entity,
    make_publisher,
)

TEXT = (
    "𠮷野家 \U0001f914 earned 24亿元.\n\nOutlook\n\nIt hopes to earn 24亿元 in “2024” "
    "– and more."
)


@pytest.fixture(scope="module", autouse=True)
def beside_the_browser():
    """Playwright runs a loop in this thread, in which Django asks no database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="module")
def made(site, django_db_blocker):
    """An article with a claim that cites it, and one that does not."""
    with django_db_blocker.unblock():
        house = make_publisher(name={"en": "Evening Paper"})
        article = make_article(TEXT, slug="quoted", publisher=house)
        here = make_draft_claim(sentences={"en": "It earned a lot."})
        chain = make_attribution(make_entity(label={"en": "The Paper"}))
        article.citation = make_citation(here, article, "Outlook", attribution=chain)
        article.other = make_draft_claim(sentences={"en": "Hopes are high."})
        article.fresh = make_article(TEXT, slug="uncited", publisher=house)
        return article


@pytest.fixture
def desk(site, browser, made):
    with desk_at(site, browser, made) as page:
        page.locator("#desk-text").focus()
        yield page


def stored(django_db_blocker, **named):
    with django_db_blocker.unblock():
        rows = Citation.objects.select_related("passage", "attribution", "asserted_by")
        return rows.get(**named)


def find(page, quote):
    press(page, "q")
    expect(page.locator("#quote-words")).to_be_focused()
    page.keyboard.insert_text(quote)
    press(page, "Enter")


def test_one_sure_place_is_selected_and_the_keys_go_on_from_there(desk):
    find(desk, 'HOPES to  earn 24 亿元 in "2024" - and')
    wait_for(desk, "desk.selection !== null")
    assert desk.evaluate("desk.selection.quote") == (
        "hopes to earn 24亿元 in “2024” – and"
    )
    expect(desk.locator("#panel-quote")).to_be_hidden()
    expect(desk.locator("#desk-text")).to_be_focused()
    expect(desk.locator("#desk-said")).to_contain_text("The text has it as “hopes to")


def test_of_several_places_one_is_chosen_by_its_number(desk):
    find(desk, "24亿元")
    expect(desk.locator(".quote-places li")).to_have_count(2)
    expect(desk.locator(".quote-found")).to_contain_text("says it 2 times")
    assert findings_on(desk) == []
    press(desk, "2")
    wait_for(desk, "desk.selection !== null")
    assert desk.evaluate("desk.selection.start") == TEXT.rindex("24亿元")


def test_a_near_place_is_shown_with_what_differs_and_never_taken_by_itself(desk):
    find(desk, "It hoped to earn 25亿元")
    expect(desk.locator(".quote-places del")).to_have_text(["hoped", "25"])
    expect(desk.locator(".quote-places ins")).to_have_text(["hopes", "24"])
    assert desk.evaluate("desk.selection") is None
    assert findings_on(desk) == []
    press(desk, "1")
    wait_for(desk, "desk.selection !== null")
    assert desk.evaluate("desk.selection.quote") == "It hopes to earn 24亿元"


def test_words_that_are_not_there_stay_in_the_box(desk):
    find(desk, "Something else entirely")
    expect(desk.locator(".quote-found")).to_contain_text("does not say this")
    expect(desk.locator("#quote-words")).to_have_value("Something else entirely")
    press(desk, "Escape")
    expect(desk.locator("#panel-quote")).to_be_hidden()


def test_a_selection_becomes_evidence_by_keys_alone(desk, made, django_db_blocker):
    find(desk, "24亿元 in “2024”")
    wait_for(desk, "desk.selection !== null")
    press(desk, "e")
    expect(desk.locator("#evidence-claim")).to_be_focused()
    expect(desk.locator("#evidence-claim-list li").first).to_contain_text(
        "earned a lot"
    )
    assert findings_on(desk) == [], "the list as it opens"
    desk.keyboard.type("hopes high")
    expect(desk.locator("#evidence-claim-list li").first).to_contain_text("Hopes are")
    press(desk, "Enter")
    expect(desk.locator("#evidence-claim")).to_have_value("Hopes are high.")
    press(desk, "Alt+2", "Control+Enter")
    expect(desk.locator("#panel-evidence")).to_be_hidden()
    citation = stored(django_db_blocker, claim=made.other, part="supports")
    assert citation.part == "supports"
    assert citation.passage.start == TEXT.rindex("24亿元")
    assert citation.attribution == made.citation.attribution, "the article's own chain"
    card = desk.locator(f"#claim-{made.other.key}")
    expect(card).to_contain_text("24亿元 in “2024”")
    wait_for(desk, f"desk.marks.has('citation-{citation.pk}')")


def test_the_evidence_of_a_card_is_changed_and_taken_away(
    desk, made, django_db_blocker
):
    with django_db_blocker.unblock():
        claim = make_draft_claim()
        citation = make_citation(claim, made, "earned")
    desk.reload()
    desk.locator(f"#claim-{claim.key} [data-act=change-citation]").click()
    expect(desk.locator("#evidence-claim")).to_have_value(str(claim))
    desk.locator("#panel-evidence summary").click()
    desk.fill("#evidence-locator", "p. 7")
    desk.fill("#evidence-translation-fr", "a gagné")
    assert findings_on(desk) == []
    desk.locator("#evidence-locator").press("Control+Enter")
    expect(desk.locator("#panel-evidence")).to_be_hidden()
    changed = stored(django_db_blocker, pk=citation.pk)
    assert (changed.locator, changed.translation) == ("p. 7", {"fr": "a gagné"})
    assert changed.attribution == citation.attribution
    desk.locator(f"#claim-{claim.key} [data-act=change-citation]").click()
    desk.click("text=Take this evidence away")
    expect(desk.locator(f"#claim-{claim.key}")).to_have_count(0)


def test_a_new_chain_is_made_in_the_panel(site, browser, made, django_db_blocker):
    with django_db_blocker.unblock():
        claim = make_draft_claim(sentences={"en": "Chained at last."})
        make_entity(label={"en": "Chair Person"}, slug="chair-person")
    with desk_at(site, browser, made.fresh) as page:
        page.evaluate("desk.select(0, 3)")
        page.locator("#desk-text").focus()
        press(page, "e")
        page.keyboard.type("chained")
        expect(page.locator("#evidence-claim-list li")).to_have_count(1)
        press(page, "Enter")
        expect(page.locator(".chain-note")).to_contain_text("one will be drafted")
        page.select_option("#evidence-chain", "new")
        page.fill("#evidence-by", "Chair Pers")
        expect(page.locator("#evidence-by-list li").first).to_contain_text("Chair")
        press(page, "Enter")
        page.select_option("#evidence-verb", "says")
        page.click("text=Add this link")
        expect(page.locator(".chain-links li")).to_have_count(1)
        assert findings_on(page) == []
        press(page, "Control+Enter")
        expect(page.locator("#panel-evidence")).to_be_hidden()
    citation = stored(django_db_blocker, claim=claim)
    assert citation.asserted_by.slug == "chair-person"


def test_what_was_typed_comes_back_with_its_claim_and_chain(
    site, browser, made, django_db_blocker
):
    with desk_at(site, browser, made) as page:
        page.evaluate("desk.select(0, 3)")
        page.locator("#desk-text").focus()
        press(page, "e")
        page.keyboard.type("hopes high")
        expect(page.locator("#evidence-claim-list li").first).to_contain_text("Hopes")
        press(page, "Enter")
        expect(page.locator("#evidence-claim")).to_have_value("Hopes are high.")
        press(page, "Alt+3")
        page.locator("#panel-evidence summary").click()
        page.fill("#evidence-translation-fr", "deux mots")
        press(page, "Escape")
        page.reload()
        wait_for(page, "Boolean(globalThis.desk?.text)")
        page.evaluate("desk.select(8, 12)")
        page.locator("#desk-text").focus()
        press(page, "e")
        page.click("#panel-evidence .typed-offer button")
        expect(page.locator("#evidence-claim")).to_have_value("Hopes are high.")
        expect(page.locator("[name=part]:checked")).to_have_value("contradicts")
        page.locator("#evidence-claim").press("Control+Enter")
        expect(page.locator("#panel-evidence")).to_be_hidden()
    citation = stored(django_db_blocker, claim=made.other, part="contradicts")
    assert citation.passage.quote == "𠮷野家", "the words that were selected then"
    assert citation.translation == {"fr": "deux mots"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panels_fit_a_small_screen(site, browser, made, scheme):
    options = {"viewport": {"width": 320, "height": 700}, "color_scheme": scheme}
    with desk_at(site, browser, made, **options) as page:
        page.evaluate("desk.select(0, 3)")
        page.locator("#desk-text").focus()
        press(page, "e")
        expect(page.locator("#evidence-claim-list li").first).to_be_visible()
        assert findings_on(page) == []
        press(page, "Escape", "Escape")
        find(page, "24亿元")
        expect(page.locator(".quote-places li")).to_have_count(2)
        assert findings_on(page) == []
