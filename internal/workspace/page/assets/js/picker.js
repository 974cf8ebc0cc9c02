// Choosing an emoji.
import { el } from "./dom.js";
import { emoji, matching, offered } from "./emoji.js";
import { arrows, openPanel } from "./popover.js";

// pickEmoji opens the choice beside a button; chosen gets the name.
export function pickEmoji(anchor, label, chosen) {
  const grid = el("div", { class: "emoji-grid" });
  const field = el("input", { class: "field", type: "search", placeholder: "Search by name", "aria-label": "Search emoji by name" });
  const show = () => {
    const wanted = field.value.trim().replaceAll(":", "").toLowerCase();
    const names = wanted ? matching(wanted, 32) : offered;
    grid.replaceChildren(...names.map((name) => el("button", {
      type: "button", title: `:${name}:`, "aria-label": name.replaceAll("_", " "), data: { testid: `pick-${name}` },
      onclick: () => {
        opened.close();
        chosen(name);
      },
    }, emoji(name))));
    if (!names.length) grid.append(el("p", { class: "hint" }, "No emoji has that name."));
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") grid.querySelector("button")?.click();
  });
  show();
  arrows(grid, "button", { columns: 8 });
  const opened = openPanel(anchor, el("div", { class: "emoji-picker" }, field, grid), { label });
  field.focus();
}
