"""From a raw document to ten published, cited claims: by mouse, then by keys alone.

What an editor means to say is taken from the truth about the documents. Each action is
counted; `--log-cli-level=INFO` shows the counts, which docs/annotation.md quotes.
"""

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

import pytest
import yaml
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article
from articles.wording import say
from entities.models import Claim, Entity, Property
from tests.browser.hands import Hands
from tests.browser.test_selecting_in_browser import handed_out
from tests.factories import annotator, reviewer

log = logging.getLogger(__name__)
SHARED = settings.BASE_DIR.parent / "shared"
TEN = 10
PATIENCE = 30_000  # milliseconds, on a machine that does much else
ONE_BY_ONE = 12  # mentions, before the others are accepted at once
SUGGESTED = ".card-suggestion:not([aria-busy=true]):has([data-act=accept])"
FIGURES = ["money", "quantity", "percent", "date"]
ASKED = """(panel) => [...panel.querySelectorAll("[name^='qualifiers.'][required]")]
  .filter((box) => !box.value)
  .map(({ name }) => name.replace(".text", ".kind"))
  .map((name) => panel.querySelector(`[name='${name}']`).value)
"""
IS_SELECTED = """(offset) =>
  desk.selection?.start <= offset && offset < desk.selection.end"""
BOX_OF = """(panel, kind) => [...panel.querySelectorAll("select[name^='qualifiers.']")]
  .find((select) => select.value === kind).name.replace(".kind", ".text")"""


@dataclass(frozen=True)
class Meant:
    """One claim as the editor means it; offsets are code points of the raw text."""

    start: int
    end: int
    subject: str
    property: str
    sentence: str
    certainty: str
    value: dict
    qualifiers: dict


def raw_text(document: str) -> str:
    (path,) = SHARED.glob(f"seeds/{document}_*.txt")
    return path.read_bytes().decode()


def meant(document: str, language: str) -> list[Meant]:
    """The first ten claims of the document that a record could confirm."""
    path = SHARED / "truth" / "claims.yaml"
    if not path.exists():
        pytest.skip("The truth about the seed documents is not on this machine.")
    rows = yaml.safe_load(path.read_text("utf-8"))["claims"]
    found = [
        Meant(
            start=row["start"],
            end=row["end"],
            subject=row["subject"],
            property=row["property"],
            sentence=row["statement"][language],
            certainty=row["certainty"],
            value=row["value"],
            qualifiers=row.get("qualifiers") or {},
        )
        for row in rows
        if row["document"] == document and row["checkable"] == "strong"
    ]
    return sorted(found, key=lambda claim: (claim.start, claim.end))[:TEN]


@contextmanager
def desk_of(user, site, browser, django_db_blocker):
    """Hands at the desk, with `user` logged in."""
    with django_db_blocker.unblock():
        client = Client()
        client.force_login(user())
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


class Editor:
    """Fills in the panel for a new claim what it does not know yet."""

    def __init__(self, hands, names) -> None:
        self.hands, self.page, self.names = hands, hands.page, names
        self.panel = self.page.locator("#panel-claim")

    def field(self, name):
        return self.panel.locator(f"[name='{name}']")

    def correct(self, claim: Meant) -> None:
        """Put right what was filled in otherwise than meant, and add what is asked."""
        self.find("subject", claim.subject)
        self.find("property", claim.property)
        self.value(claim.value)
        for kind in self.asked():
            told = claim.qualifiers.get(kind, "not stated")
            words = self.names[told["entity"]] if isinstance(told, dict) else told
            self.write(self.qualifier(kind), str(words))
        if self.field("certainty").input_value() != claim.certainty:
            self.choose("certainty", claim.certainty)

    def value(self, value: dict) -> None:
        kind, printed = self.field("value.type"), self.field("value.as_printed")
        if value["type"] in FIGURES:
            if not (kind.input_value() and printed.input_value()):
                self.take(self.panel.locator("[data-choices=value] button").first)
            return
        if value["type"] == "entity":
            slug = value["entity"][0]
            if self.take_offered(slug, self.field("value.entity")):
                return
            if kind.input_value() != "entity":
                self.choose("value.type", "entity")
            self.find("entity", slug, holds="value.entity")
        else:
            if kind.input_value() != "text":
                self.choose("value.type", "text")
            self.write(self.field("value.text"), value.get("text", "as it says"))

    def asked(self) -> list[str]:
        """The kinds of qualifier that the property asks for and nobody has given."""
        return self.panel.evaluate(ASKED)

    def qualifier(self, kind: str):
        return self.field(self.panel.evaluate(BOX_OF, kind))

    def find(self, name: str, slug: str, holds: str = "") -> None:
        """See to it that a box that searches holds `slug`: by a choice that is offered,
        else by typing until the first one found is the one meant."""
        holder = self.field(holds or name)
        if holder.input_value() == slug:
            return
        if self.take_offered(slug, holder):
            return
        said = self.names[slug]
        box = self.field(f"{name}_said")
        self.reach(box)
        if box.input_value():
            self.hands.press("Control+a")
        listed = self.panel.locator(f"#{box.get_attribute('aria-controls')}")
        for letter in said:
            self.hands.type(letter)
            self.page.wait_for_timeout(300)  # for what a search finds
            first = listed.locator("[role=option]").first
            if first.count() and first.inner_text().startswith(said):
                break
        expect(listed.locator("[role=option]").first).to_contain_text(
            said, timeout=PATIENCE
        )
        self.hands.press("Enter")
        assert holder.input_value() == slug, f"{said} is not found"

    def take_offered(self, slug: str, holder) -> bool:
        """Take a choice that the panel offers by a button; False if it offers none."""
        said = self.names[slug]
        offered = self.panel.locator("[data-choices] [aria-keyshortcuts]")
        offered = offered.filter(has_text=said)
        for place in range(offered.count()):
            button = offered.nth(place)
            if button.evaluate("(b) => b.firstChild.data").strip() != said:
                continue
            group = button.evaluate("(b) => b.parentElement.dataset.choices")
            name = holder.get_attribute("name").removesuffix(".entity")
            if group == name:
                self.take(button)
                assert holder.input_value() == slug
                return True
        return False

    def write(self, box, words: str) -> None:
        self.reach(box)
        self.hands.say(words)


class Mouse(Editor):
    """Everything that can be clicked is clicked."""

    def go_on(self, control) -> None:
        self.hands.click(control)

    def begin(self) -> None:
        """A mouse goes where it likes."""

    @staticmethod
    def publish(hands) -> None:
        hands.click(hands.page.get_by_role("button", name="Publish"))

    def accept(self, card) -> None:
        self.hands.click(card.locator("[data-act=accept]").first)

    def accept_the_rest(self) -> None:
        self.hands.click(self.page.locator("[data-accept-certain]"))

    def open_on(self, claim: Meant) -> None:
        self.hands.drag_over(claim.start, claim.end)
        self.hands.click(self.page.get_by_role("button", name="New claim"))

    def reach(self, box) -> None:
        self.hands.click(box)

    def take(self, button) -> None:
        self.hands.click(button)

    def choose(self, name: str, value: str) -> None:
        self.hands.actions[self.hands.task] += 2  # opens the list, and picks from it
        self.field(name).select_option(value)

    def save(self) -> None:
        self.hands.click(self.panel.get_by_role("button", name="Save and send"))


class Keys(Editor):
    """Nothing is ever clicked."""

    def go_on(self, control) -> None:
        self.reach(control)
        self.hands.press("Enter")

    def begin(self) -> None:
        self.reach(self.page.locator("#desk-text"))

    @staticmethod
    def publish(hands) -> None:
        hands.press("p")

    def accept(self, card) -> None:
        """Accept the suggestion that has the focus; the first key goes there."""
        if not self.page.locator(".card-suggestion:focus").count():
            self.hands.press("a")
        choices = self.page.locator(".card-suggestion:focus [data-act=accept]").count()
        self.hands.press("1" if choices > 1 else "a")

    def accept_the_rest(self) -> None:
        """All of one entity by a key; then back to the start of the text."""
        while self.page.locator(SUGGESTED).count():
            certain = self.page.locator(".card-suggestion:focus [data-act=accept-all]")
            if certain.count():
                self.hands.press("Shift+A")
            else:
                self.accept(None)
        self.hands.press("Escape", "Home", "Escape")

    def open_on(self, claim: Meant) -> None:
        """Go on sentence by sentence until the selected one has the words."""
        while not self.page.evaluate(IS_SELECTED, claim.start):
            self.hands.press("ArrowDown")
        self.hands.press("n")

    def reach(self, box) -> None:
        while not box.evaluate("(box) => box === document.activeElement"):
            self.hands.press("Tab")

    def take(self, button) -> None:
        self.hands.press(button.get_attribute("aria-keyshortcuts"))

    def choose(self, name: str, value: str) -> None:
        box = self.field(name)
        self.reach(box)
        label = box.locator(f"option[value='{value}']").inner_text()
        for letter in label:
            if box.input_value() == value:
                break
            self.hands.type(letter)
        assert box.input_value() == value

    def save(self) -> None:
        self.hands.press("Control+Shift+Enter")


def names_of(claims, language) -> dict[str, str]:
    """What an editor types to find each entity and property."""
    slugs = {claim.subject for claim in claims}
    for claim in claims:
        slugs |= set(claim.value.get("entity") or [])
        told = [t for t in claim.qualifiers.values() if isinstance(t, dict)]
        slugs |= {t["entity"] for t in told if "entity" in t}
    entities = Entity.objects.filter(slug__in=slugs)
    found = {e.slug: say(e.label, language)[0] for e in entities}
    properties = Property.objects.filter(slug__in={c.property for c in claims})
    return found | {p.slug: str(p) for p in properties}


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
        editor.page.wait_for_timeout(50)  # for what came to be filled in
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
    with desk_of(annotator, site, browser, django_db_blocker) as hands:
        editor = kind(hands, names)
        article = capture(editor, site, document)
        mark_mentions(editor)
        draft(editor, claims)
        actions = hands.actions
    with desk_of(reviewer, site, browser, django_db_blocker) as hands:
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
    assert median(actions) <= 10


def test_by_keys_alone(site, browser, django_db_blocker):
    actions = journey(Keys, "002", "zh", site, browser, django_db_blocker)
    assert median(actions) <= 14
