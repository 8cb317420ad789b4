// Says that the record is open here, and tells who else has it open.

const ASK_EVERY = 20_000; // milliseconds

const present = document.querySelector("[data-presence]");
// Any form of the page will do; the one for logging out stands on each.
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

async function askWhoIsHere() {
  try {
    const answer = await fetch(present.dataset.presence, {
      method: "POST",
      headers: { "X-CSRFToken": token() },
      redirect: "manual",
    });
    if (!answer.ok) return;
    const { also } = await answer.json();
    if (present.textContent !== also) present.textContent = also;
  } catch {
    // The next question may be answered.
  }
}

if (present) {
  askWhoIsHere();
  setInterval(askWhoIsHere, ASK_EVERY);
}
