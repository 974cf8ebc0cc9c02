// A list of messages: grouped by author, parted by days, kept at its end while
// somebody reads there.
import { el, button, icon, reconcile } from "./dom.js";
import { authorOf, extras, isSystem, isTombstone, message } from "./messages.js";
import { messagesOf, on, state } from "./state.js";
import { dayKey, dayLabel, tsToDate } from "./time.js";
import { loadOlder, markRead } from "./world.js";

const together = 5 * 60; // seconds within which one author's messages are grouped

// rows turns messages into what is drawn: days, the unread line, the messages.
function rows({ list, whispers }, thread, unreadAfter) {
  const all = [...list, ...whispers].sort((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0));
  const out = [];
  let day = null;
  let previous = null;
  let unreadShown = false;
  all.forEach((m, index) => {
    const date = tsToDate(m.ts);
    const key = dayKey(date);
    if (!thread && key !== day) {
      out.push({ kind: "day", key: `day-${key}`, label: dayLabel(date) });
      previous = null;
    }
    day = key;
    if (unreadAfter && !unreadShown && m.ts > unreadAfter && m.user !== state.me.id && !m.ephemeral) {
      out.push({ kind: "unread", key: "unread" });
      unreadShown = true;
      previous = null;
    }
    const compact = previous && !isSystem(m) && !isSystem(previous) && !isTombstone(previous) && !m.ephemeral === !previous.ephemeral &&
      !m.ephemeral && authorOf(m).name === authorOf(previous).name && m.user === previous.user &&
      Number.parseFloat(m.ts) - Number.parseFloat(previous.ts) < together && m.subtype !== "thread_broadcast";
    out.push({ kind: "message", key: `m-${m.ts}`, message: m, compact: Boolean(compact) });
    previous = m;
    if (thread && index === 0) {
      const n = list.length - 1;
      out.push({ kind: "count", key: "count", label: n < 1 ? "No replies yet" : n === 1 ? "1 reply" : `${n} replies` });
      previous = null;
    }
  });
  return out;
}

const drawn = {
  day: (row) => el("div", { class: "day", role: "separator", "aria-label": row.label }, el("span", {}, row.label)),
  unread: () => el("div", { class: "unread-line", role: "separator", "aria-label": "New messages" }, el("span", {}, "New")),
  count: (row) => el("div", { class: "reply-count", role: "separator", "aria-label": row.label }, el("span", {}, row.label)),
};

// timeline makes the list of a channel or a thread. place() says which one.
export function timeline({ place, testid, label, empty }) {
  const list = el("div", { class: "list", role: "feed", "aria-label": label, data: { testid } });
  const scroller = el("div", { class: "scroller" }, list);
  const latest = button([icon("down"), "New messages"], {
    class: "latest", hidden: true, data: { testid: "latest" },
    onclick: () => {
      toEnd();
      latest.hidden = true;
    },
  });
  const node = el("div", { class: "timeline" }, scroller, latest);
  let shown = "";
  let count = 0;
  let unreadAfter = null;

  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight;
  };

  // tabStop makes one message reachable by Tab; the arrows go to the others.
  const tabStop = (chosen) => {
    for (const m of list.querySelectorAll("article")) m.tabIndex = m === chosen ? 0 : -1;
  };

  function draw() {
    const { channel, thread } = place();
    const key = `${channel}/${thread ?? ""}`;
    const known = channel && messagesOf(channel, thread);
    if (key !== shown) {
      shown = key;
      count = 0;
      latest.hidden = true;
      list.replaceChildren();
      const room = state.channels.get(channel);
      unreadAfter = !thread && room?.unread ? room.last_read : null;
    }
    if (!known) {
      list.replaceChildren();
      return;
    }
    const stick = count === 0 || atEnd();
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    const oldFirst = list.querySelector("article")?.dataset.ts;
    const items = rows(known, thread, unreadAfter);
    if (known.list.length === 0 && !known.whispers.length) items.push({ kind: "empty", key: "empty" });
    else if (!thread && !known.more) items.unshift({ kind: "start", key: "start" });
    reconcile(list, items, {
      key: (row) => row.key,
      signature: (row) => (row.kind === "message" ? JSON.stringify([row.message, row.compact, state.me.id, extras(row.message)]) : row.label ?? ""),
      build: (row) => {
        if (row.kind === "message") return message(channel, row.message, { thread, compact: row.compact });
        return drawn[row.kind]?.(row) ?? empty(row.kind, channel);
      },
    });
    const articles = list.querySelectorAll("article");
    if (articles.length && !list.querySelector('article[tabindex="0"]')) tabStop(articles[articles.length - 1]);
    const grew = known.list.length + known.whispers.length > count;
    count = known.list.length + known.whispers.length;
    if (stick) toEnd();
    else if (oldFirst && articles[0]?.dataset.ts < oldFirst) scroller.scrollTop = scroller.scrollHeight - fromEnd;
    else if (grew) latest.hidden = false;
    if (stick && !thread && document.visibilityState === "visible") markRead(channel, known.list.at(-1)?.ts);
  }

  scroller.addEventListener("scroll", () => {
    const { channel, thread } = place();
    if (!thread && scroller.scrollTop < 120) loadOlder(channel).catch(() => {});
    if (!atEnd()) return;
    latest.hidden = true;
    if (!thread) markRead(channel, messagesOf(channel)?.list.at(-1)?.ts);
  }, { passive: true });

  list.addEventListener("focusin", (event) => {
    const article = event.target.closest("article");
    if (article) tabStop(article);
  });
  list.addEventListener("keydown", (event) => {
    if (event.target.tagName !== "ARTICLE") return;
    const articles = [...list.querySelectorAll("article")];
    const at = articles.indexOf(event.target);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1 }[event.key];
    if (event.key === "Enter") event.target.querySelector("[data-testid=replies], [data-testid=toolbar-reply]")?.click();
    if (next === undefined || !articles[next]) return;
    event.preventDefault();
    articles[next].focus();
  });
  document.addEventListener("visibilitychange", () => {
    const { channel, thread } = place();
    if (document.visibilityState === "visible" && channel && !thread && atEnd()) markRead(channel, messagesOf(channel)?.list.at(-1)?.ts);
  });
  new ResizeObserver(() => {
    if (count && latest.hidden && stuck) toEnd();
  }).observe(scroller);
  let stuck = true;
  scroller.addEventListener("scroll", () => (stuck = atEnd()), { passive: true });

  on("messages", ({ channel, thread }) => {
    const here = place();
    if (here.channel === channel && (here.thread ?? undefined) === (thread ?? undefined)) draw();
  });
  on("linked", ({ ts }) => {
    const target = list.querySelector(`article[data-ts="${CSS.escape(ts)}"]`);
    if (!target) return;
    target.classList.add("linked");
    target.scrollIntoView({ block: "center" });
    tabStop(target);
    target.focus({ preventScroll: true });
  });
  return { node, draw };
}
