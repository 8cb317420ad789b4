// Claims that say nearly what the new one would: shown first, so that no twin is made.

export class Close {
  constructor(section, cite) {
    this.box = section.querySelector("[data-close-claims]");
    this.cite = cite; // makes the passage evidence for a claim
  }

  tell(claims) {
    this.box.replaceChildren();
    if (!claims.length) return;
    const many = claims.length === 1 ? "A claim says" : `${claims.length} claims say`;
    const list = document.createElement("ul");
    for (const claim of claims) list.append(this.#row(claim));
    this.box.append(`${many} something close. Is this passage evidence for one of them?`, list);
  }

  #row(claim) {
    const row = document.createElement("li");
    const sentence = document.createElement("span");
    sentence.lang = claim.language;
    sentence.textContent = claim.sentence;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Add this passage as evidence";
    button.addEventListener("click", () => this.cite(claim));
    const printed = claim.printed ? ` (${claim.printed})` : "";
    row.append(sentence, `${printed}: ${claim.status.replace("_", " ")} `, button);
    return row;
  }
}
