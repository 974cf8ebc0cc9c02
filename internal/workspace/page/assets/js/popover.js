// Small things that open over the page: menus, panels, and the question that
// comes before something that cannot be undone.
import { el, append, icon, button } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { hostToasts } from "./toasts.js";

// place puts a popover beside its anchor and inside the window.
function place(panel, anchor) {
  const a = anchor.getBoundingClientRect();
  const p = panel.getBoundingClientRect();
  const gap = 4;
  const margin = 8;
  let top = a.bottom + gap;
  if (top + p.height > innerHeight - margin) top = Math.max(margin, a.top - p.height - gap);
  let left = a.left;
  if (left + p.width > innerWidth - margin) left = a.right - p.width;
  left = Math.max(margin, left);
  panel.style.setProperty("top", `${Math.round(top)}px`);
  panel.style.setProperty("left", `${Math.round(left)}px`);
}

// openPanel shows content beside an anchor until Escape, a click elsewhere or
// the returned function closes it; the focus then returns to the anchor.
export function openPanel(anchor, content, { label, className = "", closed } = {}) {
  const panel = el("div", { class: `popover ${className}`, popover: "auto", "aria-label": label, role: "dialog" }, content);
  (anchor.closest("dialog") ?? document.body).append(panel);
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const inside = panel.contains(document.activeElement) || document.activeElement === document.body;
    panel.remove();
    removeEventListener("resize", follow);
    anchor.setAttribute("aria-expanded", "false");
    if (inside && anchor.isConnected) anchor.focus();
    closed?.();
  });
  const follow = () => anchor.isConnected && place(panel, anchor);
  panel.showPopover();
  addEventListener("resize", follow);
  anchor.setAttribute("aria-expanded", "true");
  place(panel, anchor);
  return { panel, close: () => panel.isConnected && panel.hidePopover(), place: () => place(panel, anchor) };
}

// ignoreHeld lets a key that was held down while a dialog opened do nothing in it,
// and Enter never more than once a press: what is in the dialog was not seen yet.
// The function it returns is called whenever the dialog opens.
export function ignoreHeld(dialog) {
  let fresh = false;
  dialog.addEventListener("keydown", (event) => {
    if (!event.repeat) {
      fresh = true;
      return;
    }
    const writing = event.target.closest("textarea, [contenteditable=true]");
    if (!fresh || (event.key === "Enter" && !writing)) event.preventDefault();
  }, true);
  return () => (fresh = false);
}

// arrows moves the focus among items with the arrow keys.
export function arrows(container, selector, { columns = 1 } = {}) {
  container.addEventListener("keydown", (event) => {
    const step = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: columns > 1 ? 1 : 0, ArrowLeft: columns > 1 ? -1 : 0 }[event.key];
    const items = [...container.querySelectorAll(selector)];
    const at = items.indexOf(document.activeElement);
    let next = null;
    if (step) next = items[(at + step + items.length) % items.length];
    if (event.key === "Home") next = items[0];
    if (event.key === "End") next = items.at(-1);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

// openMenu shows a list of things to do. An item is {label, icon, danger, act,
// testid, hint}; null draws a line.
export function openMenu(anchor, items, { label } = {}) {
  const list = el("div", { class: "menu", role: "menu", "aria-label": label });
  const opened = openPanel(anchor, list, { label, className: "popover-menu" });
  for (const item of items) {
    if (!item) {
      list.append(el("hr"));
      continue;
    }
    list.append(el("button", {
      type: "button", role: "menuitem", class: "menu-item" + (item.danger ? " danger" : ""),
      data: item.testid ? { testid: item.testid } : {},
      onclick: () => {
        opened.close();
        item.act();
      },
    }, item.icon ? icon(item.icon) : null, el("span", {}, item.label, item.hint ? el("small", {}, item.hint) : null)));
  }
  opened.panel.removeAttribute("role");
  arrows(list, "[role=menuitem]");
  place(opened.panel, anchor);
  list.querySelector("[role=menuitem]")?.focus();
  return opened;
}

// ask shows a question and tells whether it was confirmed. It takes the shape
// of Block Kit's confirmation object; strings are taken as plain text.
export function ask({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    const finish = (answer) => {
      dialog.close();
      hostToasts();
      dialog.remove();
      resolve(answer);
    };
    const yes = button(textObject(confirm ?? "Yes"), {
      class: style === "danger" ? "danger-filled" : "primary", data: { testid: "confirm-yes" }, onclick: () => finish(true),
    });
    const dialog = el("dialog", {
      class: "dialog dialog-small", role: "alertdialog", "aria-label": title?.text ?? title ?? "Please confirm", data: { testid: "confirm" },
      oncancel: (event) => {
        event.preventDefault();
        finish(false);
      },
    },
    el("header", { class: "dialog-head" }, el("h2", {}, textObject(title ?? "Are you sure?"))),
    append(el("div", { class: "dialog-body text" }), [textObject(text)]),
    el("footer", { class: "dialog-foot" },
      button(textObject(deny ?? "Cancel"), { data: { testid: "confirm-no" }, onclick: () => finish(false) }), yes));
    document.body.append(dialog);
    ignoreHeld(dialog);
    dialog.showModal();
    yes.focus();
  });
}
