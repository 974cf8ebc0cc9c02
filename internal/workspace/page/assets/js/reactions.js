// Emoji on messages, and the picker that adds them.
import { el, icon } from "./dom.js";
import { act } from "./api.js";
import { emoji, knownEmoji } from "./emoji.js";
import { pickEmoji } from "./picker.js";
import { state, userName } from "./state.js";
import { attempt } from "./toasts.js";

function toggle(channel, message, name) {
  const mine = message.reactions?.find((r) => r.name === name)?.users.includes(state.me.id);
  return attempt(() => act(mine ? "unreact" : "react", { channel, ts: message.ts, name }));
}

// pickReaction opens the picker beside a button.
export function pickReaction(anchor, channel, message) {
  pickEmoji(anchor, "Add a reaction", (name) => toggle(channel, message, name));
}

// reactions draws what people chose, each a switch for one's own.
export function reactions(channel, message) {
  if (!message.reactions?.length) return null;
  const chips = message.reactions.map((r) => {
    const mine = r.users.includes(state.me.id);
    const who = r.users.map((u) => (u === state.me.id ? "you" : userName(u))).join(", ");
    const spoken = r.name.replaceAll("_", " ");
    return el("button", {
      type: "button", class: "reaction", "aria-pressed": String(mine), title: `:${r.name}: from ${who}`,
      "aria-label": `${spoken}, ${r.count}, from ${who}`, data: { testid: `reaction-${r.name}` },
      onclick: () => toggle(channel, message, r.name),
    }, el("span", { class: knownEmoji(r.name) ? "emoji" : "" }, emoji(r.name)), el("span", { class: "count" }, String(r.count)));
  });
  const add = el("button", {
    type: "button", class: "reaction reaction-add", "aria-label": "Add a reaction", title: "Add a reaction",
    onclick: () => pickReaction(add, channel, message),
  }, icon("react"));
  return el("div", { class: "reactions" }, chips, add);
}
