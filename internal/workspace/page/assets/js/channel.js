// The middle of the page: a conversation, the app's Home, one's threads, a canvas,
// or what a search found.
import { el, avatar, button, fill, icon } from "./dom.js";
import { act } from "./api.js";
import { canvasPane } from "./canvas.js";
import { composer } from "./composer.js";
import { connectionLine } from "./connection.js";
import { headOf } from "./head.js";
import { homeView } from "./home.js";
import { youLine } from "./people.js";
import { searchPane } from "./search.js";
import { channelTitle, currentChannel, on, state } from "./state.js";
import { threadsPane } from "./threads.js";
import { timeline } from "./timeline.js";
import { attempt } from "./toasts.js";
import { unreadOf, unreadThreads } from "./unread.js";

// start is what stands before the first message, or instead of any.
function start(kind, id) {
  const c = state.channels.get(id);
  if (!c) return el("div");
  const title = channelTitle(c);
  const app = state.app.name;
  const command = state.app.commands[0]?.name;
  let words;
  if (c.is_im && c.user === state.app.user) words = `Write to ${app} here. Only you and ${app} can read it.`;
  else if (c.is_im && c.user === state.me.id) words = "Only you can see this: a place for notes.";
  else if (c.is_im) words = `This is between you and ${title}.` + (kind === "empty" ? " Write the first message below." : "");
  else if (!c.is_member) words = "You can read this channel. Join it to write.";
  else words = command ? `Say something, or type ${command} to see what ${app} can do here.` : "Say something below.";
  return el("div", { class: "start start-" + kind },
    c.is_im ? avatar(state.users.get(c.user), "l") : el("span", { class: "start-sign", "aria-hidden": "true" }, c.is_private ? icon("lock") : "#"),
    el("p", { class: "start-title" }, c.is_im ? title : kind === "start" ? `The beginning of #${title}` : `#${title} is quiet so far`),
    el("p", {}, words));
}

function titleOf(c) {
  const names = { home: state.app.name, threads: "Threads", search: "Search", canvas: state.place?.title ?? "Canvas" };
  if (!c) return names[state.place?.kind] ?? "";
  return c.is_im ? channelTitle(c) : "#" + c.name;
}

// channelPane draws the middle and keeps it true.
export function channelPane() {
  const main = document.getElementById("main");
  main.dataset.testid = "channel-pane";
  const head = el("header", { class: "pane-head" });
  const place = () => ({ channel: state.place?.kind === "channel" ? state.place.id : undefined });
  const list = timeline({ place, testid: "messages", label: "Messages", empty: start });
  const write = composer({ place, testid: "composer", sendTestid: "send", id: "composer" });
  const join = el("div", { class: "join" });
  const home = homeView();
  const threads = threadsPane();
  const search = searchPane();
  const canvas = canvasPane();
  fill(main, head, connectionLine(), home.node, threads.node, search.node, canvas.node, list.node, join, write.node, youLine());

  function drawJoin(c) {
    join.hidden = !c || (c.is_member && !c.is_archived);
    if (join.hidden) return;
    fill(join, c.is_archived
      ? el("p", {}, "This channel is archived: it can be read, not written to.")
      : [el("p", {}, `You are not in #${c.name}.`), button("Join channel", {
        class: "primary", data: { testid: "join" }, onclick: () => attempt(() => act("join", { channel: c.id })),
      })]);
  }

  let headDrawn = "";

  // The head is drawn anew only when it says something else: a burst of messages
  // must not take away what one is about to press.
  function drawHead() {
    const { unread, mentions, last_read, ...c } = currentChannel() ?? {};
    const says = JSON.stringify([state.me?.id, state.place, c, Boolean(state.details), state.users.get(c.user), state.app]);
    if (says === headDrawn) return;
    headDrawn = says;
    const focused = head.contains(document.activeElement) && document.activeElement.dataset.testid;
    fill(head, headOf());
    if (focused) head.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
  }

  function drawFrame() {
    const kind = state.place?.kind;
    const c = currentChannel();
    drawHead();
    home.node.hidden = kind !== "home";
    threads.node.hidden = kind !== "threads";
    search.node.hidden = kind !== "search";
    canvas.node.hidden = kind !== "canvas";
    list.node.hidden = !c;
    write.node.hidden = !c?.is_member || c.is_archived;
    drawJoin(c);
    drawTitle();
  }

  function drawTitle() {
    const news = [...state.channels.values()].some((x) => unreadOf(x).unread) || unreadThreads().unread > 0;
    document.title = `${news ? "• " : ""}${titleOf(currentChannel())} · ${state.team?.name ?? ""}`;
  }

  on("place", ({ focus }) => {
    drawFrame();
    const c = currentChannel();
    if (!c) return;
    list.draw();
    write.reload(c.is_im ? `Message ${channelTitle(c)}` : `Message #${c.name}`);
    if (focus && c.is_member && matchMedia("(hover: hover)").matches) write.focus();
  });
  on("channels", () => state.place && drawFrame());
  on("threads", () => state.place && drawTitle());
  on("details", drawHead);
  on("me", () => state.place && drawFrame());
  // A command that was chosen elsewhere is put into the field, to be completed there.
  on("prefill", ({ text }) => {
    if (write.node.hidden) attempt(() => Promise.reject(new Error("Open a channel you are in first: commands are typed there.")));
    else queueMicrotask(() => write.prefill(text)); // after what covers the field has gone
  });
}
