// The list of keys.
import { el, iconButton, refocus } from "./dom.js";
import { keyName } from "./keynames.js";

const plain = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };
const spoken = { ArrowUp: "Up arrow", ArrowDown: "Down arrow", ArrowLeft: "Left arrow", ArrowRight: "Right arrow" };

function shown(combination) {
  const replaced = (by) => keyName(combination).replace(/Arrow\w+|Escape/g, (name) => by[name] ?? name);
  return el("dt", {}, el("kbd", { "aria-hidden": "true" }, replaced(plain)), el("span", { class: "hidden" }, replaced(spoken)));
}

// showKeys opens the list. A group is a title and rows of a combination and what
// it does.
export function showKeys(groups) {
  const before = document.activeElement;
  const close = () => dialog.close();
  const dialog = el("dialog", {
    class: "dialog keys", "aria-labelledby": "keys-title", data: { testid: "keys" },
    onclose: () => {
      dialog.remove();
      refocus(before);
    },
    onclick: (event) => event.target === dialog && close(),
  },
  el("header", { class: "dialog-head" }, el("h2", { id: "keys-title" }, "Keyboard shortcuts"), iconButton("close", "Close", { onclick: close })),
  el("div", { class: "dialog-body keys-body", tabindex: "0", role: "region", "aria-labelledby": "keys-title" }, groups.map((group) => el("section", {},
    el("h3", {}, group.title),
    el("dl", {}, group.keys.map(([combination, what]) => el("div", { class: "key-row" }, shown(combination), el("dd", {}, what))))))));
  document.body.append(dialog);
  dialog.showModal();
}
