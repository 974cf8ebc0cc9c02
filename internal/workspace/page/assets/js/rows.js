// What a list of messages consists of: days, the line above what is unread,
// the messages, and what stands at its two ends.
import { el } from "./dom.js";
import { authorOf, extras, isSystem, isTombstone } from "./messages.js";
import { on, state } from "./state.js";
import { dayKey, dayLabel, tsToDate } from "./time.js";

const together = 5 * 60; // seconds within which one author's messages are grouped

// A message is an object that is never changed, only replaced: what is computed
// from it once holds for as long as it is shown to one person.
let facts = new WeakMap();
on("me", () => (facts = new WeakMap()));

function factsOf(message) {
  let known = facts.get(message);
  if (!known) {
    const date = tsToDate(message.ts);
    facts.set(message, (known = { day: dayKey(date), label: dayLabel(date), json: JSON.stringify(message) }));
  }
  return known;
}

// follows tells whether a message continues the one before it without a head of
// its own.
function follows(m, previous) {
  return previous && !isSystem(m) && !isSystem(previous) && !isTombstone(previous) && !m.ephemeral && !previous.ephemeral &&
    m.user === previous.user && authorOf(m).name === authorOf(previous).name &&
    Number.parseFloat(m.ts) - Number.parseFloat(previous.ts) < together && m.subtype !== "thread_broadcast";
}

// within leaves out the ephemeral messages that belong where the run does not reach.
function within({ list, whispers, more, newer }) {
  return whispers.filter((w) => (!more || w.ts > (list[0]?.ts ?? "")) && (!newer || w.ts < (list.at(-1)?.ts ?? "")));
}

// rowsOf turns what is held of a place into what is drawn of it.
export function rowsOf(known, { thread, unreadAfter }) {
  const all = [...known.list, ...within(known)];
  if (all.length > known.list.length) all.sort((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0));
  const out = [];
  let day = null;
  let previous = null;
  let unread = !unreadAfter;
  if (!all.length) return [{ kind: "empty", key: "empty" }];
  if (known.more) out.push({ kind: "further", key: "older", label: "Reading older messages…" });
  else if (!thread) out.push({ kind: "start", key: "start" });
  all.forEach((m) => {
    const fact = factsOf(m);
    if (!thread && fact.day !== day) {
      out.push({ kind: "day", key: `day-${fact.day}`, label: fact.label });
      previous = null;
    }
    day = fact.day;
    if (!unread && m.ts > unreadAfter && m.user !== state.me.id && !m.ephemeral) {
      out.push({ kind: "unread", key: "unread", label: "New" });
      unread = true;
      previous = null;
    }
    out.push({ kind: "message", key: `m-${m.ts}`, message: m, compact: Boolean(follows(m, previous)) });
    previous = m;
    if (m.ts === thread) {
      const n = m.reply_count ?? 0;
      out.push({ kind: "count", key: "count", label: n < 1 ? "No replies yet" : n === 1 ? "1 reply" : `${n} replies` });
      previous = null;
    }
  });
  if (known.newer) out.push({ kind: "further", key: "newer", label: "Reading newer messages…" });
  return out;
}

// signatureOf is equal for rows that look the same.
export function signatureOf(row) {
  if (row.kind !== "message") return row.label ?? "";
  return `${factsOf(row.message).json}${row.compact}${state.me.id}${JSON.stringify(extras(row.message))}`;
}

const lines = { day: "day", unread: "unread-line", count: "reply-count", further: "further" };

// line draws a row that only holds words; null when it is of another kind.
export function line(row) {
  return lines[row.kind] ? el("div", { class: lines[row.kind] }, el("span", {}, row.label)) : null;
}
