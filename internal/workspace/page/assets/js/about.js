// What there is to know of a channel: topic, members, files.
import { el, avatar, button, fill, icon } from "./dom.js";
import { act, fileAddress, read } from "./api.js";
import { openDetails } from "./details.js";
import { mrkdwn, typedOf } from "./mrkdwn.js";
import { openMenu } from "./popover.js";
import { state } from "./state.js";
import { ago } from "./time.js";
import { attempt, toast } from "./toasts.js";
import { toWire } from "./wire.js";

function topic(channel) {
  const node = el("section", { class: "about-topic" });
  const show = () => fill(node, el("h3", {}, "Topic"),
    el("p", { class: channel.topic ? "" : "none", dir: "auto" }, channel.topic ? mrkdwn(channel.topic) : "None yet"),
    channel.is_member && !channel.is_archived ? button("Change", { class: "small", data: { testid: "topic-change" }, onclick: edit }) : null);
  const edit = () => {
    const field = el("input", { class: "field", type: "text", "aria-label": "Topic", maxlength: 250, dir: "auto", value: typedOf(channel.topic ?? ""), data: { testid: "topic-field" } });
    const save = async (event) => {
      event.preventDefault();
      const done = await attempt(() => act("topic", { channel: channel.id, text: toWire(field.value.trim()) }));
      if (done) show();
    };
    fill(node, el("h3", {}, "Topic"), el("form", { class: "about-form", onsubmit: save }, field,
      el("div", { class: "about-acts" }, button("Cancel", { class: "small", onclick: show }), button("Save", { class: "small primary", type: "submit" }))));
    field.focus();
  };
  show();
  return node;
}

// personRow leads to somebody's details.
function personRow(user) {
  return el("li", {}, el("button", {
    type: "button", class: "person", data: { testid: `member-${user.id}` }, onclick: () => openDetails({ kind: "person", id: user.id }),
  }, avatar(user, "s"), el("span", { class: "person-words" },
    el("span", { class: "person-name", title: user.name, dir: "auto" }, user.name, user.id === state.me.id ? " (you)" : ""),
    user.title || user.bot ? el("span", { class: "person-title", title: user.title, dir: "auto" }, user.bot ? "App" : user.title) : null)));
}

function members(channel) {
  const people = (channel.members ?? []).map((id) => state.users.get(id)).filter(Boolean);
  const others = [...state.users.values()].filter((u) => !u.deleted && !channel.members?.includes(u.id));
  const add = button([icon("plus"), "Add somebody"], {
    class: "small", data: { testid: "add-member" }, "aria-haspopup": "menu", "aria-expanded": "false",
    onclick: () => openMenu(add, others.map((u) => ({
      label: u.name, hint: u.bot ? "App" : u.title, testid: `invite-${u.id}`,
      act: () => attempt(() => act("invite", { channel: channel.id, user: u.id })),
    })), { label: "Add somebody to this channel" }),
  });
  return el("section", {}, el("h3", {}, people.length === 1 ? "1 member" : `${people.length} members`),
    people.length ? el("ul", { class: "about-people" }, people.map(personRow)) : el("p", { class: "none" }, "Nobody is in this channel."),
    channel.is_member && !channel.is_archived && others.length ? add : null);
}

// files come a moment later: they are read when the pane is opened.
function files(channel) {
  const list = el("ul", { class: "about-files" });
  const node = el("section", {}, el("h3", {}, "Files"), el("p", { class: "none" }, "…"), list);
  read("files", { channel: channel.id }).then(({ files: found }) => {
    if (found.length) node.querySelector(".none").remove();
    else node.querySelector(".none").textContent = "None have been shared here.";
    fill(list, found.map((f) => el("li", {}, el("a", { class: "about-file", href: fileAddress(f, "open"), target: "_blank", rel: "noopener" },
      icon("file"), el("span", { class: "person-words" },
        el("span", { class: "person-name", title: f.name, dir: "auto" }, f.name),
        el("span", { class: "person-title" }, `${state.users.get(f.user)?.name ?? "Somebody"}, ${ago(new Date(f.timestamp * 1000))}`))))));
  }, () => { node.querySelector(".none").textContent = "They cannot be read just now."; });
  return node;
}

async function copyLink(channel) {
  const address = `${location.origin}/archives/${channel.id}`;
  try {
    await navigator.clipboard.writeText(address);
    toast("The link is copied.");
  } catch {
    toast(address);
  }
}

// aboutChannel draws all of it.
export function aboutChannel(channel) {
  return [
    el("section", { class: "about-head" },
      el("span", { class: "start-sign", "aria-hidden": "true" }, channel.is_private ? icon("lock") : "#"),
      el("p", { class: "about-name", dir: "auto" }, channel.name),
      el("p", { class: "about-kind" }, channel.is_archived ? "Archived: it can be read, not written to."
        : channel.is_private ? "Private: only its members can see it." : "Open to everybody in this workspace.")),
    topic(channel), members(channel), files(channel),
    el("section", { class: "about-acts" },
      button([icon("link"), "Copy link"], { class: "small", onclick: () => copyLink(channel) }),
      channel.is_member ? button("Leave channel", { class: "small", data: { testid: "leave" }, onclick: () => attempt(() => act("leave", { channel: channel.id })) }) : null),
  ];
}
