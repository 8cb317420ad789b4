// Keeps what is typed before it is saved.

const KEEP_EVERY = 5_000; // milliseconds

const status = document.querySelector("[data-kept]");
const form = document.querySelector("#content-main form[method=post]:has([name=keeper])");

// Files stay behind: a browser would not let us put them back.
function typed() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}
const asText = (data) => new URLSearchParams(data).toString();

let keptText = asText(typed());
let isLeaving = false;
let keeping = null;

function tell(text) {
  if (status.textContent !== text) status.textContent = text;
}

async function keep() {
  if (isLeaving || keeping) return;
  const data = typed();
  const text = asText(data);
  if (text === keptText) return;
  keeping = new AbortController();
  try {
    const answer = await fetch(status.dataset.kept, {
      method: "POST",
      body: data,
      redirect: "manual",
      signal: keeping.signal,
    });
    if (answer.ok || answer.type === "opaqueredirect" || answer.status === 403) {
      keptText = text;
    }
    if (answer.ok) tell((await answer.json()).kept);
    else if (answer.status === 413) tell((await answer.json()).refused);
    else if (answer.type === "opaqueredirect") {
      tell("Your session has ended. What you typed is kept: log in again to go on.");
    } else tell("What you type is not being kept just now.");
  } catch {
    if (!isLeaving) tell("What you type is not being kept just now.");
  } finally {
    keeping = null;
  }
}

if (form && status) {
  form.addEventListener("submit", () => {
    isLeaving = true;
    keeping?.abort();
  });
  addEventListener("pagehide", () => {
    if (isLeaving) return;
    const data = typed();
    if (asText(data) !== keptText) navigator.sendBeacon(status.dataset.kept, data);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) isLeaving = false; // come back to by the browser's own button
  });
  setInterval(keep, KEEP_EVERY);
}
