// What visitors are told: a welcome, and then one line at a time on what to do
// next. The rehearsal behind the page says which; here it is shown, and turned
// off for good by those who have seen enough.
import { el, button, fill, iconButton } from "./dom.js";
import { act, rehearse } from "./api.js";
import { openChoice } from "./rehearsal.js";
import { openChannel } from "./router.js";
import { changed, state } from "./state.js";
import { attempt } from "./toasts.js";

const key = () => `guide-off:${state.team.name}`;

export const guideIsOff = () => localStorage.getItem(key()) === "yes";

export function turnGuide(on) {
  if (on) localStorage.removeItem(key());
  else localStorage.setItem(key(), "yes");
  changed("guide");
}

const threadIsOpen = ({ channel, thread }) => state.place?.kind === "channel" && state.place.id === channel && state.thread === thread;

const opened = new Set(); // pages, by their address

const isDone = (offer) => offer.do === "thread" ? threadIsOpen(offer) : offer.do === "page" && opened.has(offer.text);

// carry does what a button of the guide offers.
async function carry(offer) {
  if (offer.do === "rehearse") return openChoice();
  if (offer.do === "page") {
    window.open(offer.text, "_blank", "noopener");
    opened.add(offer.text);
    return changed("guide");
  }
  if (offer.do === "thread") return openChannel(offer.channel, { thread: offer.thread });
  if (offer.do === "write") return changed("reply-wanted", { text: offer.text });
  if (state.place?.kind !== "channel" || state.place.id !== offer.channel) await openChannel(offer.channel, { focus: false });
  return act("command", { channel: offer.channel, text: offer.text });
}

const actButton = (offer, testid, extra, then) => button(offer.label, {
  class: extra, data: { testid },
  onclick: async () => {
    await attempt(() => carry(offer));
    then?.();
  },
});

const offButton = (testid) => iconButton("close", "Turn the guide off. The menu at the foot of the sidebar brings it back.", {
  data: { testid }, onclick: () => turnGuide(false),
});

function welcome(guide) {
  return el("div", { class: "guide", data: { testid: "guide" } },
    el("div", { class: "guide-words" },
      el("h2", {}, guide.title),
      (guide.lines ?? []).map((line) => el("p", {}, line))),
    el("div", { class: "guide-acts" },
      actButton(guide.act, "guide-act", "primary", () => state.rehearsal || turnGuide(false)),
      state.rehearsal ? button("Rehearse an incident…", { data: { testid: "guide-rehearse" }, onclick: openChoice }) : null),
    offButton("guide-hide"));
}

function hintLine(hint) {
  const offer = (hint.acts ?? []).find((a) => a.do !== "skip" && !isDone(a));
  const skip = (hint.acts ?? []).find((a) => a.do === "skip");
  return el("div", { class: "hint-line", data: { testid: "hint", hint: hint.id } },
    el("p", {}, hint.text),
    offer ? actButton(offer, "hint-act", "small") : null,
    skip ? el("button", {
      type: "button", class: "text-button", data: { testid: "hint-skip" }, onclick: () => attempt(() => rehearse("skip", { name: hint.id })),
    }, skip.label) : null,
    state.rehearsal?.play ? null : offButton("hint-hide"));
}

// guide draws the welcome or the line that is due. It is drawn anew only when it
// says or offers something else, so that a focused button stays.
export function guide() {
  const node = el("div", { class: "guide-place", role: "status" });
  let drawn = "";
  function draw() {
    const bill = state.rehearsal;
    const greeted = bill ? !bill.welcome : false;
    // What a play waits for is told to those as well who have turned the guide off.
    const quiet = guideIsOff() && !bill?.play;
    const what = quiet ? null : state.guide && !greeted && !bill?.play ? { welcome: state.guide } : bill?.hint ? { hint: bill.hint } : null;
    const now = JSON.stringify([what, Boolean(bill), state.me?.id, (what?.hint?.acts ?? []).map(isDone)]);
    if (now === drawn) return !what;
    drawn = now;
    fill(node, what?.welcome ? welcome(what.welcome) : what?.hint ? hintLine(what.hint) : null);
    return !what;
  }
  // draw reports whether there is nothing to show.
  return { node, draw };
}
