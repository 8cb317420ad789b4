// Keeps what is typed into a form of the desk until it is saved, in this browser.
//
//     desk.typed.keep(form, name, about)  from now on; offers what was left there before
//     desk.typed.leave(form)         the form is closed, what is typed stays kept
//     desk.typed.clear(form)         it was saved
//     desk.typed.settle(form, isOurs) the desk filled the fields whose names these are
//
// It survives a lost connection, an ended session, a closed tab and a crash. One form of
// each kind and of what it is about, per editor and article, for 30 days: words typed at
// one place never come back at another. `about` is a function that answers {place} or
// {citation} and the like; the panel's `resume` opens the form about the same again.
// Passwords and files are never kept.

import { Store } from "./typed_store.js";

const SOON = 400; // milliseconds without a key before it is written down
const MOST = 3; // offers at a time
const NEVER = "[type=password], [type=file], [name=csrfmiddlewaretoken], [name=about]";
const LOST = "The words it was about are not in this text any more, or several times. Select them, then continue.";

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) => field.name && field.matches("input, select, textarea") && !field.matches(NEVER),
  );
}

function valuesOf(form) {
  return fieldsOf(form).map((field) => {
    const isTick = field.type === "checkbox" || field.type === "radio";
    return [field.name, isTick ? field.checked : field.value, isTick ? field.value : null];
  });
}

function put(form, values) {
  for (const [name, value, which] of values) {
    for (const field of fieldsOf(form).filter((f) => f.name === name)) {
      if (which === null) field.value = value;
      else if (field.value === which) field.checked = value;
    }
  }
  form.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
  form.querySelector("textarea, input:not([type=hidden])")?.focus();
}

function timeOf(moment) {
  const at = new Date(moment);
  const today = at.toDateString() === new Date().toDateString();
  const time = { hour: "2-digit", minute: "2-digit" };
  const day = { year: "numeric", month: "short", day: "numeric" };
  return at.toLocaleString("en-GB", today ? time : { ...day, ...time });
}

class Typed {
  #kept = new Map(); // form -> {key, name, about, timer, first, listener}
  #resuming = null; // the key of what is put back into its form

  constructor(desk) {
    this.desk = desk;
    this.store = new Store(desk.state);
    addEventListener("pagehide", () => {
      for (const form of this.#kept.keys()) this.#write(form);
    });
    const left = document.createElement("div");
    left.className = "typed-left";
    document.getElementById("desk").before(left);
    desk.on("opened", () => left.remove()); // the form offers it
    // Once all panels have owners.
    queueMicrotask(() => {
      const kept = this.store.kept();
      this.#offer(left, kept.filter(({ name }) => desk.panels.canResume(name)));
    });
  }

  keep(form, name, about = () => ({})) {
    this.leave(form);
    const now = about(); // when the form is left, it may be about the next already
    const key = this.store.key(name, now);
    const entry = { key, name, about: now, timer: null, isTold: true };
    entry.first = JSON.stringify(valuesOf(form));
    entry.listener = () => {
      entry.about = about();
      clearTimeout(entry.timer);
      entry.timer = setTimeout(() => this.#write(form), SOON);
    };
    form.addEventListener("input", entry.listener);
    form.addEventListener("change", entry.listener);
    this.#kept.set(form, entry);
    const left = this.store.kept(name).filter((kept) => kept.key !== this.#resuming);
    const own = left.filter((kept) => kept.key === key);
    const others = this.desk.panels.canResume(name) ? left : [];
    this.#offer(form, [...own, ...others.filter((kept) => kept.key !== key)], key);
  }

  // Returns whether anything typed is left there unsaved.
  leave(form) {
    const entry = this.#kept.get(form);
    if (!entry) return false;
    const isLeft = this.#write(form);
    this.#forget(form, entry);
    return isLeft;
  }

  clear(form) {
    const entry = this.#kept.get(form);
    if (!entry) return;
    clearTimeout(entry.timer);
    this.store.remove(entry.key);
    this.#forget(form, entry);
  }

  // What the desk itself filled in need not be kept: only what differs from it is.
  settle(form, isOurs) {
    const entry = this.#kept.get(form);
    if (!entry) return;
    const now = valuesOf(form);
    const first = JSON.parse(entry.first);
    const settled = first.map((was, at) => (isOurs(was[0]) ? now[at] : was));
    entry.first = JSON.stringify(settled);
  }

  #forget(form, { listener }) {
    form.removeEventListener("input", listener);
    form.removeEventListener("change", listener);
    for (const offer of form.querySelectorAll(".typed-offer")) offer.remove();
    this.#kept.delete(form);
  }

  #write(form) {
    const entry = this.#kept.get(form);
    clearTimeout(entry.timer);
    const values = valuesOf(form);
    if (JSON.stringify(values) === entry.first) return false; // nothing was typed
    const { name, about } = entry;
    const isKept = this.store.write(entry.key, { at: Date.now(), name, about, values });
    if (!isKept && entry.isTold) {
      this.desk.say("What you type is not being kept: save it soon.", { error: true });
    }
    entry.isTold = isKept;
    return isKept;
  }

  // Lines before the form, or before the desk: `here` is the key of what is open.
  #offer(box, left, here = null) {
    const rows = left.slice(0, MOST).map((kept) => this.#row(kept, box, here));
    box.prepend(...rows);
  }

  #row(kept, box, here) {
    const row = document.createElement("p");
    row.className = "typed-offer";
    row.setAttribute("role", "status");
    const quote = kept.about.place?.quote;
    const short = quote?.length > 60 ? `${quote.slice(0, 60)}…` : quote;
    const what = kept.key !== here && short ? ` about “${short}”` : "";
    row.append(`You typed this at ${timeOf(kept.at)}${what} and did not save it: `);
    const goOn = async () => {
      if (kept.key !== here) return this.#resume(kept);
      row.remove();
      await this.desk.panels.ready(kept.name);
      put(box, kept.values);
    };
    const discard = () => {
      this.store.remove(kept.key);
      row.remove();
      const field = box.querySelector("textarea, input:not([type=hidden])");
      (field ?? this.desk.parts.text).focus();
    };
    row.append(this.#button("Continue", goOn), " ", this.#button("Discard", discard));
    return row;
  }

  #button(words, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: words });
    button.addEventListener("click", act);
    return button;
  }

  // Opens the form about what it was about, with what was typed.
  async #resume({ key, name, about, values }) {
    const place = about.place && this.#placeNow(about.place);
    if (about.place && !place) return this.desk.say(LOST, { error: true });
    if (place) this.desk.select(place.start, place.end);
    const now = place ? { place } : about;
    this.#resuming = this.store.key(name, now);
    try {
      await this.desk.panels.resume(name, now);
      const { form } = this.desk.panels;
      put(form, values);
      if (this.#resuming !== key && this.#write(form)) this.store.remove(key);
    } catch (error) {
      if (!error.errors) throw error;
      this.desk.say(error.words, { error: true });
    } finally {
      this.#resuming = null;
    }
  }

  // The same words of the text before us; in a newer one if it says them once, else what
  // the editor has selected. Null for none.
  #placeNow(place) {
    const { text, selection, state } = this.desk;
    const isSame = place.version === state.version;
    const now = isSame ? place : (text.onlyPlaceOf(place.quote) ?? selection);
    if (!now) return null;
    const { start, end } = now;
    return { version: state.version, start, end, quote: text.slice(start, end) };
  }
}

export default function typed(desk) {
  desk.typed = new Typed(desk);
}
