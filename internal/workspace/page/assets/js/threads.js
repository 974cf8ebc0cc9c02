// The threads one takes part in, as a list: what is new first, then by the
// newest reply.
import { el, avatar, fill } from "./dom.js";
import { authorOf } from "./messages.js";
import { spokenOf } from "./mrkdwn.js";
import { threadPath } from "./router.js";
import { channelTitle, on, state } from "./state.js";
import { ago, tsToDate } from "./time.js";
import { unreadIn } from "./unread.js";

export const whereOf = (c) => (c?.is_im ? channelTitle(c) : `#${channelTitle(c) || "…"}`);

function said(message) {
  const words = spokenOf(message.text) || (message.files?.length ? message.files[0].name : "…");
  return el("span", { class: "card-said", dir: "auto" }, el("b", {}, authorOf(message).name), ` ${words}`);
}

function card(t) {
  const news = unreadIn(t);
  const replies = t.parent.reply_count;
  const count = replies === 1 ? "1 reply" : `${replies} replies`;
  return el("li", {}, el("a", {
    class: "card" + (news ? " has-unread" : ""), data: { testid: "thread-card" },
    href: threadPath(t.channel, t.parent.ts),
  },
  el("span", { class: "card-head" },
    el("span", { class: "card-where" }, whereOf(state.channels.get(t.channel))),
    el("span", {}, `${count}, last ${ago(tsToDate(t.latest.ts))}`),
    news ? el("span", { class: "unread" + (t.mentions ? " for-me" : "") }, t.mentions ? `${news} new, for you` : `${news} new`) : null),
  el("span", { class: "card-line" }, avatar(authorOf(t.parent), "s"), said(t.parent)),
  el("span", { class: "card-line card-reply" }, avatar(authorOf(t.latest), "xs"), said(t.latest))));
}

// threadsPane draws the list and keeps it true.
export function threadsPane() {
  const list = el("ul", { class: "cards", "aria-label": "Threads you take part in" });
  const none = el("div", { class: "start", hidden: true },
    el("h2", {}, "No threads yet"),
    el("p", {}, "When you reply in a thread, begin one, or are mentioned in one, you find it here."));
  const node = el("div", { class: "cards-pane", hidden: true, data: { testid: "threads-pane" } }, el("div", { class: "cards-inner" }, none, list));
  function draw() {
    if (state.place?.kind !== "threads") return;
    const news = (t) => Number(unreadIn(t) > 0);
    none.hidden = state.threads.length > 0;
    fill(list, [...state.threads].sort((a, b) => news(b) - news(a)).map(card));
  }
  on("threads", draw);
  on("place", draw);
  return { node };
}
