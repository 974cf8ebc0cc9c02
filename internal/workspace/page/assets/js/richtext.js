// The rich_text block: what people type arrives in this form.
import { el, append } from "./dom.js";
import { channelMention, dateNode, emojiNode, link, userMention } from "./mrkdwn.js";

const styles = { bold: "strong", italic: "em", strike: "del", code: "code", underline: "u" };

function styled(node, style = {}) {
  let out = node;
  for (const [name, tag] of Object.entries(styles)) if (style[name]) out = append(el(tag), [out]);
  return out;
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
    case "broadcast":
      return el("span", { class: "mention mention-all" }, "@" + element.range);
    case "emoji":
      return emojiNode(element.name);
    case "date":
      return dateNode(element.timestamp, element.format, element.url, element.fallback ?? "");
    case "color":
      return el("code", {}, element.value);
    default:
      return el("span", { class: "unknown" }, `[${element.type}]`);
  }
}

const pieces = (element) => (element.elements ?? []).map((e) => styled(piece(e), e.style));

function part(element) {
  switch (element.type) {
    case "rich_text_section":
      return append(el("div", { class: "run" }), pieces(element));
    case "rich_text_quote":
      return append(el("blockquote"), pieces(element));
    case "rich_text_preformatted":
      return append(el("pre", { tabindex: "0" }), [append(el("code"), pieces(element))]);
    case "rich_text_list":
      return append(
        el(element.style === "ordered" ? "ol" : "ul", {
          class: `indent-${Math.min(4, element.indent ?? 0)}`,
          start: element.offset ? element.offset + 1 : null,
        }),
        (element.elements ?? []).map((item) => append(el("li"), pieces(item))),
      );
    default:
      return el("div", { class: "unknown" }, `Unknown part of rich text: ${element.type}`);
  }
}

// richText draws a rich_text block or a rich_text table cell.
export function richText(block) {
  return append(el("div", { class: "rich-text" }), (block.elements ?? []).map(part));
}
