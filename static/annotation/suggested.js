// The strip above the list: how much is suggested, and what can be done with all of it.

export class Strip {
  constructor(desk, suggestions) {
    this.suggestions = suggestions;
    this.root = document.getElementById("desk-suggestions");
    const find = (name) => this.root.querySelector(`[data-${name}]`);
    this.number = find("count");
    this.certain = find("accept-certain");
    this.refused = find("refused");
    this.again = find("again");
    this.more = 0;
    this.refusals = 0;
    this.certain.addEventListener("click", () => suggestions.acceptCertain());
    this.again.addEventListener("click", () => suggestions.load());
    this.refused.addEventListener("click", () => {
      this.refused.ariaPressed = String(!this.showsRefused);
      suggestions.load();
    });
  }

  get showsRefused() {
    return this.refused.ariaPressed === "true";
  }

  tell({ refused, more }) {
    this.refusals = refused;
    this.more = more;
    this.again.hidden = true;
    this.root.hidden = false;
    this.count();
  }

  fail() {
    this.root.hidden = false;
    this.number.textContent = "The suggestions could not be loaded.";
    this.again.hidden = false;
  }

  // Counts what is in the list, and tells each card how many there are of its entity.
  count() {
    if (this.root.hidden || !this.again.hidden) return;
    const { open } = this.suggestions;
    const certain = this.suggestions.certainOf();
    const further = this.more ? `, ${this.more} more after these` : "";
    const told = open.length ? `${open.length} suggested${further}` : "Nothing is suggested.";
    this.number.textContent = this.showsRefused ? "Refused suggestions" : told;
    this.certain.hidden = certain.length < 2;
    this.certain.textContent = `Accept all ${certain.length} that are certain`;
    this.refused.hidden = this.refusals === 0 && !this.showsRefused;
    this.refused.textContent = this.showsRefused
      ? "Back to what is open"
      : `Show ${this.refusals} refused`;
    this.#countOnCards(certain);
    if (this.more && open.length < 20) this.suggestions.soon();
  }

  #countOnCards(certain) {
    const numbers = new Map();
    const buttons = certain.map((card) => card.querySelector('[data-act="accept-all"]'));
    for (const { dataset } of buttons) {
      numbers.set(dataset.entity, (numbers.get(dataset.entity) ?? 0) + 1);
    }
    for (const button of buttons) {
      const number = numbers.get(button.dataset.entity);
      button.hidden = number < 2;
      const words = `Accept all ${number}`;
      if (button.textContent !== words) button.textContent = words;
    }
  }
}
