// Which kinds of cards are shown, and of them only mine, drafts or what waits for review.
// The style sheet leaves out what does not fit; marks follow their cards.

const TRAITS = {
  mine: (card) => "mine" in card.dataset,
  draft: (card) => card.dataset.status === "draft",
  unreviewed: (card) => "unreviewed" in card.dataset,
};

const countOf = (cards, box) =>
  cards.filter((card) =>
    box.name === "kind" ? card.dataset.kind === box.value : TRAITS[box.value](card),
  ).length;

export default function filters(desk) {
  const { list } = desk.parts;
  const form = list.querySelector(".desk-filters");
  const shown = list.querySelector(".cards");
  const nothing = list.querySelector(".nothing");
  const boxes = [...form.querySelectorAll("input")];

  const chosen = (name) => new FormData(form).getAll(name);
  let kinds = chosen("kind");
  let only = chosen("only");

  function fits(card) {
    if (kinds.length && !kinds.includes(card.dataset.kind)) return false;
    return only.every((name) => TRAITS[name](card));
  }

  function count() {
    const cards = [...shown.children];
    for (const box of boxes) {
      box.closest("label").querySelector("b").textContent = countOf(cards, box);
    }
    nothing.hidden = cards.some(fits);
    nothing.textContent = cards.length ? nothing.dataset.unfit : nothing.dataset.none;
  }

  function set(name, values) {
    if (values.length) shown.dataset[name] = values.join(" ");
    else delete shown.dataset[name];
  }

  function filter() {
    kinds = chosen("kind");
    only = chosen("only");
    set("kinds", kinds);
    set("only", only);
    const query = new URLSearchParams(new FormData(form)).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    count();
    desk.draw();
  }

  // A mark whose card is not here yet is shown: its card is on its way.
  desk.shows = (mark) => {
    const card = document.getElementById(mark.card);
    return card ? fits(card) : true;
  };
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  desk.on("applied", count);
  desk.keys.add("f", "Choose what is shown", () => boxes[0].focus(), { group: "The list" });
  count();
}
