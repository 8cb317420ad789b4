// What was typed and not saved, in this browser: one entry for each form and what it is about.

const LONGEST = 64 * 1024; // characters of one form
const FORGOTTEN = 30 * 24 * 3600 * 1000;
const PREFIX = "dossier-typed:";

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// What a form is about, as a part of a key: a stretch of a version, or a record.
function idOf(about) {
  const { place } = about;
  return place ? `${place.version}/${place.start}-${place.end}` : JSON.stringify(about);
}

// A browser may refuse storage, or have none left: the desk works without.
export class Store {
  constructor({ you, article }) {
    this.prefix = `${PREFIX}${you.pk}:${article.slug}:`;
    for (const key of this.#keys(PREFIX)) {
      if (!(Date.now() - read(key)?.at < FORGOTTEN)) this.remove(key);
    }
  }

  key(name, about) {
    return `${this.prefix}${name}:${idOf(about)}`;
  }

  // Of this editor and article, the newest first; of one form where its name is given.
  kept(name = "") {
    const keys = this.#keys(name ? `${this.prefix}${name}:` : this.prefix);
    const found = keys.map((key) => ({ key, ...read(key) })).filter(({ about }) => about);
    return found.sort((one, other) => other.at - one.at);
  }

  write(key, kept) {
    try {
      const text = JSON.stringify(kept);
      if (text.length > LONGEST) return false;
      localStorage.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  }

  remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // there was nothing to remove
    }
  }

  #keys(start) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(start));
    } catch {
      return [];
    }
  }
}
