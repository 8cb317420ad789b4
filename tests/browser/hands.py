"""Hands on mouse or keys that count what they do: each click, drag and key press."""

import logging
from collections import Counter

log = logging.getLogger(__name__)

# Where two offsets (code points) of the desk's text are on the screen.
EDGES = """([start, end]) => {
  const edge = (offset, isEnd) => {
    const blocks = [...document.querySelectorAll("#desk-text .block")];
    const block = blocks.findLast((b) => Number(b.dataset.start) <= offset - isEnd);
    const before = [...block.textContent].slice(0, offset - block.dataset.start);
    let left = before.join("").length;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    walker.nextNode();
    while (left > walker.currentNode.length - (isEnd ? 0 : 1)) {
      left -= walker.currentNode.length;
      walker.nextNode();
    }
    const range = document.createRange();
    range.setStart(walker.currentNode, isEnd ? left - 1 : left);
    range.setEnd(walker.currentNode, isEnd ? left : left + 1);
    if (!isEnd) block.scrollIntoView({ block: "center" });
    return range;
  };
  const ranges = [edge(start, false), edge(end, true)];
  const [from, to] = ranges.map((range) => range.getBoundingClientRect());
  const middle = (box) => box.top + box.height / 2;
  return [[from.left + 0.5, middle(from)], [to.right - 0.5, middle(to)]];
}"""


class Hands:
    """Acts on a page. A drag is one action, a chord such as Ctrl+Enter is one;
    sentences in the editor's own words are typed uncounted, whatever else is typed
    counts key by key."""

    def __init__(self, page) -> None:
        self.page = page
        self.actions: Counter[str] = Counter()
        self.task = ""

    def did(self, what: str, times: int = 1) -> None:
        """Count; `--log-cli-level=DEBUG` shows where each action goes."""
        self.actions[self.task] += times
        log.debug("%s: %d %s", self.task, times, what)

    def click(self, locator) -> None:
        self.did(f"click {locator}")
        locator.click()

    def drag_over(self, start: int, end: int) -> None:
        """Select what stands between two offsets of the desk's text."""
        self.did(f"drag from {start} to {end}")
        (left, top), (right, bottom) = self.page.evaluate(EDGES, [start, end])
        mouse = self.page.mouse
        mouse.move(left, top)
        mouse.down()
        mouse.move((left + right) / 2, (top + bottom) / 2)
        mouse.move(right, bottom)
        mouse.up()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.did(key)
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.did(f"typed {text!r}", len(text))
        self.page.keyboard.type(text)

    def say(self, sentence: str) -> None:
        """Put a sentence of the editor's own into the box that has the focus."""
        self.page.keyboard.insert_text(sentence)
