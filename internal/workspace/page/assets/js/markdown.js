// Standard Markdown, as far as the markdown block and files' previews need it:
// headings, paragraphs, lists, quotes, code, rules, tables, emphasis, links.
import { codeBlock } from "./code.js";
import { el, append } from "./dom.js";
import { emojiNode, link } from "./mrkdwn.js";
import { knownEmoji } from "./emoji.js";

const spans = [
  [/^`([^`]+)`/, (m) => el("code", {}, m[1])],
  [/^\*\*(?=\S)([\s\S]+?\S?)\*\*/, (m) => append(el("strong"), [span(m[1])])],
  [/^__(?=\S)([\s\S]+?\S?)__(?![\p{L}\p{N}])/u, (m) => append(el("strong"), [span(m[1])])],
  [/^~~([\s\S]+?)~~/, (m) => append(el("del"), [span(m[1])])],
  [/^\*(?=\S)([^*]+?)\*/, (m) => append(el("em"), [span(m[1])])],
  [/^_(?=\S)([^_]+?)_(?![\p{L}\p{N}])/u, (m) => append(el("em"), [span(m[1])])],
  [/^!?\[([^\]]*)\]\(([^)\s]+)(?:\s+"[^"]*")?\)/, (m) => link(m[2], m[1] || m[2])],
  [/^<(https?:[^>\s]+)>/, (m) => link(m[1])],
  [/^https?:\/\/[^\s<>)]*[^\s<>.,;:!?)'"*_]/, (m) => link(m[0])],
  [/^:([a-z0-9_+'-]+):/, (m) => (knownEmoji(m[1]) ? emojiNode(m[1]) : document.createTextNode(m[0]))],
  [/^\\([!-/:-@[-`{-~])/, (m) => document.createTextNode(m[1])],
];

// span draws the inside of a paragraph.
function span(text) {
  const out = document.createDocumentFragment();
  let plain = "";
  for (let i = 0; i < text.length; ) {
    let hit = null;
    const inWord = i > 0 && /[\p{L}\p{N}]/u.test(text[i - 1]);
    if (/[`*_~![<h:\\]/.test(text[i]) && !(inWord && /[_h]/.test(text[i]))) {
      const rest = text.slice(i);
      for (const [pattern, draw] of spans) {
        const match = pattern.exec(rest);
        if (match) {
          hit = [match[0].length, draw(match)];
          break;
        }
      }
    }
    if (hit) {
      if (plain) out.append(plain);
      plain = "";
      out.append(hit[1]);
      i += hit[0];
    } else {
      plain += text[i++];
    }
  }
  if (plain) out.append(plain);
  return out;
}

const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((c) => c.trim().replaceAll("\\|", "|"));
const isRule = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const listItem = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;

// markdown draws a document. Its highest headings are of that level, so that they
// fit below what is around them, however they were marked.
export function markdown(text, level = 3) {
  const out = document.createDocumentFragment();
  const rows = text.replace(/\r\n?/g, "\n").split("\n");
  const outside = text.replace(/```[\s\S]*?(```|$)/g, "");
  const highest = Math.min(7, ...[...outside.matchAll(/^(#{1,6})\s/gm)].map((m) => m[1].length));
  let i = 0;
  const take = (test) => {
    const taken = [];
    while (i < rows.length && test(rows[i])) taken.push(rows[i++]);
    return taken;
  };
  while (i < rows.length) {
    const row = rows[i];
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(row);
    if (!row.trim()) {
      i++;
    } else if (/^\s*(```|~~~)/.test(row)) {
      i++;
      const code = take((r) => !/^\s*(```|~~~)/.test(r));
      i++;
      out.append(codeBlock(code.join("\n")));
    } else if (heading) {
      i++;
      out.append(append(el(`h${Math.min(6, level + heading[1].length - highest)}`), [span(heading[2])]));
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(row)) {
      i++;
      out.append(el("hr"));
    } else if (row.includes("|") && isRule.test(rows[i + 1] ?? "")) {
      const [head, , ...body] = take((r) => r.includes("|"));
      out.append(tableOf(cells(head), body.map(cells)));
    } else if (/^\s*>/.test(row)) {
      const quoted = take((r) => /^\s*>/.test(r)).map((r) => r.replace(/^\s*> ?/, ""));
      out.append(append(el("blockquote"), [markdown(quoted.join("\n"), level)]));
    } else if (listItem.test(row)) {
      out.append(listOf(take((r) => listItem.test(r) || /^\s{2,}\S/.test(r))));
    } else {
      const paragraph = take((r) => r.trim() && !/^(#{1,6}\s|\s*>|\s*(```|~~~))/.test(r) && !listItem.test(r));
      out.append(append(el("p"), [span(paragraph.join("\n"))]));
    }
  }
  return out;
}

function tableOf(head, body) {
  const line = (tag) => (texts) => el("tr", {}, texts.map((t) => append(tag === "th" && t.trim() ? el("th", { scope: "col" }) : el("td"), [span(t)])));
  return el("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": "Table" },
    el("table", {}, el("thead", {}, line("th")(head)), el("tbody", {}, body.map(line("td")))));
}

// listOf nests by indentation.
function listOf(rows) {
  const first = listItem.exec(rows[0]);
  const list = el(/\d/.test(first[2]) ? "ol" : "ul", /\d/.test(first[2]) ? { start: Number.parseInt(first[2], 10) } : {});
  const indent = first[1].length;
  let item = null;
  let inner = [];
  const close = () => {
    if (item && inner.length) {
      item.append(listItem.test(inner[0]) ? listOf(inner) : append(el("p"), [span(inner.map((r) => r.trim()).join("\n"))]));
    }
    inner = [];
  };
  for (const row of rows) {
    const match = listItem.exec(row);
    if (match && match[1].length <= indent + 1) {
      close();
      const box = /^\[([ xX])\]\s+(.*)$/.exec(match[3]);
      item = el("li", box ? { class: "task" } : {}, box ? (box[1] === " " ? "☐ " : "☑ ") : null, span(box ? box[2] : match[3]));
      list.append(item);
    } else {
      inner.push(row);
    }
  }
  close();
  return list;
}
