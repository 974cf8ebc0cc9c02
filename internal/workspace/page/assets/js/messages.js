// One message: who, when, what, and what can be done with it.
import { el, avatar, icon, iconButton, button } from "./dom.js";
import { act, currentSession } from "./api.js";
import { blocks, text } from "./blocks.js";
import { Values } from "./values.js";
import { files } from "./files.js";
import { mrkdwn, spokenOf, typedOf } from "./mrkdwn.js";
import { ask, openMenu } from "./popover.js";
import { pickReaction, reactions } from "./reactions.js";
import { changed, messagesOf, state } from "./state.js";
import { ago, clock, fullMoment, tsToDate } from "./time.js";
import { attempt, toast } from "./toasts.js";
import { openThread, permalink } from "./router.js";
import { dismiss } from "./history.js";
import { isBroadcast } from "./world.js";
import { toWire } from "./wire.js";

// What people have chosen in the inputs of messages, by ts.
const entered = new Map();
// Which message is being edited, and where the workspace reported a failure.
let editing = null;
const failed = new Map();

export function authorOf(message) {
  const user = state.users.get(message.user);
  const name = message.username || user?.name || (message.bot_id ? "An app" : message.user);
  return { ...(user ?? { hue: 200 }), name, bot: Boolean(user?.bot || message.bot_id) };
}

export const isSystem = (m) => ["channel_join", "channel_leave", "channel_topic", "channel_purpose", "group_join", "group_leave",
  "group_topic", "channel_name", "channel_archive"].includes(m.subtype);
const isOwn = (m) => m.user === state.me.id && !m.bot_id && !m.ephemeral && !isSystem(m) && !isTombstone(m);
export const isTombstone = (m) => m.subtype === "tombstone";

// startEditing turns a message into a text field.
export function startEditing(channel, message, thread) {
  editing = { ts: message.ts };
  changed("messages", { channel, thread });
}

// noteFailure marks the message whose button went unanswered, beside the notice
// that says so.
export function noteFailure({ channel, ts, level, text: why }) {
  if (level !== "error" || !ts) return;
  failed.set(ts, why);
  changed("messages", { channel });
  if (state.thread) changed("messages", { channel, thread: state.thread });
}

// extras are what a message's look depends on besides itself.
// Addresses of files hold the session, which may have become another.
export const extras = (message) => [failed.get(message.ts), editing?.ts === message.ts, message.files && currentSession()];

function pressing(channel, message) {
  let values = entered.get(message.ts);
  if (!values) entered.set(message.ts, (values = new Values()));
  return {
    surface: "message",
    scope: message.ts,
    spot: { channel, ts: message.ts },
    values,
    press: (press) => {
      failed.delete(message.ts);
      return attempt(() => act("press", { channel, ts: message.ts, press: { ...press, state: values.all() } }));
    },
  };
}

function attachments(message, channel) {
  if (!Array.isArray(message.attachments) || message.attachments.length === 0) return null;
  return message.attachments.map((a) => el("div", { class: "attachment" },
    a.pretext ? mrkdwn(a.pretext) : null,
    a.title ? el("strong", {}, mrkdwn(a.title)) : null,
    a.blocks ? blocks(a.blocks, pressing(channel, message)) : text(a.text || a.fallback || "")));
}

function editor(channel, message, thread) {
  const field = el("textarea", { class: "field", rows: 3, "aria-label": "Edit the message", data: { testid: "edit-field" } });
  const mine = editing; // outlives a message that is drawn anew, say since somebody reacted to it
  field.value = mine.text ?? typedOf(message.text);
  field.addEventListener("input", () => (mine.text = field.value));
  const stop = () => {
    editing = null;
    changed("messages", { channel, thread });
  };
  const save = async () => {
    if (!field.value.trim()) return;
    const ok = await attempt(() => act("edit", { channel, ts: message.ts, text: toWire(field.value) }));
    if (ok) stop();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      stop();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  queueMicrotask(() => {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
  return el("div", { class: "editor" }, field, el("div", { class: "editor-acts" },
    button("Cancel", { class: "small", onclick: stop }),
    button("Save", { class: "small primary", onclick: save, data: { testid: "edit-save" } })));
}

// What a person typed arrives twice: as a text, and as a rich_text block that
// says the same. The text is drawn, since its marks mean what they say there.
function showsBlocks(message) {
  if (!Array.isArray(message.blocks) || message.blocks.length === 0) return false;
  return Boolean(message.bot_id) || !message.text || message.blocks.some((b) => b.type !== "rich_text");
}

function content(channel, message, thread) {
  if (isTombstone(message)) return el("p", { class: "tombstone" }, "This message was deleted.");
  if (editing?.ts === message.ts) return editor(channel, message, thread);
  const body = showsBlocks(message) ? blocks(message.blocks, pressing(channel, message)) : message.text ? text(message.text) : null;
  const edited = message.edited && el("span", {
    class: "edited", title: fullMoment(tsToDate(message.edited.ts)), data: { testid: "edited" },
  }, " (edited)");
  const lastLine = edited && body?.lastElementChild;
  if (lastLine?.classList.contains("run")) lastLine.append(edited);
  return [body, edited?.parentNode ? null : edited, attachments(message, channel)];
}

function replies(message) {
  if (!message.reply_count) return null;
  const n = message.reply_count;
  const faces = (message.reply_users ?? []).slice(0, 4).map((id) => avatar(state.users.get(id), "xs"));
  return el("button", {
    type: "button", class: "replies", data: { testid: "replies" }, onclick: () => openThread(message.ts),
  }, el("span", { class: "faces" }, faces), el("span", { class: "replies-count" }, n === 1 ? "1 reply" : `${n} replies`),
  message.latest_reply ? el("span", { class: "replies-when" }, `last reply ${ago(tsToDate(message.latest_reply))}`) : null);
}

function menuOf(anchor, channel, message, thread) {
  const items = state.app.shortcuts.filter((s) => s.type === "message").map((s) => ({
    label: s.name, hint: state.app.name, icon: "bolt", testid: `menu-shortcut-${s.callback_id}`,
    act: () => attempt(() => act("shortcut", { callback_id: s.callback_id, channel, ts: message.ts })),
  }));
  if (items.length) items.push(null);
  items.push({
    label: "Copy link", icon: "link", testid: "menu-link",
    act: async () => {
      const address = permalink(channel, message);
      try {
        await navigator.clipboard.writeText(address);
        toast("The link is copied.");
      } catch {
        toast(address);
      }
    },
  });
  if (isOwn(message)) {
    items.push({ label: "Edit", icon: "edit", testid: "menu-edit", act: () => startEditing(channel, message, thread) });
    items.push({
      label: "Delete", icon: "trash", danger: true, testid: "menu-delete",
      act: async () => {
        const sure = await ask({
          title: "Delete this message?", text: "It is gone for everybody. A thread below it stays.", confirm: "Delete", style: "danger",
        });
        if (sure) await attempt(() => act("delete", { channel, ts: message.ts }));
      },
    });
  }
  openMenu(anchor, items, { label: "More for this message" });
}

function toolbar(channel, message, thread) {
  if (message.ephemeral || isTombstone(message)) return null;
  const react = iconButton("react", "Add a reaction", {
    data: { testid: "toolbar-react" }, "aria-expanded": "false", onclick: () => pickReaction(react, channel, message),
  });
  const more = iconButton("more", "More for this message", {
    data: { testid: "toolbar-more" }, "aria-haspopup": "menu", "aria-expanded": "false",
    onclick: () => menuOf(more, channel, message, thread),
  });
  const reply = thread ? null : iconButton("reply", "Reply in thread", {
    data: { testid: "toolbar-reply" }, onclick: () => openThread(message.thread_ts || message.ts),
  });
  return el("div", { class: "toolbar", role: "group", "aria-label": "For this message" }, react, reply, more);
}

function whisperLine(channel, message) {
  return el("div", { class: "whisper-line" }, icon("eye"), el("span", {}, "Only visible to you"),
    el("button", { type: "button", class: "text-button", data: { testid: "dismiss" }, onclick: () => dismiss(channel, message.ts) }, "Dismiss"));
}

function broadcastLine(channel, message, thread) {
  if (thread || !isBroadcast(message) || !message.thread_ts) return null;
  const root = message.root ?? messagesOf(channel)?.list.find((m) => m.ts === message.thread_ts);
  const about = root?.text ? `: ${spokenOf(root.text).slice(0, 60)}` : "";
  return el("button", { type: "button", class: "text-button broadcast-line", onclick: () => openThread(message.thread_ts) },
    "replied to a thread" + about);
}

// message draws one row. A compact one follows another of the same author.
export function message(channel, m, { thread, compact }) {
  const author = authorOf(m);
  const date = tsToDate(m.ts);
  const time = el("time", { datetime: date.toISOString(), title: fullMoment(date) }, clock(date));
  if (isSystem(m)) {
    return el("article", { class: "message system", tabindex: "-1", data: { testid: "message", ts: m.ts }, "aria-label": spokenOf(m.text) },
      el("div", { class: "gutter" }), el("div", { class: "body" }, el("div", { class: "text" }, mrkdwn(m.text), " ", time)));
  }
  const spoken = isTombstone(m) ? "This message was deleted." : spokenOf(m.text);
  const head = compact ? null : el("header", { class: "message-head" },
    el("span", { class: "author", dir: "auto", title: author.title || null, data: author.id ? { user: author.id } : {} }, author.name),
    author.bot ? el("span", { class: "badge" }, "App") : null,
    el("a", { class: "when", href: permalink(channel, m), tabindex: "-1" }, time));
  return el("article", {
    class: "message" + (compact ? " compact" : "") + (m.ephemeral ? " whisper" : ""),
    tabindex: "-1",
    "aria-label": `${m.ephemeral ? "Only visible to you. " : ""}${author.name}, ${clock(date)}: ${spoken}`,
    data: { testid: "message", ts: m.ts, ...(m.ephemeral ? { whisper: "true" } : {}) },
  },
  el("div", { class: "gutter" }, compact ? time : avatar(author)),
  el("div", { class: "body" },
    m.ephemeral ? whisperLine(channel, m) : null,
    head,
    broadcastLine(channel, m, thread),
    content(channel, m, thread),
    files(m),
    failed.has(m.ts) ? el("p", { class: "failure", data: { testid: "failure" } }, icon("warn"), failed.get(m.ts)) : null,
    reactions(channel, m),
    thread ? null : replies(m)),
  toolbar(channel, m, thread));
}

// keysOf are the keys on a message that has the focus, each telling whether it
// did anything. place() says where the messages are.
export function keysOf(place) {
  const press = (selector) => (article) => {
    const control = article.querySelector(selector);
    control?.click();
    return Boolean(control);
  };
  const open = press("[data-testid=replies], [data-testid=toolbar-reply]");
  return {
    Enter: open,
    ArrowRight: open,
    r: press("[data-testid=toolbar-react]"),
    e: (article) => {
      const { channel, thread } = place();
      const message = messagesOf(channel, thread)?.list.find((m) => m.ts === article.dataset.ts);
      if (!message || !isOwn(message)) return false;
      startEditing(channel, message, thread);
      return true;
    },
  };
}
