// The strip above the conversation: the rehearsal that goes on, and the guide.
import { el, fill, icon } from "./dom.js";
import { guide, guideIsOff, turnGuide } from "./guide.js";
import { openMenu } from "./popover.js";
import { adopt, openChoice, rehearsalPanel } from "./rehearsal.js";
import { openChannel } from "./router.js";
import { on, state } from "./state.js";

// followThread opens the thread of the review that is played, once, for a
// visitor who looks at its channel.
function followThread() {
  const { play, world } = state.rehearsal;
  const key = `followed:${world}`;
  if (!play?.thread || sessionStorage.getItem(key) === play.thread) return;
  if (state.thread || state.place?.kind !== "channel" || state.place.id !== play.channel) return;
  sessionStorage.setItem(key, play.thread);
  openChannel(play.channel, { thread: play.thread, focus: false });
}

// strip draws it and keeps it true.
export function strip() {
  const node = document.getElementById("strip");
  const parts = [rehearsalPanel(), guide()];
  fill(node, parts.map((p) => p.node));
  const draw = () => {
    if (state.rehearsal) node.dataset.world = state.rehearsal.world;
    if (state.me) node.hidden = parts.map((p) => p.draw()).every(Boolean);
  };
  on("rehearsal", (bill) => {
    adopt(bill);
    if (state.place) followThread();
    draw();
  });
  for (const part of ["me", "place", "guide"]) on(part, draw);
}

// guideMenu is the button that brings the guide back and begins a rehearsal;
// null where the page has neither.
export function guideMenu() {
  if (!state.guide) return null;
  const node = el("button", {
    type: "button", class: "row guide-menu", "aria-haspopup": "menu", "aria-expanded": "false", data: { testid: "guide-menu" },
    onclick: () => openMenu(node, [
      state.rehearsal ? { label: "Rehearse an incident…", testid: "menu-rehearse", act: openChoice } : null,
      guideIsOff()
        ? { label: "Turn the guide on", testid: "menu-guide", act: () => turnGuide(true) }
        : { label: "Turn the guide off", testid: "menu-guide", act: () => turnGuide(false) },
    ].filter(Boolean), { label: "Guide" }),
  }, icon("compass"), el("span", { class: "row-name" }, "Guide and rehearsals"));
  return node;
}
