// The rich_text block: what people type arrives in this form.
import { codeBlock } from "./code.js";
import { el, append } from "./dom.js";
import { channelMention, dateNode, emojiNode, link, userMention } from "./mrkdwn.js";
import { state } from "./state.js";

const styles = { bold: "strong", italic: "em", strike: "del", code: "code", underline: "u" };

function styled(node, style = {}) {
  let out = node;
  for (const [name, tag] of Object.entries(styles)) if (style[name]) out = append(el(tag), [out]);
  if (style.highlight || style.client_highlight) out = append(el("mark"), [out]);
  return out;
}

// A colour is shown beside its value: a square alone would tell it to some only.
function color(value) {
  const known = /^#[0-9a-f]{6}$/i.test(value);
  return el("code", { class: "color" }, known ? el("span", { class: "swatch", "aria-hidden": "true", style: { "--swatch": value } }) : null, value);
}

function piece(element) {
  switch (element.type) {
    case "text":
      return document.createTextNode(element.text);
    case "link":
      return link(element.url, element.text || undefined);
    case "user":
      return userMention(element.user_id);
    case "channel":
      return channelMention(element.channel_id);
    case "usergroup":
      return el("span", { class: "mention mention-all" }, "@" + (element.usergroup_id ?? "group"));
    case "team":
      return el("span", { class: "mention mention-all" }, "@" + (element.team_id === state.team?.id ? state.team.name : element.team_id));
    case "broadcast":
      return el("span", { class: "mention mention-all" }, "@" + element.range);
    case "emoji":
      return emojiNode(element.name);
    case "date":
      return dateNode(element.timestamp, element.format, element.url, element.fallback ?? "");
    case "color":
      return color(element.value);
    default:
      return el("span", { class: "unknown" }, `[${element.type}]`);
  }
}

// In a field that can be written into, whatever is not text stays in one piece and
// remembers what it was.
function leaf(element, editable) {
  const node = styled(piece(element), element.style);
  if (!editable || element.type === "text" || element.type === "link") return node;
  return el("span", { contenteditable: "false", data: { leaf: JSON.stringify(element) } }, node);
}

const pieces = (element, editable) => (element.elements ?? []).map((e) => leaf(e, editable));

function item(element, editable) {
  return append(el("li", { dir: "auto" }), pieces(element, editable));
}

// Lists come one after the other, each with its depth. nested puts the deeper ones
// into the last item of the shallower, as they are read.
function nested(run, editable) {
  const out = [];
  const open = []; // {indent, node}
  for (const list of run) {
    const indent = list.indent ?? 0;
    while (open.length && open.at(-1).indent > indent) open.pop();
    let top = open.at(-1);
    const tag = list.style === "ordered" ? "OL" : "UL";
    if (!top || top.indent < indent || top.node.tagName !== tag || list.offset) {
      if (top && top.indent === indent) open.pop();
      const node = el(tag, { start: list.offset ? list.offset + 1 : null, class: list.border ? "bordered" : null });
      const host = open.at(-1)?.node.lastElementChild;
      if (host) host.append(node);
      else out.push(node);
      open.push((top = { indent, node }));
    }
    append(top.node, (list.elements ?? []).map((e) => item(e, editable)));
  }
  return out;
}

function part(element, editable) {
  switch (element.type) {
    case "rich_text_section":
      return append(el("div", { class: "run", dir: "auto" }), pieces(element, editable));
    case "rich_text_quote":
      return append(el("blockquote", { dir: "auto" }), pieces(element, editable));
    case "rich_text_preformatted":
      return editable ? append(el("pre"), pieces(element)) : codeBlock(...pieces(element));
    default:
      return el("div", { class: "unknown" }, `Unknown part of rich text: ${element.type}`);
  }
}

// parts draws what a rich_text block consists of.
export function parts(block, { editable = false } = {}) {
  const out = [];
  let run = [];
  const flush = () => {
    out.push(...nested(run, editable));
    run = [];
  };
  for (const element of block.elements ?? []) {
    if (element.type === "rich_text_list") {
      run.push(element);
      continue;
    }
    flush();
    out.push(part(element, editable));
  }
  flush();
  return out;
}

// richText draws a rich_text block or a rich_text table cell.
export function richText(block) {
  return append(el("div", { class: "rich-text" }), parts(block));
}
