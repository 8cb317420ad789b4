// The value of a new claim: a figure or date as printed, an entity, or a few words.

import { showChoices } from "./claim_fields.js";
import { Several } from "./claim_several.js";
import combobox from "./combobox.js";
import { searchEntities } from "./searching.js";

const FIGURES = ["money", "quantity", "percent"];
const TAKEN = ["as_printed", "low", "high", "bound", "unit", "comparison", "date", "text"];

export class Value {
  constructor(desk, section, fields, goOn) {
    this.goOn = goOn; // after a choice
    this.section = section.querySelector("[data-value]");
    this.panel = section;
    this.form = section.querySelector("form");
    this.fields = fields;
    this.allowed = [];
    this.entities = [];
    this.readings = [];
    const input = this.form.elements.entity_said;
    this.entity = combobox(input, {
      list: input.parentElement.querySelector("ul"),
      value: this.form.elements["value.entity"],
      eager: true,
      search: (text, signal) => (text ? searchEntities(desk, text, signal) : this.entities),
      chosen: (option) => option && this.goOn(),
    });
    const list = this.section.querySelector("[data-several=entities]");
    this.also = new Several(this.form.elements["value.also"], list);
    this.section.querySelector("[data-another]").addEventListener("click", () => this.#another());
    this.#type.addEventListener("change", () => this.show());
    this.form.elements["value.as_printed"].addEventListener("input", () => this.#forget());
  }

  get #type() {
    return this.form.elements["value.type"];
  }

  clear() {
    this.extra = {};
    this.allowed = [];
    this.entities = [];
    this.readings = [];
    this.entity.clear();
    this.also.clear();
    this.read("");
    this.show();
  }

  // The boxes without which there is no value.
  asksFor() {
    const { elements } = this.form;
    const boxes = { "": this.#type, text: elements["value.text"], entity: this.entity.input };
    if (this.#type.value === "entity" && this.also.values.length) return [];
    return [boxes[this.#type.value] ?? elements["value.as_printed"]];
  }

  // Shows the boxes that the kind of value has.
  show() {
    const type = this.#type.value;
    for (const part of this.section.querySelectorAll("[data-types]")) {
      part.hidden = !part.dataset.types.split(" ").includes(type);
    }
  }

  // The kinds of value that the property takes; with one kind only, that is meant.
  allow(types) {
    this.allowed = types;
    for (const option of this.#type.options) {
      option.hidden = Boolean(option.value && types.length && !types.includes(option.value));
    }
    const isWrong = types.length && !types.includes(this.#type.value);
    const isUnset = !this.fields.isTouched("value.type") && isWrong && !this.extra.type;
    // A few words say what no figure, date or entity does.
    const plain = types.length === 1 ? types[0] : types.find((type) => type === "text");
    if (isUnset) this.#type.value = plain ?? "";
    this.show();
    this.#showChoices();
  }

  // What prefilling read: the sure one is taken, the others stand by, and so does whom
  // the value may name.
  offer({ value, values, entities }) {
    const isTyped = [...this.form.elements].some(
      ({ name }) => name?.startsWith("value.") && this.fields.isTouched(name),
    );
    if (value && !isTyped) this.take(value);
    this.readings = values.filter((other) => other.reading !== value?.reading);
    this.entities = entities;
    this.#showChoices();
  }

  // After those that are offered already, whose keys stay what they are.
  offerMore(entities) {
    const there = new Set(this.entities.map(({ value }) => value));
    this.entities = [...this.entities, ...entities.filter(({ value }) => !there.has(value))];
    this.#showChoices();
  }

  // Of what the property can take.
  #showChoices() {
    const takes = (type) => !this.allowed.length || this.allowed.includes(type);
    const readings = this.readings.filter(({ type }) => takes(type));
    const options = [...readings, ...(takes("entity") ? this.entities : [])];
    const take = (option) => {
      if (option.reading) this.take(option);
      else this.takeEntity(option);
      // The box with the focus may have gone, as it is of another kind of value.
      if (!this.goOn() && document.activeElement.closest("[hidden]")) this.asksFor()[0].focus();
    };
    showChoices(this.panel, "value", options, ({ reading, label }) => reading ?? label, take);
  }

  // Keeps the entity in the box, and makes room for one more.
  #another() {
    const { option, input, value } = this.entity;
    if (value) {
      this.also.add(option ?? { value, label: input.value });
      this.entity.clear();
    }
    this.entity.focus();
  }

  takeEntity(entity) {
    this.#type.value = "entity";
    this.extra = {};
    this.entity.choose(entity);
    this.show();
    this.fields.tell("value", entity.words);
  }

  take(value) {
    const { elements } = this.form;
    this.#type.value = value.type;
    for (const name of TAKEN) elements[`value.${name}`].value = "";
    elements["value.as_printed"].value = value.as_printed;
    if (value.type === "date") elements["value.date"].value = value.date;
    else if (value.comparison) elements["value.comparison"].value = value.comparison;
    // What goes with these very words: forgotten when others are typed.
    this.extra = { type: value.type };
    if (value.type === "date") {
      const { bound, date_part, year_is_implied, relative_to } = value;
      Object.assign(this.extra, { bound, date_part, year_is_implied, relative_to });
    }
    this.show();
    this.read(value.reading);
    this.fields.tell("value", value.words);
  }

  #forget() {
    this.extra = {};
    this.fields.tell("value", null);
    if (this.#type.value === "date") this.form.elements["value.date"].value = "";
    this.read("");
  }

  // Shows how the server reads the figure, or why it cannot.
  read(reading, error = null) {
    const told = this.section.querySelector("[data-reading]");
    const [why] = error?.errors?.as_printed ?? [];
    if (reading || why || !this.form.elements["value.as_printed"].value) {
      told.textContent = reading || why || "";
    }
  }

  // What close claims are looked for by.
  asked(language) {
    const type = this.#type.value;
    if (!type) return {};
    const { elements } = this.form;
    if (type === "date") return { type, date: elements["value.date"].value };
    if (!FIGURES.includes(type)) return {};
    return { type, language, as_printed: elements["value.as_printed"].value.trim() };
  }

  body(language) {
    const type = this.#type.value;
    if (!type) return null;
    const { elements } = this.form;
    const value = { type, language: language ?? "" };
    if (this.extra.type === type) Object.assign(value, this.extra);
    for (const name of TAKEN) {
      const box = elements[`value.${name}`];
      if (box.value.trim() && !box.closest("[data-types][hidden]")) value[name] = box.value.trim();
    }
    if (type === "entity") {
      const named = [...this.also.values, this.entity.value].filter(Boolean);
      value.entities = [...new Set(named)];
    }
    return value;
  }
}
