"""Words selected at the annotation desk by mouse or keys, against the server's text."""

import json
import time
from contextlib import contextmanager

from articles.models import Passage
from entities.models import Mention
from tests.factories import make_article, make_company

PATIENCE = 30  # seconds, on a machine that does much else
TYPED = (
    "Acme \U0001f914 opened \U00020bb7野家 with Dr. Liu of Example Corp. Ltd. today."
    "\r\n"
    "x\u0302y and \u0915\u094d\u0937\u093f, \U0001f468\u200d\U0001f469\u200d\U0001f467"
    " family \U0001f1eb\U0001f1f7\U0001f1e8\U0001f1f3 flags \U0001f44d\U0001f3fd done."
    "\r\n\r\n"
    "أعلنت شركة أكمي أرباحا كبيرة. وقالت إنها ستنمو.\r\n"
    "“科大讯飞拟用24亿元建设平台。”董事长刘庆峰表示，模型\U0001f914已完成训练！下一步呢？"
)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
SECOND = TYPED.split("\r\n")[1]

# Where some words are on the screen: the middle of their first and last character.
PLACE_OF = """([first, last]) => {
  const walker = document.createTreeWalker(document.querySelector("#desk-text"), 4);
  const boxes = [];
  for (const words of [first, last]) {
    walker.currentNode = walker.root;
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + words.length);
      const all = [...range.getClientRects()];
      const { direction } = getComputedStyle(walker.currentNode.parentElement);
      const isRtl = direction === "rtl";
      boxes.push({ a: all[0], b: all.at(-1), isRtl });
      break;
    }
  }
  const side = (box, isRtl, isEnd) =>
    isEnd === isRtl ? box.left + 0.4 : box.right - 0.4;
  const [from, to] = [boxes[0], boxes.at(-1)];
  return [
    side(from.a, from.isRtl, false), from.a.top + from.a.height / 2,
    side(to.b, to.isRtl, true), to.b.top + to.b.height / 2,
  ];
}"""

# Two keys of a test's own that act on what is selected, and one that always does.
ADD = """() => {
  globalThis.did = [];
  const note = (name) => () => { did.push(name); };
  const needs = "selection";
  desk.keys.add("k", "Try it", note("k"), { needs, button: "Try" });
  desk.keys.add("j", "Try another", note("j"), { needs, button: "Another" });
  desk.keys.add("Shift+K", "Try all", note("K"));
}"""

# Whether the bar covers what is selected.
OVERLAP = """() => {
  const [range] = CSS.highlights.get("selection");
  const bar = document.querySelector("#desk-bar").getBoundingClientRect();
  return [...range.getClientRects()].some((box) =>
    box.left < bar.right && box.right > bar.left &&
    box.top < bar.bottom && box.bottom > bar.top);
}"""


def in_many_scripts():
    """An article in several scripts, with two mentions that overlap."""
    made = make_article(TYPED)
    version = made.current_version
    for words in ("\U00020bb7野家", "opened \U00020bb7野家 with"):
        passage = Passage.objects.find(version, words)
        Mention.objects.create(passage=passage, entity=make_company())
    made.text = version.text
    return made


@contextmanager
def desk_at(site, browser, article, before="", **options):
    """The article's desk in a browser; the script's own one is the page's `desk`."""
    context = browser.new_context(
        **({"viewport": {"width": 1440, "height": 900}} | options)
    )
    context.add_cookies([site.desk_cookie])
    if before:
        context.add_init_script(before)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.route("**/annotation/main.js", handed_out)
    page.goto(f"{site.url}/admin/articles/article/{article.pk}/desk/")
    wait_for(page, "Boolean(globalThis.desk?.text)")
    yield page
    assert page.complaints == []
    context.close()


def handed_out(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text() + "\nglobalThis.desk = desk;\n")


def wait_for(page, expression) -> None:
    """Wait until the expression is true; the page's policy forbids Playwright's way."""
    until = time.monotonic() + PATIENCE
    while not page.evaluate(expression):
        assert time.monotonic() < until, expression
        page.wait_for_timeout(20)


def selected(page, article) -> str:
    """What is selected; its offsets say so by the text that the server has."""
    found = page.evaluate("desk.selection")
    assert article.text[found["start"] : found["end"]] == found["quote"]
    return found["quote"]


def wait_for_quote(page, words) -> None:
    wait_for(page, f"desk.selection?.quote === {json.dumps(words)}")


def drag(page, words, last=None):
    left, top, right, bottom = page.evaluate(PLACE_OF, [words, last or words])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2)
    page.mouse.move(right, bottom)
    page.mouse.up()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
