// The messages this window holds: of each place one run without a gap, of
// bounded length, which moves along as somebody scrolls.
import { currentSession, read } from "./api.js";
import { changed, messagesOf, placeKey, state } from "./state.js";

const step = 60;       // messages that one request brings
const most = 240;      // messages that are held of a place
const least = 100;     // of which so many stay when new ones push the old ones out
const placesMost = 12; // places that are held
const whispersMost = 60;

// Changes that came while an answer was on its way may be missing in it. They
// wait here, by place, and are made again once the answer is there.
const underWay = new Map();

async function request(channel, thread, which) {
  const key = placeKey(channel, thread);
  const session = currentSession();
  const missed = [];
  if (!underWay.has(key)) underWay.set(key, new Set());
  underWay.get(key).add(missed);
  try {
    const answer = await read("messages", { channel, thread, limit: step, ...which });
    return { ...answer, messages: answer.messages ?? [], missed, session };
  } finally {
    underWay.get(key).delete(missed);
    if (!underWay.get(key).size) underWay.delete(key);
  }
}

const dismissed = new Set();

// keep takes an answer as all that is known of a place.
function keep(channel, thread, answer, { following, fresh = 0 }) {
  if (answer.session !== currentSession()) return; // the window has become somebody else
  const known = {
    list: answer.messages,
    whispers: (answer.ephemerals ?? []).filter((w) => !dismissed.has(w.ts)).slice(-whispersMost),
    more: answer.older,
    newer: answer.newer,
    following,
    fresh,
  };
  state.messages.delete(placeKey(channel, thread));
  state.messages.set(placeKey(channel, thread), known);
  for (const key of state.messages.keys()) {
    if (state.messages.size <= placesMost) break;
    if (key !== state.place?.id && key !== placeKey(state.place?.id, state.thread)) state.messages.delete(key);
  }
  settle(channel, thread, known, answer.missed);
}

function settle(channel, thread, known, missed) {
  for (const change of missed) alter(known, change);
  changed("messages", { channel, thread });
}

function cutOlder(known, left = most) {
  if (known.list.length <= left) return;
  known.list.splice(0, known.list.length - left);
  known.more = true;
}

function cutNewer(known) {
  if (known.list.length <= most) return;
  known.list.length = most;
  known.newer = true;
}

// enter is called when somebody comes to a place: they begin at its end, and a
// run that was left somewhere in the past is of no use.
export function enter(channel, thread) {
  const known = messagesOf(channel, thread);
  if (!known) return;
  if (known.newer) state.messages.delete(placeKey(channel, thread));
  known.following = true;
  known.fresh = 0;
}

// follow notes whether somebody reads at the end of a place, where new messages
// push the old ones out, or further up, where nothing may move.
export function follow(channel, thread, following) {
  const known = messagesOf(channel, thread);
  if (!known) return;
  known.following = following && !known.newer;
  if (known.following) known.fresh = 0;
}

// loadMessages reads a place anew: where somebody reads further up, what they
// have before them, else the newest.
export async function loadMessages(channel, thread) {
  const before = messagesOf(channel, thread);
  if (before && !before.following && before.list.length) {
    const fresh = Math.max(before.fresh, (!thread && state.channels.get(channel)?.unread) || 0);
    keep(channel, thread, await request(channel, thread, { from: before.list[0].ts, limit: most }), { following: false, fresh });
    return;
  }
  await loadNewest(channel, thread);
}

// loadNewest reads the end of a place, keeping what is known before it if there
// is no gap between the two.
export async function loadNewest(channel, thread) {
  const answer = await request(channel, thread, {});
  const before = messagesOf(channel, thread);
  const first = answer.messages[0]?.ts;
  if (before && first && !before.newer && before.list.some((m) => m.ts === first)) {
    const older = before.list.filter((m) => m.ts < first);
    if (older.length) answer.older = before.more;
    answer.messages = [...older, ...answer.messages];
  }
  keep(channel, thread, answer, { following: true });
}

// grow reads on at one side of a run, and gives up as much at the other. It
// tells whether there was anything, and reads at one side at a time.
async function grow(channel, thread, side, which) {
  const known = messagesOf(channel, thread);
  if (!known?.[side]) return false;
  known.growing ??= growOnce(channel, thread, known, side, which(known)).finally(() => (known.growing = null));
  await known.growing;
  return true;
}

async function growOnce(channel, thread, known, side, which) {
  const answer = await request(channel, thread, which);
  if (messagesOf(channel, thread) !== known) return;
  if (side === "more") {
    known.list = [...answer.messages.filter((m) => m.ts < known.list[0].ts), ...known.list];
    known.more = answer.older;
    cutNewer(known);
  } else {
    known.list = [...known.list, ...answer.messages.filter((m) => m.ts > known.list.at(-1).ts)];
    known.newer = answer.newer;
    cutOlder(known);
  }
  settle(channel, thread, known, answer.missed);
}

export const loadOlder = (channel, thread) => grow(channel, thread, "more", (known) => ({ before: known.list[0]?.ts }));
export const loadNewer = (channel, thread) => grow(channel, thread, "newer", (known) => ({ from: known.list.at(-1)?.ts }));

// loadAround reads what stands around a moment.
export async function loadAround(channel, thread, ts) {
  keep(channel, thread, await request(channel, thread, { around: ts }), { following: false });
}

// loadBackTo sees to it that a message is among those held; false when there is
// no such message, and then nothing has changed.
export async function loadBackTo(channel, ts, thread) {
  if (messagesOf(channel, thread)?.list.some((m) => m.ts === ts)) return true;
  const answer = await request(channel, thread, { around: ts });
  if (!answer.messages.some((m) => m.ts === ts)) return false;
  keep(channel, thread, answer, { following: false });
  return true;
}

// put replaces a message by its ts, or puts it where its ts belongs.
function put(list, message, { add }) {
  const at = list.findLastIndex((m) => m.ts <= message.ts);
  if (list[at]?.ts === message.ts) list[at] = message;
  else if (add) list.splice(at + 1, 0, message);
}

function cut(list, ts) {
  const at = list.findIndex((m) => m.ts === ts);
  if (at >= 0) list.splice(at, 1);
}

// alter makes one change in a run: {how: "came" | "changed" | "went", message, ts}.
function alter(known, { how, message, ts, whisper }) {
  const list = whisper ? known.whispers : known.list;
  if (how === "went") return cut(list, ts);
  if (whisper) {
    put(list, message, { add: how === "came" });
    if (list.length > whispersMost) list.shift();
    return;
  }
  const last = list.at(-1)?.ts ?? "";
  const later = how === "came" && message.ts > last;
  if (later && !known.following && message.user !== state.me?.id) known.fresh++;
  if (later && known.newer) return;
  const earlier = known.more && message.ts < (list[0]?.ts ?? "");
  put(list, message, { add: how === "came" && !earlier });
  if (!known.following) cutNewer(known);
  else if (known.list.length > least * 1.5) cutOlder(known, least);
}

// note makes a change in a place, now and in the answers that are on their way.
// It tells whether the place is held.
export function note(channel, thread, change) {
  for (const missed of underWay.get(placeKey(channel, thread)) ?? []) missed.push(change);
  const known = messagesOf(channel, thread);
  if (known) alter(known, change);
  return Boolean(known);
}

// placesOf are the places held of a channel: itself, and threads in it.
export function placesOf(channel) {
  const keys = new Set([...state.messages.keys(), ...underWay.keys()]);
  return [...keys].filter((key) => key === channel || key.startsWith(channel + "/")).map((key) => key.split("/")[1]);
}

// dismiss takes an ephemeral message away for good.
export function dismiss(channel, ts) {
  dismissed.add(ts);
  for (const thread of placesOf(channel)) {
    note(channel, thread, { how: "went", ts, whisper: true });
    changed("messages", { channel, thread });
  }
}

// forget drops what is held of all places but those that are looked at.
export function forget() {
  for (const key of [...state.messages.keys()]) {
    if (key !== state.place?.id && key !== placeKey(state.place?.id, state.thread)) state.messages.delete(key);
  }
}
