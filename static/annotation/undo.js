// Takes back what was done last: z, Ctrl+Z, or the button beside the message that told it.
//
// The server decides what can be undone; what it refuses is left behind, so that the next
// z reaches what was done before it. After the page was loaded anew the server lists it.

const MOST = 20;
const NOT_BY_UNDO =
  "To review and back leads the button on the claim's card; z again undoes what was before.";

export default function undo(desk) {
  const done = []; // changes, the latest last; null for what has a way back of its own
  let isListed = false;
  let isBusy = false;

  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "desk-undo", hidden: true });
  button.textContent = "Undo";
  desk.parts.said.after(button);
  button.addEventListener("click", () => {
    const change = button.dataset.change;
    done.splice(done.indexOf(change), 1);
    takeBack(change);
  });

  desk.on("said", () => {
    button.hidden = true;
  });
  desk.on("acted", ({ outcome, path }) => {
    if (path === "./undo/" || !outcome) return;
    done.push(outcome.change);
    if (done.length > MOST) done.shift();
    if (!outcome.change) return;
    button.dataset.change = outcome.change;
    button.hidden = false;
  });

  async function takeBack(change) {
    isBusy = true;
    const hadFocus = document.activeElement === button;
    try {
      await desk.act("./undo/", { body: { change } });
    } catch (error) {
      if (!error.errors) throw error; // what the server refused was said already
    } finally {
      isBusy = false;
    }
    if (hadFocus && button.hidden) desk.parts.text.focus();
  }

  async function list() {
    isListed = true;
    const { acts } = await desk.api("./undo/");
    const known = new Set(done);
    done.unshift(...acts.map(({ change }) => change).reverse().filter((c) => !known.has(c)));
  }

  async function last() {
    if (isBusy) return;
    try {
      if (!done.length && !isListed) await list();
    } catch (error) {
      isListed = false;
      desk.say(error.words ?? String(error), { error: true });
      return;
    }
    const change = done.pop();
    if (change) await takeBack(change);
    else if (change === null) desk.say(NOT_BY_UNDO);
    else desk.say("There is nothing left to undo.");
  }

  const group = { group: "The desk" };
  desk.keys.add("z", "Undo what you did last", () => void last(), group);
  desk.keys.add("Ctrl+z", "Undo what you did last", () => void last(), group);
}
