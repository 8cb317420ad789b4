// Two editors at one article: what the other does here.
//
// The page asks every 20 seconds, less often while it is not looked at. What others did
// comes into the list and the text without moving the focus or what is typed.

const EVERY = 20_000; // milliseconds
const HIDDEN_EVERY = 60_000;

class Together {
  #seen = new Set();
  #timer = null;

  constructor(desk) {
    this.desk = desk;
    this.opened = desk.state.change; // changes have ids that sort by time
    this.since = desk.state.change;
    this.told = document.createElement("p");
    Object.assign(this.told, { id: "desk-news", className: "said" });
    this.told.setAttribute("role", "status");
    desk.parts.said.after(this.told);
    desk.on("failed", (refused) => {
      // Of what stands against it, one's own act in another window may be a part.
      if (refused.status === 412 || refused.errors.key) this.look({ own: "yes", since: this.opened });
    });
    desk.on("said", () => {
      this.told.textContent = "";
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.tick();
    });
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tick(), document.hidden ? HIDDEN_EVERY : EVERY);
  }

  async tick() {
    clearTimeout(this.#timer);
    await this.look();
    this.#wait();
  }

  // Take over what others have done since; what cannot be asked now is asked next time.
  async look(query = {}) {
    let answer;
    try {
      answer = await this.desk.api("./", { query: { since: this.since, ...query } });
    } catch (error) {
      if (!error.errors) throw error;
      return;
    }
    if (answer.version !== this.desk.state.version) {
      this.#leadOn("The article has a newer text by now; this page shows the former one.");
      return;
    }
    if (answer.reload) {
      this.#leadOn("Others have changed much here since this page was opened.");
      return;
    }
    const news = answer.news.filter(({ change }) => !this.#seen.has(change));
    for (const { change } of news) this.#seen.add(change);
    if (answer.change > this.since) this.since = answer.change;
    if (!news.length && !query.own) return;
    this.desk.apply(answer);
    const heard = news.filter(({ change }) => change > this.opened);
    if (heard.length && !query.own) {
      this.told.textContent = heard.map(({ said }) => said).join(" ");
    }
  }

  #leadOn(words) {
    if (document.getElementById("desk-anew")) return;
    const note = document.createElement("p");
    Object.assign(note, { id: "desk-anew", className: "desk-note" });
    note.setAttribute("role", "alert");
    const link = document.createElement("a");
    Object.assign(link, { href: location.href, textContent: "Open the desk anew" });
    note.append(`${words} What you have typed is kept. `, link);
    document.getElementById("desk").before(note);
  }
}

export default function together(desk) {
  desk.together = new Together(desk);
}
