// Fields that were filled for the editor: what is put in, and from which words it comes.

// Shows buttons to choose from. Alt+1 … Alt+9 press them while the panel is open, and from
// the tenth on Alt+Shift+1 ….
export function showChoices(section, name, options, label, take) {
  const box = section.querySelector(`[data-choices="${name}"]`);
  box.replaceChildren(...options.map((option) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label(option);
    button.addEventListener("click", () => take(option));
    return button;
  }));
  number(section);
}

function number(section) {
  const buttons = section.querySelectorAll("[data-choices] button");
  buttons.forEach((button, at) => {
    button.querySelector("kbd")?.remove();
    if (at > 17) return;
    const keys = at < 9 ? ["Alt", at + 1] : ["Alt", "Shift", at - 8];
    const key = document.createElement("kbd");
    key.ariaHidden = "true";
    key.textContent = keys.join(" ").replace("Shift", "⇧");
    button.append(" ", key);
    button.setAttribute("aria-keyshortcuts", keys.join("+"));
  });
}

// Of the options those that say the words: what begins with them first, then the likely.
export function saying(options, text, likely = []) {
  const typed = text.toLowerCase();
  const has = ({ label, value, detail }) => {
    const said = `${label} ${value} ${detail}`.toLowerCase();
    return typed.split(/\s+/).every((word) => said.includes(word));
  };
  const order = likely.map(({ value }) => value);
  const place = ({ label, value }) =>
    (label.toLowerCase().startsWith(typed) ? 0 : 1000) + (order.indexOf(value) + 1 || 100);
  return options.filter(has).sort((one, other) => place(one) - place(other));
}

// Presses the choice at that place; false where there is none.
export function choicesOf(section, at) {
  const button = section.querySelectorAll("[data-choices] button")[at];
  button?.click();
  return Boolean(button);
}

// A box that searches and the field with what was chosen in it count as one.
const plainly = (name) => name.replace(/_said$/, "");

export class Fields {
  #touched = new Set();

  constructor(desk, section) {
    this.desk = desk;
    this.section = section;
    this.form = section.querySelector("form");
    this.highlight = "highlights" in CSS ? new Highlight() : null;
    if (this.highlight) CSS.highlights.set("source", this.highlight);
    this.form.addEventListener("input", ({ target }) => this.#touch(target));
    this.form.addEventListener("focusin", ({ target }) => this.#point(target));
  }

  #touch({ name }) {
    if (!name) return;
    const plain = plainly(name);
    this.#touched.add(plain);
    this.tell(plain, null);
  }

  isTouched(name) {
    return this.#touched.has(plainly(name));
  }

  clear() {
    this.#touched.clear();
    this.words = new Map();
    this.highlight?.clear();
    for (const note of this.section.querySelectorAll("[data-from]")) note.textContent = "";
    for (const box of this.section.querySelectorAll("[data-choices]")) box.replaceChildren();
  }

  // Puts a reading {value, words} into the field of that name, unless it was typed in.
  put(name, reading, { note = "" } = {}) {
    const field = this.form.elements[name];
    if (!reading || !field || this.isTouched(name)) return false;
    field.value = reading.value;
    this.tell(name, reading.words, note);
    return true;
  }

  // The same for a box that searches; `isAsked` where the editor pressed for it.
  choose(box, name, reading, { isAsked = false } = {}) {
    if (!reading || (this.isTouched(name) && !isAsked)) return;
    if (isAsked) this.#touched.add(name);
    box.choose(reading);
    this.tell(name, reading.words);
  }

  // Says from which words a field comes; null takes that back.
  tell(name, words, note = "") {
    const box = this.section.querySelector(`[data-from="${name}"]`);
    if (words) this.words.set(name, words);
    else this.words?.delete(name);
    if (box) box.textContent = words ? `from “${words.quote}”` : note;
  }

  // While a field has the focus, the words that filled it stand out in the text.
  #point({ name }) {
    this.highlight?.clear();
    const plain = plainly(name ?? "").replace(/^value\..*/, "value");
    const words = this.words?.get(plain);
    if (words && this.highlight) this.highlight.add(this.desk.text.range(words.start, words.end));
  }

  trouble(error) {
    const box = this.section.querySelector(".panel-trouble");
    box.textContent = `Nothing is filled in: ${error.words ?? error.message}`;
  }
}
