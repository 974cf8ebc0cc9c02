// What there is to know of a person, and of the app.
import { el, avatar, button, icon } from "./dom.js";
import { switchTo } from "./people.js";
import { openDirect, openHome } from "./router.js";
import { changed, currentChannel, state } from "./state.js";
import { clockIn, now, zoneDistance } from "./time.js";
import { attempt } from "./toasts.js";

function fact(name, ...value) {
  return el("div", { class: "fact" }, el("dt", {}, name), el("dd", {}, value));
}

// localTime is the time where somebody is; it goes on while it is looked at.
function localTime(user) {
  const node = el("time", { data: { testid: "local-time" } });
  const tick = () => {
    node.textContent = clockIn(now(), user.tz) + zoneDistance(now(), user.tz);
  };
  tick();
  const timer = setInterval(() => {
    if (node.isConnected) tick();
    else clearInterval(timer);
  }, 20_000);
  return node;
}

function head(user, kind) {
  return el("section", { class: "about-head" }, avatar(user, "xl"),
    el("p", { class: "about-name", dir: "auto" }, user.name),
    el("p", { class: "about-kind", dir: "auto" }, kind));
}

function person(user) {
  const me = user.id === state.me.id;
  return [
    head(user, user.title || (user.guest ? "Guest" : "")),
    el("section", {}, el("dl", { class: "facts" },
      fact("Handle", "@" + user.handle),
      fact("Local time", localTime(user)),
      fact("Zone", user.tz.replaceAll("_", " ")))),
    el("section", { class: "about-acts" },
      button([icon("chat"), me ? "Notes to yourself" : "Message"], { class: "small primary", data: { testid: "message-person" }, onclick: () => openDirect(user.id) }),
      me || user.bot ? null : button([icon("swap"), "Become"], {
        class: "small", data: { testid: "become-person" }, "aria-label": `Become ${user.name} in this window`, onclick: () => attempt(() => switchTo(user.id)),
      })),
  ];
}

// app is what the installed app says of itself, with what one can type and press.
function app(user) {
  const here = currentChannel();
  const use = (c) => el("li", {}, el("button", {
    type: "button", class: "about-command", data: { testid: "about-command" }, disabled: !here?.is_member,
    onclick: () => changed("prefill", { text: c.name + " " }),
  }, el("code", {}, `${c.name} ${c.usage_hint}`.trim()), c.description ? el("span", {}, c.description) : null));
  const shortcuts = state.app.shortcuts;
  return [
    head(user, state.app.description),
    el("section", { class: "about-acts" },
      state.place?.kind === "home" ? null : button([icon("home"), "Open its Home"], { class: "small primary", onclick: () => openHome() }),
      state.app.messages_tab ? button([icon("chat"), "Message"], { class: "small", onclick: () => openDirect(user.id) }) : null),
    state.app.commands.length ? el("section", {}, el("h3", {}, "Commands"), el("ul", { class: "about-commands" }, state.app.commands.map(use))) : null,
    shortcuts.length ? el("section", {}, el("h3", {}, "Shortcuts"), el("ul", { class: "about-list" }, shortcuts.map((s) => el("li", {},
      el("b", {}, s.name), s.type === "message" ? " in the menu of a message" : " in the jump palette")))) : null,
  ];
}

export function profile(user) {
  return user.app ? app(user) : person(user);
}
