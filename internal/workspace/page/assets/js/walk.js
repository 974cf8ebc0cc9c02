// Going through messages by keyboard. One message of a list is reached by Tab,
// and so is what can be pressed in it; arrows lead to the others.

const pressable = "a[href], button, input, select, textarea, summary, [tabindex]";

// Things inside other messages keep what they had under data-tab meanwhile.
function open(article) {
  article.tabIndex = 0;
  for (const node of article.querySelectorAll("[data-tab]")) {
    if (node.dataset.tab) node.setAttribute("tabindex", node.dataset.tab);
    else node.removeAttribute("tabindex");
    delete node.dataset.tab;
  }
}

function shut(article) {
  article.tabIndex = -1;
  for (const node of article.querySelectorAll(pressable)) {
    if ("tab" in node.dataset || node.getAttribute("tabindex") === "-1") continue;
    node.dataset.tab = node.getAttribute("tabindex") ?? "";
    node.setAttribute("tabindex", "-1");
  }
}

// A focused thing in a message that is drawn anew is found again by what it is.
function markOf(node) {
  const { action, block, testid } = node.dataset;
  return JSON.stringify([node.tagName, action, block, testid, node.getAttribute("aria-label")]);
}

// walker keeps the tab stop of a list and answers keys on its messages. reach(side)
// reads on beyond an end and resolves once it is drawn; page() is the height of
// what is seen; keys are further ones, by name, called with the message's node.
export function walker(list, { reach, page, keys }) {
  let current = null;
  let held = null; // the focus before the list is drawn anew

  const articles = () => [...list.querySelectorAll(":scope > article")];

  function stop(article) {
    if (current?.isConnected && current !== article) shut(current);
    current = article;
    if (article) open(article);
  }

  function go(article) {
    if (!article) return;
    stop(article);
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: "nearest" });
  }

  const destinations = {
    ArrowUp: (all, at) => at - 1,
    ArrowDown: (all, at) => at + 1,
    Home: () => 0,
    End: (all) => all.length - 1,
    PageUp: (all, at) => byHeight(all, at, -1),
    PageDown: (all, at) => byHeight(all, at, 1),
  };

  // byHeight is the message about one window away.
  function byHeight(all, at, direction) {
    const start = all[at].offsetTop;
    let to = at + direction;
    while (all[to + direction] && Math.abs(all[to].offsetTop - start) < page() * 0.8) to += direction;
    return to;
  }

  async function move(key, from) {
    let all = articles();
    let to = destinations[key](all, all.indexOf(from));
    if (key === "End" || to < 0 || to >= all.length) {
      if (!(await reach(key === "End" ? "end" : to < 0 ? "more" : "newer"))) return go(all[Math.max(0, Math.min(to, all.length - 1))]);
      all = articles();
      to = destinations[key](all, Math.max(0, all.findIndex((n) => n.dataset.ts >= from.dataset.ts)));
    }
    go(all[Math.max(0, Math.min(to, all.length - 1))]);
  }

  list.addEventListener("focusin", (event) => {
    const article = event.target.closest("article");
    if (article) stop(article);
  });
  list.addEventListener("keydown", (event) => {
    const article = event.target;
    if (article.parentNode !== list || article.tagName !== "ARTICLE" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (destinations[event.key]) {
      event.preventDefault();
      move(event.key, article);
    } else if (!event.shiftKey && keys[event.key]?.(article)) event.preventDefault();
  });

  return {
    // hold notes where the focus is before the list is drawn anew.
    hold() {
      const node = document.activeElement;
      const article = list.contains(node) ? node.closest("article") : null;
      held = article && {
        ts: article.dataset.ts, self: node === article, mark: markOf(node), scrolled: node,
        nth: [...article.querySelectorAll(pressable)].filter((n) => markOf(n) === markOf(node)).indexOf(node),
      };
    },
    // settle gives the list its tab stop, and the focus back to what had it.
    settle() {
      const all = articles();
      const wasLast = !current || current.dataset.last === "yes";
      let stopping = current?.isConnected ? current : all.find((n) => n.dataset.ts === current?.dataset.ts);
      const lost = held && !held.scrolled.isConnected;
      if (!stopping || (wasLast && !held)) stopping = all.at(-1);
      for (const article of all) {
        delete article.dataset.last;
        if (article !== stopping && article.tabIndex !== -1 || article.walked !== true) shut(article);
        article.walked = true;
      }
      if (all.length) all.at(-1).dataset.last = "yes";
      stop(stopping ?? null);
      if (lost) {
        const article = all.find((n) => n.dataset.ts >= held.ts) ?? all.at(-1);
        stop(article ?? null);
        const same = held.self || !article ? null : [...article.querySelectorAll(pressable)].filter((n) => markOf(n) === held.mark)[held.nth];
        (same ?? article)?.focus({ preventScroll: true });
      }
      held = null;
    },
    go,
    stop,
  };
}
