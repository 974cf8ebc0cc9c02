// Files that hang on a message: pictures are shown, texts can be read in place,
// everything else is a card.
import { el, append, icon, button } from "./dom.js";
import { fileAddress } from "./api.js";
import { codeBlock } from "./code.js";
import { markdown } from "./markdown.js";
import { openable } from "./pictures.js";

const previewMost = 200_000;

// size says how large a file is.
export function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const ending = (file) => /\.([a-z0-9]+)$/i.exec(file.name)?.[1].toLowerCase() ?? "";
const pictures = ["png", "jpg", "jpeg", "gif", "webp", "svg"];
const isText = (file) => ["md", "markdown", "txt", "log", "csv", "json", "jsonl", "yaml", "yml"].includes(ending(file)) ||
  (file.mimetype ?? "").startsWith("text/plain");

// preview reads a text file and draws it: Markdown as a document, the rest as
// it is.
async function preview(file, host) {
  host.replaceChildren(el("p", { class: "hint" }, "Reading…"));
  try {
    const response = await fetch(fileAddress(file, "text"), { cache: "no-store" });
    if (!response.ok) throw new Error();
    const text = (await response.text()).slice(0, previewMost);
    const isMarkdown = ["md", "markdown"].includes(ending(file)) || file.filetype === "markdown";
    host.replaceChildren(isMarkdown
      ? append(el("div", { class: "markdown document", dir: "auto" }), [markdown(text, 3)])
      : codeBlock(text));
  } catch {
    host.replaceChildren(el("p", { class: "error" }, "This file could not be read."));
  }
}

// away leads to the file itself.
const away = (f, how, label, extra = {}) => el("a", {
  class: "button small", href: fileAddress(f, how), rel: "noopener noreferrer", ...extra,
}, label);

const save = (f) => away(f, "download", "Save", { download: f.name });
const open = (f) => away(f, "open", "Open", { target: "_blank", data: { testid: "file-open" } });

function about(f) {
  return el("div", { class: "file-name" },
    el("strong", { title: f.name, dir: "auto" }, f.title || f.name),
    el("small", {}, f.title && f.title !== f.name ? `${f.name} · ${size(f.size)}` : size(f.size)));
}

function pictureFile(f) {
  return el("figure", { class: "file-picture", data: { testid: "file" } },
    openable({
      source: fileAddress(f, "open"), description: f.alt_txt || f.title || f.name, title: f.title || f.name, className: "picture",
      width: f.original_w, height: f.original_h,
    }),
    el("figcaption", {}, about(f), el("div", { class: "file-acts" }, open(f), save(f))));
}

function file(f) {
  if (pictures.includes(ending(f))) return pictureFile(f);
  const host = el("div", { class: "file-preview", hidden: true, data: { testid: "file-preview" } });
  const show = button("Preview", {
    class: "small", "aria-expanded": "false",
    onclick: () => {
      host.hidden = !host.hidden;
      show.setAttribute("aria-expanded", String(!host.hidden));
      show.textContent = host.hidden ? "Preview" : "Hide preview";
      if (!host.hidden && !host.hasChildNodes()) preview(f, host);
    },
  });
  const opens = ["html", "htm"].includes(ending(f)) || isText(f);
  return el("div", { class: "file", data: { testid: "file" } },
    el("div", { class: "file-row" },
      el("span", { class: "file-kind", "aria-hidden": "true" }, icon("file"), el("span", {}, ending(f).slice(0, 4) || "file")),
      about(f),
      el("div", { class: "file-acts" }, isText(f) ? show : null, opens ? open(f) : null, save(f))),
    host);
}

// files draws a message's files.
export function files(message) {
  const list = (message.files ?? []).filter((f) => f.id && f.mode !== "tombstone");
  return list.length ? el("div", { class: "files" }, list.map(file)) : null;
}
