// Comments: at the selected words, on a claim, as an answer; changed, taken back, settled.

// What the panel is about stands in a hidden box: {place}, {claim}, {thread} or {comment}.
const WORDS = {
  place: ({ quote }) => `On “${quote.length > 80 ? `${quote.slice(0, 80)}…` : quote}”`,
  claim: (key) => `On the claim “${sentenceOf(key)}”`,
  thread: () => "An answer",
  comment: () => "Other words for your comment",
};

function sentenceOf(key) {
  const card = document.getElementById(`claim-${key}`);
  return card?.querySelector(".sentence")?.textContent.trim() ?? key;
}

function aboutOf(form) {
  return JSON.parse(form.elements.about.value || "{}");
}

function tellAbout(form) {
  const [[kind, what] = []] = Object.entries(aboutOf(form));
  form.querySelector("[data-about]").textContent = kind ? WORDS[kind](what) : "";
}

const keyOf = (card) => card.id.replace(/^[a-z]+-/, "");

// The revision that the card shows now: who was told of another's change has seen it.
const revisionOf = (selector) => document.querySelector(selector)?.dataset.revision;

export default function comments(desk) {
  if (!desk.state.you.may.comment || !desk.panels.section("comment")) return;

  const open = (about, text = "") =>
    desk.panels.open("comment", { about: JSON.stringify(about), text });

  function save(form) {
    const { place, claim, thread, comment } = aboutOf(form);
    const text = form.elements.text.value;
    const options = { slot: "comment" };
    if (thread) return desk.act(`./threads/${thread}/`, { body: { text }, ...options });
    if (comment) {
      const revision = revisionOf(`[data-act=reword][data-comment="${comment}"]`) ?? 0;
      const path = `./comments/${comment}/`;
      return desk.act(path, { method: "PATCH", body: { text }, revision, ...options });
    }
    const where = place ? { place } : { claim };
    return desk.act("./comments/", { body: { ...where, text }, ...options });
  }

  desk.panels.own("comment", { opened: tellAbout, save, about: aboutOf, resume: open });

  // The server refuses in words, which `act` has said.
  async function act(path, options) {
    try {
      await desk.act(path, options);
    } catch (error) {
      if (!error.errors) throw error;
    }
  }

  function onCard() {
    const card = document.activeElement.closest(".card");
    if (card.dataset.kind === "claim") open({ claim: keyOf(card) });
    else if (card.dataset.kind === "thread") open({ thread: Number(keyOf(card)) });
    else return false;
    return true;
  }

  function onWords() {
    const { start, end, quote } = desk.selection;
    open({ place: { version: desk.state.version, start, end, quote } });
  }

  desk.keys.add("c", "Comment on the claim, or answer", onCard, {
    needs: "card",
    where: "list",
    group: "The list",
  });
  desk.keys.add("c", "Comment on the words", onWords, {
    needs: "selection",
    button: "Comment",
  });

  desk.onAct("reply", (card) => open({ thread: Number(keyOf(card)) }));
  desk.onAct("comment", (card) => open({ claim: keyOf(card) }));
  desk.onAct("reword", (card, { dataset }) =>
    open({ comment: Number(dataset.comment) }, dataset.text),
  );
  desk.onAct("take-back", (card, { dataset }) =>
    act(`./comments/${dataset.comment}/`, { method: "DELETE", revision: dataset.revision }),
  );
  for (const [name, resolved] of [["resolve", true], ["reopen", false]]) {
    desk.onAct(name, (card, { dataset }) =>
      act(`./threads/${dataset.thread}/`, {
        method: "PATCH",
        body: { resolved },
        revision: dataset.revision,
      }),
    );
  }
}
