// The file_input element: files are put into the form one by one, and go to the
// app with it.
import { act } from "./api.js";
import { el, fill, icon, iconButton } from "./dom.js";
import { size } from "./files.js";
import { attempt, toast } from "./toasts.js";
import { common, keeper } from "./values.js";

const most = 10 * 1024 * 1024;

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
    reader.onerror = () => reject(new Error(`${file.name} could not be read.`));
    reader.readAsDataURL(file);
  });
}

export function fileInput(element, context) {
  const [value, keep] = keeper(element, context, []);
  const { block_id: block } = context.block;
  const limit = element.max_files ?? 10;
  const named = (id, name) => context.values.name(block, element.action_id, id, name);
  let ids = [...(value ?? [])];
  let busy = 0;

  const store = (next) => {
    ids = next;
    keep(ids);
    draw();
  };
  const wanted = (name) => !element.filetypes?.length || element.filetypes.some((t) => name.toLowerCase().endsWith("." + t.toLowerCase()));

  async function add(files) {
    for (const file of files) {
      if (ids.length + busy >= limit) return toast(limit === 1 ? "One file is the most here." : `${limit} files are the most here.`, "error");
      if (!wanted(file.name)) {
        toast(`${file.name} is none of: ${element.filetypes.join(", ")}.`, "error");
        continue;
      }
      if (!file.size || file.size > most) {
        toast(`${file.name}: a file needs some content, and 10 MB at most.`, "error");
        continue;
      }
      busy++;
      draw();
      const done = await attempt(async () => act("upload", { name: file.name, content: await base64(file) }));
      busy--;
      if (done) {
        named(done.file.id, `${done.file.name} · ${size(done.file.size)}`);
        store([...ids, done.file.id]);
      } else draw();
    }
  }

  const input = el("input", {
    ...common(element, context), type: "file", class: "file-native", multiple: limit > 1,
    accept: element.filetypes?.map((t) => "." + t).join(",") || null,
    onchange: () => {
      const files = [...input.files];
      input.value = "";
      add(files);
    },
  });
  const list = el("ul", { class: "file-chosen" });
  const drop = el("div", {
    class: "file-drop",
    ondragover: (event) => {
      event.preventDefault();
      drop.classList.add("over");
    },
    ondragleave: () => drop.classList.remove("over"),
    ondrop: (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      add([...event.dataTransfer.files]);
    },
  }, input, el("span", { class: "hint" }, "or drop here", element.filetypes?.length ? ` · ${element.filetypes.join(", ")}` : ""));

  function draw() {
    fill(list, ids.map((id) => el("li", {}, icon("file"), el("span", {}, named(id) ?? id), iconButton("close", "Take this file out", {
      onclick: () => {
        store(ids.filter((other) => other !== id));
        input.focus();
      },
    }))), busy ? el("li", { class: "hint", role: "status" }, "Reading…") : null);
    list.hidden = !ids.length && !busy;
  }
  draw();
  return el("div", { class: "file-input" }, drop, list);
}
