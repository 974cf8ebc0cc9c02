// Which place is open, in the address bar and in the state.
import { act } from "./api.js";
import { closeDrawer } from "./drawer.js";
import { changed, on, state } from "./state.js";
import { loadBackTo, loadMessages } from "./history.js";
import { loadHome } from "./world.js";
import { attempt, toast } from "./toasts.js";

const toTS = (p) => `${p.slice(1, -6)}.${p.slice(-6)}`;
const fromTS = (ts) => `p${ts.replace(".", "")}`;

function linkPath(channel, ts, thread) {
  return `/archives/${channel}/${fromTS(ts)}` + (thread ? `?thread_ts=${thread}&cid=${channel}` : "");
}

// permalink is the address of a message, as chat.getPermalink gives it.
export function permalink(channel, message) {
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  return location.origin + linkPath(channel, message.ts, reply ? message.thread_ts : "");
}

// threadPath is the address of a thread beside its channel.
export const threadPath = (channel, thread) => `/archives/${channel}` + (thread ? `?thread=${thread}` : "");

// parse reads an address: {home}, {threads}, {search}, {canvas}, {channel, thread, ts},
// or {} for the start.
export function parse(address) {
  const url = new URL(address, location.href);
  if (url.searchParams.has("home")) return { home: true };
  if (url.searchParams.has("threads")) return { threads: true };
  if (url.searchParams.has("search")) return { search: url.searchParams.get("search") };
  const canvas = /^\/docs\/[A-Z0-9]+\/([A-Z0-9]+)\/?$/.exec(url.pathname);
  if (canvas) return { canvas: canvas[1] };
  const match = /^\/archives\/([A-Z0-9]+)(?:\/(p\d{16}))?\/?$/.exec(url.pathname);
  if (!match) return {};
  const thread = url.searchParams.get("thread_ts") ?? url.searchParams.get("thread");
  return { channel: match[1], ts: match[2] && toTS(match[2]), thread: thread ?? undefined };
}

function remember(address, replace) {
  if (replace || location.pathname + location.search === address) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

// openChannel shows a conversation, with a thread beside it and a message
// picked out where they are given. The address names all three, so that going
// back, a reload and a copied address lead to the same.
export async function openChannel(id, { thread, ts, replace, focus = true } = {}) {
  if (!state.channels.has(id)) {
    toast("You cannot see that conversation, or it does not exist.", "error");
    return openStart();
  }
  const same = state.place?.kind === "channel" && state.place.id === id;
  const from = document.activeElement;
  state.place = { kind: "channel", id };
  state.thread = thread ?? null;
  state.linked = ts ?? null;
  closeDrawer();
  remember(ts ? linkPath(id, ts, thread) : threadPath(id, thread), replace);
  changed("place", { focus: focus && !thread && !same });
  await attempt(async () => {
    await loadMessages(id);
    if (thread) await loadMessages(id, thread);
    if (ts && ts !== thread && !(await loadBackTo(id, ts, thread))) toast("That message is gone, or you cannot see it.", "error");
  });
  // Whoever has gone elsewhere meanwhile is left there; a message that was drawn
  // anew is another element with the same focus.
  const still = !from?.isConnected || document.activeElement === from || document.activeElement === document.body;
  if (thread) changed("thread-opened", { focus: focus && still });
  if (ts) changed("linked", { ts });
}

export async function openThread(ts) {
  await openChannel(state.place.id, { thread: ts });
}

export function closeThread() {
  const back = state.thread;
  state.thread = null;
  state.linked = null;
  remember(threadPath(state.place.id));
  changed("place", { focus: false, back });
}

function openPlace(place, address, replace) {
  state.place = place;
  state.thread = null;
  state.linked = null;
  closeDrawer();
  remember(address, replace);
  changed("place", { focus: false });
}

export async function openHome({ replace } = {}) {
  openPlace({ kind: "home" }, "/?home", replace);
  await attempt(async () => {
    await act("home", { name: "home" });
    await loadHome();
  });
}

export function openThreads({ replace } = {}) {
  openPlace({ kind: "threads" }, "/?threads", replace);
}

export function openSearch(query, { replace } = {}) {
  openPlace({ kind: "search", query }, `/?${new URLSearchParams({ search: query })}`, replace);
}

function openCanvas(id, { replace } = {}) {
  openPlace({ kind: "canvas", id }, `/docs/${state.team.id}/${id}`, replace);
}

// openDirect opens the direct message with somebody.
export async function openDirect(user) {
  const known = [...state.channels.values()].find((c) => c.is_im && c.user === user);
  if (known) return openChannel(known.id);
  const answer = await attempt(() => act("direct", { user }));
  if (!answer) return;
  state.channels.set(answer.channel, {
    id: answer.channel, is_im: true, is_member: true, user, name: "", topic: "", members: [], unread: 0, last_read: "",
  });
  changed("channels");
  await openChannel(answer.channel);
}

// openStart shows the first conversation that makes sense.
function openStart(preferred = state.defaultChannel) {
  const rooms = [...state.channels.values()];
  const first = (preferred && state.channels.get(preferred)) ||
    rooms.find((c) => c.is_member && !c.is_im) || rooms.find((c) => !c.is_im) || rooms[0];
  if (first) return openChannel(first.id, { replace: true });
  return openHome({ replace: true });
}

// follow opens what an address names.
export function follow(address, { replace } = {}) {
  const to = parse(address);
  if (to.home) return openHome({ replace });
  if (to.threads) return openThreads({ replace });
  if (to.search) return openSearch(to.search, { replace });
  if (to.canvas) return openCanvas(to.canvas, { replace });
  if (!to.channel) return openStart();
  return openChannel(to.channel, { ...to, replace });
}

// listen keeps links to conversations and canvases inside the page.
export function listen() {
  on("thread-wanted", ({ thread }) => openThread(thread));
  window.addEventListener("popstate", () => follow(location.href, { replace: true }));
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a[href]");
    if (!anchor || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const url = new URL(anchor.href);
    const to = parse(url.href);
    if (url.origin !== location.origin || !to.channel && !to.canvas) return;
    event.preventDefault();
    follow(url.href);
  });
}
