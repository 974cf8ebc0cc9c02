// The details pane: what there is to know of the open conversation, of a person,
// or of the app.
import { el, fill, iconButton } from "./dom.js";
import { aboutChannel } from "./about.js";
import { youLine } from "./people.js";
import { profile } from "./profile.js";
import { changed, currentChannel, on, state } from "./state.js";

// Where this much fits, thread and details stand side by side; else the one that
// was opened last is shown.
const roomForBoth = matchMedia("(min-width: 1600px)");

let opener = null;

// A reload finds the pane as it was.
const remember = () => sessionStorage.setItem("details", JSON.stringify(state.details));

export function openDetails(what = { kind: "channel" }) {
  if (!state.details) opener = document.activeElement;
  state.details = what;
  remember();
  changed("details", { focus: true });
}

function closeDetails() {
  if (!state.details) return;
  state.details = null;
  remember();
  changed("details", {});
  if (opener?.isConnected) opener.focus();
}

export function toggleDetails() {
  if (state.details) closeDetails();
  else if (state.place?.kind === "channel" || state.place?.kind === "home") openDetails();
}

// subject is what the pane is about: a user, a channel, or nothing.
function subject() {
  if (!state.details) return null;
  if (state.details.kind === "person") return { user: state.users.get(state.details.id) };
  if (state.place?.kind === "home") return { user: state.users.get(state.app.user) };
  const channel = currentChannel();
  if (channel?.is_im) return { user: state.users.get(channel.user) };
  return channel ? { channel } : null;
}

// detailsPane draws the pane and keeps it true.
export function detailsPane() {
  const pane = document.getElementById("details");
  const title = el("h2", { class: "head-title" });
  const back = iconButton("back", "Back", { class: "back-button", data: { testid: "details-back" }, onclick: closeDetails });
  const head = el("header", { class: "pane-head" }, back, el("div", { class: "head-words" }, title),
    iconButton("close", "Close the details", { class: "close-button", data: { testid: "details-close" }, onclick: closeDetails }));
  const inner = el("div", { class: "details-inner", data: { testid: "details" } });
  fill(pane, head, inner, youLine());
  let drawn = "";
  let files = 0; // how often one was shared in the conversation

  function draw(focus) {
    const about = subject();
    const shown = about?.user ?? about?.channel;
    pane.hidden = !shown;
    document.body.classList.toggle("details-open", Boolean(shown));
    if (!shown) {
      drawn = "";
      inner.replaceChildren();
      return;
    }
    const { unread, mentions, last_read, ...channel } = about.channel ?? {};
    const key = JSON.stringify([state.me.id, about.user, channel, currentChannel()?.is_member, files]);
    if (key !== drawn) {
      const held = inner.contains(document.activeElement);
      title.textContent = about.channel ? "About this channel" : about.user.app ? "About this app" : "About this person";
      fill(inner, about.channel ? aboutChannel(about.channel) : profile(about.user));
      if (held) head.querySelector("button:not([hidden])")?.focus();
    }
    drawn = key;
    if (focus) [...head.querySelectorAll("button")].find((b) => b.checkVisibility())?.focus();
  }

  state.details = JSON.parse(sessionStorage.getItem("details"));
  let thread = null;
  on("details", ({ focus }) => draw(focus));
  on("place", () => {
    const before = state.details;
    // A thread that is opened beside details that leave it no room takes their place.
    if (state.thread && state.thread !== thread && state.details && !roomForBoth.matches) state.details = null;
    if (state.details?.kind === "person" && !state.users.has(state.details.id)) state.details = null;
    if (state.details !== before) remember();
    thread = state.thread;
    draw(false);
  });
  on("channels", () => state.details && draw(false));
  on("change", ({ channel, message }) => {
    if (!state.details || !message?.files || channel !== state.place?.id) return;
    files++;
    draw(false);
  });
  on("me", () => draw(false));
  on("prefill", () => matchMedia("(max-width: 1100px)").matches && closeDetails());
  pane.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    closeDetails();
  });
  // A name in a message or a mention leads to the person.
  document.addEventListener("click", (event) => {
    const id = event.target.closest?.("[data-user]")?.dataset.user;
    if (id && state.users.has(id)) openDetails({ kind: "person", id });
  });
}
