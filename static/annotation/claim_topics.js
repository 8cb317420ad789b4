// The topics that a new claim belongs to, from the list that the page brought along.

import { Several } from "./claim_several.js";
import combobox from "./combobox.js";

export class Topics {
  constructor(section, topics) {
    const { topic_said: input, topics: holder } = section.querySelector("form").elements;
    if (!input) return; // whoever sees no topics files nothing under them
    this.several = new Several(holder, section.querySelector("[data-several=topics]"));
    const box = combobox(input, {
      list: input.parentElement.querySelector("ul"),
      eager: true,
      search: async (text) => this.#left(topics, text.toLowerCase()),
      chosen: (option) => {
        if (!option) return;
        this.several.add(option);
        box.clear();
      },
    });
    this.box = box;
  }

  #left(topics, typed) {
    const { values } = this.several;
    const has = ({ label, value }) => `${label} ${value}`.toLowerCase().includes(typed);
    return topics.filter((topic) => !values.includes(topic.value) && has(topic));
  }

  clear() {
    this.several?.clear();
    this.box?.clear();
  }

  get values() {
    return this.several?.values ?? [];
  }
}
