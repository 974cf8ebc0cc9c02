// Files that wait in the composer to be sent with the next message.
import { el, fill, icon, iconButton } from "./dom.js";
import { toast } from "./toasts.js";

const most = 8_000_000;

const sizeOf = (bytes) =>
  (bytes < 1000 ? `${bytes} bytes` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

// encode reads a file for a JSON body.
export async function encode(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

// What waits in any composer of this window: a reload would lose it, so the
// browser asks first.
const waiting = new Set();
window.addEventListener("beforeunload", (event) => waiting.size && event.preventDefault());

// attachments shows what waits in one place, and lets one think again. What was
// left in another place is there again when one comes back.
export function attachments(onchange) {
  const left = new Map(); // by place
  let here = "";
  let files = [];
  const node = el("ul", { class: "attached", hidden: true, "aria-label": "Files to be sent" });
  const draw = () => {
    node.hidden = files.length === 0;
    left.delete(here);
    if (files.length) left.set(here, files);
    if ([...left.values()].some((list) => list.length)) waiting.add(node);
    else waiting.delete(node);
    fill(node, files.map((file) => el("li", { class: "attached-file", data: { testid: "attached" } },
      icon("file"), el("span", { class: "attached-name", title: file.name, dir: "auto" }, file.name), el("small", {}, sizeOf(file.size)),
      iconButton("close", `Leave out ${file.name}`, { onclick: () => remove(file) }))));
    onchange();
  };
  // A file may be sent while one is already elsewhere.
  const remove = (file) => {
    const others = (list) => list.filter((f) => f !== file);
    for (const [place, list] of left) left.set(place, others(list));
    files = others(files);
    draw();
  };
  return {
    node,
    remove,
    list: () => files,
    add(more) {
      for (const file of more) {
        if (file.size > most) toast(`${file.name} is larger than ${sizeOf(most)}.`, "error");
        else files = [...files, file];
      }
      draw();
    },
    show(place) {
      here = place;
      files = left.get(place) ?? [];
      draw();
    },
  };
}

// chooser is the button that opens the browser's own choice of files.
export function chooser(onfiles) {
  const field = el("input", { type: "file", multiple: true, class: "hidden", tabindex: "-1", "aria-hidden": "true", onchange: () => {
    onfiles(field.files);
    field.value = "";
  } });
  return [iconButton("plus", "Add files", { data: { testid: "attach" }, onclick: () => field.click() }), field];
}
