// What is selected in the text, by mouse, touch, keys or script: one place in code points.

import { characterAt, firstInView, nearestTo, reveal } from "./pointing.js";

const QUIET = 150; // milliseconds without a change before a selection by touch counts
const SAY_AFTER = 300;
const SAID = 120; // characters read out of a long selection

const isSame = (one, other) => one.start === other.start && one.end === other.end;

function shortened(words) {
  const all = [...words.replace(/\s+/g, " ")];
  if (all.length <= SAID) return all.join("");
  return `${all.slice(0, SAID / 2).join("")} … ${all.slice(-SAID / 2).join("")}`;
}

class Selecting {
  #isDown = false;
  #byTouch = false;
  #quiet = 0;
  #saying = 0;
  #last = null;

  constructor(desk) {
    this.desk = desk;
    this.text = desk.text;
    this.root = desk.text.root;
    this.reader = document.querySelector("[data-selected]");
    this.highlight = "highlights" in CSS ? new Highlight() : null;
    if (this.highlight) {
      this.highlight.priority = 100;
      CSS.highlights.set("selection", this.highlight);
    }
    this.#listen();
  }

  #listen() {
    this.root.addEventListener("pointerdown", (event) => this.#press(event));
    this.root.addEventListener("keydown", () => {
      this.#byTouch = false;
    });
    addEventListener("pointerup", () => this.#release());
    addEventListener("pointercancel", () => this.#release());
    document.addEventListener("selectionchange", () => this.#changed());
    this.root.addEventListener("click", (event) => this.#click(event));
    this.root.addEventListener("dblclick", (event) => this.#doubleClick(event));
    document.addEventListener("copy", (event) => this.#copy(event));
  }

  // Selects between two offsets, snapped to whole characters. `isSeen` says that the
  // words are in view already, because somebody points at them.
  select(start, end, { isSeen = false } = {}) {
    const place = this.text.snap({ start, end });
    if (place.start >= place.end) return this.clear();
    const old = this.desk.selection;
    const isNew = !old || !isSame(old, place);
    if (isNew) {
      const quote = this.text.slice(place.start, place.end);
      this.#last = this.desk.selection = { ...place, quote };
    }
    const range = this.text.range(place.start, place.end);
    this.#draw(range);
    if (!isSeen) reveal(this.text, range, old?.start === place.start);
    if (isNew) this.#tell();
    return this.desk.selection;
  }

  clear() {
    if (!this.desk.selection) return null;
    this.desk.selection = null;
    this.#draw(null);
    this.#tell();
    return null;
  }

  // Where the keys begin: at the last selection or click, else at the first words in view.
  startingPoint() {
    const at = this.#last?.start ?? firstInView(this.text);
    return { start: at, end: at };
  }

  // Ours is seen wherever the focus is; the browser's own lets one copy the words.
  #draw(range) {
    this.highlight?.clear();
    if (range) this.highlight?.add(range);
    const native = getSelection();
    const isOurs = this.root.contains(document.activeElement);
    if (this.#byTouch || (this.highlight && !isOurs)) return;
    if (!range) {
      if (this.root.contains(native.anchorNode)) native.removeAllRanges();
      return;
    }
    native.setBaseAndExtent(
      range.startContainer,
      range.startOffset,
      range.endContainer,
      range.endOffset,
    );
  }

  #tell() {
    this.desk.tell("selection", this.desk.selection);
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => {
      const quote = this.desk.selection?.quote;
      this.reader.textContent = quote ? `Selected: ${shortened(quote)}` : "Nothing selected";
    }, SAY_AFTER);
  }

  #press({ button, pointerType, shiftKey }) {
    this.#byTouch = pointerType !== "mouse";
    this.#isDown = button === 0;
    // From within selected words a browser would drag them about, not select anew.
    const isAnew = this.#isDown && !this.#byTouch && !shiftKey;
    if (isAnew) getSelection().removeAllRanges();
  }

  #release() {
    if (!this.#isDown) return;
    this.#isDown = false;
    // The browser settles its selection after the button is up.
    if (!this.#byTouch) setTimeout(() => this.#take());
  }

  #changed() {
    if (this.#isDown && !this.#byTouch) return;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#take(), QUIET);
  }

  // Makes the browser's selection ours, where it began or ended in the text.
  #take() {
    const native = getSelection();
    if (!native.rangeCount || native.isCollapsed) return;
    const { anchorNode, focusNode } = native;
    if (!this.root.contains(anchorNode) && !this.root.contains(focusNode)) return;
    const found = this.text.offsetsOf(native.getRangeAt(0));
    if (!found || this.#isDrawn(native)) return;
    this.select(found.start, found.end, { isSeen: true });
  }

  #isDrawn(native) {
    const { selection } = this.desk;
    const found = selection && this.text.offsetsOf(native.getRangeAt(0));
    return Boolean(found) && isSame(found, selection);
  }

  // A click in a mark selects the mark; once more, the next one that lies there. Where
  // there is none, the keys begin at what was clicked.
  #click({ clientX, clientY, detail }) {
    if (detail > 1) return;
    setTimeout(() => {
      if (!getSelection().isCollapsed) return;
      const at = characterAt(this.text, clientX, clientY);
      const marks = at === null ? [] : this.#marksAt(at);
      const { selection } = this.desk;
      const now = selection ? marks.findIndex((mark) => isSame(mark, selection)) : -1;
      const next = marks[(now + 1) % marks.length];
      if (next) this.select(next.start, next.end, { isSeen: true });
      else this.#beginAt(nearestTo(this.text, clientX, clientY));
    });
  }

  #beginAt(at) {
    this.clear();
    if (at !== null) this.#last = { start: at, end: at };
  }

  // The shortest first: what lies within another is meant more often.
  #marksAt(at) {
    const length = (mark) => mark.end - mark.start;
    const found = this.desk.marksOf({ start: at, end: at + 1 });
    return found.sort((one, other) => length(one) - length(other));
  }

  #doubleClick({ clientX, clientY }) {
    const at = characterAt(this.text, clientX, clientY);
    if (at === null) return;
    const word = this.text.pieces("word", at).next().value;
    if (word && word.start <= at) this.select(word.start, word.end, { isSeen: true });
  }

  // Copied is what the text says, lines as they are, for the quote box takes it back.
  #copy(event) {
    const isOurs = this.root.contains(getSelection().anchorNode);
    if (!isOurs || !this.desk.selection || getSelection().isCollapsed) return;
    event.clipboardData.setData("text/plain", this.desk.selection.quote);
    event.preventDefault();
  }
}

export default function selecting(desk) {
  const own = new Selecting(desk);
  desk.select = (start, end, how) => own.select(start, end, how);
  desk.startingPoint = () => own.startingPoint();
  const clear = () => (desk.selection ? own.clear() : false);
  desk.keys.add("Escape", "Select nothing", clear, { where: "text", group: "Selecting" });
}
