// What a search found in the messages that the person can read.
import { el, avatar, fill } from "./dom.js";
import { read } from "./api.js";
import { authorOf } from "./messages.js";
import { plainOf } from "./mrkdwn.js";
import { permalink } from "./router.js";
import { on, state } from "./state.js";
import { whereOf } from "./threads.js";
import { fullMoment, tsToDate } from "./time.js";
import { attempt } from "./toasts.js";

// wordsOf are the words of a question that stand in the messages themselves.
const wordsOf = (query) => query.toLowerCase().split(/\s+/).filter((w) => w && !/^(from|in):./.test(w));

// highlight marks the words where they stand, in browsers that can mark text
// without changing it; elsewhere the results are merely plain.
function highlight(root, words) {
  if (!globalThis.CSS?.highlights || !globalThis.Highlight) return;
  const ranges = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data.toLowerCase();
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(walk.currentNode, at);
        range.setEnd(walk.currentNode, Math.min(at + word.length, walk.currentNode.data.length));
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

// excerpt is the part of a text in which the first of the words stands.
function excerpt(text, words) {
  const lower = text.toLowerCase();
  const at = Math.max(0, Math.min(...words.map((w) => lower.indexOf(w)).filter((i) => i >= 0), Infinity) - 80);
  const from = Number.isFinite(at) ? at : 0;
  return (from > 0 ? "… " : "") + text.slice(from, from + 320) + (text.length > from + 320 ? " …" : "");
}

function result({ channel, message }, words) {
  const author = authorOf(message);
  const files = (message.files ?? []).map((f) => f.name).join(", ");
  return el("li", {}, el("a", { class: "card", href: permalink(channel, message), data: { testid: "found" } },
    el("span", { class: "card-head" },
      el("span", { class: "card-where" }, whereOf(state.channels.get(channel))),
      el("span", {}, fullMoment(tsToDate(message.ts))),
      message.thread_ts && message.thread_ts !== message.ts ? el("span", {}, "in a thread") : null),
    el("span", { class: "card-line" }, avatar(author, "s"),
      el("span", { class: "card-text", dir: "auto" }, el("b", {}, author.name), "\n", excerpt(plainOf(message.text), words) || files))));
}

function count(n, more, query) {
  if (more) return `The newest ${n} messages with “${query}”. Add a word, from:name or in:channel to find fewer.`;
  return n === 1 ? `1 message with “${query}”` : `${n} messages with “${query}”`;
}

// searchPane draws what was found for the place's question.
export function searchPane() {
  const told = el("p", { class: "cards-told", role: "status", data: { testid: "search-told" } });
  const list = el("ul", { class: "cards", "aria-label": "What was found" });
  const none = el("div", { class: "start", hidden: true },
    el("h2", {}, "Nothing found"),
    el("p", {}, "All words of a search have to stand in one message. Only what you can read is searched."));
  const node = el("div", { class: "cards-pane", hidden: true, data: { testid: "search-pane" } },
    el("div", { class: "cards-inner" }, told, none, list));
  let asked = "";

  async function ask() {
    if (state.place?.kind !== "search") {
      asked = "";
      return;
    }
    const { query } = state.place;
    const key = `${state.me.id}:${query}`;
    if (asked === key) return;
    asked = key;
    told.textContent = "Searching…";
    const answer = await attempt(() => read("search", { q: query }));
    if (asked !== key) return;
    const found = answer?.found ?? [];
    none.hidden = found.length > 0;
    told.textContent = answer ? count(found.length, answer.more, query) : "";
    const words = wordsOf(query);
    fill(list, found.map((f) => result(f, words)));
    highlight(list, words);
  }
  on("place", ask);
  on("me", ask);
  return { node };
}
