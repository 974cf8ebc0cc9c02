// The rich_text_input element: a field in which text gets weight, lists and
// quotes, and which is read back into a rich_text block.
import { el, icon } from "./dom.js";
import { parts } from "./richtext.js";
import { common, keeper, words } from "./values.js";

const marks = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", S: "strike", STRIKE: "strike", DEL: "strike", U: "underline", CODE: "code" };
const address = /https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"]/g;

// leaves reads a run: texts with their styles, addresses as links, and what stood
// there from the start as it was.
function leaves(node, style, out) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.data.replaceAll("\u200b", "");
    let from = 0;
    const put = (part) => part && push(out, { type: "text", text: part, ...(Object.keys(style).length ? { style } : {}) });
    if (!style.code) for (const found of text.matchAll(address)) {
      put(text.slice(from, found.index));
      out.push({ type: "link", url: found[0], ...(Object.keys(style).length ? { style } : {}) });
      from = found.index + found[0].length;
    }
    return put(text.slice(from));
  }
  if (node.dataset?.leaf) return void out.push(JSON.parse(node.dataset.leaf));
  if (node.tagName === "BR") return push(out, { type: "text", text: "\n" });
  const mark = marks[node.tagName];
  for (const child of node.childNodes) leaves(child, mark ? { ...style, [mark]: true } : style, out);
}

// push joins a text to the one before it where both look the same.
function push(out, leaf) {
  const last = out.at(-1);
  if (last?.type === "text" && JSON.stringify(last.style) === JSON.stringify(leaf.style)) last.text += leaf.text;
  else out.push(leaf);
}

function trimmed(list) {
  const last = list.at(-1);
  if (last?.type === "text") last.text = last.text.replace(/\n$/, "");
  return list.filter((l) => l.type !== "text" || l.text);
}

function lists(node, indent, out) {
  const style = node.tagName === "OL" ? "ordered" : "bullet";
  let items = [];
  const flush = () => {
    if (items.length) out.push({ type: "rich_text_list", style, indent, elements: items });
    items = [];
  };
  for (const child of node.children) {
    if (["UL", "OL"].includes(child.tagName)) {
      flush();
      lists(child, indent + 1, out);
      continue;
    }
    const run = [];
    const inner = [];
    for (const c of child.childNodes) (["UL", "OL"].includes(c.tagName) ? inner : run).push(c);
    const elements = [];
    for (const c of run) leaves(c, {}, elements);
    items.push({ type: "rich_text_section", elements: trimmed(elements) });
    if (inner.length) flush();
    for (const list of inner) lists(list, indent + 1, out);
  }
  flush();
}

// richOf reads the whole field; null when nothing is in it.
function richOf(editor) {
  const out = [];
  let run = [];
  const flush = () => {
    const elements = trimmed(run);
    if (elements.length) out.push({ type: "rich_text_section", elements });
    run = [];
  };
  const walk = (nodes) => {
    for (const node of nodes) {
      if (["UL", "OL"].includes(node.tagName)) {
        flush();
        lists(node, 0, out);
      } else if (node.tagName === "BLOCKQUOTE") {
        flush();
        const elements = [];
        leaves(node, {}, elements);
        out.push({ type: "rich_text_quote", elements: trimmed(elements) });
      } else if (node.tagName === "PRE") {
        flush();
        out.push({ type: "rich_text_preformatted", elements: [{ type: "text", text: node.textContent }] });
      } else if (["DIV", "P"].includes(node.tagName) && !node.dataset.leaf) {
        if (run.length && !run.at(-1).text?.endsWith("\n")) push(run, { type: "text", text: "\n" });
        walk(node.childNodes);
        if (run.length && !run.at(-1).text?.endsWith("\n")) push(run, { type: "text", text: "\n" });
      } else leaves(node, {}, run);
    }
  };
  walk(editor.childNodes);
  flush();
  return out.length ? { type: "rich_text", elements: out } : null;
}

// code turns the chosen text into code, or back.
function code(editor) {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || !editor.contains(range.commonAncestorContainer)) return;
  const at = range.commonAncestorContainer;
  const inside = (at.nodeType === Node.ELEMENT_NODE ? at : at.parentElement).closest("code");
  if (inside && editor.contains(inside)) {
    inside.replaceWith(...inside.childNodes);
  } else if (!range.collapsed) {
    const node = el("code", {}, range.toString());
    range.deleteContents();
    range.insertNode(node);
    node.after("\u200b");
    getSelection().collapse(node.nextSibling, 1);
  }
}

const tools = [
  ["bold", "Bold", "bold"], ["italic", "Italic", "italic"], ["strikeThrough", "Strikethrough", "strike"], ["code", "Code", "code"],
  ["insertUnorderedList", "Bulleted list", "bullets"], ["insertOrderedList", "Numbered list", "numbers"], ["formatBlock", "Quote", "quote"],
];

export function richInput(element, context) {
  const [value, keep] = keeper(element, context, element.initial_value ?? null);
  const dispatches = context.input?.dispatch_action && element.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered");
  const changed = () => {
    editor.classList.toggle("empty", !editor.textContent.trim() && !editor.querySelector("li, blockquote, [data-leaf]"));
    keep(richOf(editor), { press: Boolean(dispatches) });
  };
  const editor = el("div", {
    ...common(element, context), class: "rich-editor", contenteditable: "true", role: "textbox", "aria-multiline": "true", dir: "auto",
    "aria-label": context.labelId ? null : words(element.placeholder) || "Text", "aria-labelledby": context.labelId ?? null,
    style: { "--least": String(element.min_lines ?? 3), "--most": String(element.max_lines ?? 8) },
    oninput: changed,
    onpaste: (event) => {
      event.preventDefault();
      document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
    },
    onkeydown: (event) => {
      if (event.key !== "Tab" || !getSelection().anchorNode?.parentElement?.closest("li")) return;
      event.preventDefault();
      document.execCommand(event.shiftKey ? "outdent" : "indent");
      changed();
    },
  });
  editor.dataset.placeholder = words(element.placeholder) || "";
  editor.append(...(value ? parts(value, { editable: true }) : []));
  editor.classList.toggle("empty", !value);
  const bar = el("div", { class: "rich-bar", role: "toolbar", "aria-label": "Looks of the text" }, tools.map(([command, label, picture]) => el("button", {
    type: "button", class: "icon-button", title: label, "aria-label": label,
    onpointerdown: (event) => event.preventDefault(), // the selection stays where it is
    onclick: () => {
      editor.focus();
      if (command === "code") code(editor);
      else document.execCommand(command, false, command === "formatBlock" ? "blockquote" : undefined);
      changed();
    },
  }, icon(picture))));
  return el("div", { class: "rich-input" }, bar, editor);
}
