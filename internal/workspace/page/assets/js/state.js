// What this window knows, and who wants to hear when it changes. Views read
// from state and never write to it; the modules that talk to the workspace
// write to it and then say what changed.
import { afterPress } from "./press.js";

export const state = {
  me: null,            // the person this window is
  team: null,          // {id, name}
  app: null,           // {id, name, user, commands, shortcuts, …}
  users: new Map(),    // id → {id, name, handle, title, tz, bot, app, hue}
  channels: new Map(), // id → a channel as this person sees it
  messages: new Map(), // place key → {list, whispers, more, newer, following, fresh}; see history.js
  home: undefined,     // the app's Home for this person; null when it published none
  views: [],           // open modals, top last
  place: null,         // {kind: "channel", id}, {kind: "home"}, {kind: "threads"}, {kind: "canvas", id} or {kind: "search", query}
  thread: null,        // ts of the parent of the open thread
  linked: null,        // ts of the message that the address picks out
  threads: [],         // those the person takes part in, as /page/threads tells them
  details: null,       // {kind: "channel"} or {kind: "person", id}: what the details pane shows
  rehearsal: null,     // what is played, and what to do next, as the stream tells; null where there is none
  clockSkew: 0,        // milliseconds the workspace's clock is ahead of ours
  connection: "connecting",
};

const bus = new EventTarget();

// changed tells whoever listens that a part of the state is new.
export function changed(part, detail) {
  bus.dispatchEvent(new CustomEvent(part, { detail }));
}

// Changes of the stream can come by the hundred in a second. The parts of the
// page are told of the first in the next frame, and of what follows at a pace
// that leaves three quarters of the time to whoever types or scrolls. A window in
// the background has no frames, so a timer stands beside them.
const turns = new Map();

// changedSoon is changed for what the stream brings: calls with one key within
// so many milliseconds become one, with the latest detail.
export function changedSoon(part, detail, { key = part, pace = 40 } = {}) {
  const turn = turns.get(key);
  if (turn) {
    Object.assign(turn, { detail, due: true });
    return;
  }
  const mine = { detail, due: true };
  turns.set(key, mine);
  const tell = () => afterPress(() => {
    mine.due = false;
    const began = performance.now();
    changed(part, mine.detail);
    const took = performance.now() - began;
    setTimeout(() => (mine.due ? tell() : turns.delete(key)), Math.max(pace, 3 * took));
  });
  const first = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    tell();
  };
  const frame = requestAnimationFrame(first);
  const timer = setTimeout(first, pace);
}

export function on(part, listener) {
  bus.addEventListener(part, (event) => listener(event.detail));
}

// placeKey names a list of messages: a channel, or a thread in it.
export function placeKey(channel, thread) {
  return thread ? `${channel}/${thread}` : channel;
}

export function messagesOf(channel, thread) {
  return state.messages.get(placeKey(channel, thread));
}

export function userName(id) {
  return state.users.get(id)?.name ?? id;
}

// channelTitle is how a conversation is called in running text.
export function channelTitle(channel) {
  if (!channel) return "";
  return channel.is_im ? userName(channel.user) : channel.name;
}

export function currentChannel() {
  return state.place?.kind === "channel" ? state.channels.get(state.place.id) : undefined;
}

// Neighbouring people get hues far from each other: the golden angle.
function hueOf(index) {
  return Math.round((index * 137.5 + 18) % 360);
}

// person is a user as the page shows one; index is among the people, so that
// the colour is the same in every list.
export function person(user, index) {
  return {
    id: user.id,
    name: user.display_name || user.real_name || user.name,
    handle: user.name,
    title: user.title,
    tz: user.tz,
    bot: user.is_bot,
    app: user.id === state.app?.user,
    guest: user.is_restricted,
    deleted: user.deleted,
    hue: hueOf(index),
  };
}

// adopt takes over an answer of /page/state.
export function adopt(answer) {
  state.me = null;
  state.team = answer.team;
  state.app = { ...answer.app, commands: answer.app.commands ?? [], shortcuts: answer.app.shortcuts ?? [] };
  state.guide = answer.guide;
  state.banner = answer.banner;
  state.views = answer.views ?? [];
  state.clockSkew = Date.parse(answer.now) - Date.now();
  let people = 0;
  state.users = new Map(answer.users.map((u) => [u.id, person(u, u.is_bot ? 0 : people++)]));
  state.channels = new Map(answer.channels.map((c) => [c.id, c]));
  state.me = state.users.get(answer.me);
}
