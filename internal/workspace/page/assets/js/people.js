// Who this window is, and becoming somebody else.
import { el, avatar, fill, icon } from "./dom.js";
import { become, currentSession, leave, read } from "./api.js";
import { arrows, openPanel } from "./popover.js";
import { changed, on, person, state } from "./state.js";
import { startStream, stopStream } from "./stream.js";
import { attempt } from "./toasts.js";
import { loadState, resync, unspeak } from "./world.js";

// Sessions this window has had. They live until it closes, so that whispers to
// a person are still there when the window is that person again.
const had = new Set();

// Where each person was in this window, so that coming back finds the place again.
const lastPlace = (id) => `place:${id}`;

// placeOf is where the window goes as the person it is now: the same place if
// they can see it, else where they were last.
export function placeOf(address, visible) {
  if (visible) return address;
  return sessionStorage.getItem(lastPlace(state.me.id)) ?? "/";
}

// switchTo makes this window a person, and shows the world as that person. Where that
// cannot be, the window stays who it was.
export async function switchTo(id) {
  if (state.me) sessionStorage.setItem(lastPlace(state.me.id), location.pathname + location.search);
  stopStream();
  try {
    if (!(await become(id))) return;
  } catch (refusal) {
    if (state.me) startStream(resync).catch(() => {});
    throw refusal;
  }
  const session = currentSession();
  had.add(session);
  state.messages.clear();
  state.home = undefined;
  state.thread = null;
  unspeak();
  await startStream(loadState);
  if (session === currentSession()) changed("me");
}

window.addEventListener("pagehide", () => {
  had.add(sessionStorage.getItem("session"));
  if (had.size) leave([...had].filter(Boolean));
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

function row(user, attributes) {
  return el("button", { type: "button", class: "person", ...attributes },
    avatar(user),
    el("span", { class: "person-words" },
      el("span", { class: "person-name", title: user.name, dir: "auto" }, user.name),
      el("span", { class: "person-title", title: user.title, dir: "auto" }, user.title || "@" + user.handle)),
    user.id === state.me?.id ? el("span", { class: "person-now" }, "you") : null);
}

// choosePerson shows everybody one can be, beside what was pressed.
function choosePerson(anchor) {
  const me = state.me;
  const list = el("div", { class: "people", data: { testid: "person-menu" } },
    el("p", { class: "people-head" }, "Use the workspace as"),
    [...state.users.values()].filter((u) => !u.bot && !u.deleted).map((u) => row(u, {
      data: { testid: `person-${u.id}` }, "aria-current": u.id === me.id ? "true" : null,
      onclick: () => {
        opened.close();
        if (u.id !== state.me.id) attempt(() => switchTo(u.id));
      },
    })),
    el("p", { class: "people-foot" }, "Each window is one person: open a second one to be two at once."));
  arrows(list, ".person");
  const opened = openPanel(anchor, list, { label: "Change person", className: "popover-people" });
  list.querySelector('[aria-current="true"]')?.focus();
}

function changer(className, testid, ...content) {
  const node = el("button", {
    type: "button", class: className, data: { testid }, "aria-haspopup": "dialog", "aria-expanded": "false",
    onclick: () => choosePerson(node),
  }, content, el("span", { class: "hidden" }, "Change person"));
  return node;
}

// meButton always says who one is, and changes it.
export function meButton() {
  const me = state.me;
  return changer("me", "me", avatar(me),
    el("span", { class: "person-words" },
      el("span", { class: "you-are" }, "You are"),
      el("span", { class: "person-name", title: me.name, dir: "auto" }, me.name),
      me.title ? el("span", { class: "person-title", title: me.title, dir: "auto" }, me.title) : null),
    icon("down"));
}

// youLine says the same in one line, where the sidebar is not on the screen.
export function youLine() {
  const node = el("div", { class: "you-line" });
  on("me", () => fill(node, changer("you", "you", avatar(state.me, "xs"), el("span", { class: "you-name" }, "You are ", el("b", { dir: "auto" }, state.me.name)), icon("down"))));
  return node;
}

// whoAmI finds out who this window is: as before, as the host set it, or as the
// visitor chooses.
export async function whoAmI() {
  const answer = await read("people");
  state.defaultChannel = answer.default_channel;
  const ids = answer.people.map((p) => p.id);
  const before = sessionStorage.getItem("person");
  const known = [before, answer.default_user].find((id) => ids.includes(id));
  if (known) return known;
  const chooser = document.getElementById("chooser");
  return new Promise((resolve) => {
    const rows = answer.people.map((u, i) => {
      const shown = person(u, i);
      return row(shown, {
        data: { testid: `person-${u.id}` },
        onclick: () => {
          chooser.hidden = true;
          resolve(u.id);
        },
      });
    });
    const list = el("div", { class: "people" }, rows);
    arrows(list, ".person");
    fill(chooser, el("main", { class: "chooser-card", data: { testid: "chooser" } },
      el("h1", {}, answer.team),
      el("p", {}, rows.length
        ? "Who are you here? You can change it at any time, and open a second window to be somebody else."
        : "Nobody is here yet. Add people to the workspace and load this page again."),
      list));
    chooser.hidden = false;
    rows[0]?.focus();
  });
}
