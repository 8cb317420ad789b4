// Selecting by keyboard alone: by sentence, word and character, in any script.

const first = (found, test) => {
  for (const piece of found) if (test(piece)) return piece;
  return null;
};

// The first piece that ends after an offset, or begins after it; the last one before it.
const endingAfter = (text, kind, at) => first(text.pieces(kind, at), (p) => p.end > at);
const startingFrom = (text, kind, at) => first(text.pieces(kind, at), (p) => p.start >= at);
const startingAfter = (text, kind, at) => first(text.pieces(kind, at), (p) => p.start > at);
const endingBefore = (text, kind, at) => first(text.pieces(kind, at, false), (p) => p.end < at);
const endingBy = (text, kind, at) => first(text.pieces(kind, at, false), (p) => p.end <= at);
const startingBefore = (text, kind, at) =>
  first(text.pieces(kind, at, false), (p) => p.start < at);

const isWithin = (inner, outer) => inner.start >= outer.start && inner.end <= outer.end;
const isSame = (one, other) => one.start === other.start && one.end === other.end;

// Each answers the new selection {start, end}, or null where there is nothing further.

function nextSentence(text, from) {
  const here = endingAfter(text, "sentence", from.start);
  if (!here || from.start === from.end) return here;
  return startingFrom(text, "sentence", Math.max(here.end, from.end));
}

function previousSentence(text, from) {
  const here = endingAfter(text, "sentence", from.start);
  return endingBy(text, "sentence", here ? Math.min(here.start, from.start) : from.start);
}

// From a longer selection one goes into it; from a word to the next one.
function nextWord(text, from) {
  const inside = startingFrom(text, "word", from.start);
  if (inside && isWithin(inside, from) && !isSame(inside, from)) return inside;
  return startingFrom(text, "word", from.end);
}

function previousWord(text, from) {
  const inside = endingBy(text, "word", from.end);
  if (inside && isWithin(inside, from) && !isSame(inside, from)) return inside;
  return endingBy(text, "word", from.start);
}

function growEnd(text, from, kind) {
  const piece = endingAfter(text, kind, from.end);
  return piece && { start: from.start, end: piece.end };
}

function shrinkEnd(text, from, kind) {
  const piece = endingBefore(text, kind, from.end);
  return piece && piece.end > from.start ? { start: from.start, end: piece.end } : null;
}

function growStart(text, from, kind) {
  const piece = startingBefore(text, kind, from.start);
  return piece && { start: piece.start, end: from.end };
}

function shrinkStart(text, from, kind) {
  const piece = startingAfter(text, kind, from.start);
  return piece && piece.start < from.end ? { start: piece.start, end: from.end } : null;
}

function fromBlock(text, at, step) {
  for (let i = text.blocks.indexOf(text.blockAt(at)) + step; text.blocks[i]; i += step) {
    const { start, end } = text.blocks[i];
    const sentence = startingFrom(text, "sentence", start);
    if (sentence && sentence.start < end) return sentence;
  }
  return null;
}

function toSentenceEnd(text, from) {
  const here = endingAfter(text, "sentence", from.end - 1);
  return here && { start: from.start, end: Math.max(here.end, from.end) };
}

function toSentenceStart(text, from) {
  const here = endingAfter(text, "sentence", from.start);
  return here && { start: Math.min(here.start, from.start), end: from.end };
}

const grapheme = (move) => (text, from) => move(text, from, "grapheme");
const word = (move) => (text, from) => move(text, from, "word");
const sentence = (move) => (text, from) => move(text, from, "sentence");

// Key, what it does, and the move; with a second move where the text runs right to left.
const MOVES = [
  ["ArrowDown", "The next sentence", nextSentence],
  ["ArrowUp", "The sentence before", previousSentence],
  ["ArrowRight", "The next word; from a sentence, a word of it", nextWord, previousWord],
  ["ArrowLeft", "The word before", previousWord, nextWord],
  ["Shift+ArrowRight", "One character more", grapheme(growEnd), grapheme(shrinkEnd)],
  ["Shift+ArrowLeft", "One character less", grapheme(shrinkEnd), grapheme(growEnd)],
  ["Ctrl+Shift+ArrowRight", "One word more", word(growEnd), word(shrinkEnd)],
  ["Ctrl+Shift+ArrowLeft", "One word less", word(shrinkEnd), word(growEnd)],
  ["Shift+ArrowDown", "One sentence more", sentence(growEnd)],
  ["Shift+ArrowUp", "One sentence less", sentence(shrinkEnd)],
  ["Alt+Shift+ArrowLeft", "One character more at the start", grapheme(growStart), grapheme(shrinkStart)],
  ["Alt+Shift+ArrowRight", "One character less at the start", grapheme(shrinkStart), grapheme(growStart)],
  ["Ctrl+Alt+Shift+ArrowLeft", "One word more at the start", word(growStart), word(shrinkStart)],
  ["Ctrl+Alt+Shift+ArrowRight", "One word less at the start", word(shrinkStart), word(growStart)],
  ["Shift+Home", "From the start of the sentence", toSentenceStart],
  ["Shift+End", "To the end of the sentence", toSentenceEnd],
  ["PageDown", "The next paragraph", (text, from) => fromBlock(text, from.start, 1)],
  ["PageUp", "The paragraph before", (text, from) => fromBlock(text, from.start, -1)],
  ["Home", "The first sentence", (text) => startingFrom(text, "sentence", 0)],
  ["End", "The last sentence", (text) => endingBy(text, "sentence", text.length)],
];

// The first of each kind is slow, because the browser reads in its dictionaries: not while
// somebody waits for a key.
function warmUp(desk) {
  const { start } = desk.startingPoint();
  for (const kind of ["sentence", "word", "grapheme"]) startingFrom(desk.text, kind, start);
}

export default function moving(desk) {
  const later = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 500));
  later(() => warmUp(desk));
  for (const [key, words, move, moveLeftwards = move] of MOVES) {
    const act = () => {
      const from = desk.selection ?? desk.startingPoint();
      const isLeftwards = desk.text.blockAt(from.start)?.isRightToLeft;
      const to = (isLeftwards ? moveLeftwards : move)(desk.text, from);
      if (to) desk.select(to.start, to.end);
    };
    desk.keys.add(key, words, act, { where: "text", group: "Selecting" });
  }
}
