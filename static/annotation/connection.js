// Asks the server and writes to it; what could not be sent waits and is sent once.
//
//     await desk.api("entities/", { query: { q } })        // of the whole desk
//     await desk.api("./suggestions/", { signal })         // "./": of this article
//     await desk.act("./mentions/", { body, slot: "mention" })
//     await desk.act(`mentions/${pk}/`, { method: "DELETE", revision })
//
// `act` also shows the outcome, says it and remembers it for undoing. Both throw Refused:
// `detail` and `errors` {field: [text]} are the server's words. While the connection is
// down or the session has ended, `act` neither returns nor throws: a banner offers to try
// again, and the promise settles then. A write carries a key that the server knows it by,
// so that trying again cannot make a second row; writes of one `slot` (name the panel)
// share a key until one was answered, so that words mended in between replace the first.

const PATIENCE = 10_000; // milliseconds for one answer

export class Refused extends Error {
  constructor(status, { detail = "", errors = {} } = {}) {
    super(detail);
    Object.assign(this, { status, detail, errors });
  }

  get isLost() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  get isLoggedOut() {
    return Boolean(this.errors.session);
  }

  // All that was said, for one line.
  get words() {
    return [...new Set([this.detail, ...Object.values(this.errors).flat()])].join(" ");
  }
}

const LOST = { detail: "The server cannot be reached." };
const ENDED = {
  detail: "Your session has ended.",
  errors: { session: ["Log in again."] },
};

function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
}

// Not randomUUID, which only secure pages have: a desk may be served within an office.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function addressOf(state, path, query) {
  const here = new URL(state.api, location.href);
  const base = path.startsWith("./") ? here : new URL("../../", here);
  const address = new URL(path, base);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== "" && value != null) address.searchParams.set(name, value);
  }
  return address;
}

async function read(answer) {
  if (answer.type === "opaqueredirect") throw new Refused(403, ENDED);
  if (answer.status === 204) return null;
  const isJson = /\bjson\b/.test(answer.headers.get("Content-Type") ?? "");
  if (!isJson) throw new Refused(answer.ok ? 0 : answer.status, LOST);
  const body = await answer.json();
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}

async function ask(state, path, options = {}) {
  const { method = "GET", body, revision, query, key, signal } = options;
  const headers = { Accept: "application/json" };
  if (method !== "GET") {
    headers["X-CSRFToken"] = csrfToken();
    headers["Desk-User"] = state.you.pk; // what waited is never sent in another's name
  }
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (revision != null) headers["If-Match"] = `"${revision}"`;
  if (key) headers["Idempotency-Key"] = key;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  const stop = () => patience.abort();
  signal?.addEventListener("abort", stop);
  try {
    const address = addressOf(state, path, query);
    const sent = { method, headers, redirect: "manual", signal: patience.signal };
    if (body !== undefined) sent.body = JSON.stringify(body);
    return await read(await fetch(address, sent));
  } catch (error) {
    if (error instanceof Refused || signal?.aborted) throw error;
    throw new Refused(0, LOST);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

// One write, from the first try until it is answered.
class Write {
  constructor(path, options, key) {
    this.path = path;
    this.options = { method: "POST", ...options, key };
    this.said = Write.said(path, options);
    this.isWaiting = false;
    this.settled = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }

  static said(path, { method = "POST", body, revision } = {}) {
    return JSON.stringify([method, path, body, revision]);
  }
}

class Connection {
  #writes = new Map(); // by slot

  constructor(desk) {
    this.desk = desk;
    this.banner = new Banner(desk, () => this.tryAgain());
    addEventListener("online", () => this.tryAgain());
    // Who has logged in in another tab comes back to this one.
    document.addEventListener("visibilitychange", () => document.hidden || this.tryAgain());
    addEventListener("beforeunload", (event) => {
      if (this.waiting.length) event.preventDefault();
    });
  }

  get waiting() {
    return [...this.#writes.values()].filter((write) => write.isWaiting);
  }

  async act(path, { slot, ...options } = {}) {
    const said = Write.said(path, options);
    const name = slot ?? said;
    const there = this.#writes.get(name);
    if (there?.said === said) {
      if (there.isWaiting) this.#send(name, there);
      return there.settled; // pressed twice
    }
    if (there && !there.isWaiting) {
      await there.settled.catch(() => null);
      return this.act(path, { slot, ...options });
    }
    const write = new Write(path, options, there?.options.key ?? newKey());
    this.#writes.set(name, write);
    // The words were mended before it was known whether the first ones had arrived.
    there?.reject(Object.assign(new Refused(0, LOST), { isReplaced: true }));
    this.#send(name, write);
    return write.settled;
  }

  tryAgain() {
    for (const [name, write] of this.#writes) if (write.isWaiting) this.#send(name, write);
  }

  async #send(name, write) {
    write.isWaiting = false;
    this.banner.busy(true);
    try {
      const outcome = await ask(this.desk.state, write.path, write.options);
      this.#writes.delete(name);
      this.#take(outcome, write.path);
      write.resolve(outcome);
    } catch (error) {
      if (error.isLost || error.isLoggedOut) {
        write.isWaiting = true;
        this.why = error;
        this.desk.say(""); // of what was done before
        this.desk.tell("waiting", error);
      } else {
        this.#writes.delete(name);
        this.#refuse(error);
        write.reject(error);
      }
    }
    this.banner.busy(false);
    this.banner.show(this.waiting.length, this.why);
  }

  #take(outcome, path) {
    this.desk.apply(outcome);
    this.desk.say(outcome.said);
    this.desk.tell("acted", { outcome, path });
  }

  #refuse(error) {
    if (error instanceof Refused) {
      this.desk.say(error.words, { error: true });
      this.desk.tell("failed", error);
    } else this.desk.say("Something broke on this page: load it again.", { error: true });
  }
}

// Tells that something waits to be sent, and why.
class Banner {
  constructor(desk, tryAgain) {
    this.text = document.createElement("p");
    this.text.setAttribute("role", "alert");
    this.logIn = document.createElement("a");
    Object.assign(this.logIn, { href: desk.state.log_in, target: "_blank" });
    this.logIn.textContent = "Log in in a new tab";
    this.again = document.createElement("button");
    Object.assign(this.again, { type: "button", textContent: "Try again" });
    this.again.addEventListener("click", tryAgain);
    this.box = document.createElement("div");
    Object.assign(this.box, { id: "desk-banner", hidden: true });
    this.box.append(this.text, this.logIn, this.again);
    document.getElementById("desk").before(this.box);
  }

  busy(isBusy) {
    this.again.disabled = isBusy;
  }

  show(number, why) {
    this.box.hidden = number === 0;
    if (!number) {
      this.text.textContent = "";
      return;
    }
    this.logIn.hidden = !why.isLoggedOut;
    const what = number === 1 ? "One change is" : `${number} changes are`;
    const kept = `${what} not saved yet, and kept here.`;
    const text = `${why.detail || LOST.detail} ${kept}`;
    if (this.text.textContent !== text) this.text.textContent = text;
  }
}

export default function connection(desk) {
  const connected = new Connection(desk);
  desk.api = (path, options) => ask(desk.state, path, options);
  desk.act = (path, options) => connected.act(path, options);
}
