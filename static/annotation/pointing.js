// Which character of the text lies under a point of the screen, and what is in view.

const MARGIN = 24; // pixels kept free above and below what is shown

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && [found.offsetNode, found.offset];
  }
  const found = document.caretRangeFromPoint?.(x, y);
  return found && [found.startContainer, found.startOffset];
}

const holds = (rect, x, y) =>
  x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;

function isOn(text, start, end, x, y) {
  const rects = text.range(start, end)?.getClientRects() ?? [];
  return [...rects].some((rect) => holds(rect, x, y));
}

// The offset of the character under a point, or null beside the words.
export function characterAt(text, x, y) {
  const caret = caretAt(x, y);
  if (!caret || !text.root.contains(caret[0])) return null;
  const range = document.createRange();
  range.setStart(...caret);
  const { start } = text.offsetsOf(range);
  return [start, start - 1].find((at) => at >= 0 && isOn(text, at, at + 1, x, y)) ?? null;
}

// The same, and beside the words the offset of the nearest; null outside of the text.
export function nearestTo(text, x, y) {
  const at = characterAt(text, x, y);
  const caret = at === null && caretAt(x, y);
  if (!caret || !text.root.contains(caret[0])) return at;
  const range = document.createRange();
  range.setStart(...caret);
  const { start } = text.offsetsOf(range);
  // After the last of a paragraph one is still in it.
  return text.blocks.some(({ end }) => end === start) ? Math.max(0, start - 1) : start;
}

export function scrollerOf(element) {
  for (let one = element; one; one = one.parentElement) {
    const canScroll = /auto|scroll/.test(getComputedStyle(one).overflowY);
    if (canScroll && one.scrollHeight > one.clientHeight) return one;
  }
  return document.scrollingElement;
}

// From where to where the screen shows the text, in pixels; what sticks to its edges is
// told by the scroller's scroll-padding.
export function windowOn(scroller) {
  const isPage = scroller === document.scrollingElement;
  const rect = isPage ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
  const style = getComputedStyle(scroller);
  return {
    top: rect.top + (parseFloat(style.scrollPaddingTop) || 0),
    bottom: rect.bottom - (parseFloat(style.scrollPaddingBottom) || 0),
  };
}

// Scrolls, without any motion, as little as brings the range into view: its end where
// only that has moved, its beginning where it is longer than the screen.
export function reveal(text, range, isAboutEnd) {
  const scroller = scrollerOf(text.root);
  const view = windowOn(scroller);
  const rects = range.getClientRects();
  if (!rects.length) return;
  const rect = isAboutEnd ? rects[rects.length - 1] : range.getBoundingClientRect();
  const [top, bottom] = [view.top + MARGIN, view.bottom - MARGIN];
  let by = 0;
  if (rect.top < top || rect.height > bottom - top) by = rect.top - top;
  else if (rect.bottom > bottom) by = rect.bottom - bottom;
  if (by) scroller.scrollBy({ top: by, behavior: "instant" });
}

// The offset of the first words in view.
export function firstInView(text) {
  const { top } = windowOn(scrollerOf(text.root));
  let low = 0;
  let high = text.blocks.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const rect = text.blocks[middle].element.getBoundingClientRect();
    if (rect.bottom <= top + MARGIN) low = middle + 1;
    else high = middle;
  }
  const block = text.blocks[low];
  if (!block) return 0;
  const rect = block.element.getBoundingClientRect();
  if (rect.top >= top) return block.start;
  return characterAt(text, rect.left + 4, top + MARGIN) ?? block.start;
}
