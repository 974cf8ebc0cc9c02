// What somebody has written and not sent, and the lines they sent last. Both are
// kept in this browser, per workspace and person, and outlive a reload.
import { changed, state } from "./state.js";

const mine = (what) => `${what}:${state.team.name}:${state.me.id}:`;
const keyOf = (channel, thread) => `${mine("draft")}${channel}/${thread ?? ""}`;

// A browser may have no room, or be told to keep nothing: then drafts end with
// the window, and nothing else is lost.
function keep(key, text) {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch { /* see above */ }
}

export function draftOf(channel, thread) {
  return localStorage.getItem(keyOf(channel, thread)) ?? "";
}

// keepDraft stores a draft; an empty one is forgotten.
export function keepDraft(channel, thread, text) {
  const had = Boolean(draftOf(channel, thread));
  keep(keyOf(channel, thread), text.trim() ? text : "");
  if (had !== Boolean(text.trim())) changed("drafts");
}

// draftPlaces are the channels with a draft in them or in one of their threads.
export function draftPlaces() {
  const prefix = mine("draft");
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  return new Set(keys.map((key) => key.slice(prefix.length).split("/")[0]));
}

const sentMost = 30;

// sentLines are what the person sent last, the newest first.
export function sentLines() {
  try {
    return JSON.parse(localStorage.getItem(mine("sent"))) ?? [];
  } catch {
    return [];
  }
}

export function noteSent(text) {
  keep(mine("sent"), JSON.stringify([text, ...sentLines().filter((line) => line !== text)].slice(0, sentMost)));
}
