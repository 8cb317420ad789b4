// Decides on a claim with single keys while one reads, never while one types. All that
// it presses is on the page without it.

const review = document.getElementById("review");
const said = document.getElementById("review-said");
const sendBack = document.getElementById("send-back");
const comment = sendBack?.querySelector("textarea");
const keys = document.getElementById("keys");

const button = (key) => review.querySelector(`[data-key="${CSS.escape(key)}"]`);
const isTypedInto = (element) =>
  element.closest("textarea, select, input:not([type=checkbox])") !== null;

function read() {
  review.focus({ preventScroll: true });
}

function openSendBack() {
  if (!sendBack) return say("You cannot send it back.");
  sendBack.open = true;
  comment.focus();
}

function say(text) {
  said.textContent = "";
  setTimeout(() => (said.textContent = text), 50); // the same words are told again
}

function press(key, otherwise) {
  const found = button(key);
  if (found) found.click();
  else say(otherwise);
}

const ACTS = {
  p: () => press("p", "You cannot publish it; the bar says why."),
  b: openSendBack,
  n: () => press("n", "Nothing else waits that nobody else has open."),
  N: () => press("N", "Nothing else waits that nobody else has open."),
  "?": () => (keys.open = !keys.open),
};

function leaveBox(event) {
  if (keys.contains(event.target)) keys.open = false;
  if (sendBack?.contains(event.target)) sendBack.open = false; // what is typed stays in it
  read();
}

review.addEventListener("keydown", (event) => {
  const isSending = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (isSending && event.target.form) {
    event.preventDefault();
    return event.target.form.requestSubmit();
  }
  if (event.key === "Escape") return leaveBox(event);
  // A key that is held down would decide on the next claim too.
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (isTypedInto(event.target) || !Object.hasOwn(ACTS, event.key)) return;
  event.preventDefault();
  ACTS[event.key]();
});

// One decision, however often its button is pressed.
let isSent = false;
document.addEventListener("submit", (event) => {
  if (!review.contains(event.target)) return;
  if (isSent) event.preventDefault();
  isSent = true;
});
addEventListener("pageshow", () => (isSent = false));

if (sendBack?.open) comment.focus();
else read();
