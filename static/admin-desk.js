// Names what the admin leaves unnamed, for those who listen to the page.

const words = (element) => element?.textContent.trim().replace(/:$/, "") ?? "";

// A row's box is named by the label it carries; a form's box by the label before it.
function labelOf(select) {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  return select.getAttribute("aria-label") || words(label) || select.name;
}

function nameFinders(root) {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling?.querySelector("[role=combobox]");
    if (!box || box.dataset.named) continue;
    box.dataset.named = "yes";
    const chosen = box.getAttribute("aria-labelledby");
    const name = document.createElement("span");
    name.className = "visually-hidden";
    name.id = `${select.id}_name`;
    name.textContent = labelOf(select);
    select.after(name);
    box.setAttribute("aria-labelledby", chosen ? `${name.id} ${chosen}` : name.id);
    const shown = box.querySelector(".select2-selection__rendered[role=textbox]");
    shown?.setAttribute("aria-labelledby", name.id);
    const typed = box.querySelector("input.select2-search__field");
    typed?.setAttribute("aria-label", labelOf(select));
  }
}

function nameEmptyHeaders() {
  for (const header of document.querySelectorAll("th:empty")) {
    const name = document.createElement("span");
    name.className = "visually-hidden";
    name.textContent = header.className === "original" ? "Record" : "Remove";
    header.append(name);
  }
}

nameEmptyHeaders();
nameFinders(document);

// Select2 builds its boxes some time after the page is ready, and again in added rows.
new MutationObserver((changes) => {
  const added = changes.flatMap((change) => [...change.addedNodes]);
  if (added.some((node) => node.classList?.contains("select2"))) nameFinders(document);
}).observe(document.body, { childList: true, subtree: true });

// What scrolls sideways on a narrow screen can be scrolled with the keyboard.
for (const rows of document.querySelectorAll(".inline-group .tabular, .results")) {
  if (rows.scrollWidth <= rows.clientWidth) continue;
  const heading = rows.querySelector("h2") ?? document.querySelector("h1");
  rows.tabIndex = 0;
  rows.setAttribute("role", "region");
  rows.setAttribute("aria-label", words(heading));
}
