// What the parts of the annotation desk share: its state, its marks, and word of what happens.

// Events: "applied" (outcome), "selection" (place or null), "said" (text), "failed" (Refused).
export class Desk {
  #heard = new Map();

  constructor(state) {
    this.state = state;
    this.marks = new Map(state.marks.map((mark) => [mark.id, mark]));
    this.selection = null; // {start, end, quote}, in code points
    this.parts = {
      text: document.getElementById("desk-text"),
      list: document.getElementById("desk-list"),
      said: document.getElementById("desk-said"),
    };
  }

  on(event, listener) {
    this.#heard.set(event, [...(this.#heard.get(event) ?? []), listener]);
  }

  tell(event, detail) {
    for (const listener of this.#heard.get(event) ?? []) listener(detail);
  }

  // Take over what a write did: marks and cards anew, others gone.
  apply(outcome) {
    const shown = new Set(outcome.cards.map(({ id }) => id)); // one may lose its mark only
    for (const id of outcome.removed ?? []) {
      this.marks.delete(id);
      if (!shown.has(id)) this.#remove(document.getElementById(id));
    }
    for (const mark of outcome.marks) this.marks.set(mark.id, mark);
    for (const card of outcome.cards) this.#place(card);
    this.tell("applied", outcome);
  }

  say(text, { error = false } = {}) {
    this.parts.said.textContent = text;
    this.parts.said.classList.toggle("error", error);
    this.tell("said", { text, error });
  }

  // Run `act` for clicks on what has data-act of that name within a card.
  onAct(name, act) {
    this.parts.list.addEventListener("click", (event) => {
      const button = event.target.closest(`[data-act="${name}"]`);
      if (button) act(button.closest(".card"), button);
    });
  }

  #place({ id, start, html }) {
    const made = document.createElement("template");
    made.innerHTML = html;
    const card = made.content.firstElementChild;
    const there = document.getElementById(id);
    const focused = there?.contains(document.activeElement);
    const act = focused && document.activeElement.dataset.act;
    if (there && Number(there.dataset.start) === start) there.replaceWith(card);
    else {
      there?.remove();
      const cards = this.parts.list.querySelector(".cards");
      const next = [...cards.children].find((c) => Number(c.dataset.start) > start);
      cards.insertBefore(card, next ?? null);
    }
    // The keyboard stays where it was: at the same button, if the card still has it.
    if (focused) ((act && card.querySelector(`[data-act="${act}"]`)) || card).focus();
  }

  #remove(card) {
    const next = card?.nextElementSibling ?? card?.previousElementSibling;
    const focused = card?.contains(document.activeElement);
    card?.remove();
    if (focused) (next ?? this.parts.text).focus();
  }
}
