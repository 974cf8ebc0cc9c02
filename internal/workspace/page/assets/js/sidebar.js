// The sidebar: who one is, what to find, the app, threads, channels, people.
import { el, avatar, fill, icon, iconButton, reconcile } from "./dom.js";
import { connectionMark } from "./connection.js";
import { draftPlaces } from "./drafts.js";
import { findChannels, findPeople } from "./find.js";
import { keyName } from "./keynames.js";
import { guideMenu } from "./strip.js";
import { meButton } from "./people.js";
import { changed, on, state } from "./state.js";
import { openChannel, openDirect, openHome, openSearch, openThreads } from "./router.js";
import { unreadOf, unreadThreads } from "./unread.js";

// A row is what is drawn for a place one can go to. Its fields but open decide
// whether it has to be drawn anew.
function channelRow(c, drafts) {
  const current = state.place?.kind === "channel" && state.place.id === c.id;
  return {
    testid: `channel-${c.id}`, current, ...unreadOf(c), name: c.name, quiet: !c.is_member, draft: !current && drafts.has(c.id),
    title: c.topic ? `${c.name}: ${c.topic}` : c.name, sign: c.is_private ? "lock" : "#",
    open: () => openChannel(c.id),
  };
}

function directRow(user, channel, drafts) {
  const current = state.place?.kind === "channel" && state.place.id === channel?.id;
  return {
    testid: `dm-${user.id}`, current, ...unreadOf(channel), draft: !current && drafts.has(channel?.id),
    name: user.name, title: user.title ? `${user.name}, ${user.title}` : user.name, face: user,
    open: () => openDirect(user.id),
  };
}

function appRow(drafts) {
  const user = state.users.get(state.app.user);
  const direct = [...state.channels.values()].find((c) => c.is_im && c.user === state.app.user);
  const current = state.place?.kind === "home" || (direct && state.place?.id === direct.id);
  const news = unreadOf(direct);
  return {
    testid: "app", current, unread: current ? 0 : news.unread, mentions: news.mentions, draft: !current && drafts.has(direct?.id),
    name: user?.name ?? state.app.name, title: state.app.description, face: user,
    open: () => (direct && news.unread ? openChannel(direct.id) : openHome()),
  };
}

function threadsRow() {
  return {
    testid: "threads", current: state.place?.kind === "threads", ...unreadThreads(), name: "Threads",
    title: "Threads you take part in", sign: "threads", open: openThreads,
  };
}

function unreadMark({ unread, mentions }) {
  if (!unread) return null;
  const label = `, ${unread} unread` + (mentions ? `, ${mentions} for you` : "");
  return [
    el("span", { class: "unread" + (mentions ? " for-me" : ""), "aria-hidden": "true" }, unread > 99 ? "99+" : String(unread)),
    el("span", { class: "hidden" }, label),
  ];
}

function rowNode(row) {
  const signs = { "#": "#", lock: icon("lock"), threads: icon("threads") };
  return el("li", {}, el("button", {
    type: "button", class: "row" + (row.unread ? " has-unread" : "") + (row.quiet ? " quiet" : ""), title: row.title, tabindex: "-1",
    "aria-current": row.current ? "page" : null, data: { testid: row.testid }, onclick: () => row.open(),
  },
  row.face ? avatar(row.face, "xs") : el("span", { class: "row-sign", "aria-hidden": "true" }, signs[row.sign]),
  el("span", { class: "row-name", dir: "auto" }, row.name),
  row.draft ? el("span", { class: "row-draft", title: "You have a draft here" }, icon("edit"), el("span", { class: "hidden" }, ", draft")) : null,
  unreadMark(row)));
}

// section draws a list under its heading. A section that is folded still shows
// the rows that are open or have something new.
function section(title, drawAll) {
  const key = () => `folded:${state.team.name}:${title}`;
  const list = el("ul", {});
  const id = `section-${title.toLowerCase().replaceAll(/\W+/g, "-")}`;
  const head = el("button", {
    type: "button", class: "section-head", id, tabindex: "-1", data: { testid: `section-${title}` },
    onclick: () => {
      if (localStorage.getItem(key())) localStorage.removeItem(key());
      else localStorage.setItem(key(), "yes");
      drawAll();
    },
  }, icon("down"), title);
  const node = el("section", { "aria-labelledby": id }, el("h2", {}, head), list);
  const draw = (rows) => {
    const folded = Boolean(localStorage.getItem(key()));
    head.setAttribute("aria-expanded", String(!folded));
    node.hidden = rows.length === 0;
    drawRows(list, folded ? rows.filter((r) => r.current || r.unread) : rows);
  };
  return { node, draw };
}

function drawRows(list, rows) {
  reconcile(list, rows, { key: (r) => r.testid, signature: (r) => JSON.stringify(r), build: rowNode });
}

// matches are the channels and people that fit, before the messages are searched.
function matches(wanted, drafts) {
  const directs = new Map([...state.channels.values()].filter((c) => c.is_im).map((c) => [c.user, c]));
  return [
    ...findChannels(wanted).slice(0, 12).map((c) => channelRow(c, drafts)),
    ...findPeople(wanted).slice(0, 8).map((u) => (u.id === state.app.user ? appRow(drafts) : directRow(u, directs.get(u.id), drafts))),
  ];
}

// sidebar draws the sidebar and keeps it true.
export function sidebar() {
  const node = document.getElementById("sidebar");
  const me = el("div", { class: "sidebar-me" });
  const team = el("p", { class: "team", dir: "auto" });
  const field = el("input", {
    type: "search", class: "find-field", placeholder: "Find or search", "aria-label": "Find channels and people, search messages",
    autocomplete: "off", spellcheck: "false", data: { testid: "find" },
  });
  const finder = el("div", { class: "finder" }, icon("search"), field, el("kbd", { "aria-hidden": "true" }, keyName("Mod+G")));
  const top = el("ul", { "aria-label": "Threads and the app" });
  const sections = ["Channels", "Channels to join", "Direct messages"].map((title) => section(title, () => draw()));
  const places = el("div", { class: "places" }, top, sections.map((s) => s.node));
  const ask = el("button", { type: "button", class: "row find-messages", data: { testid: "find-messages" }, onclick: () => searchNow() });
  const none = el("p", { class: "find-none" }, "No channel and nobody by that name.");
  const hits = el("ul", { "aria-label": "Channels and people" });
  const found = el("div", { class: "found", hidden: true }, ask, hits, none);
  const rows = el("div", { class: "sidebar-rows" }, places, found);
  const foot = el("div", { class: "sidebar-foot" });
  const mark = connectionMark();
  fill(node, el("div", { class: "sidebar-top" }, team, me, finder), rows, foot);

  let finding = false; // somebody is typing into the field

  function searchNow() {
    const query = field.value.trim();
    if (query) openSearch(query);
  }

  function draw() {
    if (!state.me) return;
    const focused = document.activeElement?.dataset?.testid;
    const held = rows.contains(document.activeElement);
    const drafts = draftPlaces();
    const wanted = field.value.trim();
    places.hidden = finding;
    found.hidden = !finding;
    if (finding) {
      fill(ask, icon("search"), el("span", { class: "row-name" }, "Messages: ", el("b", { dir: "auto" }, wanted)), el("kbd", { "aria-hidden": "true" }, "Enter"));
      const list = matches(wanted, drafts);
      drawRows(hits, list);
      none.hidden = list.length > 0;
    } else {
      const channels = [...state.channels.values()].filter((c) => !c.is_im);
      const directs = new Map([...state.channels.values()].filter((c) => c.is_im).map((c) => [c.user, c]));
      const people = [...state.users.values()].filter((u) => u.id !== state.app.user && u.id !== state.me.id && !u.deleted && (!u.bot || directs.has(u.id)));
      drawRows(top, [threadsRow(), appRow(drafts)]);
      sections[0].draw(channels.filter((c) => c.is_member).map((c) => channelRow(c, drafts)));
      sections[1].draw(channels.filter((c) => !c.is_member && !c.is_archived).map((c) => channelRow(c, drafts)));
      sections[2].draw(people.map((u) => directRow(u, directs.get(u.id), drafts)));
    }
    const again = held && focused && rows.querySelector(`[data-testid="${CSS.escape(focused)}"]`);
    if (again && again !== document.activeElement) again.focus();
    tabStop(held ? document.activeElement : null);
    const news = [...state.channels.values()].some((c) => unreadOf(c).unread) || unreadThreads().unread > 0;
    document.body.classList.toggle("some-unread", news);
  }

  const stops = () => [...rows.querySelectorAll(".row, .section-head")].filter((n) => n.checkVisibility());

  // tabStop makes one row reachable by Tab; the arrows go to the others.
  function tabStop(wanted) {
    const all = stops();
    const chosen = all.includes(wanted) ? wanted : all.find((n) => n.ariaCurrent === "page") ?? all[0];
    for (const n of all) n.tabIndex = n === chosen ? 0 : -1;
  }

  // A burst of messages is drawn once.
  let soon = 0;
  const drawSoon = () => {
    soon ||= setTimeout(() => {
      soon = 0;
      draw();
    }, 30);
  };

  rows.addEventListener("focusin", (event) => tabStop(event.target.closest("button")));
  rows.addEventListener("keydown", (event) => {
    const all = stops();
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    (next < 0 ? field : all[next])?.focus();
  });
  field.addEventListener("input", () => {
    finding = Boolean(field.value.trim());
    draw();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      stops()[0]?.focus();
    } else if (event.key === "Enter") {
      searchNow();
    } else if (event.key === "Escape" && field.value) {
      event.preventDefault();
      field.value = "";
      finding = false;
      draw();
    }
  });
  on("me", () => {
    team.textContent = state.team.name;
    team.title = state.team.name;
    fill(me, meButton());
    fill(foot, state.banner ? el("p", { class: "banner" }, state.banner) : null, guideMenu(),
      el("div", { class: "foot-line" }, mark, iconButton("keys", `Keyboard shortcuts (${keyName("Mod+/")})`, {
        data: { testid: "help" }, onclick: () => changed("help-wanted"),
      })));
    draw();
  });
  on("place", () => {
    finding = false;
    field.value = state.place?.kind === "search" ? state.place.query : "";
    draw();
    rows.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "nearest" });
  });
  for (const part of ["channels", "threads", "drafts"]) on(part, drawSoon);
}

// focusFind puts the cursor into the field that finds and searches.
export function focusFind() {
  const field = document.querySelector(".find-field");
  field.focus();
  field.select();
}
