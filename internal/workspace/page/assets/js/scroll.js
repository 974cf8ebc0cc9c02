// The scroll place of a list: at its end while somebody reads there, and
// otherwise at the message they read, whatever comes, goes or grows around it.

const near = 60;    // px from the end that still count as the end
const ahead = 900;  // px from either end at which more is read

// scrollKeeper looks after a scroller with a list of articles in it. following()
// tells whether somebody reads at the end, moved(atEnd) that it has become
// otherwise, want(side) that an end comes near: "more" above, "newer" below.
export function scrollKeeper(scroller, list, { following, moved, want }) {
  let anchor = null; // {ts, top}: the message read, and where it stood
  let last = 0;

  const room = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  const atEnd = () => room() < near;
  const topOf = (node) => node.getBoundingClientRect().top - scroller.getBoundingClientRect().top;

  // first finds the first message of which something can be seen.
  function first() {
    const nodes = list.children;
    let from = 0;
    let to = nodes.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (topOf(nodes[middle]) + nodes[middle].offsetHeight > 0) to = middle;
      else from = middle + 1;
    }
    let node = nodes[from];
    while (node && !node.dataset.ts) node = node.nextElementSibling;
    return node ?? null;
  }

  function remember() {
    const node = first();
    anchor = node ? { ts: node.dataset.ts, top: topOf(node) } : null;
    last = scroller.scrollTop;
  }

  const find = (ts) => list.querySelector(`:scope > [data-ts="${CSS.escape(ts)}"]`);

  // restore puts the message that is read back to where it stood; when it is
  // gone, the one after it.
  function restore() {
    if (following()) scroller.scrollTop = scroller.scrollHeight;
    else if (anchor) {
      const node = find(anchor.ts) ?? [...list.children].find((n) => n.dataset.ts > anchor.ts);
      const off = node ? topOf(node) - anchor.top : 0;
      if (Math.abs(off) >= 1) scroller.scrollTop += off;
    }
    remember();
  }

  // look asks for what lies beyond an end that is near, or does not fill the window.
  function look() {
    if (!scroller.clientHeight) return;
    if (scroller.scrollTop < ahead) want("more");
    if (room() < ahead) want("newer");
  }

  // notice takes in where somebody has scrolled to. What grows below takes nobody
  // away from the end; only going up does.
  function notice() {
    const up = scroller.scrollTop < last - 1;
    remember();
    if (atEnd()) moved(true);
    else if (up || !following()) moved(false);
  }

  scroller.addEventListener("scroll", () => {
    notice();
    look();
  }, { passive: true });
  const sizes = new ResizeObserver(restore);
  sizes.observe(list);
  sizes.observe(scroller);

  return {
    atEnd,
    restore,
    look,
    // hold takes note of the scroll place before the list changes.
    hold: notice,
    // start forgets the place: another list has come.
    start: () => (anchor = null),
    toEnd: () => {
      scroller.scrollTop = scroller.scrollHeight;
      remember();
    },
    // show brings a row to the middle, or to the top, of what is seen.
    show: (node, block = "center") => {
      node.scrollIntoView({ block });
      remember();
      if (!atEnd()) moved(false);
    },
    // above tells whether a row lies above what is seen.
    above: (node) => topOf(node) + node.offsetHeight < 0,
    page: () => scroller.clientHeight,
  };
}
