// Keeps what is typed into a form of the desk until it is saved, in this browser.
//
//     desk.typed.keep(form, name)    from now on; offers what was left there before
//     desk.typed.leave(form)         the form is closed, what is typed stays kept
//     desk.typed.clear(form)         it was saved
//     desk.typed.settle(form, isOurs) the desk filled the fields whose names these are
//
// It survives a lost connection, an ended session, a closed tab and a crash. One form of
// each kind per editor and article, for 30 days. Passwords and files are never kept.

const SOON = 400; // milliseconds without a key before it is written down
const LONGEST = 64 * 1024; // characters of one form
const FORGOTTEN = 30 * 24 * 3600 * 1000;
const PREFIX = "dossier-typed:";
const NEVER = "[type=password], [type=file], [name=csrfmiddlewaretoken]";

// A browser may refuse storage, or have none left: the desk works without.
const store = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  write(key, kept) {
    try {
      const text = JSON.stringify(kept);
      if (text.length > LONGEST) return false;
      localStorage.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // there was nothing to remove
    }
  },
  keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  },
};

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
}

function timeOf(moment) {
  const at = new Date(moment);
  const today = at.toDateString() === new Date().toDateString();
  const time = { hour: "2-digit", minute: "2-digit" };
  const day = { year: "numeric", month: "short", day: "numeric" };
  return at.toLocaleString("en-GB", today ? time : { ...day, ...time });
}

class Typed {
  #kept = new Map(); // form -> {key, timer, first, listener}

  constructor(desk) {
    this.desk = desk;
    this.#forgetTheOld();
    addEventListener("pagehide", () => {
      for (const form of this.#kept.keys()) this.#write(form);
    });
  }

  keep(form, name) {
    this.leave(form);
    const { you, article } = this.desk.state;
    const key = `${PREFIX}${you.pk}:${article.slug}:${name}`;
    const entry = { key, timer: null, first: JSON.stringify(valuesOf(form)), isTold: true };
    entry.listener = () => {
      clearTimeout(entry.timer);
      entry.timer = setTimeout(() => this.#write(form), SOON);
    };
    form.addEventListener("input", entry.listener);
    form.addEventListener("change", entry.listener);
    this.#kept.set(form, entry);
    this.#offer(form, key);
  }

  leave(form) {
    const entry = this.#kept.get(form);
    if (!entry) return;
    this.#write(form);
    form.removeEventListener("input", entry.listener);
    form.removeEventListener("change", entry.listener);
    form.querySelector(".typed-offer")?.remove();
    this.#kept.delete(form);
  }

  clear(form) {
    const entry = this.#kept.get(form);
    if (!entry) return;
    clearTimeout(entry.timer);
    store.remove(entry.key);
    this.#kept.delete(form);
    form.removeEventListener("input", entry.listener);
    form.removeEventListener("change", entry.listener);
    form.querySelector(".typed-offer")?.remove();
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

  #write(form) {
    const entry = this.#kept.get(form);
    clearTimeout(entry.timer);
    const values = valuesOf(form);
    if (JSON.stringify(values) === entry.first) return; // nothing was typed
    const place = this.desk.selection;
    const isKept = store.write(entry.key, { at: Date.now(), values, place });
    if (isKept === entry.isTold) return;
    entry.isTold = isKept;
    if (!isKept) this.desk.say("What you type is not being kept: save it soon.", { error: true });
  }

  #offer(form, key) {
    const kept = store.read(key);
    if (!kept || Date.now() - kept.at > FORGOTTEN) return;
    const offer = document.createElement("p");
    offer.className = "typed-offer";
    offer.setAttribute("role", "status");
    offer.append(`You typed this at ${timeOf(kept.at)} and did not save it: `);
    offer.append(
      this.#button("Continue", () => {
        put(form, kept.values);
        if (kept.place) this.#goTo(kept.place);
        offer.remove();
        form.querySelector("textarea, input:not([type=hidden])")?.focus();
      }),
      " ",
      this.#button("Discard", () => {
        store.remove(key);
        offer.remove();
        form.querySelector("textarea, input:not([type=hidden])")?.focus();
      }),
    );
    form.prepend(offer);
  }

  #button(words, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: words });
    button.addEventListener("click", act);
    return button;
  }

  // Select again what the words were about, if the text still says so there.
  #goTo({ start, end, quote }) {
    if (this.desk.text?.slice(start, end) === quote) this.desk.select?.(start, end);
  }

  #forgetTheOld() {
    for (const key of store.keys()) {
      const kept = store.read(key);
      if (!kept || Date.now() - kept.at > FORGOTTEN) store.remove(key);
    }
  }
}

export default function typed(desk) {
  desk.typed = new Typed(desk);
}
