// A rehearsal: choosing an incident, and the panel with which its play is steered.
import { el, button, fill, icon, iconButton } from "./dom.js";
import { rehearse } from "./api.js";
import { switchTo } from "./people.js";
import { openMenu } from "./popover.js";
import { changed, state, userName } from "./state.js";
import { attempt } from "./toasts.js";

export const speeds = [1, 2, 5, 10];

const titleOf = ({ choices, incident }) => choices.find((c) => c.name === incident)?.title ?? incident;

// moveOver begins anew in the workspace that the rehearsal has set up.
const moveOver = () => location.assign("/");

async function open(deed, details) {
  await rehearse(deed, details);
  moveOver();
}

// adopt takes in what the stream tells, and moves over where that is of
// another workspace than before.
export function adopt({ now, ...bill }) {
  if (state.rehearsal && state.rehearsal.world !== bill.world) return moveOver();
  state.clockSkew = Date.parse(now) - Date.now();
  state.rehearsal = bill;
}

function radio(group, value, checked, title, words, testid) {
  return el("label", { class: "pick", data: { testid } },
    el("input", { type: "radio", name: group, value, checked }),
    el("span", { class: "pick-words" }, el("strong", {}, title), words));
}

function speedSelect(chosen, attributes) {
  return el("select", { class: "field", ...attributes }, speeds.map((s) => el("option", { value: String(s), selected: s === chosen }, `${s}×`)));
}

// openChoice asks which incident to rehearse, in which part and how fast.
export function openChoice() {
  const { choices, incident, play } = state.rehearsal;
  const speed = speedSelect(play?.speed ?? 1, { "aria-label": "Speed", data: { testid: "choose-speed" } });
  const go = button("Begin", { class: "primary", type: "submit", data: { testid: "choose-go" } });
  const form = el("form", {
    method: "dialog",
    onsubmit: async (event) => {
      event.preventDefault();
      go.disabled = true;
      go.setAttribute("aria-busy", "true");
      const chosen = new FormData(form);
      await attempt(() => open("open", { name: chosen.get("incident"), part: chosen.get("part"), speed: Number(speed.value) }));
      go.disabled = false;
      go.removeAttribute("aria-busy");
    },
  },
  el("header", { class: "dialog-head" }, el("h2", { id: "choose-title" }, "Rehearse an incident"),
    iconButton("close", "Close", { onclick: () => dialog.close() })),
  el("div", { class: "dialog-body" },
    el("fieldset", { class: "picks" }, el("legend", { class: "label" }, "Which one?"),
      choices.map((c) => radio("incident", c.name, c.name === incident, c.title,
        [el("span", {}, c.story), el("small", {}, `${c.minutes} minutes · ${c.people} people`)], `choose-${c.name}`))),
    el("fieldset", { class: "picks picks-two" }, el("legend", { class: "label" }, "What do you do?"),
      radio("part", "facilitate", play?.part !== "watch", "Facilitate",
        el("span", {}, "The others take part by themselves, and wait for you to press Next."), "choose-part-facilitate"),
      radio("part", "watch", play?.part === "watch", "Watch",
        el("span", {}, "Everything is played, the facilitator's presses too. You may still take part."), "choose-part-watch")),
    el("p", { class: "hint" }, "This begins a new workspace. What was written in this one is gone then.")),
  el("footer", { class: "dialog-foot" }, el("label", { class: "speed-row" }, el("span", { class: "label" }, "How fast?"), speed), button("Cancel", { onclick: () => dialog.close() }), go));
  // Who watches wants it faster than who has to answer.
  form.addEventListener("change", (event) => {
    if (event.target.name === "part") speed.value = event.target.value === "watch" ? "5" : "1";
  });
  const dialog = el("dialog", { class: "dialog", "aria-labelledby": "choose-title", data: { testid: "choose" }, onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();
  form.querySelector("input:checked")?.focus();
}

function controls(play) {
  const ask = (deed, details) => attempt(() => rehearse(deed, details));
  const more = iconButton("more", "More about this rehearsal", {
    "aria-haspopup": "menu", data: { testid: "play-menu" },
    onclick: () => openMenu(more, [
      { label: "Play it again from the start", testid: "play-restart", act: () => attempt(() => open("restart")) },
      { label: "Rehearse another incident…", testid: "play-other", act: openChoice },
      { label: "Leave to a free workspace", hint: "The same incident, and nobody acts but you", testid: "play-leave", act: () => attempt(() => open("open", { part: "" })) },
    ], { label: "Rehearsal" }),
  });
  return el("div", { class: "play-controls" },
    play.over ? null : [
      iconButton(play.paused ? "play" : "pause", play.paused ? "Go on" : "Pause", {
        data: { testid: "play-pause" }, onclick: () => ask(play.paused ? "play" : "pause"),
      }),
      iconButton("step", "Next message, then pause", { data: { testid: "play-step" }, onclick: () => ask("step") }),
      speedSelect(play.speed, {
        "aria-label": "Speed", data: { testid: "play-speed" }, onchange: (event) => ask("speed", { speed: Number(event.target.value) }),
      })],
    more);
}

const standOf = (play) => play.over ? "played to its end" : `${play.said} of ${play.of}${play.paused ? ", paused" : " messages"}`;

function panel({ play, ...bill }, stand) {
  return el("div", { class: "play", role: "group", "aria-label": "Rehearsal", data: { testid: "rehearsal", part: play.part, paused: String(play.paused) } },
    el("div", { class: "play-words" },
      el("strong", {}, titleOf(bill)),
      el("span", { class: "play-part" }, `You ${play.part}`),
      stand),
    controls(play));
}

let heard = 0;         // the number of the last whisper that the visitor knows of
let told = { number: 0, until: 0 }; // the newest whisper, and how long it is news
const news = 120_000; // ms
let lookedFrom = null; // who they were before they looked as its reader

function lookAs(user, from = null) {
  lookedFrom = from;
  return switchTo(user);
}

// overhearing tells of the newest whisper, and lets the visitor look as its
// reader and come back. Outside a rehearsal nobody could.
function overhearing({ whisper }) {
  const line = (text, label, deed) => el("div", { class: "hint-line overhear", data: { testid: "overhear" } },
    icon("eye"), el("p", {}, text),
    button(label, { class: "small", data: { testid: "overhear-act" }, onclick: () => attempt(deed) }),
    iconButton("close", "Hide this line", {
      onclick: () => {
        heard = whisper?.number ?? 0;
        lookedFrom = null;
        changed("guide");
      },
    }));
  if (lookedFrom && lookedFrom !== state.me.id) {
    return line(`You look as ${state.me.name}.`, `Back to ${userName(lookedFrom)}`, () => lookAs(lookedFrom));
  }
  if (!whisper || whisper.number <= heard || whisper.user === state.me.id) return null;
  if (told.number !== whisper.number) {
    told = { number: whisper.number, until: Date.now() + news };
    setTimeout(() => changed("guide"), news + 100);
  }
  if (Date.now() > told.until) return null; // "just" is over
  return line(`Remedy has just written something to ${userName(whisper.user)} that nobody else can see.`, `Look as ${userName(whisper.user)}`, () => {
    heard = whisper.number;
    return lookAs(whisper.user, state.me.id);
  });
}

// rehearsalPanel draws what is played. With each message only the count is another:
// the list of speeds somebody has opened stays open.
export function rehearsalPanel() {
  const node = el("div", { class: "play-place" });
  const stand = el("span");
  let drawn = "";
  // draw reports whether there is nothing to show.
  function draw() {
    const bill = state.rehearsal;
    if (!bill?.play) {
      fill(node);
      drawn = "";
      return true;
    }
    const line = overhearing(bill);
    stand.textContent = standOf(bill.play);
    const { said, of, ...play } = bill.play;
    const now = JSON.stringify([play, state.me?.id, line?.textContent]);
    if (now === drawn) return false;
    drawn = now;
    const focused = node.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    fill(node, panel(bill, stand), line);
    if (focused) node.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
    return false;
  }
  return { node, draw };
}
