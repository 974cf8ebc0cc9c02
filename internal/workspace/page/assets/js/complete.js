// What the composer proposes while somebody types: commands and their words,
// people, channels, emoji.
import { el, avatar, fill, icon } from "./dom.js";
import { commands } from "./commands.js";
import { emoji, matching } from "./emoji.js";
import { best, findChannels, findPeople } from "./find.js";
import { insert } from "./format.js";
import { channelTitle, currentChannel, state } from "./state.js";
import { announce } from "./toasts.js";
import { broadcasts } from "./wire.js";

let lists = 0;

const starts = (text, fragment) => text.toLowerCase().startsWith(fragment.toLowerCase());

// alternatives reads a usage hint such as "start [title] | status | help" into
// its words.
function alternatives(hint) {
  return (hint ?? "").split("|").map((a) => a.trim()).filter(Boolean).map((a) => ({ word: a.split(/\s/)[0], usage: a }));
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
  const members = new Set(currentChannel()?.members);
  const found = findPeople(fragment);
  const people = [...found.filter((u) => members.has(u.id)), ...found.filter((u) => !members.has(u.id))].slice(0, 8).map((u) => ({
    face: u, label: u.name, hint: u.bot ? "App" : [u.title || "@" + u.handle, members.has(u.id) ? "" : "not in this channel"].filter(Boolean).join(", "),
    insert: `@${u.name} `,
  }));
  const all = currentChannel()?.is_im ? [] : best(broadcasts, fragment, (word) => [word]);
  return [...people, ...all.map((word) => ({ mark: "@", label: "@" + word, hint: "Calls on everybody in this channel", insert: `@${word} ` }))];
}

function roomItems(fragment) {
  return findChannels(fragment).slice(0, 8).map((c) => ({
    mark: c.is_private ? icon("lock") : "#", label: channelTitle(c), hint: c.topic, insert: `#${channelTitle(c)} `,
  }));
}

function emojiItems(fragment) {
  return matching(fragment.toLowerCase()).map((name) => ({ mark: emoji(name), label: `:${name}:`, insert: `${emoji(name)} ` }));
}

// usageOf says how a command whose word is complete goes on.
function usageOf(text) {
  const [, name, rest] = /^(\/[\w-]+)(?: ([\s\S]*))?$/.exec(text) ?? [];
  const known = rest !== undefined && commands().find((c) => c.name === name);
  if (!known) return "";
  const word = rest.split(/\s/)[0];
  const chosen = alternatives(known.usage_hint).find((a) => a.word === word);
  if (chosen) return chosen.usage === word ? "" : `${name} ${chosen.usage}`;
  return word && known.usage_hint ? `${name} ${known.usage_hint}` : "";
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
  const list = el("div", { class: "completion", role: "listbox", id, tabindex: "0", "aria-label": "Proposals", hidden: true, data: { testid: "completion" } });
  const usage = el("p", { class: "usage", hidden: true, id: `${id}-usage`, data: { testid: "usage" } });
  host.prepend(list, usage);
  field.setAttribute("aria-describedby", usage.id);
  // A field of several lines may not be a combobox: that proposals are there is
  // announced instead.
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", id);
  let items = [];
  let replace = 0;
  let at = 0;

  const close = () => {
    items = [];
    list.hidden = true;
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
    field.setSelectionRange(caret - replace, caret);
    insert(field, item.insert);
  };

  const draw = () => {
    const found = field.selectionStart === field.selectionEnd ? propose(field.value.slice(0, field.selectionStart)) : { items: [] };
    ({ items, replace } = found);
    usage.textContent = items.length ? "" : usageOf(field.value);
    usage.hidden = !usage.textContent;
    if (!items.length) return close();
    at = 0;
    fill(list, items.map((item, i) => el("div", {
      role: "option", id: `${id}-${i}`, class: "completion-item", data: { testid: "completion-item" },
      onpointerdown: (event) => {
        event.preventDefault();
        take(item);
      },
    }, item.face ? avatar(item.face, "s") : null, item.mark ? el("span", { class: "completion-mark", "aria-hidden": "true" }, item.mark) : null,
    el("span", { class: "completion-label" }, item.label), item.hint ? el("span", { class: "completion-hint" }, item.hint) : null)));
    if (list.hidden) announce(items.length === 1 ? "1 proposal. Tab takes it." : `${items.length} proposals. Arrows choose, Tab takes one.`);
    list.hidden = false;
    mark();
  };

  field.addEventListener("input", draw);
  field.addEventListener("blur", () => {
    close();
    usage.hidden = true;
  });
  field.addEventListener("click", draw);
  field.addEventListener("keydown", (event) => {
    if (!items.length || event.isComposing) return;
    const step = event.altKey ? 0 : { ArrowDown: 1, ArrowUp: -1 }[event.key];
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
      event.preventDefault();
      close();
    }
  });
}
