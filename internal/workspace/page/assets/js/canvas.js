// A canvas: a document of the app's, as its link opens it.
import { el, append, fill } from "./dom.js";
import { read } from "./api.js";
import { markdown } from "./markdown.js";
import { changed, on, state } from "./state.js";

// canvasPane draws the canvas of the place, and keeps it true.
export function canvasPane() {
  const paper = el("section", { class: "canvas markdown document", dir: "auto", tabindex: "0", "aria-label": "Canvas" });
  const node = el("div", { class: "cards-pane", hidden: true, data: { testid: "canvas-pane" } }, el("div", { class: "cards-inner" }, paper));

  let turn = 0;

  async function draw() {
    const mine = ++turn;
    const { kind, id } = state.place ?? {};
    if (kind !== "canvas") return paper.replaceChildren();
    const asked = state.place;
    let parts;
    try {
      const { canvas } = await read("canvas", { id });
      asked.title = canvas.title;
      parts = markdown(canvas.markdown, 3);
    } catch (refusal) {
      parts = el("p", { class: "error" }, refusal.message);
    }
    if (mine !== turn) return; // another is asked for, or the same as it is now
    fill(paper);
    append(paper, [parts]);
    changed("channels"); // its head has the title now
  }
  on("place", draw);
  on("change", ({ type, ts }) => type === "canvas" && state.place?.kind === "canvas" && state.place.id === ts && draw());
  return { node };
}
