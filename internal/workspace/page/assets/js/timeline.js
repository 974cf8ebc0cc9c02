// A list of messages: of a channel, or of a thread.
import { el, button, icon, reconcile } from "./dom.js";
import { enter, follow, loadAround, loadNewer, loadNewest, loadOlder } from "./history.js";
import { keysOf, message } from "./messages.js";
import { line, rowsOf, signatureOf } from "./rows.js";
import { scrollKeeper } from "./scroll.js";
import { messagesOf, on, state } from "./state.js";
import { walker } from "./walk.js";
import { markRead } from "./world.js";

const count = (n) => `${n} new message${n === 1 ? "" : "s"}`;

// timeline makes the list of a channel or a thread. place() says which one, and
// empty(kind, channel) draws what stands where there is nothing, or nothing older.
export function timeline({ place, testid, label, empty }) {
  const list = el("div", { class: "list", role: "group", "aria-label": label, data: { testid } });
  const scroller = el("div", { class: "scroller" }, list);
  const latestLabel = el("span");
  const latest = button([icon("down"), latestLabel], { class: "latest", hidden: true, data: { testid: "latest" }, onclick: () => toNewest() });
  const sinceLabel = el("span");
  const since = button([icon("up"), sinceLabel], { class: "since", hidden: true, data: { testid: "since" }, onclick: () => toUnread() });
  const node = el("div", { class: "timeline" }, scroller, since, latest);
  let shown = "";
  let unread = null; // {after, count}: what was unread when somebody came

  const known = () => {
    const { channel, thread } = place();
    return channel && messagesOf(channel, thread);
  };
  const scroll = scrollKeeper(scroller, list, {
    following: () => known()?.following ?? true,
    moved: (atEnd) => {
      const { channel, thread } = place();
      follow(channel, thread, atEnd);
      showJumps();
      seen();
    },
    want: (side) => reach(side).catch(() => {}), // tried again at the next scroll
  });
  const walk = walker(list, { reach, page: scroll.page, keys: keysOf(place) });

  // reach reads on beyond an end, and tells whether there was anything.
  async function reach(side) {
    const { channel, thread } = place();
    if (side === "more") return loadOlder(channel, thread);
    if (side === "newer") return loadNewer(channel, thread);
    if (!known()?.newer) return false;
    await loadNewest(channel, thread);
    return true;
  }

  async function toNewest() {
    await reach("end").catch(() => {});
    const { channel, thread } = place();
    follow(channel, thread, true);
    scroll.toEnd();
    showJumps();
    seen();
  }

  async function toUnread() {
    const { channel, thread } = place();
    const top = () => list.querySelector(":scope > .unread-line");
    if (!top()) await loadAround(channel, thread, unread.after).catch(() => {});
    if (top()) scroll.show(top(), "start");
    unread.count = 0;
    showJumps();
  }

  // seen marks as read what somebody reads at the end.
  function seen() {
    const { channel, thread } = place();
    const run = known();
    if (run?.following && !run.newer && !thread && document.visibilityState === "visible") markRead(channel, run.list.at(-1)?.ts);
  }

  function showJumps() {
    const run = known();
    latest.hidden = !run || run.following || (!run.newer && !run.fresh && scroll.atEnd());
    latestLabel.textContent = run?.fresh ? count(run.fresh) : "Newest messages";
    const top = list.querySelector(":scope > .unread-line");
    since.hidden = !unread?.count || (top ? !scroll.above(top) : !run?.more);
    sinceLabel.textContent = unread?.count ? count(unread.count) : "";
  }

  function arrive(channel, thread) {
    enter(channel, thread);
    list.replaceChildren();
    scroll.start();
    walk.stop(null);
    const room = thread ? null : state.channels.get(channel);
    // Who has never been here has nothing to catch up with.
    unread = room?.unread && room.last_read ? { after: room.last_read, count: room.unread } : null;
  }

  function draw() {
    const { channel, thread } = place();
    const key = `${state.me?.id}/${channel}/${thread ?? ""}`;
    if (key !== shown) arrive(channel, thread);
    shown = key;
    const run = known();
    if (!run) {
      list.replaceChildren();
      showJumps();
      return;
    }
    if (list.firstChild) scroll.hold();
    walk.hold();
    reconcile(list, rowsOf(run, { thread, unreadAfter: unread?.after }), {
      key: (row) => row.key,
      signature: signatureOf,
      build: (row) => (row.kind === "message" ? message(channel, row.message, { thread, compact: row.compact }) : line(row) ?? empty(row.kind, channel)),
    });
    list.setAttribute("role", run.list.length || run.whispers.length ? "feed" : "group"); // a feed has articles
    walk.settle();
    scroll.restore();
    scroll.look();
    showJumps();
    seen();
  }

  document.addEventListener("visibilitychange", seen);
  on("messages", ({ channel, thread }) => {
    const here = place();
    if (here.channel === channel && (here.thread ?? undefined) === (thread ?? undefined)) draw();
  });
  on("linked", ({ ts }) => {
    const target = list.querySelector(`:scope > article[data-ts="${CSS.escape(ts)}"]`);
    if (!target) return;
    target.classList.add("linked");
    walk.stop(target);
    target.focus({ preventScroll: true });
    scroll.show(target);
  });
  return { node, draw };
}
