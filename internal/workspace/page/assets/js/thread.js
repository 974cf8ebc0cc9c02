// The thread beside the channel.
import { el, fill, iconButton } from "./dom.js";
import { composer } from "./composer.js";
import { youLine } from "./people.js";
import { closeThread } from "./router.js";
import { currentChannel, messagesOf, on, state } from "./state.js";
import { whereOf } from "./threads.js";
import { timeline } from "./timeline.js";
import { markThreadRead } from "./unread.js";

// threadPane draws the thread and keeps it true.
export function threadPane() {
  const pane = document.getElementById("thread");
  const place = () => ({ channel: state.thread ? state.place?.id : undefined, thread: state.thread ?? undefined });
  const head = el("header", { class: "pane-head" });
  const list = timeline({ place, testid: "thread-messages", label: "Messages of the thread", empty: () => el("p", { class: "start" }, "This thread is gone.") });
  const write = composer({ place, testid: "thread-composer", sendTestid: "thread-send", id: "thread-composer", inThread: true });
  fill(pane, head, list.node, write.node, youLine());

  function draw() {
    const c = currentChannel();
    pane.hidden = !state.thread || !c;
    document.body.classList.toggle("thread-open", !pane.hidden);
    if (pane.hidden) return;
    fill(head,
      iconButton("back", "Back to the channel", { class: "back-button", data: { testid: "thread-back" }, onclick: closeThread }),
      el("div", { class: "head-words" },
        el("h2", { class: "head-title" }, "Thread"),
        el("p", { class: "head-topic", dir: "auto" }, whereOf(c))),
      iconButton("close", "Close the thread", { class: "close-button", data: { testid: "thread-close" }, onclick: closeThread }));
    write.node.hidden = !c.is_member || c.is_archived;
    list.draw();
    write.reload("Reply…");
  }

  // Replies count as read while the thread is on the screen.
  function markRead() {
    if (!state.thread || document.visibilityState !== "visible" || !pane.checkVisibility()) return;
    markThreadRead(state.place.id, state.thread, messagesOf(state.place.id, state.thread)?.list.at(-1)?.ts);
  }

  let drawn = "";
  on("place", ({ back }) => {
    const key = `${state.me?.id}/${state.place?.id}/${state.thread}`;
    if (key !== drawn || !state.thread) draw();
    drawn = key;
    if (back) document.querySelector(`#main article[data-ts="${CSS.escape(back)}"]`)?.focus();
  });
  on("thread-opened", ({ focus }) => {
    markRead();
    const byKeys = document.activeElement?.matches(":focus-visible");
    if (focus && !state.linked && (byKeys || matchMedia("(hover: hover)").matches)) write.focus();
  });
  on("messages", ({ thread }) => thread === state.thread && markRead());
  on("reply-wanted", ({ text }) => write.prefill(text));
  document.addEventListener("visibilitychange", markRead);
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) closeThread();
  });
}
