// What the workspace tells, put into the state.
import { act, currentSession, read } from "./api.js";
import { forget, loadMessages, note, placesOf } from "./history.js";
import { rereader } from "./reread.js";
import { adopt, changed, changedSoon, state, userName } from "./state.js";
import { announce, toast } from "./toasts.js";
import { spokenOf } from "./mrkdwn.js";

let loading = null;

// loadState reads the state. Where it is asked for again meanwhile, only the answer
// to that counts.
export function loadState() {
  const session = currentSession();
  const mine = loading = (async () => {
    const answer = await read("state");
    if (mine !== loading) return loading;
    if (session !== currentSession()) return null; // the window has become somebody else
    rooms.touch();
    adopt(answer);
    changed("people");
    changed("channels");
    changed("views");
    return null;
  })();
  return mine;
}

let homes = 0; // how often the stream has brought one

export async function loadHome() {
  const session = currentSession();
  const before = homes;
  const { view } = await read("home");
  if (session !== currentSession() || homes !== before) return;
  state.home = view;
  changed("home");
}

// resync reads anew what is on the screen, after changes may have been missed; the
// stream keeps back what comes meanwhile. Who reads further up stays where they are.
export async function resync() {
  const open = state.place;
  await loadState();
  forget();
  const jobs = [];
  if (open?.kind === "channel") {
    jobs.push(loadMessages(open.id));
    if (state.thread) jobs.push(loadMessages(open.id, state.thread));
  }
  if (open?.kind === "home") jobs.push(loadHome());
  await Promise.all(jobs);
}

const rooms = rereader({
  pace: 120,
  ask: () => read("state"),
  take: ({ channels }) => {
    state.channels = new Map(channels.map((c) => [c.id, c]));
    changed("channels");
  },
});

// refreshChannels reads the sidebar's rows anew.
export const refreshChannels = rooms.want;

const isReply = (m) => m.thread_ts && m.thread_ts !== m.ts;
export const isBroadcast = (m) => m.broadcast || m.subtype === "thread_broadcast";

// lookedAt tells whether the person sees a place right now.
function lookedAt(channel) {
  return document.visibilityState === "visible" && state.place?.kind === "channel" && state.place.id === channel;
}

const sidebarPace = { pace: 250 };

// What is read is told the workspace at most once a second.
const reading = new Map();

export function markRead(channel, ts) {
  const known = state.channels.get(channel);
  if (!known || !ts || !known.is_member || known.last_read >= ts) return;
  known.last_read = ts;
  if (known.unread || known.mentions) {
    Object.assign(known, { unread: 0, mentions: 0 });
    changedSoon("channels", undefined, sidebarPace);
  }
  if (!reading.has(channel)) tellRead(channel);
}

async function tellRead(channel) {
  const ts = state.channels.get(channel)?.last_read;
  reading.set(channel, ts);
  try {
    await act("read", { channel, ts });
  } catch { /* it stays unread, and will be tried again */ }
  setTimeout(() => {
    reading.delete(channel);
    if (state.channels.get(channel)?.last_read > ts) tellRead(channel);
  }, 1000);
}

// readElsewhere hears what was read, here or in another window of the person.
function readElsewhere({ channel, ts }) {
  if (!(state.channels.get(channel)?.last_read >= ts)) refreshChannels();
}

// A screen reader is told of what comes, but not of more than it can say.
let unspoken = [];

function speak(text) {
  unspoken.push(text);
  if (unspoken.length > 1) return;
  setTimeout(() => {
    announce(unspoken.length > 3 ? `${unspoken.length} new messages. ${unspoken.at(-1)}` : unspoken.join(". "));
    unspoken = [];
  }, 400);
}

// unspeak takes back what a screen reader was to say: it was meant for the person one was.
export function unspeak() {
  unspoken = [];
  announce("");
}

const redraw = (channel, thread) => changedSoon("messages", { channel, thread }, { key: `messages ${channel}/${thread ?? ""}` });

function messageCame({ channel, message }, add) {
  const how = add ? "came" : "changed";
  const threads = [message.thread_ts || message.ts];
  if (!isReply(message) || isBroadcast(message)) threads.push(undefined);
  for (const thread of threads) if (note(channel, thread, { how, message })) redraw(channel, thread);
  if (!add || message.user === state.me?.id) return;
  if (lookedAt(channel)) speak(`${message.username || userName(message.user)}: ${spokenOf(message.text).slice(0, 300)}`);
  rooms.touch();
  const known = state.channels.get(channel);
  if (!known) refreshChannels();
  else if ((!isReply(message) || isBroadcast(message)) && !lookedAt(channel)) {
    known.unread = (known.unread ?? 0) + 1;
    changedSoon("channels", undefined, sidebarPace);
  }
}

function messageWent({ channel, ts }) {
  for (const thread of placesOf(channel)) if (note(channel, thread, { how: "went", ts })) redraw(channel, thread);
}

function whisper({ channel, thread, ts, message }, how) {
  const own = thread || (message && isReply(message) ? message.thread_ts : undefined);
  for (const place of how === "came" ? [own] : placesOf(channel)) {
    if (note(channel, place, { how, message, ts, whisper: true })) redraw(channel, place);
  }
  if (how === "came") noteWhisper(channel, message);
}

function noteWhisper(channel, message) {
  speak(`Only visible to you. ${userName(message.user)}: ${spokenOf(message.text).slice(0, 300)}`);
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
  changedSoon("channels", undefined, sidebarPace);
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
  read: (c) => !c.thread && readElsewhere(c),
  view: viewCame,
  view_closed: viewWent,
  home: ({ view }) => {
    homes++;
    state.home = view;
    changed("home");
  },
  notice,
};

// apply takes in one change of the stream.
export function apply(change) {
  handlers[change.type]?.(change);
  changed("change", change);
}
