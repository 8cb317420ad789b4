// More than one of a kind: what was added stands in a list, each with a button that takes
// it away. `holder` is a hidden field, so that kept words find it again.

export class Several {
  constructor(holder, list) {
    this.holder = holder;
    this.list = list;
    holder.form.addEventListener("restored", () => this.show());
  }

  get options() {
    return this.holder.value ? JSON.parse(this.holder.value) : [];
  }

  get values() {
    return this.options.map(({ value }) => value);
  }

  add({ value, label, lang = "" }) {
    if (!this.values.includes(value)) this.#hold([...this.options, { value, label, lang }]);
  }

  clear() {
    this.#hold([]);
  }

  #hold(options) {
    const held = options.length ? JSON.stringify(options) : "";
    const isNew = held !== this.holder.value;
    this.holder.value = held;
    if (isNew) this.holder.dispatchEvent(new Event("change", { bubbles: true }));
    this.show();
  }

  show() {
    this.list.replaceChildren(...this.options.map((option) => this.#row(option)));
    this.list.hidden = !this.options.length;
  }

  #row({ value, label, lang }) {
    const row = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = label;
    if (lang) name.lang = lang;
    const away = document.createElement("button");
    Object.assign(away, { type: "button", textContent: "×", ariaLabel: `Without ${label}` });
    away.addEventListener("click", () => {
      this.#hold(this.options.filter((option) => option.value !== value));
      this.list.parentElement.querySelector("input").focus();
    });
    row.append(name, " ", away);
    return row;
  }
}
