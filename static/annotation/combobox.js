// A box that searches as one types (WAI-ARIA: editable combobox with a listbox).
//
// The page has the markup; the list stands right after the box, both in one
// `<div class="combobox">`:
//
//     <div class="combobox">
//       <label for="id_entity">Entity</label>
//       <input id="id_entity" name="entity_typed" autocomplete="off">
//       <ul id="id_entity_list" hidden aria-label="Entities"></ul>
//     </div>
//
//     const box = combobox(input, {
//       search: async (text, signal) => [{ value, label, detail, lang }],  // best first
//       chosen: (option) => …,                 // null: another text was typed since
//       value: hiddenInput,                    // optional: holds the chosen value
//       eager: true,                           // optional: offers something before typing
//       isFree: true,                          // optional: other words will do as well
//       nothing: "No entity is called so.",    // optional: what to say, and to do, then
//     });
//     box.choose(option); box.clear(); box.focus(); box.value; box.option; box.refresh();
//
// Options may carry whatever else the caller wants back; one that is not found but would
// be made anew has `isNew`. Down and Up walk through the
// list, Enter takes (the first option, if none was walked to), Escape closes the list
// first and only then what lies around it. Enter before the answer to what was typed is
// there takes it only if it is the one there is, or is called just so. Keys that compose Chinese stay with the
// input method. A search that is overtaken by the next one is aborted.

const WAIT = 150; // milliseconds without a key before it searches
let counted = 0;

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

class Combobox {
  constructor(input, { search, chosen = () => {}, list, value = null, ...how }) {
    const { eager = false, isFree = false, nothing = "Nothing found." } = how;
    list ??= input.closest(".combobox").querySelector("ul");
    Object.assign(this, { input, list, search, chosen, hidden: value, eager, isFree, nothing });
    this.options = [];
    this.active = -1;
    this.option = null;
    this.left = null; // the option whose name was typed over
    this.timer = null;
    this.asking = null;
    this.isFresh = true; // whether the list answers what the box says
    this.wantsOne = false; // Enter was pressed before it did
    this.#prepare();
    this.#listen();
  }

  get value() {
    return this.option?.value ?? this.hidden?.value ?? "";
  }

  #prepare() {
    const { input, list } = this;
    list.id ||= `combobox-${(counted += 1)}`;
    list.setAttribute("role", "listbox");
    list.classList.add("combobox-list");
    list.hidden = true;
    const attributes = {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
      dir: "auto", // names are of any script
    };
    for (const [name, text] of Object.entries(attributes)) input.setAttribute(name, text);
    // Present before it has words, or a screen reader would not read the first ones.
    this.told = element("p", { className: "combobox-told" });
    this.told.setAttribute("role", "status");
    list.after(this.told);
  }

  #listen() {
    const { input, list } = this;
    input.addEventListener("input", (event) => {
      this.#unchoose();
      if (!event.isComposing) this.#soon();
    });
    input.addEventListener("compositionend", () => this.#soon());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("focus", () => this.#offer());
    input.addEventListener("click", () => {
      if (this.list.hidden) this.#offer();
      if (this.value && input.selectionStart === input.selectionEnd) input.select();
    });
    input.addEventListener("blur", () => this.#close());
    // A browser resets no hidden field: what was chosen would be sent once more.
    input.form?.addEventListener("reset", () => this.clear());
    // The focus stays in the box, or its blur would close the list before the click.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const at = [...list.children].indexOf(target.closest("[role=option]"));
      if (at >= 0) this.choose(this.options[at]);
    });
  }

  // Something to choose from before anything is typed.
  #offer() {
    if (this.eager && !this.value && !this.isQuiet) this.refresh();
  }

  // Be in the box without offering anything yet.
  focus() {
    this.isQuiet = true;
    this.input.focus();
    this.isQuiet = false;
  }

  #soon() {
    this.isFresh = this.wantsOne = false;
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.ariaBusy = "true";
    this.timer = setTimeout(() => this.refresh(), WAIT);
  }

  // Search for what the box says now, and show it.
  async refresh() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const text = this.input.value.trim();
    if (!text && !this.eager) {
      this.list.ariaBusy = null;
      this.#close();
      this.told.textContent = "";
      return;
    }
    const asking = (this.asking = new AbortController());
    try {
      let found = await this.search(text, asking.signal);
      if (asking.signal.aborted) return;
      this.isFresh = true;
      found = this.#leftLast(found, text);
      this.#show(found, text);
      if (this.wantsOne) this.#takeTheOne(text);
    } catch (error) {
      if (asking.signal.aborted || error.name === "AbortError") return;
      this.#close();
      this.told.textContent = `Not searched: ${error.detail ?? error.message}`;
    } finally {
      if (!asking.signal.aborted) this.list.ariaBusy = null;
    }
  }

  // Who types over a name wants another one, unless it is the very name.
  #leftLast(found, text) {
    const isLeft = ({ value, label }) =>
      value === this.left?.value && label.toLowerCase() !== text.toLowerCase();
    return [...found.filter((option) => !isLeft(option)), ...found.filter(isLeft)];
  }

  #takeTheOne(text) {
    this.wantsOne = false;
    const isCalled = ({ label }) => label.toLowerCase() === text.toLowerCase();
    const [first] = this.options;
    const isAlone = this.options.length === 1;
    if (!this.list.hidden && (isAlone || (first && isCalled(first)))) this.choose(first);
  }

  #show(found, text) {
    this.options = found;
    this.list.replaceChildren(...found.map((option, at) => this.#row(option, at)));
    if (text || found.length) this.#tell(found);
    if (!found.length || document.activeElement !== this.input) {
      this.#close();
      return;
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#walkTo(this.isFree ? -1 : 0);
  }

  #tell(options) {
    if (this.isFree && !options.length) return;
    const number = options.filter(({ isNew }) => !isNew).length;
    const more = number < options.length ? ", or a new one" : "";
    this.told.textContent = number ? `${number} found${more}.` : this.nothing;
  }

  #row(option, at) {
    const label = element("span", { className: "option-label", dir: "auto" }, option.label);
    if (option.lang) label.lang = option.lang;
    const row = element("li", { id: `${this.list.id}-${at}` }, label);
    if (option.detail) {
      row.append(" ", element("span", { className: "option-detail" }, option.detail));
    }
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    return row;
  }

  #walkTo(at) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const row = this.list.children[at];
    if (!row) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row.id);
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey) return; // Ctrl+Enter saves the panel
    const isOpen = !this.list.hidden;
    const number = this.options.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = this.active < 0 && step < 0 ? 0 : this.active;
      if (isOpen) this.#walkTo((from + step + number) % number);
      else this.refresh();
    } else if (event.key === "Enter" && !this.isFresh && this.#isSearching) {
      event.preventDefault();
      this.wantsOne = true;
      this.refresh();
    } else if (event.key === "Enter" && isOpen && this.active >= 0) {
      event.preventDefault();
      this.choose(this.options[this.active]);
    } else if (event.key === "Enter" && this.#isSearching) {
      event.preventDefault(); // what is typed is not chosen yet: save nothing
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }

  get #isSearching() {
    return !this.isFree && !this.value && this.input.value.trim() !== "";
  }

  #close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#walkTo(-1);
  }

  // Take the option, as if it had been clicked.
  choose(option) {
    this.isFresh = true;
    this.list.ariaBusy = null;
    clearTimeout(this.timer);
    this.asking?.abort();
    this.option = option;
    this.input.value = option.label;
    if (this.hidden) this.hidden.value = option.value;
    this.told.textContent = "";
    this.#close();
    this.chosen(option);
  }

  #unchoose() {
    const hadOne = this.option !== null || Boolean(this.hidden?.value);
    this.left = this.option ?? this.left;
    this.option = null;
    if (this.hidden) this.hidden.value = "";
    if (hadOne) this.chosen(null);
  }

  // Empty the box and forget what was chosen.
  clear() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.ariaBusy = null;
    this.input.value = "";
    this.#unchoose();
    this.left = null;
    this.told.textContent = "";
    this.#close();
  }
}

export default function combobox(input, settings) {
  return new Combobox(input, settings);
}
