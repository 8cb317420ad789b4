// Keys of the panel for a new claim: what is offered, the boxes, and on to the next one.

import { choicesOf } from "./claim_fields.js";

// Alt and the letter goes to the box; the labels show them too.
const BOXES = {
  KeyA: "subject_said",
  KeyP: "property_said",
  KeyV: "value",
  KeyQ: "qualifier",
  KeyC: "certainty",
  KeyW: "speaker_said",
};

const LINES = [
  ["Alt+1", "Take the first of what is offered; Alt+2 the second …"],
  ["Alt+Shift+1", "The tenth, and so on"],
  ["Enter", "On to the next box that is asked for"],
  ["Alt+A", "About whom it is"],
  ["Alt+P", "Its property"],
  ["Alt+V", "Its value"],
  ["Alt+Q", "Its qualifiers"],
  ["Alt+C", "How it is put"],
  ["Alt+W", "Who says so"],
];

// Where the editor stands one may type over what is there.
function goTo(field) {
  field?.focus();
  if (field?.matches("input")) field.select();
}

// What the help panel says of them.
export function explain(keys) {
  for (const [key, words] of LINES) keys.add(key, words, null, { group: "A new claim" });
}

export default function listen(section, { value, qualifiers, goOn }) {
  const { elements } = section.querySelector("form");
  const boxOf = (name) => {
    if (name === "value") return value.asksFor()[0];
    if (name === "qualifier") return qualifiers.first();
    return elements[name];
  };

  function withAlt(event) {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (digit) return choicesOf(section, digit - 1 + (event.shiftKey ? 9 : 0));
    const name = event.shiftKey ? null : BOXES[event.code];
    if (name) goTo(boxOf(name));
    return Boolean(name);
  }

  // In a box of words: on to what is asked for next. Where nothing is, it saves, as
  // Enter does in any form; from a sentence it goes to the button first.
  function enter({ target }) {
    if (!target.matches("textarea, input")) return false;
    if (goOn(target)) return true;
    if (target.matches("input")) return false;
    section.querySelector("[type=submit]").focus();
    return true;
  }

  section.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey) return;
    const isTaken = event.altKey
      ? withAlt(event)
      : event.key === "Enter" && !event.shiftKey && enter(event);
    if (isTaken) event.preventDefault();
  });
}
