// What the parts of the annotation desk share: its state, its marks, and word of what happens.

const startOf = (card) => Number(card.dataset.start);

// Puts the focus back to where it was in a card: to the same button, if the new card still
// has it. Nothing where the focus is elsewhere.
function focusIn(card) {
  if (!card?.contains(document.activeElement)) return null;
  const { act } = document.activeElement.dataset;
  return (anew) => ((act && anew.querySelector(`[data-act="${act}"]`)) || anew).focus();
}

// Puts the card in the place of the one that says the same of the same place, if any.
function replaced(card) {
  const there = document.getElementById(card.id);
  if (!there || startOf(there) !== startOf(card)) return false;
  const focus = focusIn(there);
  there.replaceWith(card);
  focus?.(card);
  return true;
}

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
    this.#place(outcome.cards);
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

  // One walk through the list finds the place of each card, however many come at once.
  #place(cards) {
    const made = document.createElement("template");
    made.innerHTML = cards.map(({ html }) => html).join("");
    const fresh = [...made.content.children].filter((card) => !replaced(card));
    const list = this.parts.list.querySelector(".cards");
    let next = list.firstElementChild;
    for (const card of fresh.sort((one, other) => startOf(one) - startOf(other))) {
      const there = document.getElementById(card.id);
      const focus = focusIn(there);
      if (next === there) next = next?.nextElementSibling ?? null;
      there?.remove();
      while (next && startOf(next) <= startOf(card)) next = next.nextElementSibling;
      list.insertBefore(card, next);
      focus?.(card);
    }
  }

  #remove(card) {
    const next = card?.nextElementSibling ?? card?.previousElementSibling;
    const focused = card?.contains(document.activeElement);
    card?.remove();
    if (focused) (next ?? this.parts.text).focus();
  }
}
