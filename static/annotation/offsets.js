// Browsers count UTF-16 units in text nodes, the desk counts code points in the version's
// text. Nothing but this file converts between the two.
//
// The text is shown in blocks: elements with data-start, the offset of their first
// character, which show the version's text from there as it is and no other words. The
// white space up to the next block, which no block shows, is in data-gap.

import { cut, says } from "./segments.js";

// How many of the ascending numbers are smaller.
function below(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Block {
  #read = null;
  #cuts = {};

  constructor(element) {
    this.element = element;
    this.start = Number(element.dataset.start);
  }

  // What is costly is found out when the block is first asked for: its text, its nodes
  // with where each starts, and where its characters of two units stand.
  get #inside() {
    if (this.#read) return this.#read;
    const nodes = [];
    const from = new Map();
    let text = "";
    const walker = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data) continue;
      from.set(node, text.length);
      nodes.push(node);
      text += node.data;
    }
    const wide = Array.from(text.matchAll(/[\u{10000}-\u{10ffff}]/gu), (m) => m.index);
    this.#read = {
      nodes,
      from,
      froms: [...from.values()],
      text,
      wide, // in units
      points: wide.map((unit, i) => unit - i), // the same places in code points
    };
    return this.#read;
  }

  get text() {
    return this.#inside.text;
  }

  get end() {
    return this.start + this.text.length - this.#inside.wide.length;
  }

  get language() {
    return this.element.closest("[lang]")?.lang ?? "";
  }

  get isRightToLeft() {
    return getComputedStyle(this.element).direction === "rtl";
  }

  unit(offset) {
    const point = offset - this.start;
    return point + below(this.#inside.points, point);
  }

  // A unit within a character of two counts as its start, or as its end.
  offset(unit, isEnd = false) {
    const { wide } = this.#inside;
    const before = below(wide, unit);
    const isWithin = before > 0 && wide[before - 1] === unit - 1;
    return this.start + unit - before + (isWithin && isEnd ? 1 : 0);
  }

  // The text node and the unit in it; a start goes to the node that begins there.
  place(offset, isEnd) {
    const { nodes, froms } = this.#inside;
    if (!nodes.length) return [this.element, 0];
    const unit = this.unit(offset);
    const i = Math.max(0, below(froms, isEnd ? unit : unit + 1) - 1);
    return [nodes[i], unit - froms[i]];
  }

  // The offset of a place in the page that lies in this block.
  at(node, unit, isEnd) {
    const { nodes, from } = this.#inside;
    if (from.has(node)) return this.offset(from.get(node) + unit, isEnd);
    const range = document.createRange();
    range.setStart(node, unit);
    const next = nodes.find((other) => range.comparePoint(other, 0) >= 0);
    return next ? this.offset(from.get(next)) : this.end;
  }

  // The piece {start, end} at an offset before the block's end.
  piece(kind, offset) {
    this.#cuts[kind] ??= cut(this.text, this.language, kind);
    const found = this.#cuts[kind](this.unit(offset));
    return {
      start: this.offset(found.start),
      end: this.offset(found.end),
      says: says(this.text.slice(found.start, found.end), kind),
    };
  }
}

export class Text {
  #byElement = new Map();
  #starts;

  constructor(root) {
    this.root = root;
    this.blocks = [...root.querySelectorAll("[data-start]")]
      .filter((element) => !element.parentElement.closest("[data-start]"))
      .map((element) => new Block(element));
    for (const block of this.blocks) this.#byElement.set(block.element, block);
    this.#starts = this.blocks.map((block) => block.start);
  }

  get length() {
    return this.blocks.at(-1)?.end ?? 0;
  }

  // The block that an offset lies in, or the last one before it.
  #index(offset) {
    return Math.max(0, below(this.#starts, offset + 1) - 1);
  }

  blockAt(offset) {
    return this.blocks[this.#index(offset)];
  }

  // The version's own text, what lies between blocks included.
  slice(start, end) {
    const parts = [];
    for (let i = this.#index(start); i < this.blocks.length; i += 1) {
      const block = this.blocks[i];
      if (block.start < end && block.end > start) {
        const from = block.unit(Math.max(start, block.start));
        parts.push(block.text.slice(from, block.unit(Math.min(end, block.end))));
      }
      const next = this.#starts[i + 1] ?? block.end;
      if (next > start && block.end < end && next > block.end) {
        const points = [...block.element.dataset.gap];
        const from = Math.max(0, start - block.end);
        parts.push(points.slice(from, end - block.end).join(""));
      }
      if (next >= end) break;
    }
    return parts.join("");
  }

  // Where the text says words that it says once; null where it does not, or more often.
  onlyPlaceOf(words) {
    const text = this.slice(0, this.length);
    const at = text.indexOf(words);
    if (at < 0 || text.indexOf(words, at + 1) >= 0) return null;
    const start = [...text.slice(0, at)].length;
    return { start, end: start + [...words].length };
  }

  // A DOM range for offsets; null where there is no text at all.
  range(start, end) {
    if (!this.blocks.length) return null;
    const range = document.createRange();
    range.setStart(...this.#place(start, false));
    range.setEnd(...this.#place(end, true));
    return range;
  }

  #place(offset, isEnd) {
    const i = this.#index(isEnd ? offset - 1 : offset);
    const block = this.blocks[i];
    if (offset <= block.end) return block.place(Math.max(offset, block.start), isEnd);
    const next = this.blocks[i + 1];
    if (isEnd || !next) return block.place(block.end, true);
    return next.place(next.start, false);
  }

  // What a DOM range covers of the text; null where it covers none of the page's text.
  offsetsOf(range) {
    if (!this.blocks.length || !range.intersectsNode(this.root)) return null;
    const start = this.#offset(range.startContainer, range.startOffset, false);
    const end = this.#offset(range.endContainer, range.endOffset, !range.collapsed);
    return { start, end: Math.max(start, end) };
  }

  #offset(node, unit, isEnd) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const shown = this.#byElement.get(element?.closest("[data-start]"));
    if (shown && node !== shown.element) return shown.at(node, unit, isEnd);
    const point = document.createRange();
    point.setStart(node, unit);
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { element: one } = this.blocks[middle];
      if (point.comparePoint(one, one.childNodes.length) < 0) low = middle + 1;
      else high = middle;
    }
    const block = this.blocks[low];
    if (!block) return this.length;
    const offset = block.at(node, unit, isEnd);
    return isEnd && offset === block.start && low ? this.blocks[low - 1].end : offset;
  }

  // The places {start, end} of what says something, from the piece at an offset on.
  *pieces(kind, offset, isForward = true) {
    let i = this.#index(offset);
    let at = offset;
    while (i >= 0 && i < this.blocks.length) {
      const block = this.blocks[i];
      const first = isForward ? Math.max(at, block.start) : Math.min(at, block.end - 1);
      for (at = first; at >= block.start && at < block.end; ) {
        const piece = block.piece(kind, at);
        if (piece.says) yield kind === "sentence" ? this.#trimmed(piece) : piece;
        at = isForward ? piece.end : piece.start - 1;
      }
      i += isForward ? 1 : -1;
      at = isForward ? 0 : Infinity;
    }
  }

  #trimmed({ start, end }) {
    const text = this.slice(start, end);
    const lead = text.length - text.trimStart().length; // white space is one unit each
    const trail = text.length - text.trimEnd().length;
    return { start: start + lead, end: Math.max(start + lead, end - trail) };
  }

  // Without white space around it, and widened so that no character is cut in two.
  snap({ start, end }) {
    const limit = this.length;
    const inside = (offset) => Math.max(0, Math.min(offset, limit));
    const bare = this.#trimmed({ start: inside(start), end: inside(end) });
    if (bare.start >= bare.end) return { start: bare.start, end: bare.start };
    return {
      start: this.#widened(bare.start, "start"),
      end: this.#widened(bare.end, "end"),
    };
  }

  #widened(offset, side) {
    const block = this.blockAt(offset);
    if (offset <= block.start || offset >= block.end) return offset;
    const piece = block.piece("grapheme", offset);
    return piece.start === offset ? offset : piece[side];
  }
}

export default function offsets(desk) {
  desk.text = new Text(desk.parts.text);
}
