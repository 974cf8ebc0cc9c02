// The middle of the page: a conversation, or the app's Home.
import { el, avatar, button, fill, icon, iconButton } from "./dom.js";
import { act } from "./api.js";
import { composer } from "./composer.js";
import { openDrawer } from "./drawer.js";
import { guide } from "./guide.js";
import { homeView } from "./home.js";
import { openChannel, openDirect, openHome } from "./router.js";
import { channelTitle, currentChannel, on, state } from "./state.js";
import { timeline } from "./timeline.js";
import { attempt } from "./toasts.js";

const isAppPlace = () => state.place?.kind === "home" || (currentChannel()?.is_im && currentChannel().user === state.app.user);

function start(kind, id) {
  const c = state.channels.get(id);
  if (!c) return el("div");
  const title = channelTitle(c);
  const app = state.app.name;
  const command = state.app.commands[0]?.name;
  let words;
  if (c.is_im && c.user === state.app.user) words = `Write to ${app} here. Only you and ${app} can read it.`;
  else if (c.is_im) words = `This is between you and ${title}.` + (kind === "empty" ? " Write the first message below." : "");
  else if (!c.is_member) words = "You can read this channel. Join it to write.";
  else words = command ? `Say something, or type ${command} to see what ${app} can do here.` : "Say something below.";
  return el("div", { class: "start start-" + kind },
    c.is_im ? avatar(state.users.get(c.user), "l") : el("span", { class: "start-sign", "aria-hidden": "true" }, c.is_private ? icon("lock") : "#"),
    el("h2", {}, c.is_im ? title : kind === "start" ? `The beginning of #${title}` : `#${title} is quiet so far`),
    el("p", {}, words));
}

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

function header() {
  const menu = iconButton("menu", "Channels and people", {
    class: "menu-button", data: { testid: "menu" },
    onclick: openDrawer,
  });
  if (isAppPlace()) {
    const user = state.users.get(state.app.user);
    return [menu, avatar(user, "s"), el("div", { class: "head-words" },
      el("h2", { class: "head-title", data: { testid: "channel-title" } }, user?.name ?? state.app.name),
      el("p", { class: "head-topic", title: state.app.description }, state.app.description)), tabs()];
  }
  const c = currentChannel();
  if (!c) return [menu];
  const user = state.users.get(c.user);
  const title = channelTitle(c);
  const members = (c.members ?? []).map((id) => state.users.get(id)?.name ?? id);
  return [menu,
    c.is_im ? avatar(user, "s") : el("span", { class: "head-sign", "aria-hidden": "true" }, c.is_private ? icon("lock") : "#"),
    el("div", { class: "head-words" },
      el("h2", { class: "head-title", title, data: { testid: "channel-title" } }, title),
      el("p", { class: "head-topic", title: c.is_im ? user?.title : c.topic },
        c.is_im ? user?.title ?? "" : c.topic || "No topic yet: /topic sets one")),
    c.is_im ? null : el("span", { class: "head-members", title: members.join(", ") || "Nobody yet" },
      icon("people"), el("span", {}, String(members.length)), el("span", { class: "hidden" }, "members"))];
}

// channelPane draws the middle and keeps it true.
export function channelPane() {
  const main = document.getElementById("main");
  main.dataset.testid = "channel-pane";
  const head = el("header", { class: "pane-head" });
  const place = () => ({ channel: state.place?.kind === "channel" ? state.place.id : undefined });
  const list = timeline({ place, testid: "messages", label: "Messages", empty: start });
  const write = composer({ place, testid: "composer", sendTestid: "send", id: "composer" });
  const join = el("div", { class: "join" });
  const home = homeView();
  const welcome = guide((text, channel) => {
    const go = channel && channel !== state.place?.id ? openChannel(channel, { focus: false }) : Promise.resolve();
    go.then(() => write.prefill(text));
  });
  fill(main, head, welcome.node, home.node, list.node, join, write.node);

  function drawFrame() {
    const isHome = state.place?.kind === "home";
    const c = currentChannel();
    fill(head, header());
    home.node.hidden = !isHome;
    list.node.hidden = isHome;
    write.node.hidden = isHome || !c?.is_member || c?.is_archived;
    join.hidden = isHome || !c || (c.is_member && !c.is_archived);
    if (c && !join.hidden) {
      fill(join, c.is_archived
        ? el("p", {}, "This channel is archived: it can be read, not written to.")
        : [el("p", {}, `You are not in #${c.name}.`), button("Join channel", {
          class: "primary", data: { testid: "join" }, onclick: () => attempt(() => act("join", { channel: c.id })),
        })]);
    }
    welcome.draw();
    const title = isHome ? state.app.name : c ? (c.is_im ? channelTitle(c) : "#" + c.name) : "";
    const unread = [...state.channels.values()].some((x) => x.unread > 0 && x.id !== state.place?.id);
    document.title = `${unread ? "• " : ""}${title} · ${state.team?.name ?? ""}`;
  }

  on("place", ({ focus }) => {
    drawFrame();
    const c = currentChannel();
    if (!c) return;
    list.draw();
    write.reload(c.is_im ? `Message ${channelTitle(c)}` : `Message #${c.name}`);
    if (focus && c.is_member && matchMedia("(hover: hover)").matches) write.focus();
  });
  on("channels", () => state.place && drawFrame());
  on("me", () => state.place && drawFrame());
}
