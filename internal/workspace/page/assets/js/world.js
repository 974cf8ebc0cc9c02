// What the workspace tells, put into the state.
import { act, read } from "./api.js";
import { adopt, changed, messagesOf, placeKey, state, userName } from "./state.js";
import { announce, toast } from "./toasts.js";
import { spokenOf } from "./mrkdwn.js";

export async function loadState() {
  adopt(await read("state"));
  changed("people");
  changed("channels");
  changed("views");
}

// loadMessages reads the newest messages of a place, keeping older ones that
// were already read.
export async function loadMessages(channel, thread) {
  const answer = await read("messages", { channel, thread, limit: thread ? 1000 : undefined });
  const known = messagesOf(channel, thread);
  const list = answer.messages ?? [];
  const older = known && list.length && !thread ? known.list.filter((m) => m.ts < list[0].ts) : [];
  state.messages.set(placeKey(channel, thread), {
    list: [...older, ...list],
    whispers: answer.ephemerals ?? [],
    more: older.length ? known.more : answer.more,
  });
  changed("messages", { channel, thread });
}

// loadOlder reads the page before the oldest message known.
export async function loadOlder(channel) {
  const known = messagesOf(channel);
  if (!known?.more || known.loading) return;
  known.loading = true;
  try {
    const answer = await read("messages", { channel, before: known.list[0]?.ts });
    known.list = [...(answer.messages ?? []), ...known.list];
    known.more = answer.more;
    changed("messages", { channel });
  } finally {
    known.loading = false;
  }
}

// loadBackTo reads older pages until the message is there; false when it is not.
export async function loadBackTo(channel, ts) {
  const has = () => messagesOf(channel)?.list.some((m) => m.ts === ts);
  while (!has() && messagesOf(channel)?.more && messagesOf(channel).list[0].ts > ts) await loadOlder(channel);
  return has();
}

export async function loadHome() {
  const { view } = await read("home");
  state.home = view;
  changed("home");
}

// resync reads anew what is on the screen, after changes may have been missed.
export async function resync() {
  const open = state.place;
  await loadState();
  state.messages.clear();
  const jobs = [];
  if (open?.kind === "channel") {
    jobs.push(loadMessages(open.id));
    if (state.thread) jobs.push(loadMessages(open.id, state.thread));
  }
  if (open?.kind === "home") jobs.push(loadHome());
  await Promise.all(jobs);
}

let channelsTimer = 0;

// refreshChannels reads the sidebar's rows anew, once for a burst of changes.
function refreshChannels() {
  clearTimeout(channelsTimer);
  channelsTimer = setTimeout(async () => {
    try {
      const answer = await read("state");
      state.channels = new Map(answer.channels.map((c) => [c.id, c]));
      changed("channels");
    } catch { /* the stream will tell when the workspace is back */ }
  }, 120);
}

// put replaces a message by its ts, or puts it where its ts belongs.
function put(list, message, { add }) {
  const at = list.findIndex((m) => m.ts === message.ts);
  if (at >= 0) list[at] = message;
  else if (add) {
    list.push(message);
    if (list.length > 1 && list.at(-2).ts > message.ts) list.sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }
}

function cut(list, ts) {
  const at = list.findIndex((m) => m.ts === ts);
  if (at >= 0) list.splice(at, 1);
}

const isReply = (m) => m.thread_ts && m.thread_ts !== m.ts;
export const isBroadcast = (m) => m.broadcast || m.subtype === "thread_broadcast";

// lookedAt tells whether the person sees a place right now.
function lookedAt(channel) {
  return document.visibilityState === "visible" && state.place?.kind === "channel" && state.place.id === channel;
}

export async function markRead(channel, ts) {
  const known = state.channels.get(channel);
  if (!known || !ts || !known.is_member || known.last_read >= ts) return;
  known.last_read = ts;
  known.unread = 0;
  changed("channels");
  try {
    await act("read", { channel, ts });
  } catch { /* it stays unread, and will be tried again */ }
}

function messageCame({ channel, message }, add) {
  const places = [];
  if (!isReply(message) || isBroadcast(message)) places.push([channel, undefined]);
  places.push([channel, message.thread_ts || message.ts]);
  for (const [c, thread] of places) {
    const known = messagesOf(c, thread);
    if (!known) continue;
    put(known.list, message, { add });
    changed("messages", { channel: c, thread });
  }
  if (!add || message.user === state.me?.id) return;
  if (lookedAt(channel)) {
    announce(`${message.username || userName(message.user)}: ${spokenOf(message.text).slice(0, 300)}`);
  }
  const known = state.channels.get(channel);
  if (!known) refreshChannels();
  else if (!isReply(message) || isBroadcast(message)) {
    if (!lookedAt(channel)) known.unread = (known.unread ?? 0) + 1;
    changed("channels");
  }
}

function messageWent({ channel, ts }) {
  for (const [key, known] of state.messages) {
    if (key !== channel && !key.startsWith(channel + "/")) continue;
    cut(known.list, ts);
    changed("messages", { channel, thread: key.split("/")[1] });
  }
}

function whisper({ channel, thread, ts, message }, how) {
  const place = thread || (message && isReply(message) ? message.thread_ts : undefined);
  const key = placeKey(channel, place);
  if (!state.messages.has(key) && how === "came") return noteWhisper(channel, message);
  for (const [k, known] of state.messages) {
    if (k !== channel && !k.startsWith(channel + "/")) continue;
    if (how === "went") cut(known.whispers, ts);
    else put(known.whispers, message, { add: how === "came" && k === key });
    changed("messages", { channel, thread: k.split("/")[1] });
  }
  if (how === "came") noteWhisper(channel, message);
}

function noteWhisper(channel, message) {
  announce(`Only visible to you. ${userName(message.user)}: ${spokenOf(message.text).slice(0, 300)}`);
  const thread = message.thread_ts;
  if (lookedAt(channel)) {
    if (!thread || thread === state.thread) return;
    toast(`${userName(message.user)} wrote something to you in a thread. Only you can see it.`, "info", {
      label: "Open", act: () => changed("thread-wanted", { thread }),
    });
    return;
  }
  const known = state.channels.get(channel);
  if (known) known.unread = (known.unread ?? 0) + 1;
  changed("channels");
}

// A modal came, was changed, or was pushed onto the one below it.
function viewCame({ view, errors }) {
  const at = state.views.findIndex((v) => v.id === view.id);
  if (at >= 0) state.views = [...state.views.slice(0, at), view];
  else if (view.previous_view_id && state.views.at(-1)?.id === view.previous_view_id) state.views = [...state.views, view];
  else state.views = [view];
  changed("views", { errors: errors ?? {}, answered: true });
}

function viewWent({ view }) {
  const at = view ? state.views.findIndex((v) => v.id === view.id) : -1;
  if (view) state.views = at >= 0 ? [...state.views.slice(0, at), view] : [view];
  else state.views = [];
  changed("views", { errors: {}, answered: true });
}

function notice(change) {
  toast(change.text, change.level);
  changed("notice", change);
}

const handlers = {
  message: (c) => messageCame(c, true),
  changed: (c) => messageCame(c, false),
  deleted: messageWent,
  ephemeral: (c) => whisper(c, "came"),
  ephemeral_changed: (c) => whisper(c, "changed"),
  ephemeral_deleted: (c) => whisper(c, "went"),
  channel: refreshChannels,
  member: refreshChannels,
  read: refreshChannels,
  view: viewCame,
  view_closed: viewWent,
  home: ({ view }) => {
    state.home = view;
    changed("home");
  },
  notice,
  resync,
};

// apply takes in one change of the stream.
export function apply(change) {
  handlers[change.type]?.(change);
}
