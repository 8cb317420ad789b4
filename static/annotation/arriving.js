// An address that ends in “#at-citation-51” leads to those words: they are lit up in the
// text, and their card has the focus.

const START = "#at-";

export default function arriving(desk) {
  function arrive() {
    if (!location.hash.startsWith(START)) return;
    const id = location.hash.slice(START.length);
    const mark = desk.marks.get(id);
    const card = mark && document.getElementById(mark.card);
    if (!card) {
      desk.say("What the address leads to is not marked in this text.", { error: true });
      return;
    }
    desk.list.focus(card);
    desk.list.jump(card, id);
  }
  addEventListener("hashchange", arrive);
  // The browser goes there by itself until the page is loaded, and takes the focus along.
  const soon = () => setTimeout(arrive);
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon);
}
