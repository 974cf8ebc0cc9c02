// Files that hang on a message.
import { el, append, icon, button } from "./dom.js";
import { fileAddress } from "./api.js";
import { markdown } from "./markdown.js";

const previewMost = 200_000;

function size(bytes) {
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
      ? append(el("div", { class: "markdown document" }), [markdown(text, 3)])
      : el("pre", { tabindex: "0" }, el("code", {}, text)));
  } catch {
    host.replaceChildren(el("p", { class: "error" }, "This file could not be read."));
  }
}

function file(f) {
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
  const opens = ["html", "htm", ...pictures].includes(ending(f)) || isText(f);
  const away = (how, label, extra = {}) => el("a", {
    class: "button small", href: fileAddress(f, how), rel: "noopener noreferrer", ...extra,
  }, label);
  return el("div", { class: "file", data: { testid: "file" } },
    el("div", { class: "file-row" },
      el("span", { class: "file-kind", "aria-hidden": "true" }, icon("file"), el("span", {}, ending(f).slice(0, 4) || "file")),
      el("div", { class: "file-name" }, el("strong", { title: f.name }, f.title || f.name), el("small", {}, f.title && f.title !== f.name ? `${f.name} · ${size(f.size)}` : size(f.size))),
      el("div", { class: "file-acts" },
        isText(f) ? show : null,
        opens ? away("open", "Open", { target: "_blank", data: { testid: "file-open" } }) : null,
        away("download", "Save", { download: f.name }))),
    pictures.includes(ending(f)) ? el("img", { class: "picture", src: fileAddress(f, "open"), alt: f.title || f.name }) : null,
    host);
}

// files draws a message's files.
export function files(message) {
  const list = (message.files ?? []).filter((f) => f.id && f.mode !== "tombstone");
  return list.length ? el("div", { class: "files" }, list.map(file)) : null;
}
