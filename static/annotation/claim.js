// The panel for a new claim: opens with what the words say, asks for the rest, saves.
//
// `n` opens it at once; what prefilling finds comes with one GET and never overwrites
// what was typed in the meantime. Each field that was filled says from which words.

import { choicesOf, Fields, others, showChoices } from "./claim_fields.js";
import { Qualifiers } from "./claim_qualifiers.js";
import { Value } from "./claim_value.js";
import combobox from "./combobox.js";
import { searchEntities } from "./searching.js";

const NAME = "claim";
const SETTLED = 350; // milliseconds without a change before close claims are asked for
const PLAIN = ["certainty", "polarity", "mode"];

class NewClaim {
  constructor(desk, section) {
    this.desk = desk;
    this.section = section;
    this.form = section.querySelector("form");
    this.vocabulary = JSON.parse(document.getElementById("claim-vocabulary").textContent);
    this.fields = new Fields(desk, section);
    this.qualifiers = new Qualifiers(section, this.vocabulary.qualifiers);
    this.value = new Value(desk, section, this.fields, () => this.#goOn());
    this.#boxes();
    this.#listen();
  }

  #boxes() {
    const box = (name, options) => {
      const input = this.form.elements[`${name}_said`];
      const list = input.parentElement.querySelector("ul");
      return combobox(input, { list, value: this.form.elements[name], ...options });
    };
    const search = (text, signal) => searchEntities(this.desk, text, signal);
    const taken = (option) => {
      this.#askSoon();
      if (option) this.#goOn();
    };
    this.subject = box("subject", { search, chosen: taken });
    this.speaker = box("speaker", { search });
    this.property = box("property", {
      eager: true,
      search: async (text) => this.#properties(text),
      chosen: (option) => {
        this.#takeProperty(option);
        if (option) this.#goOn();
      },
    });
  }

  #properties(text) {
    const words = text.toLowerCase().split(/\s+/);
    const has = ({ label, value, detail }) => {
      const said = `${label} ${value} ${detail}`.toLowerCase();
      return words.every((word) => said.includes(word));
    };
    return this.vocabulary.properties.filter(has);
  }

  #takeProperty(option) {
    const known = option && this.vocabulary.properties.find((p) => p.value === option.value);
    this.qualifiers.require(known?.required ?? []);
    this.value.allow(known?.value_types ?? []);
    this.#askSoon();
  }

  #listen() {
    const { form } = this;
    form.addEventListener("change", (event) => {
      if (event.target.name?.match(/^(value|sentences)\./)) this.#askSoon();
    });
    form.addEventListener("restored", () => {
      const value = form.elements.property.value;
      const known = this.vocabulary.properties.find((p) => p.value === value);
      this.qualifiers.require(known?.required ?? []);
      this.value.show();
    });
    this.section.addEventListener("keydown", (event) => {
      const digit = event.altKey && !event.ctrlKey && /^Digit([1-9])$/.exec(event.code)?.[1];
      if (digit && choicesOf(this.section, digit - 1)) event.preventDefault();
    });
  }

  open() {
    const { desk } = this;
    if (!desk.selection) return false;
    this.place = { version: desk.state.version, ...desk.selection };
    desk.panels.open(NAME);
    return true;
  }

  opened() {
    this.fields.clear();
    for (const box of [this.subject, this.speaker, this.property]) box.clear();
    this.qualifiers.clear();
    this.value.clear();
    this.#tellClose([]);
    this.section.querySelector("[data-quote]").textContent = this.place.quote;
    this.#prefill();
  }

  closed() {
    this.prefilling?.abort();
    this.asking?.abort();
    clearTimeout(this.timer);
    this.fields.clear();
  }

  // Not overtaken by what is asked of close claims meanwhile, however slow it is.
  async #prefill() {
    this.prefilling?.abort();
    const asking = (this.prefilling = new AbortController());
    const { version, start, end } = this.place;
    const query = { version, start, end };
    try {
      const told = await this.desk.api("./prefill/", { query, signal: asking.signal });
      if (!asking.signal.aborted) this.#fill(told);
    } catch (error) {
      if (!asking.signal.aborted) this.fields.trouble(error);
    }
  }

  #fill(told) {
    const { fields } = this;
    this.told = told;
    fields.choose(this.subject, "subject", told.subject);
    fields.choose(this.property, "property", told.property);
    this.#offer("subject", this.subject, others(told.named, told.subject).slice(0, 4));
    this.#offer("property", this.property, others(told.properties, told.property).slice(0, 3));
    fields.choose(this.speaker, "speaker", told.speaker);
    for (const name of PLAIN) fields.put(name, told[name]);
    fields.put("as_of", told.as_of, { note: "the day of the article" });
    if (told.as_of) this.form.elements.as_of_basis.value = told.as_of.basis;
    this.value.offer(told);
    if (told.period) this.qualifiers.put("period", told.period.value);
    this.#tellClose(told.close);
    clearTimeout(this.timer); // what was filled has been compared already
    this.desk.typed.settle(this.form, (name) => !fields.isTouched(name));
  }

  // What else it may be: one key or click each.
  #offer(name, box, options) {
    const take = (option) => {
      this.fields.choose(box, name, option, { isAsked: true });
      if (name === "property") this.#takeProperty(option);
      else this.#askSoon();
      this.#goOn();
    };
    showChoices(this.section, name, options, (option) => option.label, take);
  }

  // After a choice: the focus goes to the first box that is asked for and empty.
  #goOn() {
    const sentences = [...this.form.querySelectorAll("textarea")];
    const asked = [
      sentences.some((box) => box.value.trim()) ? null : sentences[0],
      this.subject.input,
      this.property.input,
      ...this.value.asksFor(),
      ...this.qualifiers.asksFor(),
    ];
    const next = asked.find((box) => box && !box.value.trim());
    if (next === this.property.input) this.property.focus();
    else next?.focus();
  }

  #askSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), SETTLED);
  }

  async #ask() {
    if (this.desk.panels.name !== NAME) return;
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const sentence = [...this.form.querySelectorAll("textarea")].find((box) => box.value.trim());
    const query = {
      subject: this.subject.value,
      property: this.property.value,
      text: sentence?.value.trim(),
      ...this.value.asked(this.told?.language),
    };
    try {
      const told = await this.desk.api("claims/similar/", { query, signal: asking.signal });
      if (asking.signal.aborted) return;
      this.value.read(told.reading);
      this.#tellClose(told.close);
    } catch (error) {
      if (asking.signal.aborted) return;
      this.value.read("", error);
    }
  }

  #tellClose(claims) {
    const box = this.section.querySelector("[data-close-claims]");
    box.replaceChildren();
    if (!claims.length) return;
    const many = claims.length === 1 ? "A claim says" : `${claims.length} claims say`;
    const list = document.createElement("ul");
    for (const claim of claims) list.append(this.#closeRow(claim));
    box.append(`${many} something close. Is this passage evidence for one of them?`, list);
  }

  #closeRow(claim) {
    const row = document.createElement("li");
    const sentence = document.createElement("span");
    sentence.lang = claim.language;
    sentence.textContent = claim.sentence;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Add this passage as evidence";
    button.addEventListener("click", () => this.#cite(claim));
    const printed = claim.printed ? ` (${claim.printed})` : "";
    row.append(sentence, `${printed}: ${claim.status.replace("_", " ")} `, button);
    return row;
  }

  #cite(claim) {
    const { start, end } = this.place;
    this.desk.panels.close();
    this.desk.select(start, end);
    this.desk.cite?.(claim);
  }

  async save(form, { send }) {
    try {
      await this.desk.act("./claims/", { body: this.#body(send), slot: NAME });
    } catch (error) {
      if (error.errors) error.errors = this.#renamed(error.errors);
      throw error;
    }
  }

  #body(submit) {
    const { elements } = this.form;
    const sentences = {};
    for (const box of this.form.querySelectorAll("textarea")) {
      if (box.value.trim()) sentences[box.lang] = box.value;
    }
    const body = { place: this.place, sentences, submit };
    for (const name of ["subject", "property", "speaker", "part", "as_of", "as_of_basis"]) {
      body[name] = elements[name].value;
    }
    for (const name of PLAIN) body[name] = elements[name].value;
    body.value = this.value.body(this.told?.language);
    body.qualifiers = this.qualifiers.body();
    return body;
  }

  // The server names what was sent; the form's boxes bear other names here and there.
  #renamed(errors) {
    const boxes = { subject: "subject_said", property: "property_said", speaker: "speaker_said" };
    boxes["value.entities"] = "entity_said";
    boxes.value = "value.type";
    boxes.sentences = this.form.querySelector("textarea").name;
    const named = (name) => boxes[name] ?? this.qualifiers.boxOf(name) ?? name;
    return Object.fromEntries(Object.entries(errors).map(([name, said]) => [named(name), said]));
  }
}

export default function claim(desk) {
  const section = document.getElementById(`panel-${NAME}`);
  if (!section || !desk.state.you.may.claim) return;
  const panel = new NewClaim(desk, section);
  desk.panels.own(NAME, panel);
  desk.keys.add("n", "Make a claim of the words", () => panel.open(), {
    needs: "selection",
    button: "New claim",
  });
}
