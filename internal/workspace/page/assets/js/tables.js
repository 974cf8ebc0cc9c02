// Tables: those that are only read, and those that are sorted and paged through.
import { el, append, fill, icon, iconButton } from "./dom.js";
import { element } from "./elements.js";
import { richText } from "./richtext.js";

const numberText = (cell) => cell.text ?? new Intl.NumberFormat().format(cell.value);

// content is what a cell shows.
function content(cell, context) {
  switch (cell?.type) {
    case "rich_text":
      return richText(cell);
    case "raw_number":
      return numberText(cell);
    case "action_cell":
      return cell.element ? element(cell.element, context) : content(cell.fallback, context);
    default:
      return String(cell?.text ?? "");
  }
}

// frame lets a wide table scroll by itself, with the keyboard too.
function frame(label, table) {
  return el("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": label }, table);
}

// table draws a table block: the first row is its head.
export function table(block, context) {
  const [head = [], ...body] = block.rows ?? [];
  const looks = (i) => {
    const settings = block.column_settings?.[i] ?? {};
    return `align-${settings.align ?? "left"}` + (settings.is_wrapped ? "" : " unwrapped");
  };
  const row = (tag) => (cells) => el("tr", {}, cells.map((c, i) =>
    el(tag, { class: looks(i), scope: tag === "th" ? "col" : null, dir: "auto" }, content(c, context))));
  return frame("Table", el("table", {}, el("thead", {}, row("th")(head)), el("tbody", {}, body.map(row("td")))));
}

// wordsIn is what a cell says, for sorting.
function wordsIn(cell) {
  if (typeof cell?.text === "string") return cell.text;
  if (cell?.element) return cell.element.text?.text ?? "";
  return (cell?.elements ?? []).map(wordsIn).join("");
}

// said is what a cell shows, in words.
const said = (cell) => (cell?.type === "raw_number" ? numberText(cell) : wordsIn(cell));

// A column sorts as numbers if all its cells are; otherwise by its words.
function compare(column, rows) {
  if (rows.every((r) => r[column]?.type === "raw_number")) return (a, b) => a[column].value - b[column].value;
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  return (a, b) => collator.compare(wordsIn(a[column]), wordsIn(b[column]));
}

// dataTable draws a data_table block: a click on a head sorts up, then down, then
// not at all; page_size rows are shown at a time; where there are more, one can look
// for words.
export function dataTable(block, context) {
  const [head = [], ...body] = block.rows ?? [];
  const size = block.page_size ?? 5;
  const named = block.row_header_column_index ?? 0;
  const numeric = head.map((_, i) => body.every((r) => r[i]?.type === "raw_number"));
  let sorted = -1;
  let down = false;
  let page = 0;

  const rows = el("tbody");
  const where = el("span", { class: "hint", role: "status" });
  const turn = (name, label, step) => iconButton(name, label, {
    onclick: () => {
      page += step;
      draw();
    },
  });
  const back = turn("back", "Previous rows", -1);
  const on = turn("next", "Next rows", 1);
  const find = el("input", {
    class: "field find-rows", type: "search", placeholder: "Find rows", "aria-label": `Find rows in ${block.caption}`,
    oninput: () => {
      page = 0;
      draw();
    },
  });
  const heads = head.map((cell, i) => el("th", { scope: "col", class: numeric[i] ? "align-right" : null, dir: "auto" }, el("button", {
    type: "button", class: "sort", data: { column: String(i) },
    onclick: () => {
      if (sorted !== i) [sorted, down] = [i, false];
      else if (!down) down = true;
      else [sorted, down] = [-1, false];
      page = 0;
      draw();
    },
  }, content(cell, context), icon("sort"))));

  function draw() {
    const wanted = find.value.trim().toLowerCase();
    const all = body.filter((cells) => cells.some((cell) => said(cell).toLowerCase().includes(wanted)));
    if (sorted >= 0) all.sort(compare(sorted, body));
    if (down) all.reverse();
    heads.forEach((th, i) => th.setAttribute("aria-sort", i !== sorted ? "none" : down ? "descending" : "ascending"));
    const from = page * size;
    fill(rows, all.slice(from, from + size).map((cells) => el("tr", {}, cells.map((cell, i) =>
      el(i === named ? "th" : "td", { scope: i === named ? "row" : null, class: numeric[i] ? "align-right" : null, dir: "auto" }, content(cell, context))))));
    where.textContent = all.length ? `${from + 1}–${Math.min(from + size, all.length)} of ${all.length}` : "No such rows";
    back.disabled = page === 0;
    on.disabled = from + size >= all.length;
  }
  draw();
  return el("div", { class: "data-table" },
    frame(block.caption, append(el("table"), [el("caption", {}, block.caption), el("thead", {}, el("tr", {}, heads)), rows])),
    body.length > size ? el("div", { class: "pager" }, find, where, back, on) : null);
}
