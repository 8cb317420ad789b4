"""An editor at the desk who knows what to say, and says it by mouse or by keys."""

from dataclasses import dataclass

import pytest
import yaml
from django.conf import settings
from playwright.sync_api import expect

from articles.wording import say
from entities.models import Entity, Property

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
HAS_FOCUS = "(box) => box === document.activeElement"
IS_MARKED = "(box) => box.selectionEnd - box.selectionStart === box.value.length"
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


class Editor:
    """Fills in the panel for a new claim what it does not know yet."""

    def __init__(self, hands, names) -> None:
        self.hands, self.page, self.names = hands, hands.page, names
        self.panel = self.page.locator("#panel-claim")

    def field(self, name):
        return self.panel.locator(f"[name='{name}']")

    def wait(self) -> None:
        """Until everything that the panel asked for is there."""
        expect(self.page.locator("#panel-claim[aria-busy=true]")).to_have_count(0)
        expect(self.panel.locator("[data-value][aria-busy=true]")).to_have_count(0)

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
        if not box.evaluate(IS_MARKED):
            self.hands.press("Control+a")
        listed = self.panel.locator(f"#{box.get_attribute('aria-controls')}")
        for letter in said:
            self.hands.type(letter)
            expect(self.panel.locator("[role=listbox][aria-busy=true]")).to_have_count(
                0
            )
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
        self.wait()
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
        if not box.evaluate(HAS_FOCUS):
            self.hands.click(box)

    def take(self, button) -> None:
        self.hands.click(button)

    def choose(self, name: str, value: str) -> None:
        self.hands.did(f"choose {value} as {name}", 2)  # open the list, and pick
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
        """By the key that the box says it has, or from box to box."""
        key = box.get_attribute("aria-keyshortcuts")
        if key and not box.evaluate(HAS_FOCUS):
            self.hands.press(key)
        while not box.evaluate(HAS_FOCUS):
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
