// One list of what the desk does at a key: shortcuts, bars and the help panel read it.
//
//   desk.keys.add("m", "Mark the words as a mention", open, { needs: "selection", button: "Mention" })
//
// A key is named as the browser names it, modifiers first: "m", "Shift+A", "Ctrl+z",
// "Alt+Shift+ArrowLeft". `needs` is "selection", "card", or a function that says whether
// the key can do something now; `where` is "text" or "list" for a key of one of them only;
// `group` is the heading in the help panel, which leaves out what `isUnlisted`; `repeats` lets a letter act while it is held.
// Several may share a key: the first one that can do something, and whose function does
// not return false, has it. Without a function the line only stands in the help panel.
//
// Keys act while the focus is in an element with data-keys ("text", "list" or "bar"), never
// in a box. Single characters can be switched off, for who speaks to the machine.

const OFF = "desk-single-keys-off";
const BOXES =
  "input:not([type=checkbox]), textarea, select, [contenteditable], [role=combobox], dialog";
const NEEDS = { selection: "Select some words first.", card: "Go to a card first." };

const isCharacter = (key) => [...key].length === 1;
const isLetter = (key) => isCharacter(key) && key.toLowerCase() !== key.toUpperCase();

function spelled(key, { ctrl, alt, shift }) {
  const counts = !isCharacter(key) || isLetter(key); // "?" needs Shift on some keyboards
  const name = isLetter(key) ? key.toLowerCase() : key;
  return `${ctrl ? "Ctrl+" : ""}${alt ? "Alt+" : ""}${shift && counts ? "Shift+" : ""}${name}`;
}

function parse(written) {
  const parts = written.split(/\+(?=.)/);
  const key = parts.pop();
  const has = (name) => parts.includes(name);
  return spelled(key, { ctrl: has("Ctrl"), alt: has("Alt"), shift: has("Shift") });
}

// What the press may mean: its character, else the letter or digit that the key bears on a
// keyboard of Latin letters, so that a Russian or French one does not lock anybody out.
function meanings(event) {
  const typed = event.getModifierState("AltGraph") && isCharacter(event.key);
  const held = {
    ctrl: !typed && (event.ctrlKey || event.metaKey),
    alt: !typed && event.altKey,
    shift: event.shiftKey,
  };
  const found = [spelled(event.key, held)];
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter && isLetter(event.key) && event.key > "\x7f") found.push(spelled(letter, held));
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (digit && !event.shiftKey) found.push(spelled(digit, held));
  return found;
}

const isComposed = (event) =>
  event.isComposing || event.keyCode === 229 || ["Process", "Dead"].includes(event.key);

// A key as `aria-keyshortcuts` wants it.
export const forMachines = (key) => key.replace("Ctrl+", "Control+");

class Keys {
  list = [];
  #byKey = new Map();
  #heard = [];

  constructor(desk) {
    this.desk = desk;
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  add(key, words, act = null, options = {}) {
    const entry = { key, words, act, group: "The selected words", ...options };
    this.list.push(entry);
    const name = parse(key);
    this.#byKey.set(name, [...(this.#byKey.get(name) ?? []), entry]);
    if (this.#heard.length && this.list.length) this.#tell();
    return entry;
  }

  // Calls `hear` once the modules of this turn have added their keys, and again later.
  onAdded(hear) {
    this.#heard.push(hear);
    queueMicrotask(hear);
  }

  #telling = false;
  #tell() {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      for (const hear of this.#heard) hear();
    });
  }

  get areSinglesOn() {
    return localStorage.getItem(OFF) === null;
  }

  set areSinglesOn(isOn) {
    if (isOn) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  }

  can({ needs }) {
    if (!needs) return true;
    if (needs === "selection") return Boolean(this.desk.selection);
    if (needs === "card") return Boolean(document.activeElement?.closest(".card"));
    return Boolean(needs());
  }

  run(entry, event) {
    if (this.can(entry)) return entry.act(event) !== false;
    return false;
  }

  #press(event) {
    if (event.defaultPrevented || isComposed(event)) return;
    const zone = event.target.closest?.("[data-keys]")?.dataset.keys;
    if (!zone || event.target.closest(BOXES)) return;
    if (["Enter", " "].includes(event.key) && event.target.closest("button, a, summary")) return;
    const entries = meanings(event).flatMap((name) => this.#byKey.get(name) ?? []);
    const here = entries.filter((entry) => this.#acts(entry, event, zone));
    if (!here.length) return;
    if (here.some((entry) => this.run(entry, event))) event.preventDefault();
    else if (here.every((entry) => entry.needs in NEEDS)) {
      event.preventDefault();
      this.desk.say(NEEDS[here[0].needs]);
    }
  }

  #acts(entry, event, zone) {
    if (!entry.act || (entry.where && entry.where !== zone)) return false;
    if (!isCharacter(event.key) || event.ctrlKey || event.metaKey) return true;
    if (event.repeat && isLetter(event.key) && !entry.repeats) return false;
    return this.areSinglesOn;
  }
}

export default function keyboard(desk) {
  desk.keys = new Keys(desk);
}
