// The head of the open place: what it is, who is in it, and what one can open
// from here.
import { el, avatar, icon, iconButton } from "./dom.js";
import { toggleDetails } from "./details.js";
import { openDrawer } from "./drawer.js";
import { keyName } from "./keynames.js";
import { spokenOf } from "./mrkdwn.js";
import { openDirect, openHome } from "./router.js";
import { channelTitle, currentChannel, state } from "./state.js";

const isAppPlace = () =>
  state.place?.kind === "home" || (currentChannel()?.is_im && currentChannel().user === state.app.user);

function tabs() {
  const user = state.users.get(state.app.user);
  const home = state.place.kind === "home";
  const tab = (label, testid, selected, open) => el("button", {
    type: "button", class: "tab", "aria-current": selected ? "page" : null, data: { testid }, onclick: open,
  }, label);
  return el("div", { class: "tabs", role: "group", "aria-label": `${user?.name ?? state.app.name}` },
    tab("Home", "home-tab", home, () => openHome()),
    state.app.messages_tab ? tab("Messages", "messages-tab", !home, () => openDirect(state.app.user)) : null);
}

function words(title, topic) {
  return el("div", { class: "head-words" },
    el("h2", { class: "head-title", title, dir: "auto", data: { testid: "channel-title" } }, title),
    el("p", { class: "head-topic", title: topic, dir: "auto" }, topic));
}

// members shows a few faces and the number, and opens the details.
function members(channel) {
  const people = (channel.members ?? []).map((id) => state.users.get(id)).filter(Boolean);
  const faces = [...people.filter((u) => !u.bot), ...people.filter((u) => u.bot)].slice(0, 3);
  const n = people.length;
  return el("button", {
    type: "button", class: "head-members", data: { testid: "members" }, title: people.map((u) => u.name).join(", ") || "Nobody yet",
    onclick: toggleDetails,
  }, el("span", { class: "faces" }, faces.map((u) => avatar(u, "xs"))), String(n), el("span", { class: "hidden" }, n === 1 ? "member: show the details" : "members: show the details"));
}

function detailsButton() {
  return iconButton("info", `Details (${keyName("Mod+.")})`, {
    class: "details-button", data: { testid: "details-toggle" }, "aria-expanded": String(Boolean(state.details)), "aria-controls": "details",
    onclick: toggleDetails,
  });
}

const face = (c) => (c.is_im ? avatar(state.users.get(c.user), "s")
  : el("span", { class: "head-sign", "aria-hidden": "true" }, c.is_private ? icon("lock") : "#"));

// headOf are the parts of the head of the open place.
export function headOf() {
  const menu = iconButton("menu", "Channels and people", { class: "menu-button", data: { testid: "menu" }, onclick: openDrawer });
  if (state.place?.kind === "threads") return [menu, words("Threads", "Those you take part in")];
  if (state.place?.kind === "search") return [menu, words("Search", state.place.query)];
  if (state.place?.kind === "canvas") return [menu, words(state.place.title ?? "Canvas", "A canvas")];
  if (isAppPlace()) {
    const user = state.users.get(state.app.user);
    return [menu, avatar(user, "s"), words(user?.name ?? state.app.name, state.app.description), tabs(), detailsButton()];
  }
  const c = currentChannel();
  if (!c) return [menu];
  const topic = c.is_im ? state.users.get(c.user)?.title ?? "" : spokenOf(c.topic ?? "") || "No topic yet: /topic sets one";
  return [menu, face(c), words(channelTitle(c), topic), c.is_im ? null : members(c), detailsButton()];
}
