// Suggested mentions: one key or one click each, refused once for everybody.
//
// Cards tell all there is to know of a suggestion: its place is its mark's, its entities
// are those of its accept buttons, and it is certain if all of its kind may be accepted.

import { Refused } from "./connection.js";
import { Strip } from "./suggested.js";

const GROUP = { group: "Suggested mentions" };
const CARD = ".card-suggestion";
const AT_ONCE = 40; // cards put into the list before the browser may breathe
const SOON = 400; // milliseconds

const acceptButtons = (card) => [...card.querySelectorAll('[data-act="accept"]')];
const isOpen = (card) => acceptButtons(card).length > 0 && card.ariaBusy !== "true";
const certain = (card) => card.querySelector('[data-act="accept-all"]')?.dataset.entity;

class Suggestions {
  #timer = 0;
  #asked = 0;
  #turn = Promise.resolve();

  constructor(desk) {
    this.desk = desk;
    this.cards = desk.parts.list.querySelector(".cards");
    this.strip = new Strip(desk, this);
    desk.on("applied", (outcome) => this.#applied(outcome));
    // Where else the text says a name that the desk has just learnt.
    desk.on("acted", ({ path }) => /^(entities|\.\/names)\//.test(path) && this.soon());
  }

  get all() {
    return [...this.cards.querySelectorAll(CARD)];
  }

  get open() {
    return this.all.filter(isOpen);
  }

  certainOf(entity) {
    return this.open.filter((card) => certain(card) && (!entity || certain(card) === entity));
  }

  // What a key acts on: the card in focus, else the one at what is selected.
  get current() {
    const here = [document.activeElement?.closest(".card"), ...this.desk.list.here];
    return here.find((card) => card?.matches(CARD) && isOpen(card)) ?? null;
  }

  async load() {
    const asked = (this.#asked += 1);
    try {
      const query = this.strip.showsRefused ? { refused: "yes" } : {};
      const answer = await this.desk.api("./suggestions/", { query });
      if (asked !== this.#asked) return;
      await this.#show(answer, asked);
      this.strip.tell(answer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.strip.fail();
    }
  }

  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), SOON);
  }

  // Puts the cards in bit by bit, so that keys are heard in between.
  async #show({ marks, cards, version }, asked) {
    if (version !== this.desk.state.version) return; // the desk tells of a newer text
    const wanted = new Map(cards.map((card) => [card.id, card]));
    const removed = this.all.map(({ id }) => id).filter((id) => !wanted.has(id));
    const there = new Set(this.all.map(({ id }) => id));
    const news = marks.filter(({ id }) => !there.has(id));
    this.desk.apply({ marks: [], cards: [], removed, isOurs: true });
    for (let at = 0; at < news.length && asked === this.#asked; at += AT_ONCE) {
      const some = news.slice(at, at + AT_ONCE).filter((mark) => !this.#isDecided(mark));
      const outcome = { marks: some, cards: some.map(({ id }) => wanted.get(id)), removed: [] };
      this.desk.apply({ ...outcome, isOurs: true });
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  #applied({ marks, cards, removed = [], isOurs }) {
    if (isOurs) return;
    const said = marks.filter(({ kind }) => kind === "mention");
    for (const { start, end } of said) this.#forgetWithin(start, end);
    const isNews = removed.some((id) => id.startsWith("mention-"));
    const isSilent = !marks.length && !cards.length && !removed.length;
    if (isNews || isSilent) this.soon();
    this.strip.count();
  }

  #isDecided({ start, end }) {
    const marks = [...this.desk.marks.values()].filter(({ kind }) => kind === "mention");
    return marks.some((mark) => mark.start <= start && mark.end >= end);
  }

  // What lies in a mention is decided.
  #forgetWithin(start, end) {
    for (const mark of this.desk.marks.values()) {
      if (mark.kind !== "suggestion" || mark.start < start || mark.end > end) continue;
      this.desk.marks.delete(mark.id);
      document.getElementById(mark.id)?.remove();
    }
  }

  placeOf(card) {
    const { start, end } = this.desk.marks.get(card.id);
    const quote = this.desk.text.slice(start, end);
    return { version: this.desk.state.version, start, end, quote };
  }

  // The next open suggestion in the text, from the beginning again after the last.
  after(card) {
    const { open } = this;
    if (!card) {
      const at = this.desk.selection?.start ?? 0;
      return open.find((one) => Number(one.dataset.start) >= at) ?? open[0];
    }
    const follows = (one) => card.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    return open.find((one) => one !== card && follows(one)) ?? open.find((one) => one !== card);
  }

  go(card) {
    if (!card) {
      this.desk.text.root.focus({ preventScroll: true });
      this.desk.say("Nothing more is suggested.");
      return;
    }
    this.desk.list.focus(card);
    this.desk.list.jump(card);
  }

  // Keys are quicker than answers: writes go one after the other, in the order of the keys.
  #inTurn(act) {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => null);
    return done;
  }

  // Do it, and be at the next one before the answer comes.
  async #decide(cards, act, { byKey }) {
    for (const card of cards) card.ariaBusy = "true";
    const next = this.after(cards.at(-1));
    if (byKey || !next) this.go(next);
    else this.desk.list.focus(next);
    this.strip.count();
    try {
      await this.#inTurn(act);
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // the desk has told it
    } finally {
      for (const card of cards) card.removeAttribute("aria-busy");
      this.strip.count();
    }
  }

  accept(card, entity, how = { byKey: true }) {
    const body = { entity, places: [this.placeOf(card)] };
    return this.#decide([card], () => this.desk.act("./mentions/", { body }), how);
  }

  refuse(card, how = { byKey: true }) {
    const body = { places: [this.placeOf(card)] };
    return this.#decide([card], () => this.desk.act("./refusals/", { body }), how);
  }

  acceptAllOf(entity, how = { byKey: true }) {
    const cards = this.certainOf(entity);
    const body = { entity, places: cards.map((card) => this.placeOf(card)) };
    return this.#decide(cards, () => this.desk.act("./mentions/", { body }), how);
  }

  acceptCertain() {
    const cards = this.certainOf();
    const byEntity = Map.groupBy
      ? Map.groupBy(cards, certain)
      : new Map([...new Set(cards.map(certain))].map((e) => [e, this.certainOf(e)]));
    const accepted = [...byEntity].map(([entity, some]) => ({
      entity,
      places: some.map((card) => this.placeOf(card)),
    }));
    const body = { accepted };
    const act = () => this.desk.act("./suggestions/", { body });
    return this.#decide(cards, act, { byKey: false });
  }

  async again(card) {
    for (const { dataset } of card.querySelectorAll('[data-act="suggest-again"]')) {
      const { refusal, revision } = dataset;
      await this.desk.act(`refusals/${refusal}/`, { method: "DELETE", revision });
    }
    this.load();
  }
}

function addKeys(desk, own) {
  const withCurrent = (act) => () => {
    const card = own.current;
    if (card) act(card);
    else own.go(own.after(null));
  };
  const isAny = () => own.open.length > 0;
  const choose = (number) => () => {
    const button = own.current && acceptButtons(own.current)[number];
    if (!button) return false;
    own.accept(own.current, button.dataset.entity);
    return true;
  };
  const accept = (card) => {
    const [only, ...others] = acceptButtons(card);
    if (others.length) desk.say("Which of them? Choose by its number.");
    else own.accept(card, only.dataset.entity);
  };
  const acceptAll = (card) => {
    if (certain(card)) own.acceptAllOf(certain(card));
    else desk.say("Only what is certain is accepted together.");
  };
  const options = { ...GROUP, needs: isAny };
  desk.keys.add("a", "Accept the suggestion, go to the next", withCurrent(accept), options);
  desk.keys.add("x", "Refuse the suggestion, go to the next", withCurrent((c) => own.refuse(c)), options);
  desk.keys.add("Shift+A", "Accept all certain ones of its entity", withCurrent(acceptAll), options);
  for (let number = 1; number <= 9; number += 1) {
    const words = "Choose one of several entities by its number, up to 9";
    const isMany = () => Boolean(own.current);
    const quiet = { ...GROUP, needs: isMany, isUnlisted: number > 1 };
    desk.keys.add(String(number), words, choose(number - 1), quiet);
  }
}

export default function suggestions(desk) {
  if (!desk.state.you.may.mention) return;
  const own = new Suggestions(desk);
  const by = (button) => ({ byKey: button.matches(":focus-visible") });
  desk.onAct("accept", (card, button) => own.accept(card, button.dataset.entity, by(button)));
  desk.onAct("accept-all", (_, button) => own.acceptAllOf(button.dataset.entity, by(button)));
  desk.onAct("refuse", (card, button) => own.refuse(card, by(button)));
  desk.onAct("suggest-again", (card) => own.again(card));
  addKeys(desk, own);
  // After the first paint: the text comes first.
  requestAnimationFrame(() => setTimeout(() => own.load()));
}
