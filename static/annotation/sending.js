// A draft claim goes to review from its card, by its button or `s`; its drafter takes it back.

const sendButton = (card) => card?.querySelector('[data-act="send"]');

export default function sending(desk) {
  // The server refuses in words, which `act` has said.
  async function submission(method, { claim, revision }) {
    try {
      await desk.act(`./claims/${claim}/submission/`, { method, revision });
    } catch (error) {
      if (!error.errors) throw error;
    }
  }

  const send = (button) => submission("POST", button.dataset);
  const focused = () => document.activeElement.closest(".card-claim");

  function byKey() {
    const button = sendButton(focused());
    if (button) send(button);
    else desk.say("This claim is no draft that you may send to review.", { error: true });
  }

  desk.onAct("send", (card, button) => send(button));
  desk.onAct("back-to-draft", (card, button) => submission("DELETE", button.dataset));
  desk.keys.add("s", "Send the claim to review", byKey, {
    needs: () => Boolean(focused()),
    where: "list",
    group: "The list",
  });
}
