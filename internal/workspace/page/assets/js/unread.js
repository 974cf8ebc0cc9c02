// What is new for the person: in channels, in threads, and for them by name.
import { act, read } from "./api.js";
import { rereader } from "./reread.js";
import { changed, on, state } from "./state.js";

const isReply = (m) => m.thread_ts && m.thread_ts !== m.ts;
const callsOnMe = (m) => m.text?.includes(`<@${state.me.id}`) || /<!(here|channel|everyone)>/.test(m.text ?? "");

// refreshThreads reads the threads anew.
const { want: refreshThreads } = rereader({
  pace: 250,
  ask: () => read("threads"),
  take: ({ threads }) => {
    state.threads = threads;
    changed("threads");
  },
});

const isOpen = (t) => state.thread === t.parent.ts && state.place?.id === t.channel && document.visibilityState === "visible";

// unreadIn counts what is new in a thread; one that is being read has nothing new.
export const unreadIn = (t) => (isOpen(t) ? 0 : t.unread);

// unreadOf counts what is new in a conversation, and how much of it is for the
// person by name. The conversation that is looked at has nothing new, nor has one
// that the person is not in.
export function unreadOf(channel) {
  const open = state.place?.kind === "channel" && state.place.id === channel?.id && document.visibilityState === "visible";
  const unread = open || !channel?.is_member ? 0 : channel.unread ?? 0;
  return { unread, mentions: Math.min(channel?.mentions ?? 0, unread) };
}

// unreadThreads is the same for all threads together.
export function unreadThreads() {
  const unread = state.threads.reduce((sum, t) => sum + unreadIn(t), 0);
  const mentions = state.threads.reduce((sum, t) => sum + (isOpen(t) ? 0 : t.mentions), 0);
  return { unread, mentions };
}

const marked = new Map(); // person/channel/thread → the newest ts that was marked

// markThreadRead puts the mark behind the newest reply that was seen.
export async function markThreadRead(channel, thread, ts) {
  const key = `${state.me.id}/${channel}/${thread}`;
  if (!ts || ts === thread || ts <= (marked.get(key) ?? "")) return;
  marked.set(key, ts);
  const known = state.threads.find((t) => t.channel === channel && t.parent.ts === thread);
  if (known) Object.assign(known, { unread: 0, mentions: 0 });
  changed("threads");
  try {
    await act("read", { channel, thread, ts });
  } catch {
    marked.delete(key); // it is tried again with the next reply
  }
}

// listen keeps the counts true while changes come in.
export function listen() {
  document.addEventListener("visibilitychange", () => state.me && changed("channels"));
  on("me", () => {
    state.threads = [];
    refreshThreads();
  });
  on("people", refreshThreads); // all is read anew, as changes may have been missed
  on("change", ({ type, channel, thread, message }) => {
    if ((type === "read" && thread) || (type === "deleted" && message && isReply(message))) refreshThreads();
    if (type !== "message" || !message) return;
    if (isReply(message)) refreshThreads();
    const known = state.channels.get(channel);
    if (!known || message.user === state.me?.id || (isReply(message) && !message.broadcast)) return;
    if (known.is_im || callsOnMe(message)) known.mentions = (known.mentions ?? 0) + 1;
  });
}
