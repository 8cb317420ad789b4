// The quote box: "q", paste, Enter. One sure place is selected in the text; several are
// listed with what stands around them, near ones with what differs, to choose from.

const SOME = 9; // places that a number key chooses

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

// What was pasted and what the text has, each with what the other lacks marked.
function compared({ quote, differences }) {
  const pasted = element("p", "quote-pasted", element("b", "", "Pasted: "));
  const there = element("p", "quote-there", element("b", "", "The text: "));
  for (const { old, new: said } of differences) {
    if (old === said) {
      pasted.append(old);
      there.append(said);
    } else {
      if (old) pasted.append(element("del", "", old));
      if (said) there.append(element("ins", "", said));
    }
  }
  if (!differences.length) there.append(quote);
  return [pasted, there];
}

const HOW = {
  joined: "With what you left out.",
  fuzzy: "Not the same words.",
};

class QuoteBox {
  constructor(desk) {
    this.desk = desk;
    this.section = desk.panels.section("quote");
    this.form = this.section.querySelector("form");
    this.words = this.form.elements.namedItem("quote");
    this.found = this.section.querySelector("[data-found]");
    this.list = this.section.querySelector("[data-places]");
    this.places = [];
    this.words.addEventListener("keydown", (event) => this.#enter(event));
    this.words.addEventListener("input", () => this.#show([]));
    this.list.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.#take(this.places[Number(button.value)]);
    });
    this.list.addEventListener("keydown", (event) => this.#digit(event));
  }

  open() {
    this.#show([]);
    this.found.textContent = "";
    this.desk.panels.open("quote");
  }

  // A box of several lines, in which Enter looks: pasted words seldom end with one.
  #enter(event) {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  #digit(event) {
    const number = Number(event.key);
    if (!number || event.ctrlKey || event.altKey || event.metaKey) return;
    const place = this.places[number - 1];
    if (!place) return;
    event.preventDefault();
    this.#take(place);
  }

  // Throws what keeps the panel open: the server's refusal, or that one has to choose.
  async save() {
    const body = { quote: this.words.value };
    const { places, is_sure: isSure, more } = await this.desk.api("./quotes/", {
      method: "POST",
      body,
    });
    if (places.some((place) => place.version !== this.desk.state.version)) {
      throw new Undecided("The article has a newer text by now. Load the page again.");
    }
    if (isSure) {
      this.#select(places[0]);
      return;
    }
    this.#show(places);
    this.found.textContent = this.#told(places, more);
    throw new Undecided("");
  }

  #told(places, more) {
    if (!places.length) return "The text does not say this, nor anything like it.";
    const isSaid = places[0].how === "exact" || places[0].how === "normalised";
    if (!isSaid) return "The text does not say this. Nearest to it: choose with its number.";
    const number = more ? `more than ${places.length}` : places.length;
    return `The text says it ${number} times: choose with its number.`;
  }

  #show(places) {
    this.places = places;
    this.list.replaceChildren(...places.map((place, at) => this.#row(place, at)));
    if (!places.length) this.found.textContent = "";
  }

  #row(place, at) {
    const { how, heading, before, after, quote, is_boilerplate: isAside } = place;
    const lines = [];
    const about = [HOW[how], heading && `Under “${heading}”.`, isAside && "Boilerplate."];
    const words = about.filter(Boolean).join(" ");
    if (words) lines.push(element("p", "facts", words));
    if (place.differences.length && HOW[how]) lines.push(...compared(place));
    else {
      const said = element("mark", "", quote);
      lines.push(element("p", "quote-context", `${before}`, said, `${after}`));
    }
    const choose = element("button", "", at < SOME ? `Select it (${at + 1})` : "Select it");
    Object.assign(choose, { type: "button", value: String(at) });
    const row = element("li", "", ...lines, choose);
    row.lang = this.desk.state.article.language;
    choose.lang = "en";
    return row;
  }

  #take(place) {
    this.#select(place);
    this.desk.typed.clear(this.form);
    this.desk.panels.close();
  }

  #select({ start, end, quote, how }) {
    this.desk.select(start, end);
    const said = how === "exact" ? "" : ` The text has it as “${quote}”.`;
    this.desk.say(`Selected.${said}`);
  }

  // After the panel has told why it stays open: to the places, so that digits choose.
  settle() {
    this.list.querySelector("button")?.focus();
  }
}

// What keeps the panel open though nothing is wrong.
class Undecided extends Error {
  constructor(detail) {
    super(detail);
    this.detail = detail;
    this.errors = {};
  }
}

export default function quote(desk) {
  if (!desk.panels.section("quote")) return;
  const own = new QuoteBox(desk);
  desk.panels.own("quote", {
    save: async () => {
      try {
        await own.save();
      } catch (error) {
        queueMicrotask(() => own.settle());
        throw error;
      }
    },
  });
  const group = "Selecting";
  desk.keys.add("q", "Find a pasted quote", () => own.open(), { button: "Find a quote", group });
}
