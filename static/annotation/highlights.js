// Draws the marks over the text without touching it, and finds those of a place.
//
//   desk.draw()            draws anew, once this turn is over
//   desk.marksOf(place)    the shown marks that share a character with {start, end}
//   desk.point(marks)      makes them the current ones
//   desk.flash(marks)      lets them light up for a moment
//
// A mark is shown unless desk.shows(mark) says no.

const KINDS = ["citation", "comment", "mention", "suggestion"];
const LAYERS = [...KINDS, "overlap", "current", "flash"]; // the later ones lie on top
const FLASH = 900; // milliseconds

// Stretches [start, end] that two of the marks, sorted by start, have in common.
function overlaps(marks) {
  const found = [];
  let reached = 0;
  for (const { start, end } of marks) {
    if (start < reached) found.push([start, Math.min(end, reached)]);
    reached = Math.max(reached, end);
  }
  return found;
}

class Highlights {
  #ranges = new Map();
  #layers = new Map();
  #isWaiting = false;
  #shown = []; // in text order
  #over = 0;

  constructor(desk) {
    this.desk = desk;
    if (!("highlights" in CSS)) return; // the list tells it all, the text stays bare
    for (const [priority, name] of LAYERS.entries()) {
      const layer = new Highlight();
      layer.priority = priority;
      CSS.highlights.set(name, layer);
      this.#layers.set(name, layer);
    }
  }

  soon() {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    queueMicrotask(() => {
      this.#isWaiting = false;
      this.#draw();
    });
  }

  #draw() {
    const { marks } = this.desk;
    this.#shown = [...marks.values()]
      .filter((mark) => this.desk.shows(mark))
      .sort((one, other) => one.start - other.start || one.end - other.end);
    for (const id of this.#ranges.keys()) if (!marks.has(id)) this.#ranges.delete(id);
    const twice = [];
    for (const kind of KINDS) {
      const ofKind = this.#shown.filter((mark) => mark.kind === kind);
      this.#fill(kind, ofKind.map((mark) => this.#rangeOf(mark)));
      twice.push(...overlaps(ofKind));
    }
    this.#fill("overlap", twice.map(([start, end]) => this.desk.text.range(start, end)));
  }

  // A range is made once for each mark and place.
  #rangeOf(mark) {
    const known = this.#ranges.get(mark.id);
    if (known && known.start === mark.start && known.end === mark.end) return known.range;
    const range = this.desk.text.range(mark.start, mark.end);
    this.#ranges.set(mark.id, { start: mark.start, end: mark.end, range });
    return range;
  }

  #fill(name, ranges) {
    const layer = this.#layers.get(name);
    if (!layer) return;
    layer.clear();
    for (const range of ranges) layer.add(range);
  }

  of({ start, end }) {
    return this.#shown.filter((mark) => mark.start < end && mark.end > start);
  }

  point(marks) {
    this.#fill("current", marks.map((mark) => this.#rangeOf(mark)));
  }

  flash(marks) {
    clearTimeout(this.#over);
    this.#fill("flash", marks.map((mark) => this.#rangeOf(mark)));
    this.#over = setTimeout(() => this.#fill("flash", []), FLASH);
  }
}

export default function highlights(desk) {
  const own = new Highlights(desk);
  desk.shows ??= () => true;
  desk.draw = () => own.soon();
  desk.marksOf = (place) => own.of(place);
  desk.point = (marks) => own.point(marks);
  desk.flash = (marks) => own.flash(marks);
  desk.on("applied", desk.draw);
  desk.draw();
}
