// What narrows a new claim: a box for each qualifier that the property asks for, and more.

import combobox from "./combobox.js";

const MOST = 6;

export class Qualifiers {
  // `search` finds entities: a qualifier is one of them, or any words.
  constructor(section, kinds, search) {
    this.kinds = kinds;
    this.search = search;
    this.box = section.querySelector("[data-qualifiers]");
    this.rows = Array.from({ length: MOST }, (_, at) => this.#row(at));
    this.more = document.createElement("button");
    Object.assign(this.more, { type: "button", className: "button", textContent: "Add a qualifier" });
    this.more.addEventListener("click", () => this.#add());
    this.box.append(...this.rows.map(({ row }) => row), this.more);
    section.querySelector("form").addEventListener("restored", () => this.show());
    this.clear();
  }

  // All rows are there from the start, so that kept words find their boxes again.
  #row(at) {
    const row = document.createElement("div");
    row.className = "claim-pair";
    const kind = document.createElement("select");
    kind.name = `qualifiers.${at}.kind`;
    kind.ariaLabel = "Kind of qualifier";
    kind.append(new Option("qualifier …", ""));
    for (const { value, label } of this.kinds) kind.append(new Option(label, value));
    const text = document.createElement("input");
    text.name = `qualifiers.${at}.text`;
    text.maxLength = 300;
    text.dir = "auto";
    text.setAttribute("aria-keyshortcuts", "Alt+Q");
    kind.addEventListener("change", () => this.#label(kind, text));
    const list = document.createElement("ul");
    list.ariaLabel = "Entities";
    const value = Object.assign(document.createElement("input"), { type: "hidden" });
    value.name = `qualifiers.${at}.entity`;
    const cells = [[kind], [text, list, value]].map((fields) => {
      const cell = document.createElement("div");
      cell.append(...fields);
      return cell;
    });
    cells[1].className = "combobox";
    row.append(...cells);
    const { search } = this;
    const entity = combobox(text, { list, value, search, isFree: true });
    return { row, kind, text, entity, isRequired: false };
  }

  #label(kind, text) {
    text.ariaLabel = kind.selectedOptions[0]?.label || "Qualifier";
  }

  clear() {
    for (const entry of this.rows) {
      Object.assign(entry, { isRequired: false });
      entry.kind.value = "";
      entry.entity.clear();
      this.#label(entry.kind, entry.text);
    }
    this.show();
  }

  show() {
    let shown = 0;
    for (const entry of this.rows) {
      const isUsed = entry.kind.value || entry.text.value || entry.isOpen;
      entry.row.hidden = !isUsed;
      this.#label(entry.kind, entry.text);
      shown += isUsed ? 1 : 0;
    }
    this.more.hidden = shown === MOST;
  }

  #free() {
    return this.rows.find(({ kind, text }) => !kind.value && !text.value);
  }

  #of(slug) {
    return this.rows.find(({ kind }) => kind.value === slug);
  }

  // Asks for these; those asked for before and left empty go.
  require(required) {
    for (const entry of this.rows) {
      if (entry.isRequired && !entry.text.value) entry.kind.value = "";
      entry.isRequired = false;
      entry.text.required = false;
    }
    for (const { value } of required) {
      const entry = this.#of(value) ?? this.#free();
      if (!entry) break;
      entry.kind.value = value;
      entry.isRequired = true;
      entry.text.required = true;
    }
    this.show();
  }

  // The box to go to: one that is asked for and empty, else the first that is there.
  first() {
    const shown = this.rows.filter(({ row }) => !row.hidden).map(({ text }) => text);
    return this.asksFor().find((text) => !text.value) ?? shown[0] ?? this.more;
  }

  asksFor() {
    return this.rows.filter(({ isRequired }) => isRequired).map(({ text }) => text);
  }

  put(slug, text) {
    const entry = this.#of(slug);
    if (entry && !entry.text.value) entry.text.value = text;
  }

  #add() {
    const entry = this.#free();
    if (!entry) return;
    entry.isOpen = true;
    this.show();
    entry.kind.focus();
    entry.isOpen = false;
  }

  body() {
    const used = this.rows.filter(({ kind, text }) => kind.value && text.value.trim());
    return used.map(({ kind, text, entity }) => {
      const content = entity.value ? { entity: entity.value } : { text: text.value.trim() };
      return { kind: kind.value, ...content };
    });
  }

  // The box that an error of the server belongs to.
  boxOf(name) {
    const slug = /^qualifiers\.(\w+)/.exec(name)?.[1];
    return slug && (this.#of(slug)?.text.name ?? null);
  }
}
