// The state of the link, said calmly: a dot at the foot of the sidebar, and a
// line over the conversation only while something is wrong or has just ended.
import { el } from "./dom.js";
import { on, state } from "./state.js";
import { announce } from "./toasts.js";

const words = { connecting: "Connecting…", live: "Connected", lost: "Reconnecting…" };

// A line that is cut for a moment is nobody's concern.
const patience = 1200;

// connectionMark is the dot and its words.
export function connectionMark() {
  const node = el("p", { class: "connection", data: { testid: "connection" } });
  const draw = () => {
    node.textContent = words[state.connection];
    node.dataset.state = state.connection;
  };
  on("connection", draw);
  draw();
  return node;
}

const lost = "The connection is lost and tried again by itself. What you write stays.";

// connectionLine is the line. What is written while the link is down stays in
// the composer, and what was missed is read when it is back. The line lies over
// the messages, so that nothing moves under the eyes of who reads them.
export function connectionLine() {
  const node = el("p", { class: "link-line", hidden: true, data: { testid: "link-line" } });
  let timer = 0;
  const say = (text, kind) => {
    node.textContent = text;
    node.dataset.kind = kind;
    node.hidden = false;
    announce(text);
  };
  on("connection", () => {
    if (state.connection === "lost") {
      // Each vain attempt says so again; only the first begins the wait.
      if (node.dataset.kind !== "lost") timer ||= setTimeout(() => say(lost, "lost"), patience);
      return;
    }
    clearTimeout(timer);
    timer = 0;
    if (state.connection !== "live" || node.hidden) return;
    say("Back online. Everything is up to date.", "live");
    setTimeout(() => { node.hidden = node.dataset.kind === "live"; }, 3000);
  });
  return el("div", { class: "link-place" }, node);
}
