// A small panel for first visitors, hidden for good once they have used it or seen enough.
import { el, button, fill, iconButton } from "./dom.js";
import { currentChannel, state } from "./state.js";

const key = () => `guide-hidden:${state.team.name}`;

// guide draws the panel; act carries out its one button.
export function guide(act) {
  const node = el("section", { class: "guide", hidden: true, "aria-label": "Getting started", data: { testid: "guide" } });
  const hide = () => {
    localStorage.setItem(key(), "yes");
    node.hidden = true;
  };
  function draw() {
    const g = state.guide;
    node.hidden = !g || !currentChannel() || currentChannel().is_im || localStorage.getItem(key()) === "yes";
    if (node.hidden || node.hasChildNodes()) return;
    fill(node,
      el("div", { class: "guide-words" }, el("h2", {}, g.title), el("ol", {}, (g.lines ?? []).map((line) => el("li", {}, line)))),
      el("div", { class: "guide-acts" },
        g.button ? button(g.button, { class: "primary", data: { testid: "guide-act" }, onclick: () => { act(g.prefill, g.channel); hide(); } }) : null),
      iconButton("close", "Hide this for good", { data: { testid: "guide-hide" }, onclick: hide }));
  }
  return { node, draw };
}
