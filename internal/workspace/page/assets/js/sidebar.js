// The sidebar: who one is, the app, channels, direct messages, the link.
import { el, avatar, fill, icon } from "./dom.js";
import { meButton } from "./people.js";
import { on, state } from "./state.js";
import { openChannel, openDirect, openHome } from "./router.js";

const links = { connecting: "Connecting…", live: "Connected", lost: "Connection lost. Trying again…" };

function unreadMark(n) {
  return n > 0 ? el("span", { class: "unread", "aria-label": `${n} unread` }, n > 99 ? "99+" : String(n)) : null;
}

function rowOf({ testid, current, unread, face, name, title, quiet, open }) {
  return el("li", {}, el("button", {
    type: "button", class: "row" + (unread ? " has-unread" : "") + (quiet ? " quiet" : ""), title,
    "aria-current": current ? "page" : null, data: { testid }, onclick: open,
  }, face, el("span", { class: "row-name" }, name), unreadMark(unread)));
}

function channelRow(c) {
  const current = state.place?.kind === "channel" && state.place.id === c.id;
  return rowOf({
    testid: `channel-${c.id}`, current, unread: current ? 0 : c.unread, name: c.name, quiet: !c.is_member,
    title: c.topic ? `${c.name}: ${c.topic}` : c.name,
    face: el("span", { class: "row-sign", "aria-hidden": "true" }, c.is_private ? icon("lock") : "#"),
    open: () => openChannel(c.id),
  });
}

function directRow(user, channel) {
  const current = state.place?.kind === "channel" && state.place.id === channel?.id;
  return rowOf({
    testid: `dm-${user.id}`, current, unread: current ? 0 : channel?.unread,
    name: user.id === state.me.id ? `${user.name} (you)` : user.name,
    title: user.title ? `${user.name}, ${user.title}` : user.name,
    face: avatar(user, "xs"),
    open: () => openDirect(user.id),
  });
}

function section(title, rows) {
  if (!rows.length) return null;
  const id = `section-${title.toLowerCase().replaceAll(/\W+/g, "-")}`;
  return el("section", { "aria-labelledby": id }, el("h2", { id }, title), el("ul", {}, rows));
}

function appRow() {
  const user = state.users.get(state.app.user);
  const direct = [...state.channels.values()].find((c) => c.is_im && c.user === state.app.user);
  const current = state.place?.kind === "home" || (direct && state.place?.id === direct.id);
  return rowOf({
    testid: "app", current, unread: current ? 0 : direct?.unread, name: user?.name ?? state.app.name,
    title: state.app.description, face: avatar(user, "xs"), open: () => (direct?.unread ? openChannel(direct.id) : openHome()),
  });
}

// sidebar draws the sidebar and keeps it true.
export function sidebar() {
  const node = document.getElementById("sidebar");
  const top = el("div", { class: "sidebar-top" });
  const rows = el("div", { class: "sidebar-rows" });
  const link = el("p", { class: "connection", role: "status", data: { testid: "connection" } });
  const foot = el("div", { class: "sidebar-foot" }, link);
  fill(node, top, rows, foot);

  const drawTop = () => fill(top, meButton());
  const drawRows = () => {
    const focused = document.activeElement?.dataset?.testid;
    const channels = [...state.channels.values()].filter((c) => !c.is_im);
    const directs = new Map([...state.channels.values()].filter((c) => c.is_im).map((c) => [c.user, c]));
    const people = [...state.users.values()].filter((u) => u.id !== state.app.user && u.id !== state.me.id && !u.deleted && (!u.bot || directs.has(u.id)));
    fill(rows,
      el("h1", { class: "team", title: state.team.name }, state.team.name),
      section("App", [appRow()]),
      section("Channels", channels.filter((c) => c.is_member).map(channelRow)),
      section("Channels to join", channels.filter((c) => !c.is_member && !c.is_archived).map(channelRow)),
      section("Direct messages", people.map((u) => directRow(u, directs.get(u.id)))));
    if (focused && rows.querySelector) rows.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
    const unread = [...state.channels.values()].reduce((sum, c) => sum + (c.unread ?? 0), 0);
    document.body.classList.toggle("some-unread", unread > 0);
  };
  const drawLink = () => {
    link.textContent = links[state.connection];
    link.dataset.state = state.connection;
  };
  on("me", () => {
    drawTop();
    drawRows();
    fill(foot, state.banner ? el("p", { class: "banner" }, state.banner) : null, link);
  });
  on("channels", () => state.me && drawRows());
  on("place", drawRows);
  on("connection", drawLink);
  drawLink();
}
