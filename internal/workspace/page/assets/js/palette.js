// The jump palette: a few letters, and one is there.
import { el, avatar, fill, icon, refocus } from "./dom.js";
import { act } from "./api.js";
import { commands } from "./commands.js";
import { findChannels, findCommands, findPeople, best } from "./find.js";
import { openDetails } from "./details.js";
import { openDirect, openHome, openChannel, openSearch, openThreads } from "./router.js";
import { changed, channelTitle, state } from "./state.js";
import { attempt } from "./toasts.js";
import { unreadOf } from "./unread.js";

const channelItem = (c) => ({
  sign: c.is_private ? icon("lock") : "#", label: channelTitle(c), hint: c.is_member ? c.topic : "You are not in it", unread: unreadOf(c).unread,
  act: () => openChannel(c.id),
});
const personItem = (u) => ({
  face: u, label: u.id === state.me.id ? `${u.name} (you)` : u.name, hint: u.bot ? "App" : u.title || "@" + u.handle,
  act: () => (u.id === state.app.user ? openHome() : openDirect(u.id)),
});
const commandItem = (c) => ({
  sign: "/", label: c.name, hint: c.description || c.usage_hint, act: () => changed("prefill", { text: c.name + " " }),
});

const becomeAnother = () => [...document.querySelectorAll(".me, .you")].find((n) => n.checkVisibility({ visibilityProperty: true }))?.click();

// deeds are what else can be done from here.
function deeds() {
  const shortcuts = state.app.shortcuts.filter((s) => s.type === "global").map((s) => ({
    sign: icon("bolt"), label: s.name, hint: s.description || state.app.name,
    act: () => attempt(() => act("shortcut", { callback_id: s.callback_id })),
  }));
  return [
    { sign: icon("threads"), label: "Threads", hint: "Those you take part in", act: openThreads },
    ...shortcuts,
    ...(state.place?.kind === "channel" ? [{ sign: icon("info"), label: "Details", hint: "Of what is open", act: () => openDetails() }] : []),
    { sign: icon("keys"), label: "Keyboard shortcuts", act: () => changed("help-wanted") },
    { sign: icon("swap"), label: "Become somebody else", hint: `You are ${state.me.name}`, act: becomeAnother },
  ];
}

// proposals are what fits: without a word, what is new and the rooms one is in.
function proposals(wanted) {
  if (!wanted) {
    const rooms = [...state.channels.values()].filter((c) => c.is_member && !c.is_archived);
    const named = (c) => (c.is_im ? personItem(state.users.get(c.user) ?? { id: c.user, name: c.user }) : channelItem(c));
    const news = rooms.filter((c) => unreadOf(c).unread).map((c) => ({ ...named(c), unread: unreadOf(c).unread, act: () => openChannel(c.id) }));
    const quiet = rooms.filter((c) => !c.is_im && !unreadOf(c).unread).map(channelItem);
    return [...news, ...quiet.slice(0, 8), ...deeds()];
  }
  if (wanted.startsWith("/")) return findCommands(commands(), wanted).map(commandItem);
  const found = [
    ...(wanted.startsWith("@") ? [] : findChannels(wanted).slice(0, 8).map(channelItem)),
    ...(wanted.startsWith("#") ? [] : findPeople(wanted).slice(0, 8).map(personItem)),
    ...findCommands(commands(), wanted).slice(0, 4).map(commandItem),
    ...best(deeds(), wanted, (d) => [d.label]),
  ];
  return [...found, { sign: icon("search"), label: `Search messages for “${wanted}”`, act: () => openSearch(wanted) }];
}

let open = null;

// togglePalette opens it, or closes it when it is open.
export function togglePalette() {
  if (open?.open) open.close(); // its close event comes later
  else if (state.me) openPalette();
}

function openPalette() {
  const before = document.activeElement;
  let items = [];
  let at = 0;
  let chosen = null;
  const list = el("div", { class: "palette-list", role: "listbox", id: "palette-list", "aria-label": "Where to" });
  const field = el("input", {
    class: "palette-field", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list",
    "aria-label": "Jump to a channel, a person or a command", placeholder: "Jump to…", autocomplete: "off", spellcheck: "false",
    data: { testid: "palette-field" },
  });
  const none = el("p", { class: "palette-none", role: "status" }, "There is no command of that name.");
  const dialog = el("dialog", {
    class: "dialog palette", "aria-label": "Jump to", data: { testid: "palette" },
    onclose: () => {
      if (open === dialog) open = null;
      dialog.remove();
      if (chosen) chosen.act();
      else refocus(before);
    },
    onclick: (event) => event.target === dialog && dialog.close(),
  }, el("div", { class: "palette-top" }, icon("search"), field), list, none);

  const mark = () => {
    [...list.children].forEach((node, i) => {
      node.setAttribute("aria-selected", String(i === at));
      if (i === at) node.scrollIntoView({ block: "nearest" });
    });
    if (items.length) field.setAttribute("aria-activedescendant", `palette-${at}`);
    else field.removeAttribute("aria-activedescendant");
  };
  const take = (item) => {
    chosen = item;
    dialog.close();
  };
  const draw = () => {
    items = proposals(field.value.trim());
    at = 0;
    fill(list, items.map((item, i) => el("div", {
      role: "option", id: `palette-${i}`, class: "palette-item", data: { testid: "palette-item" },
      onclick: () => take(item), onpointermove: () => at !== i && ((at = i), mark()),
    },
    item.face ? avatar(item.face, "s") : el("span", { class: "palette-sign", "aria-hidden": "true" }, item.sign),
    el("span", { class: "palette-label", dir: "auto" }, item.label),
    item.hint ? el("span", { class: "palette-hint", dir: "auto" }, item.hint) : null,
    item.unread ? el("span", { class: "unread" }, `${item.unread} new`) : null)));
    list.hidden = !items.length;
    none.hidden = items.length > 0;
    mark();
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length) {
      event.preventDefault();
      at = (at + step + items.length) % items.length;
      mark();
    } else if (event.key === "Enter" && items[at]) {
      event.preventDefault();
      take(items[at]);
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  open = dialog;
  draw();
  field.focus();
}
