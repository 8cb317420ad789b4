// The panel for a new claim: opens with what the words say, asks for the rest, saves.
//
// `n` opens it at once; what prefilling finds comes with one GET and never overwrites
// what was typed in the meantime. Each field that was filled says from which words.

import { Close } from "./claim_close.js";
import { Fields, saying, showChoices } from "./claim_fields.js";
import listen, { explain } from "./claim_keys.js";
import { Qualifiers } from "./claim_qualifiers.js";
import { Value } from "./claim_value.js";
import { Topics } from "./claim_topics.js";
import combobox from "./combobox.js";
import { searchEntities } from "./searching.js";

const NAME = "claim";
const SETTLED = 350; // milliseconds without a change before close claims are asked for
const NO_PROPERTY = "No property says so. Empty the box to choose from all; publishers add new ones.";
const PLAIN = ["certainty", "polarity", "mode"];

class NewClaim {
  constructor(desk, section) {
    this.desk = desk;
    this.section = section;
    this.form = section.querySelector("form");
    this.vocabulary = JSON.parse(document.getElementById("claim-vocabulary").textContent);
    this.fields = new Fields(desk, section);
    const { qualifiers, topics } = this.vocabulary;
    const search = (text, signal) => searchEntities(desk, text, signal);
    this.qualifiers = new Qualifiers(section, qualifiers, search);
    this.topics = new Topics(section, topics);
    this.value = new Value(desk, section, this.fields, () => this.#goOn());
    this.close = new Close(section, (claim) => this.#cite(claim));
    this.#boxes(search);
    this.#listen();
  }

  #boxes(search) {
    const box = (name, options) => {
      const input = this.form.elements[`${name}_said`];
      const list = input.parentElement.querySelector("ul");
      return combobox(input, { list, value: this.form.elements[name], ...options });
    };
    const likely = (text, signal) => (text ? search(text, signal) : (this.told?.subjects ?? []));
    const chosen = (option) => {
      this.#askSoon();
      if (option && !this.isFilling) this.#goOn();
    };
    this.subject = box("subject", { eager: true, search: likely, chosen });
    this.speaker = box("speaker", { search });
    this.property = box("property", {
      eager: true,
      nothing: NO_PROPERTY,
      search: async (text) => saying(this.vocabulary.properties, text, this.told?.properties),
      chosen: (option) => {
        this.#takeProperty(option);
        if (!option || this.isFilling) return;
        this.#offerFor(option);
        this.#goOn();
      },
    });
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
    const { value, qualifiers } = this;
    listen(this.section, { value, qualifiers, goOn: (from) => this.#goOn(from) });
  }

  open() {
    const { desk } = this;
    if (!desk.selection) return false;
    this.place = { version: desk.state.version, ...desk.selection };
    desk.panels.open(NAME);
    return true;
  }

  opened() {
    this.told = null;
    this.fields.clear();
    for (const box of [this.subject, this.speaker, this.property]) box.clear();
    this.qualifiers.clear();
    this.topics.clear();
    this.value.clear();
    this.close.tell([]);
    this.section.querySelector("[data-quote]").textContent = this.place.quote;
    this.ready = this.#prefill();
  }

  // What is typed belongs to these words, and is put back once they have been read.
  about() {
    return { place: this.place };
  }

  resume() {
    this.open();
    return this.ready;
  }

  closed() {
    this.prefilling?.abort();
    this.offering?.abort();
    this.asking?.abort();
    clearTimeout(this.timer);
    this.fields.clear();
  }

  // Not overtaken by what is asked of close claims meanwhile, however slow it is.
  async #prefill() {
    this.prefilling?.abort();
    const asking = (this.prefilling = new AbortController());
    this.section.ariaBusy = "true";
    try {
      const told = await this.#read(asking.signal);
      if (asking.signal.aborted) return;
      this.isFilling = true; // the focus stays where the editor types
      this.#fill(told);
    } catch (error) {
      if (!asking.signal.aborted) this.fields.trouble(error);
    } finally {
      this.isFilling = false;
      if (this.prefilling === asking) this.section.ariaBusy = null;
    }
  }

  #read(signal, property = "") {
    const { version, start, end } = this.place;
    return this.desk.api("./prefill/", { query: { version, start, end, property }, signal });
  }

  // With a property that the editor took: whom its value may name. Nothing is filled in.
  async #offerFor({ value }) {
    this.offering?.abort();
    const asking = (this.offering = new AbortController());
    this.value.section.ariaBusy = "true";
    try {
      const told = await this.#read(asking.signal, value);
      if (!asking.signal.aborted) this.value.offerMore(told.entities);
    } catch {
      // What was offered before still is.
    } finally {
      if (this.offering === asking) this.value.section.ariaBusy = null;
    }
  }

  #fill(told) {
    const { fields } = this;
    this.told = told;
    fields.choose(this.subject, "subject", told.subject);
    fields.choose(this.property, "property", told.property);
    // Fewer where something is filled in already.
    this.#offer("subject", this.subject, told.subjects.slice(0, told.subject ? 4 : 6));
    this.#offer("property", this.property, told.properties.slice(0, told.property ? 4 : 6));
    fields.choose(this.speaker, "speaker", told.speaker);
    for (const name of PLAIN) fields.put(name, told[name]);
    fields.put("as_of", told.as_of, { note: "the day of the article" });
    if (told.as_of) this.form.elements.as_of_basis.value = told.as_of.basis;
    this.value.offer(told);
    if (told.period) this.qualifiers.put("period", told.period.value);
    this.close.tell(told.close);
    clearTimeout(this.timer); // what was filled has been compared already
    this.desk.typed.settle(this.form, (name) => !fields.isTouched(name));
  }

  // What else it may be: one key or click each.
  #offer(name, box, options) {
    const take = (option) => {
      this.fields.choose(box, name, option, { isAsked: true });
    };
    showChoices(this.section, name, options, (option) => option.label, take);
  }

  // The focus goes to the first box that is asked for and empty; after `from`, if given,
  // which is left as it is. False where there is none.
  #goOn(from = null) {
    const sentences = [...this.form.querySelectorAll("textarea")];
    const asked = [
      sentences.some((box) => box.value.trim()) ? null : sentences[0],
      this.subject.input,
      this.property.input,
      ...this.value.asksFor(),
      ...this.qualifiers.asksFor(),
    ].filter(Boolean);
    const isEmpty = (box) => !box.value.trim() && box !== from;
    const next = asked.slice(asked.indexOf(from) + 1).find(isEmpty);
    // Quietly: a list that opens by itself would lie over what is offered.
    const boxes = [this.subject, this.property, this.value.entity];
    (boxes.find(({ input }) => input === next) ?? next)?.focus();
    return Boolean(next);
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
      this.close.tell(told.close);
    } catch (error) {
      if (asking.signal.aborted) return;
      this.value.read("", error);
    }
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
    body.topics = this.topics.values;
    return body;
  }

  // The server names what was sent; the form's boxes bear other names here and there.
  #renamed(errors) {
    const boxes = { subject: "subject_said", property: "property_said", speaker: "speaker_said" };
    boxes["value.entities"] = "entity_said";
    boxes.topics = "topic_said";
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
  explain(desk.keys);
}
