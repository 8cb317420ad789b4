// The selected words as evidence for a claim: "e", or the button on a claim's card.
//
//     desk.cite({ key, sentence, language })    // opens the panel with the claim chosen

import chainPicker from "./chain.js";
import combobox from "./combobox.js";

function asOption(claim) {
  const { subject, property, printed, status, cites_here: isHere } = claim;
  const facts = [subject, property, printed, status, isHere && "cites this article"];
  return {
    value: claim.key,
    label: claim.sentence,
    lang: claim.language,
    detail: facts.filter(Boolean).join(" · "),
    claim,
  };
}

// "translation.en" -> {translation: {en: …}}
function wording(form, name) {
  const found = {};
  for (const field of form.elements) {
    const [start, language] = field.name?.split(".") ?? [];
    if (start === name && language) found[language] = field.value;
  }
  return found;
}

class Evidence {
  constructor(desk) {
    this.desk = desk;
    this.section = desk.panels.section("evidence");
    this.form = this.section.querySelector("form");
    this.citation = null; // the one that is changed; null for a new one
    this.place = null;
    const part = (name) => this.section.querySelector(`[data-${name}]`);
    this.quote = part("quote");
    this.why = part("why");
    this.claimNote = part("claim-note");
    this.propose = part("propose");
    this.removing = part("remove");
    this.voice = part("voices");
    this.claim = combobox(this.form.elements.namedItem("claim_said"), {
      value: this.form.elements.namedItem("claim"),
      eager: true,
      search: (text, signal) => this.#claims(text, signal),
      chosen: (option) => this.#chosen(option?.claim ?? null),
    });
    this.chain = chainPicker(desk, part("chain"));
    this.chain.onChange(() => this.#tellVoices());
    this.removing.addEventListener("click", () => this.#remove());
    this.form.addEventListener("keydown", (event) => this.#key(event));
    this.form.addEventListener("restored", () => this.#restored());
    desk.on("selection", (place) => this.#reselected(place));
  }

  // What is typed here belongs to these words, or to this evidence.
  get about() {
    if (this.citation) return { citation: this.citation.pk };
    return { place: { version: this.desk.state.version, ...this.place } };
  }

  async #claims(q, signal) {
    const { slug: article } = this.desk.state.article;
    const found = await this.desk.api("claims/", { query: { q, article }, signal });
    return found.claims.map(asOption);
  }

  open(claim = null) {
    this.place = this.desk.selection;
    if (!this.place) {
      this.desk.say("Select the words that are evidence first.", { error: true });
      return;
    }
    this.citation = null;
    this.desk.panels.open("evidence");
    if (claim) this.claim.choose(asOption(claim));
    this.#ready();
  }

  // The evidence that a card tells of, to be changed.
  async change(pk) {
    const there = await this.desk.api(`citations/${pk}/`);
    this.citation = { pk, revision: there.revision };
    this.place = null;
    const { part, mode, locator, translation } = there;
    const words = Object.entries(translation).map(([code, text]) => [`translation.${code}`, text]);
    this.desk.panels.open("evidence", { part, mode, locator, ...Object.fromEntries(words) });
    this.claim.choose(asOption(there.claim));
    this.#ready(there);
  }

  #ready(there = null) {
    const title = this.section.querySelector("h2");
    title.textContent = there ? "Change the evidence" : "Evidence for a claim";
    this.quote.textContent = there?.quote ?? this.place.quote;
    this.removing.hidden = !there;
    this.claim.input.readOnly = Boolean(there);
    this.propose.hidden = true;
    if (!this.claim.option) this.#chosen(null);
    const part = there?.part ?? "states";
    this.form.querySelector(`[name=part][value=${part}]`).checked = true;
    const isChosen = Boolean(there || this.claim.value);
    const first = this.form.querySelector("[name=part]:checked");
    (isChosen ? first : this.claim.input).focus();
    this.#loadChains(there);
  }

  async #loadChains(there) {
    try {
      await this.chain.load(there?.chain ?? null);
      if (there) this.voice.value = there.asserted_by;
    } catch (error) {
      if (!error.errors) throw error;
      this.desk.panels.trouble(this.form, error);
    }
  }

  #reselected(place) {
    if (this.desk.panels.name !== "evidence" || this.citation || !place) return;
    this.place = place;
    this.quote.textContent = place.quote;
  }

  #restored() {
    this.why.hidden = !this.form.elements.namedItem("reason").value;
    if (!this.claim.value) this.claim.refresh();
  }

  #chosen(claim) {
    this.why.hidden = !claim?.needs_reason;
    this.claimNote.textContent = claim?.refused ?? "";
  }

  #tellVoices() {
    const usual = document.createElement("option");
    usual.value = "";
    usual.textContent = "the last of the chain";
    const others = this.chain.voices.map(({ slug, name }) => {
      const option = document.createElement("option");
      option.value = slug;
      option.textContent = name;
      return option;
    });
    const chosen = this.voice.value;
    this.voice.replaceChildren(usual, ...others.filter((one) => one.value));
    this.voice.value = chosen;
    if (this.voice.selectedIndex < 0) this.voice.value = "";
  }

  // Alt and a digit from anywhere in the panel; the digit alone from the choice itself.
  #key(event) {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    const isHere = event.target.name === "part";
    if (!digit || event.ctrlKey || event.metaKey || !(event.altKey || isHere)) return;
    const parts = [...this.form.querySelectorAll("[name=part]")];
    const part = parts[Number(digit) - 1];
    if (!part) return;
    event.preventDefault();
    part.checked = true;
    part.dispatchEvent(new Event("change", { bubbles: true }));
    this.desk.say(`The passage ${part.labels[0].firstElementChild.nextSibling.textContent.trim()}.`);
  }

  get #body() {
    const { elements } = this.form;
    const said = (name) => elements.namedItem(name).value;
    return {
      part: said("part"),
      mode: said("mode"),
      chain: this.chain.value,
      asserted_by: said("asserted_by"),
      translation: wording(this.form, "translation"),
      locator: said("locator"),
      reason: this.why.hidden ? "" : said("reason"),
    };
  }

  async save() {
    const body = this.#body;
    try {
      if (this.citation) {
        const { pk, revision } = this.citation;
        const options = { method: "PATCH", revision, body, slot: "evidence" };
        await this.desk.act(`citations/${pk}/`, options);
        return;
      }
      const { version } = this.desk.state;
      Object.assign(body, { claim: this.claim.value, place: { version, ...this.place } });
      await this.desk.act("./citations/", { body, slot: "evidence" });
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #explained(error) {
    if (error.errors?.reason) this.why.hidden = false;
    const address = error.errors?.propose?.[0];
    if (address) {
      this.propose.hidden = false;
      this.propose.querySelector("a").href = address;
      delete error.errors.propose;
    }
    if (error.errors?.claim) {
      error.errors.claim_said = ["Choose a claim of the list."];
      delete error.errors.claim;
    }
    return error;
  }

  async #remove() {
    const { pk, revision } = this.citation;
    const reason = this.#body.reason;
    try {
      const options = { method: "DELETE", revision, body: { reason }, slot: "evidence" };
      await this.desk.act(`citations/${pk}/`, options);
      this.desk.typed.clear(this.form);
      this.desk.panels.close();
    } catch (error) {
      if (!error.errors) throw error;
      this.desk.panels.trouble(this.form, this.#explained(error));
    }
  }
}

export default function evidence(desk) {
  if (!desk.panels.section("evidence")) return;
  const own = new Evidence(desk);
  desk.cite = (claim) => own.open(claim);
  desk.on("cite", ({ value, label }) => own.open({ key: value, sentence: label }));
  desk.panels.own("evidence", {
    save: () => own.save(),
    about: () => own.about,
    resume: ({ citation }) => (citation ? own.change(citation) : own.open()),
  });
  desk.keys.add("e", "Make the words evidence for a claim", () => own.open(), {
    needs: "selection",
    button: "Evidence for…",
  });
  desk.onAct("change-citation", (card, button) => own.change(button.dataset.citation));
}
