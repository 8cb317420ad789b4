// The list of cards: from a card to its place in the text, and back.

import { reveal } from "./pointing.js";

const GROUP = { group: "The list", where: "list" };
const INNER = "a, button, input, textarea, select, summary, label";

const isSeen = (card) => card.getClientRects().length > 0;

class List {
  #here = [];

  constructor(desk) {
    this.desk = desk;
    this.root = desk.parts.list;
    this.cards = this.root.querySelector(".cards");
    this.frame = document.getElementById("desk");
    this.opener = document.querySelector(".desk-top .to-list");
    this.cards.addEventListener("click", (event) => this.#click(event));
    this.cards.addEventListener("focusin", ({ target }) => this.#stopAt(target.closest(".card")));
    this.opener.addEventListener("click", () => this.open(!this.isOpen));
    this.root.querySelector(".close-list").addEventListener("click", () => {
      this.open(false);
      this.opener.focus({ preventScroll: true });
    });
    desk.text.root.addEventListener("click", () => setTimeout(() => this.#touched()));
    this.#stopAt(this.seen[0]);
  }

  get seen() {
    return [...this.cards.children].filter(isSeen);
  }

  get isOpen() {
    return this.frame.dataset.list === "open";
  }

  // On small screens the list lies below the text, and comes up over it when asked for.
  open(isOpen) {
    if (isOpen) this.frame.dataset.list = "open";
    else delete this.frame.dataset.list;
    this.opener.ariaExpanded = String(isOpen);
  }

  marksOf(card) {
    const ids = card.dataset.marks.split(" ");
    return ids.map((id) => this.desk.marks.get(id)).filter(Boolean);
  }

  // Shows in the text where the card's marks stand, or the one of them.
  jump(card, id = "") {
    const all = this.marksOf(card);
    const marks = all.filter((mark) => mark.id === id);
    const first = marks[0] ?? all[0];
    if (!first) return false;
    this.#mark([card]);
    reveal(this.desk.text, this.desk.text.range(first.start, first.end));
    this.desk.point(all);
    this.desk.flash(marks.length ? marks : all);
    return true;
  }

  // Shows the cards of what lies at a place of the text.
  tell(place) {
    const marks = place ? this.desk.marksOf(place) : [];
    const ids = [...new Set(marks.map((mark) => mark.card))];
    const cards = ids.map((id) => document.getElementById(id)).filter(Boolean);
    this.#mark(cards);
    this.desk.point(marks);
    if (cards[0]) this.#scrollTo(cards[0]);
  }

  // After a write: cards may be others, and new ones may belong to what is selected.
  renew({ cards }) {
    if (!this.cards.querySelector(':scope > [tabindex="0"]')) this.#stopAt(this.seen[0]);
    const { selection } = this.desk;
    const marks = selection ? this.desk.marksOf(selection) : [];
    const here = new Set(marks.map((mark) => mark.card));
    if (cards.some(({ id }) => here.has(id))) this.tell(selection);
    else this.#mark(this.#here.map(({ id }) => document.getElementById(id)).filter(Boolean));
  }

  get here() {
    return this.#here.filter((card) => card.isConnected);
  }

  focus(card) {
    if (!card) return false;
    this.#stopAt(card);
    this.#scrollTo(card);
    card.focus({ preventScroll: true });
    return true;
  }

  // The card `step` cards on from the one in focus, or from what is selected.
  next(step) {
    const { seen } = this;
    const now = seen.indexOf(document.activeElement.closest(".card") ?? this.here[0]);
    if (now >= 0) return seen[now + step];
    const at = this.desk.selection?.start ?? 0;
    const after = seen.findIndex((card) => Number(card.dataset.start) >= at);
    if (step > 0) return seen[after];
    return seen[(after < 0 ? seen.length : after) - 1];
  }

  #mark(cards) {
    for (const card of this.#here) card.classList.remove("here");
    this.#here = cards;
    for (const card of cards) card.classList.add("here");
  }

  #stopAt(card) {
    if (!card) return;
    for (const one of this.cards.querySelectorAll(':scope > [tabindex="0"]')) one.tabIndex = -1;
    card.tabIndex = 0;
  }

  // Scrolls the list alone: the text stays where it is being read.
  #scrollTo(card) {
    const box = [this.cards, this.root].find((one) => one.scrollHeight > one.clientHeight + 1);
    if (!box || !isSeen(card)) return;
    const frame = box.getBoundingClientRect();
    const rect = card.getBoundingClientRect();
    if (rect.top >= frame.top && rect.bottom <= frame.bottom) return;
    box.scrollBy({ top: rect.top - frame.top - 8, behavior: "instant" });
  }

  #click(event) {
    const card = event.target.closest(".card");
    const place = event.target.closest("[data-mark]");
    if (!card) return;
    if (place) event.preventDefault();
    else if (event.target.closest(INNER) || !getSelection().isCollapsed) return;
    this.jump(card, place?.dataset.mark);
  }

  // A finger on a mark calls the list up on a small screen.
  #touched() {
    const { selection } = this.desk;
    if (!selection || getComputedStyle(this.opener).display === "none") return;
    const marks = this.desk.marksOf(selection);
    const isMark = ({ start, end }) => start === selection.start && end === selection.end;
    if (!marks.some(isMark)) return;
    this.open(true);
    this.tell(selection);
  }
}

export default function list(desk) {
  const own = new List(desk);
  const { root } = desk.text;
  const focused = () => document.activeElement.closest(".card");
  const go = (step) => () => own.focus(own.next(step));
  const show = (step) => () => {
    const card = own.next(step);
    return own.focus(card) && own.jump(card);
  };
  const back = () => {
    own.open(false);
    const [mark] = focused() ? own.marksOf(focused()) : [];
    root.focus({ preventScroll: true });
    if (mark) desk.select(mark.start, mark.end);
  };

  desk.list = own;
  desk.on("selection", (place) => own.tell(place));
  // Marks are sorted anew after this turn.
  desk.on("applied", (outcome) => queueMicrotask(() => own.renew(outcome)));
  desk.keys.add("ArrowDown", "Next card", go(1), GROUP);
  desk.keys.add("ArrowUp", "Previous card", go(-1), GROUP);
  desk.keys.add("Home", "First card", () => own.focus(own.seen[0]), GROUP);
  desk.keys.add("End", "Last card", () => own.focus(own.seen.at(-1)), GROUP);
  desk.keys.add("Enter", "Show the card's place in the text", () => own.jump(focused()), {
    ...GROUP,
    needs: "card",
  });
  desk.keys.add("Escape", "Back to the text", back, GROUP);
  desk.keys.add("Enter", "Go to the card of what is selected", () => own.focus(own.here[0]), {
    group: "The list",
    where: "text",
    needs: () => own.here.length > 0,
  });
  desk.keys.add(".", "Next mark", show(1), { group: "The list", repeats: true });
  desk.keys.add(",", "Previous mark", show(-1), { group: "The list", repeats: true });
}
