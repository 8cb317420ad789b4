// Decides on passages with single keys while one reads, never while one types. All that
// it presses is on the page without it.

const decide = document.getElementById("decide");
const said = document.getElementById("decide-said");
const reason = document.getElementById("id_reason");
const NEEDS_REASON = new Set(["m", "w"]);

const isTypedInto = (element) =>
  element.closest("textarea, select, input:not([type=radio])") !== null;

function choose(number) {
  const places = decide.querySelectorAll(".place input[type=radio]");
  const place = places[number - 1];
  if (!place) return;
  place.checked = true;
  said.textContent = `Place ${number} of ${places.length} is chosen.`;
}

const buttonOf = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);

function press(key) {
  const found = buttonOf(key);
  if (!found) return;
  if (NEEDS_REASON.has(key) && reason && !reason.value.trim()) {
    said.textContent = "Say why first: readers see what hangs on it.";
    reason.focus();
    return;
  }
  found.click();
}

function act(event) {
  if (event.key === "Escape") {
    decide.focus({ preventScroll: true });
    return;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    press("m");
    return;
  }
  if (isTypedInto(event.target)) return;
  // A key that is held down would decide on the next passage too.
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (/^[1-9]$/.test(event.key)) choose(Number(event.key));
  else if (buttonOf(event.key)) press(event.key);
  else return;
  event.preventDefault();
}

decide?.addEventListener("keydown", act);
if (decide?.querySelector("form")) {
  for (const hint of decide.querySelectorAll("[data-with-script]")) hint.hidden = false;
  const quote = document.getElementById("id_quote");
  quote.addEventListener("input", () => {
    decide.querySelector("input[name=place][value=typed]").checked = quote.value !== "";
  });
  decide.focus({ preventScroll: location.hash !== "#decide" });
} else if (decide && location.hash === "#decide") {
  decide.focus();
}
