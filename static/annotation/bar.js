// The small bar by the selected words: a button for each key that wants a selection.
// Keys with a button that want none stand in the desk's own bar, above the text. While a
// form is open the bar is away: one reads the words around the selected ones.

import { forMachines } from "./keyboard.js";
import { scrollerOf, windowOn } from "./pointing.js";

const GAP = 8; // pixels between the bar and the words
const AFTER = 120; // milliseconds: who goes through the text with the keys sees no flicker

function buttonFor(desk, entry) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(entry.button);
  if (entry.act && [...entry.key].length === 1) {
    const key = document.createElement("kbd");
    key.ariaHidden = "true";
    key.append(entry.key);
    button.append(" ", key);
  }
  button.setAttribute("aria-keyshortcuts", forMachines(entry.key));
  button.title = entry.words;
  button.addEventListener("click", (event) => desk.keys.run(entry, event));
  return button;
}

// One stop for Tab; arrows go from button to button, Escape back to the text.
function steer(toolbar, leave) {
  const buttons = () => [...toolbar.querySelectorAll("button")];
  const stopAt = (one) => {
    for (const button of buttons()) button.tabIndex = button === one ? 0 : -1;
  };
  toolbar.addEventListener("focusin", ({ target }) => stopAt(target));
  toolbar.addEventListener("keydown", (event) => {
    const all = buttons();
    const i = all.indexOf(document.activeElement);
    const step = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") leave();
    else if (step === undefined) return;
    else all.at(step % all.length).focus();
    event.preventDefault();
  });
  return () => stopAt(buttons()[0]);
}

// Puts the bar above the words, below them where there is no room, never on them.
function place(bar, text, { start, end }) {
  const home = bar.offsetParent;
  if (!home || getComputedStyle(bar).position === "fixed") return; // small screens
  const rects = text.range(start, end).getClientRects();
  if (!rects.length) return;
  const view = windowOn(scrollerOf(text.root));
  const around = home.getBoundingClientRect();
  const first = rects[0];
  const last = rects[rects.length - 1];
  const height = bar.offsetHeight;
  const fits = first.top - GAP - height >= Math.max(view.top, around.top);
  const top = fits ? first.top - GAP - height : last.bottom + GAP;
  const left = fits ? first.left : last.left;
  const most = home.clientWidth - bar.offsetWidth;
  bar.style.top = `${top - around.top + home.scrollTop}px`;
  bar.style.left = `${Math.max(0, Math.min(left - around.left, most))}px`;
}

export default function bar(desk) {
  const near = document.querySelector("#desk-bar");
  const tools = document.querySelector("#desk-tools");
  const { root } = desk.text;
  let waiting = 0;

  const hide = () => {
    clearTimeout(waiting);
    near.hidden = true;
  };
  const show = () => {
    if (!desk.selection || !near.firstChild || desk.panels.name) return;
    near.hidden = false;
    place(near, desk.text, desk.selection);
  };
  const showSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, AFTER);
  };
  const back = () => root.focus({ preventScroll: true });
  const settle = [steer(near, back), steer(tools, back)];

  desk.keys.onAdded(() => {
    const shown = desk.keys.list.filter((entry) => entry.button);
    const [wanting, free] = [[], []];
    for (const entry of shown) (entry.needs === "selection" ? wanting : free).push(entry);
    near.replaceChildren(...wanting.map((entry) => buttonFor(desk, entry)));
    tools.replaceChildren(...free.map((entry) => buttonFor(desk, entry)));
    for (const one of settle) one();
  });

  // A press on a button takes neither the focus nor the selection from the text.
  near.addEventListener("pointerdown", (event) => event.preventDefault());

  // Whoever drags over the words must not run into the bar of those selected before.
  root.addEventListener("pointerdown", hide);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, showSoon);

  desk.on("selection", (selection) => (selection ? showSoon() : hide()));
  desk.on("opened", hide);
  desk.on("closed", showSoon);
  addEventListener("resize", () => {
    if (!near.hidden) show();
  });
}
