// The annotation desk. Each part adds what it does to the one desk of the page.

import arriving from "./arriving.js";
import bar from "./bar.js";
import claim from "./claim.js";
import comments from "./comments.js";
import connection from "./connection.js";
import { Desk } from "./desk.js";
import evidence from "./evidence.js";
import filters from "./filters.js";
import help from "./help.js";
import highlights from "./highlights.js";
import keyboard from "./keyboard.js";
import list from "./list.js";
import mentions from "./mentions.js";
import moving from "./moving.js";
import offsets from "./offsets.js";
import panels from "./panels.js";
import quote from "./quote.js";
import selecting from "./selecting.js";
import together from "./together.js";
import suggestions from "./suggestions.js";
import sending from "./sending.js";
import typed from "./typed.js";
import undo from "./undo.js";

// In this order: a part may use what those before it have added.
const PARTS = [
  connection,
  typed,
  panels,
  offsets,
  keyboard,
  selecting,
  moving,
  bar,
  claim,
  evidence,
  quote,
  help,
  highlights,
  filters,
  list,
  comments,
  sending,
  undo,
  together,
  mentions,
  suggestions,
  arriving,
];

const state = document.getElementById("desk-state");
const desk = new Desk(JSON.parse(state.textContent));
if (desk.parts.text) {
  for (const part of PARTS) part(desk);
  document.documentElement.classList.add("scripted");
  // What is scrolled to must not lie below what sticks to the top, which may wrap.
  const top = document.querySelector(".desk-top");
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--desk-top", `${top.offsetHeight}px`);
  }).observe(top);
}
