// The help panel: what every key does, from the one list, and the switch for single keys.

import { KNOWS_WORDS } from "./segments.js";

// What is wanted most stands first, the long list of how to select last.
const RANK = { "The selected words": -1, Selecting: 1 };
const SHOWN = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};

// On a Mac the key for Ctrl does too, so one name is enough.
function keysOf(key) {
  const parts = key.split(/\+(?=.)/).map((part) => {
    const cap = document.createElement("kbd");
    cap.append(SHOWN[part] ?? part);
    return cap;
  });
  return parts.flatMap((cap, i) => (i ? ["+", cap] : [cap]));
}

function linesOf(entries) {
  const list = document.createElement("dl");
  for (const { key, words } of entries) {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const means = document.createElement("dd");
    term.append(...keysOf(key));
    means.append(words);
    row.append(term, means);
    list.append(row);
  }
  return list;
}

function groupsOf(entries) {
  const names = new Set(entries.map((entry) => entry.group));
  const rank = (name) => RANK[name] ?? 0;
  return [...names].sort((one, other) => rank(one) - rank(other));
}

function sectionsOf(entries) {
  return groupsOf(entries).map((name) => {
    const section = document.createElement("section");
    const heading = document.createElement("h3");
    heading.append(name);
    section.append(heading, linesOf(entries.filter((entry) => entry.group === name)));
    return section;
  });
}

// What an old browser cannot do, told before anybody looks for it.
function limits() {
  const told = [];
  if (!KNOWS_WORDS) told.push("This browser tells Chinese words apart by the character only.");
  if (!("highlights" in CSS)) told.push("This browser shows only its own selection.");
  return told.join(" ");
}

export default function help(desk) {
  const dialog = document.querySelector("#desk-help");
  const lines = dialog.querySelector("[data-lines]");
  const told = dialog.querySelector("[data-limits]");
  const singles = dialog.querySelector("[name=singles]");

  told.textContent = limits();
  told.hidden = !told.textContent;

  const open = () => {
    lines.replaceChildren(...sectionsOf(desk.keys.list.filter((entry) => !entry.isUnlisted)));
    singles.checked = desk.keys.areSinglesOn;
    dialog.showModal();
  };

  singles.addEventListener("change", () => {
    desk.keys.areSinglesOn = singles.checked;
    desk.say(singles.checked ? "Single keys are on." : "Single keys are off.");
  });
  desk.keys.add("?", "This help", open, { button: "Keys", group: "The desk" });
}
