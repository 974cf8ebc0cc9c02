// The keys of the whole page. Those that belong to one control are listed here
// for the help, and heard where the control is.
import { toggleDetails } from "./details.js";
import { openDrawer } from "./drawer.js";
import { showKeys } from "./help.js";
import { pressed } from "./keynames.js";
import { togglePalette } from "./palette.js";
import { cycle } from "./panes.js";
import { openChannel } from "./router.js";
import { focusFind } from "./sidebar.js";
import { on, state } from "./state.js";
import { announce } from "./toasts.js";
import { unreadIn, unreadOf } from "./unread.js";

// toNews opens the next conversation, in the sidebar's order, that has something
// new; threads come last. A step of -1 goes the other way.
function toNews(step) {
  const rooms = [...state.channels.values()];
  const at = rooms.findIndex((c) => c.id === state.place?.id);
  for (let n = 1; n <= rooms.length; n++) {
    const room = rooms[(at + step * n + rooms.length * 2) % rooms.length];
    if (unreadOf(room).unread) return openChannel(room.id);
  }
  const thread = state.threads.find((t) => unreadIn(t) > 0);
  if (thread) return openChannel(thread.channel, { thread: thread.parent.ts });
  announce("Nothing is unread.");
}

function find() {
  if (matchMedia("(max-width: 760px)").matches) openDrawer();
  focusFind();
}

// Each is a combination, what it does in words, and the deed if it is one of the
// page; combinations without a deed belong to a control.
export const groups = [
  {
    title: "Anywhere",
    keys: [
      ["Mod+K", "Jump to a channel, a person or a command", togglePalette],
      ["Mod+G", "Find channels and people, search messages", find],
      ["Alt+Shift+ArrowDown", "Next conversation with something new", () => toNews(1)],
      ["Alt+Shift+ArrowUp", "The one before", () => toNews(-1)],
      ["F6", "Next part of the window", () => cycle(1)],
      ["Shift+F6", "Part before", () => cycle(-1)],
      ["Mod+.", "Open or close the details", toggleDetails],
      ["Alt+ArrowLeft", "Back to where you were"],
      ["Escape", "Close the thread, the details or what is on top"],
      ["Mod+/", "This list (also ? outside a field)", () => showKeys(groups)],
    ],
  },
  {
    title: "In the list of messages",
    keys: [
      ["ArrowUp", "Message before"],
      ["ArrowDown", "Next message"],
      ["PageUp", "One window up"],
      ["PageDown", "One window down"],
      ["Home", "First message that is loaded"],
      ["End", "Newest message"],
      ["Enter", "Open the thread, or begin one"],
      ["R", "Add a reaction"],
      ["E", "Edit your message"],
      ["Tab", "Its buttons and links"],
    ],
  },
  {
    title: "While writing",
    keys: [
      ["Enter", "Send"],
      ["Shift+Enter", "New line"],
      ["ArrowUp", "Edit your last message, if the field is empty"],
      ["Alt+ArrowUp", "What you sent before"],
      ["Alt+ArrowDown", "And forward again"],
      ["Tab", "Take a proposal for / @ # or :"],
      ["Mod+B", "Bold"],
      ["Mod+I", "Italic"],
      ["Mod+Shift+X", "Struck through"],
      ["Mod+Shift+C", "Code"],
    ],
  },
];

const typing = (node) => node?.matches?.("input, textarea, select, [contenteditable]");

// listen hears the keys of the page. A dialog on top keeps them to itself.
export function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const dialog = document.querySelector("dialog[open]");
    if (dialog && dialog.dataset.testid !== "palette") return;
    if (event.key === "?" && !typing(event.target) && !dialog) {
      event.preventDefault();
      showKeys(groups);
      return;
    }
    for (const [combination, , act] of groups[0].keys) {
      if (!act || !pressed(event, combination)) continue;
      event.preventDefault();
      act();
      return;
    }
  });
  on("help-wanted", () => showKeys(groups));
}
