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
  sentence:
    /.*?(?:[.!?]+["'”’»)]*\s+(?=[^\p{Ll}\s])|[。！？]+["'”’」』»)）]*\s*|\n+|$)/gsu,
};

// A full stop after one of these ends no sentence.
const SHORT =
  /(?:^|[\s("“«])(?:\p{Lu}|\p{Lu}(?:\.\p{Lu})+|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|St|Co|No|vs|approx|Fig|M|MM|Mme|Mlle)\.\s*$/u;
const LOOK_BACK = 40; // longer than any of them

const COMPANY = /^(?:Ltd|Inc|Corp|Co|LLC|LP|PLC)\b/; // "Example Corp. Ltd. said so."

const goesOn = (text, at) =>
  SHORT.test(text.slice(Math.max(0, at - LOOK_BACK), at)) ||
  COMPANY.test(text.slice(at, at + 4));

// Puts together again what was cut behind a short form.
function whole(text, pieceAt) {
  return (index) => {
    let { start, end } = pieceAt(index);
    while (start > 0 && goesOn(text, start)) ({ start } = pieceAt(start - 1));
    while (end < text.length && goesOn(text, end)) ({ end } = pieceAt(end));
    return { start, end };
  };
}

// Pieces by a list of where each starts.
function listed(text, found) {
  const at = Array.from(found, (piece) => piece.index).filter((i) => i < text.length);
  return (index) => {
    let low = 0;
    let high = at.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (at[middle] <= index) low = middle;
      else high = middle - 1;
    }
    return { start: at[low] ?? 0, end: at[low + 1] ?? text.length };
  };
}

function segmented(found) {
  return (index) => {
    const piece = found.containing(index);
    return { start: piece.index, end: piece.index + piece.segment.length };
  };
}

// Returns a function from an index below text.length to the piece {start, end} there.
export function cut(text, language, kind) {
  const pieceAt = KNOWS_WORDS
    ? segmented(segmenter(language, kind).segment(text))
    : listed(text, text.matchAll(PLAIN[kind]));
  return kind === "sentence" ? whole(text, pieceAt) : pieceAt;
}

const CONTENT = {
  grapheme: /\S/u,
  word: /[\p{L}\p{N}\p{S}%‰]/u,
  sentence: /\S/u,
};

// Tells words and sentences from what stands between them.
export const says = (text, kind) => CONTENT[kind].test(text);
