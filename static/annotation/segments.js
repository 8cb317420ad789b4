// Cuts the text of one block into characters as people see them, words and sentences.
// Indices are UTF-16 units of the text it is given; offsets.js makes offsets of them.

export const KNOWS_WORDS = "Segmenter" in Intl;

const segmenters = new Map();

function segmenter(language, kind) {
  const key = `${language} ${kind}`;
  if (!segmenters.has(key)) {
    const options = { granularity: kind };
    let made;
    try {
      made = new Intl.Segmenter(language || undefined, options);
    } catch {
      made = new Intl.Segmenter(undefined, options); // a language tag nobody registered
    }
    segmenters.set(key, made);
  }
  return segmenters.get(key);
}

// What an old browser gets: characters with their marks, single Han characters as words.
const PLAIN = {
  grapheme:
    /\p{RI}{2}|\P{M}[\p{M}\p{EMod}\u200d\ufe0f]*(?:(?<=\u200d)\P{M}[\p{M}\p{EMod}\u200d\ufe0f]*)*|\p{M}+/gsu,
  word: /[\p{Script=Han}]|[\p{L}\p{N}\p{M}'’]+|[^\p{L}\p{N}\p{M}]/gsu,
  sentence: /[^.!?。！？\n]*(?:[.!?。！？]+["'”’」』»)）]*\s*|\n|$)/gsu,
};

// A full stop after one of these ends no sentence.
const SHORT =
  /(?:^|[\s("“«])(?:\p{Lu}|\p{Lu}(?:\.\p{Lu})+|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|St|Jr|Sr|Co|Ltd|Inc|Corp|Bros|No|vs|approx|Fig|e\.g|i\.e|M|MM|Mme|Mlle)\.\s*$/u;

const starts = (found, length) => {
  const at = Array.from(found, (piece) => piece.index).filter((index) => index < length);
  return at[0] === 0 ? at : [0, ...at];
};

function sentenceStarts(text, found) {
  const all = starts(found, text.length);
  return all.filter((at, i) => {
    if (i === 0) return true;
    const before = text.slice(Math.max(all[i - 1], at - 40), at);
    return before.includes("\n") || !SHORT.test(before);
  });
}

// Pieces by a list of where each starts.
function listed(text, at) {
  return (index) => {
    let low = 0;
    let high = at.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (at[middle] <= index) low = middle;
      else high = middle - 1;
    }
    return { start: at[low], end: at[low + 1] ?? text.length };
  };
}

// Returns a function from an index below text.length to the piece {start, end} there.
export function cut(text, language, kind) {
  const found = KNOWS_WORDS
    ? segmenter(language, kind).segment(text)
    : text.matchAll(PLAIN[kind]);
  if (kind === "sentence") return listed(text, sentenceStarts(text, found));
  if (!KNOWS_WORDS) return listed(text, starts(found, text.length));
  return (index) => {
    const piece = found.containing(index);
    return { start: piece.index, end: piece.index + piece.segment.length };
  };
}

const CONTENT = {
  grapheme: /\S/u,
  word: /[\p{L}\p{N}\p{S}%‰]/u,
  sentence: /\S/u,
};

// Tells words and sentences from what stands between them.
export const says = (text, kind) => CONTENT[kind].test(text);
