// Marking words as a mention: `m`, the best candidate is there, Enter takes it.

import combobox from "./combobox.js";

const NOTHING = { entity_typed: ["Choose an entity, or make a new one."] };
const ONLY_NEW = "No entity is called so: Enter begins a new one, as a draft.";
const UNKNOWN = "No entity is called so. Try another name of it, or leave a comment.";
const ABBREVIATION = /^[\p{Lu}\p{N}]{2,6}$/u;

class MentionPanel {
  constructor(desk) {
    this.desk = desk;
    this.place = null;
    this.option = null;
    const section = desk.panels.section("mention");
    this.form = section.querySelector("form");
    const find = (name) => this.form.querySelector(`[data-${name}]`);
    this.words = find("words");
    this.unnamed = find("unnamed");
    this.reason = find("reason");
    this.fresh = find("new");
    this.alike = find("alike");
    this.anyway = find("anyway");
    this.box = combobox(this.field("entity_typed"), {
      value: this.field("entity"),
      search: (text, signal) => this.#search(text, signal),
      chosen: (option) => this.#chosen(option),
      nothing: desk.state.you.may.entity ? ONLY_NEW : UNKNOWN,
    });
    this.field("label").addEventListener("change", () => this.#showAlike());
    this.alike.addEventListener("click", ({ target }) => {
      const at = target.closest("button")?.dataset.at;
      if (at) this.box.choose(this.found[at]);
    });
    this.form.addEventListener("restored", () => {
      this.#opened();
      this.box.refresh();
    });
    desk.panels.own("mention", {
      about: () => ({ place: this.place }),
      opened: () => this.#opened(),
      save: () => this.#save(),
      closed: () => this.box.clear(),
    });
  }

  field(name) {
    return this.form.elements.namedItem(name);
  }

  open() {
    if (!this.desk.selection) return;
    this.desk.panels.open("mention", { entity_typed: this.desk.selection.quote.slice(0, 300) });
  }

  #opened() {
    const { start, end, quote } = this.desk.selection;
    this.place = { version: this.desk.state.version, start, end, quote };
    const { startContainer } = this.desk.text.range(start, end);
    const around = startContainer.parentElement?.closest("[lang]");
    this.language = around?.lang || this.desk.state.article.language;
    this.words.textContent = quote;
    if (around) this.words.lang = this.language;
    this.#forget();
    this.field("entity_typed").select();
    queueMicrotask(() => this.box.refresh());
  }

  #forget() {
    this.option = null;
    for (const part of [this.unnamed, this.fresh, this.reason, this.anyway]) part.hidden = true;
    this.alike.replaceChildren();
  }

  async #search(text, signal) {
    const { article, you } = this.desk.state;
    const query = {
      q: text.slice(0, 300),
      language: this.language,
      article: article.slug,
      words: this.place.quote.trim().slice(0, 300),
    };
    const { results } = await this.desk.api("entities/", { query, signal });
    const options = results.map(asOption);
    if (you.may.entity) {
      options.push({ value: "", label: text, detail: "a new entity, as a draft", isNew: true });
    }
    return options;
  }

  #chosen(option) {
    this.#forget();
    this.option = option;
    if (!option) return;
    if (option.isNew) this.#makeNew(option.label);
    else if (option.named) this.form.requestSubmit();
    else this.#ask(option);
  }

  // The words are no name of it yet: how do they name it?
  #ask(option) {
    const isName = /\p{Lu}|\p{Script=Han}/u.test(this.place.quote);
    const kind = ABBREVIATION.test(this.place.quote) ? "abbreviation" : "alias";
    this.field("kind").value = isName ? kind : "description";
    this.unnamed.hidden = false;
    this.reason.hidden = option.status !== "published";
    this.form.querySelector("[type=submit]").focus();
  }

  #makeNew(label) {
    this.fresh.hidden = false;
    this.field("label").value = label;
    const language = this.language.split("-")[0];
    const known = [...this.field("language").options].some(({ value }) => value === language);
    this.field("language").value = known ? language : "en";
    this.field("entity_kind").focus();
    this.#showAlike();
  }

  // Entities that it may be already stand before it is made.
  async #showAlike() {
    const label = this.field("label").value.trim();
    if (!label) return;
    const query = { alike: label, language: this.language, words: this.place.quote.slice(0, 300) };
    const { results } = await this.desk.api("entities/", { query });
    this.found = results.map(asOption);
    this.anyway.hidden = !results.length;
    this.alike.replaceChildren(...results.map((found, at) => alikeRow(found, at)));
    if (results.length) this.alike.prepend("It may be there already: ");
  }

  async #save() {
    const { option, place } = this;
    if (!option) throw { detail: NOTHING.entity_typed[0], errors: NOTHING };
    const places = [place];
    const value = (name) => this.field(name).value.trim();
    const act = (path, body) => this.desk.act(path, { body, slot: "mention" });
    if (option.isNew) {
      await act("entities/", {
        label: value("label"),
        language: value("language"),
        kind: value("entity_kind"),
        anyway: this.field("anyway").checked,
        article: this.desk.state.article.slug,
        places,
      });
    } else if (!this.unnamed.hidden && this.field("remember").checked) {
      await act("./names/", {
        entity: option.value,
        text: place.quote.trim(),
        language: this.language,
        kind: value("kind"),
        reason: value("reason"),
        places,
      });
    } else {
      const kind = this.unnamed.hidden ? "" : value("kind");
      await act("./mentions/", { entity: option.value, kind, places });
    }
  }
}

function asOption({ slug, label, language, kind, name, status, named }) {
  const other = name === label ? "" : `“${name}”`;
  const detail = [other, kind, status === "published" ? "" : status].filter(Boolean).join(" · ");
  return { value: slug, label, lang: language, detail, named, status };
}

function alikeRow({ label, kind, reason }, at) {
  const row = document.createElement("p");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: `Use ${label}` });
  button.dataset.at = at;
  row.append(button, ` ${kind}. ${reason}`);
  return row;
}

async function unmark(desk, card) {
  const button = card.querySelector('[data-act="unmark"]');
  if (!button) return;
  const { mention, revision } = button.dataset;
  const next = desk.list.next(1);
  await desk.act(`mentions/${mention}/`, { method: "DELETE", revision });
  desk.list.focus(next?.isConnected ? next : desk.list.seen[0]);
}

export default function mentions(desk) {
  if (!desk.state.you.may.mention) return;
  const panel = new MentionPanel(desk);
  desk.keys.add("m", "Mark the words as a mention", () => panel.open(), {
    needs: "selection",
    button: "Mention",
  });
  desk.onAct("unmark", (card) => unmark(desk, card));
  desk.keys.add(
    "Delete",
    "Remove the mention",
    () => unmark(desk, document.activeElement.closest(".card")),
    {
      group: "The list",
      where: "list",
      needs: () => Boolean(document.activeElement.closest(".card-mention")),
    },
  );
}
