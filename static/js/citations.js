// A help, not a need: citations open without it. It closes the citation that was open
// before, lets Escape close one, and marks every part of a passage that is asked for.
const open = () => document.querySelector("details.q[open]");

document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.("details.q") || !target.open) return;
  for (const other of document.querySelectorAll("details.q[open]")) {
    if (other !== target) other.open = false;
  }
}, true);

document.addEventListener("keydown", ({ key }) => {
  const citation = key === "Escape" && open();
  if (!citation) return;
  citation.open = false;
  citation.querySelector("summary").focus();
});

const markPassage = () => {
  const key = decodeURIComponent(location.hash).replace(/^#p=/, "");
  for (const mark of document.querySelectorAll("mark[data-p]")) {
    mark.classList.toggle("on", mark.dataset.p.split(" ").includes(key));
  }
};
addEventListener("hashchange", markPassage);
markPassage();
