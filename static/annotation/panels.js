// Panels: forms that open beside the text, one at a time.
//
// The server renders `<section class="panel" id="panel-NAME" hidden aria-labelledby=…>`
// with a form in it, a `<p class="panel-trouble" role="alert"></p>`, a submit button, if
// need be a second one with data-send (saves and sends to review), and a button with
// data-close. The part that owns the panel says what saving does:
//
//     desk.panels.own("comment", {
//       opened: (form, fields) => …,                      // optional: fill what is special
//       save: (form, { send }) => desk.act("./comments/", { body, slot: "comment" }),
//       closed: (form) => …,                              // optional
//       about: (form) => ({ place }), resume: ({ place }) => …, ready: a promise,
//     });                                    // optional, for what was typed: typed.js
//     desk.panels.open("comment", { text: "" });          // fields by name
//
// While `save` runs, the form is busy and cannot be sent twice. When it is done the panel
// closes and the focus goes back to where it was; when it throws Refused, each field is
// told its errors and nothing typed is lost. Ctrl+Enter saves, Ctrl+Shift+Enter saves and
// sends to review, Escape closes. What is typed is kept by typed.js.

class Panels {
  #owners = new Map();
  #before = null; // what had the focus

  constructor(desk) {
    this.desk = desk;
    this.name = null; // of the panel that is open
    // What waits for the connection may be mended and sent again meanwhile.
    desk.on("waiting", () => this.form?.removeAttribute("aria-busy"));
    // Its buttons stay in view, however much the form grows with what is filled in.
    const box = document.querySelector(".desk-panels");
    new ResizeObserver(() => this.name && box.scrollIntoView({ block: "nearest" })).observe(box);
  }

  own(name, owner) {
    this.#owners.set(name, owner);
    const section = this.section(name);
    if (!section) return;
    const form = section.querySelector("form");
    form.noValidate = true; // the server says what is missing, in one place
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save(name, form, event.submitter?.hasAttribute("data-send") ?? false);
    });
    section.addEventListener("click", ({ target }) => {
      if (target.closest("[data-close]")) this.close();
    });
    section.addEventListener("keydown", (event) => this.#key(event, form));
  }

  section(name) {
    return document.getElementById(`panel-${name}`);
  }

  get form() {
    return this.name && this.section(this.name).querySelector("form");
  }

  open(name, fields = {}) {
    this.#forgetRefusal();
    if (this.name) this.#hide();
    else this.#before = document.activeElement;
    const section = this.section(name);
    const form = section.querySelector("form");
    form.reset();
    this.#clearTrouble(form);
    fill(form, fields);
    this.name = name;
    section.hidden = false;
    const owner = this.#owners.get(name);
    owner?.opened?.(form, fields);
    this.desk.typed.keep(form, name, owner?.about && (() => owner.about(form)));
    section.scrollIntoView({ block: "nearest" });
    firstOf(form)?.focus();
    this.desk.tell("opened", { name, form });
    return form;
  }

  close() {
    if (!this.name) return;
    this.#forgetRefusal();
    const isLeft = this.#hide();
    const { text } = this.desk.parts;
    const back = this.#before?.isConnected ? this.#before : text;
    back?.focus({ preventScroll: back === text }); // one goes on reading where one was
    if (isLeft) this.desk.say("Not saved. What you typed is kept.");
    this.desk.tell("closed", null);
  }

  // What was refused is of no interest once its form is gone.
  #forgetRefusal() {
    if (this.desk.parts.said.classList.contains("error")) this.desk.say("");
  }

  #hide() {
    const { name, form } = this;
    const isLeft = this.desk.typed.leave(form);
    this.section(name).hidden = true;
    this.name = null;
    this.#owners.get(name)?.closed?.(form);
    return isLeft;
  }

  // Open the form about what it was about before; see typed.js.
  resume(name, about) {
    return this.#owners.get(name).resume(about);
  }

  canResume(name) {
    return Boolean(this.#owners.get(name)?.resume);
  }

  // Settles once the form holds what the desk fills in.
  async ready(name) {
    await this.#owners.get(name)?.ready;
  }

  #key(event, form) {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const send = form.querySelector("[data-send]");
      form.requestSubmit(event.shiftKey && send && !send.disabled ? send : null);
    }
  }

  async #save(name, form, send) {
    if (form.getAttribute("aria-busy") === "true") return;
    this.#clearTrouble(form);
    form.setAttribute("aria-busy", "true");
    try {
      await this.#owners.get(name).save(form, { send });
      this.desk.typed.clear(form);
      if (this.name === name) this.close();
    } catch (error) {
      if (!error.errors) throw error;
      if (!error.isReplaced) this.trouble(form, error);
    } finally {
      form.removeAttribute("aria-busy");
    }
  }

  // Tell each field what is wrong with it, and the form the rest.
  trouble(form, { detail, errors }) {
    const rest = [];
    for (const [name, texts] of Object.entries(errors)) {
      const field = form.elements.namedItem(name);
      if (field instanceof Element && field.type !== "hidden") note(field, texts);
      else rest.push(...texts);
    }
    const box = form.querySelector(".panel-trouble");
    if (box) box.textContent = rest.length ? rest.join(" ") : detail;
    const wrong = form.querySelector("[aria-invalid]");
    wrong?.focus();
    (wrong?.closest("div, p") ?? wrong)?.scrollIntoView({ block: "nearest" }); // told below it
  }

  #clearTrouble(form) {
    const box = form.querySelector(".panel-trouble");
    if (box) box.textContent = "";
    for (const told of form.querySelectorAll(".field-trouble")) told.remove();
    for (const field of form.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      describe(field, (ids) => ids.filter((id) => !id.endsWith("-trouble")));
    }
  }
}

function describe(field, change) {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  const changed = change(ids);
  if (changed.length) field.setAttribute("aria-describedby", changed.join(" "));
  else field.removeAttribute("aria-describedby");
}

function note(field, texts) {
  const told = document.createElement("p");
  told.className = "field-trouble";
  told.id = `${field.id || field.name}-trouble`;
  told.textContent = texts.join(" ");
  (field.closest(".combobox") ?? field).after(told);
  field.setAttribute("aria-invalid", "true");
  describe(field, (ids) => [...ids, told.id]);
}

function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name);
    if (!field) continue;
    if (field.type === "checkbox") field.checked = Boolean(value);
    else field.value = value ?? "";
  }
}

// The field to begin with: the one that asks for it, else the first that is empty.
function firstOf(form) {
  const fields = [...form.elements].filter(
    (field) => field.matches("input, select, textarea") && field.type !== "hidden",
  );
  const shown = fields.filter((field) => field.offsetParent !== null && !field.disabled);
  return shown.find((field) => field.autofocus) ?? shown.find((f) => !f.value) ?? shown[0];
}

export default function panels(desk) {
  desk.panels = new Panels(desk);
}
