// What the composer proposes while somebody types: commands and their words,
// people, channels, emoji.
import { el, avatar, fill } from "./dom.js";
import { emoji, matching } from "./emoji.js";
import { channelTitle, state } from "./state.js";
import { builtins } from "./commands.js";

let lists = 0;

const starts = (text, fragment) => text.toLowerCase().startsWith(fragment.toLowerCase());

// alternatives reads a usage hint such as "start [title] | status | help" into
// its words.
function alternatives(hint) {
  return (hint ?? "").split("|").map((a) => a.trim()).filter(Boolean).map((a) => ({ word: a.split(/\s/)[0], usage: a }));
}

function commands() {
  return [...state.app.commands, ...builtins.map((b) => ({ name: b.name, description: b.description, usage_hint: b.usage }))];
}

function commandItems(text) {
  const command = /^(\/[\w-]*)$/.exec(text);
  if (command) {
    return commands().filter((c) => starts(c.name, command[1])).map((c) => ({
      label: c.name, hint: c.usage_hint || c.description, insert: c.name + " ", exact: c.name === text,
    }));
  }
  const word = /^(\/[\w-]+) (\S*)$/.exec(text);
  const known = word && state.app.commands.find((c) => c.name === word[1]);
  if (!known) return [];
  return alternatives(known.usage_hint).filter((a) => starts(a.word, word[2]) && /^[\w-]+$/.test(a.word)).map((a) => ({
    label: a.usage, hint: "", insert: `${known.name} ${a.word} `, exact: a.word === word[2] || word[2] === "",
  }));
}

function personItems(fragment) {
  const fits = (u) => !u.deleted && (starts(u.handle ?? "", fragment) || u.name.split(/\s+/).some((w) => starts(w, fragment)) || starts(u.name, fragment));
  return [...state.users.values()].filter(fits).slice(0, 8).map((u) => ({
    face: u, label: u.name, hint: u.bot ? "App" : u.title || "@" + u.handle, insert: `@${u.name} `,
  }));
}

function roomItems(fragment) {
  const fits = (c) => !c.is_im && starts(c.name, fragment);
  return [...state.channels.values()].filter(fits).slice(0, 8).map((c) => ({
    label: "#" + channelTitle(c), hint: c.topic, insert: `#${channelTitle(c)} `,
  }));
}

function emojiItems(fragment) {
  return matching(fragment.toLowerCase()).map((name) => ({ mark: emoji(name), label: `:${name}:`, insert: `${emoji(name)} ` }));
}

// propose finds what fits the text before the caret: the items and how many
// characters before the caret they replace.
function propose(before) {
  if (/^\/[\w-]*( \S*)?$/.test(before)) return { items: commandItems(before), replace: before.length };
  const person = /(?:^|[\s(])@([^\s@]{0,40})$/.exec(before);
  if (person) return { items: personItems(person[1]), replace: person[1].length + 1 };
  const room = /(?:^|[\s(])#([^\s#]{0,80})$/.exec(before);
  if (room) return { items: roomItems(room[1]), replace: room[1].length + 1 };
  const face = /(?:^|[\s(]):([a-z0-9_+-]{2,30})$/i.exec(before);
  if (face) return { items: emojiItems(face[1]), replace: face[1].length + 1 };
  return { items: [], replace: 0 };
}

// complete gives a text field its proposals. The list is the one that
// aria-activedescendant points into; the focus stays in the field.
export function complete(field, host) {
  const id = `completion-${++lists}`;
  const list = el("div", { class: "completion", role: "listbox", id, "aria-label": "Proposals", hidden: true, data: { testid: "completion" } });
  host.prepend(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);
  field.setAttribute("aria-expanded", "false");
  let items = [];
  let replace = 0;
  let at = 0;

  const close = () => {
    items = [];
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const mark = () => {
    [...list.children].forEach((node, i) => {
      node.setAttribute("aria-selected", String(i === at));
      if (i === at) node.scrollIntoView({ block: "nearest" });
    });
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
  };

  const take = (item) => {
    const caret = field.selectionStart;
    field.setRangeText(item.insert, caret - replace, caret, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };

  const draw = () => {
    const found = field.selectionStart === field.selectionEnd ? propose(field.value.slice(0, field.selectionStart)) : { items: [] };
    ({ items, replace } = found);
    if (!items.length) return close();
    at = 0;
    fill(list, items.map((item, i) => el("div", {
      role: "option", id: `${id}-${i}`, class: "completion-item", data: { testid: "completion-item" },
      onpointerdown: (event) => {
        event.preventDefault();
        take(item);
      },
    }, item.face ? avatar(item.face, "s") : null, item.mark ? el("span", { class: "emoji" }, item.mark) : null,
    el("span", { class: "completion-label" }, item.label), item.hint ? el("span", { class: "completion-hint" }, item.hint) : null)));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark();
  };

  field.addEventListener("input", draw);
  field.addEventListener("blur", close);
  field.addEventListener("click", draw);
  field.addEventListener("keydown", (event) => {
    if (!items.length || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      at = (at + step + items.length) % items.length;
      mark();
    } else if (event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      take(items[at]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      // A command that is complete is sent, not completed again.
      if (items[at].exact) return close();
      event.preventDefault();
      event.stopImmediatePropagation();
      take(items[at]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
}
