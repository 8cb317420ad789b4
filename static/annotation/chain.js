// Who passed it on: chooses a chain that is there, or makes one link by link.
//
//     const chain = chainPicker(desk, form.querySelector("[data-chain]"));  // _chain.html
//     await chain.load(slug);   // asks what is offered; chooses `slug`, else the default
//     chain.value               // for the API: an address, a list of links, or null for
//                               // the article's publisher alone
//     chain.voices              // [{slug, name}] of the chain as it stands
//     chain.onChange(fn)
//
// The hidden field `chain` holds the value as JSON, so that it is kept with what is typed.

import combobox from "./combobox.js";
import { searchEntities } from "./searching.js";

const NEW = "new";

function option(value, label) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = label;
  return made;
}

class ChainPicker {
  #heard = [];

  constructor(desk, root) {
    this.desk = desk;
    this.root = root;
    const part = (name) => root.querySelector(`[data-${name}]`);
    this.select = part("chains");
    this.note = part("note");
    this.making = part("new");
    this.list = part("links");
    this.verb = part("verb");
    this.at = part("at");
    this.inferred = part("inferred");
    this.field = root.querySelector("[name=chain]");
    this.offered = { chains: [], default: null, note: "", verbs: [] };
    this.links = [];
    const by = part("by");
    this.by = combobox(by, {
      search: (text, signal) => searchEntities(desk, text, signal),
    });
    this.select.addEventListener("change", () => this.#chosen());
    part("add").addEventListener("click", () => this.#add());
    this.list.addEventListener("click", ({ target }) => this.#remove(target));
    const form = root.closest("form");
    form.addEventListener("restored", () => this.#restored());
    form.addEventListener("reset", () => this.#reset());
  }

  onChange(hear) {
    this.#heard.push(hear);
  }

  get value() {
    return this.field.value ? JSON.parse(this.field.value) : null;
  }

  get voices() {
    const isNew = this.select.value === NEW;
    const links = isNew ? this.links : (this.#there?.links ?? []);
    return links.map((link) => link.by);
  }

  get #there() {
    const { chains, default: usual } = this.offered;
    if (this.select.value === "") return usual;
    return chains.find((chain) => chain.slug === this.select.value);
  }

  async load(slug = null) {
    this.offered = await this.desk.api("./chains/");
    const { chains, default: usual, verbs } = this.offered;
    const rows = chains.map((chain) => option(chain.slug, chain.said));
    if (usual && !usual.slug) rows.unshift(option("", usual.said));
    if (slug && !chains.some((chain) => chain.slug === slug)) rows.unshift(option(slug, slug));
    this.select.replaceChildren(...rows, option(NEW, "Another chain …"));
    this.verb.replaceChildren(...verbs.map((verb) => option(verb.slug, verb.name)));
    if (this.field.value) this.#restored();
    else {
      this.select.value = slug ?? (usual ? usual.slug : NEW);
      this.#chosen();
    }
  }

  // A new chain begins as the one that was chosen: most often one voice is added.
  #chosen() {
    const isNew = this.select.value === NEW;
    if (isNew && !this.links.length) {
      const { chains, default: usual } = this.offered;
      const model = chains.find((chain) => chain.slug === this.last) ?? usual;
      this.links = (model?.links ?? []).filter((link) => link.by.slug);
    }
    if (!isNew) this.last = this.select.value;
    this.#show();
  }

  #show() {
    const isNew = this.select.value === NEW;
    this.making.hidden = !isNew;
    this.note.textContent = this.#isUsual || isNew ? this.offered.note : "";
    this.list.replaceChildren(...this.links.map((link, at) => this.#row(link, at)));
    this.field.value = this.#isUsual ? "" : JSON.stringify(isNew ? this.#sent : this.select.value);
    for (const hear of this.#heard) hear();
  }

  get #isUsual() {
    return this.select.value === "";
  }

  get #sent() {
    return this.links.map(({ by, verb, inferred, at, at_text }) => ({
      by: by.slug,
      verb: verb.slug,
      inferred,
      at: at?.slug ?? "",
      at_text,
    }));
  }

  #row({ by, verb, inferred, at, at_text }, index) {
    const row = document.createElement("li");
    const occasion = at?.name ?? at_text;
    const words = [by.name, verb.name, occasion && `(${occasion})`, inferred && "· inferred"];
    const remove = document.createElement("button");
    Object.assign(remove, { type: "button", textContent: "Remove", value: String(index) });
    remove.setAttribute("aria-label", `Remove ${by.name} from the chain`);
    row.append(words.filter(Boolean).join(" "), " ", remove);
    return row;
  }

  #add() {
    const { option: voice } = this.by;
    if (!voice) {
      this.note.textContent = "Choose who passed it on first.";
      this.by.input.focus();
      return;
    }
    const verb = this.offered.verbs.find(({ slug }) => slug === this.verb.value);
    this.links.push({
      by: { slug: voice.value, name: voice.label },
      verb,
      inferred: this.inferred.checked,
      at: null,
      at_text: this.at.value.trim(),
    });
    this.by.clear();
    this.at.value = "";
    this.inferred.checked = false;
    this.#show();
    this.by.input.focus();
  }

  #remove(target) {
    if (!target.matches("button")) return;
    this.links.splice(Number(target.value), 1);
    this.#show();
    this.by.input.focus();
  }

  // What was typed before comes back as addresses; their names come with the offer.
  #restored() {
    const value = this.value;
    if (!Array.isArray(value)) {
      this.select.value = value ?? "";
      if (this.select.selectedIndex < 0) this.select.value = this.offered.default?.slug ?? "";
      this.#show();
      return;
    }
    const known = this.offered.chains.flatMap((chain) => chain.links);
    const name = (slug) => known.find(({ by }) => by.slug === slug)?.by.name ?? slug;
    const verb = (slug) => this.offered.verbs.find((one) => one.slug === slug);
    this.links = value.map((link) => ({
      ...link,
      by: { slug: link.by, name: name(link.by) },
      verb: verb(link.verb) ?? { slug: link.verb, name: link.verb },
      at: link.at ? { slug: link.at, name: name(link.at) } : null,
    }));
    this.select.value = NEW;
    this.#show();
  }

  #reset() {
    this.links = [];
    this.last = undefined;
    this.field.value = "";
  }
}

export default function chainPicker(desk, root) {
  return new ChainPicker(desk, root);
}
