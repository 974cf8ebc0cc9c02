// Block Kit's layout blocks.
import { el, append, icon } from "./dom.js";
import { element, pictureOf } from "./elements.js";
import { mrkdwn, plainText, textObject } from "./mrkdwn.js";
import { markdown } from "./markdown.js";
import { richText } from "./richtext.js";

let labels = 0;

function section(block, context) {
  const main = el("div", { class: "section-main" });
  if (block.text) main.append(el("div", { class: "text" }, textObject(block.text)));
  if (block.fields) {
    main.append(el("div", { class: "fields" }, block.fields.map((f) => el("div", { class: "text" }, textObject(f)))));
  }
  const accessory = block.accessory && el("div", { class: `accessory accessory-${block.accessory.type}` }, element(block.accessory, context));
  return el("div", { class: "block-section" }, main, accessory);
}

function contextBlock(block, context) {
  return el("div", { class: "block-context" }, (block.elements ?? []).map((e) =>
    (e.type === "image" ? element(e, context) : el("div", { class: "text" }, textObject(e)))));
}

function image(block) {
  return el("figure", { class: "block-image" },
    block.title ? el("figcaption", {}, textObject(block.title)) : null,
    pictureOf(block.image_url, block.alt_text, "picture"));
}

// input draws a label, the element, a hint, and the error that a submission
// brought, tied together for those who listen rather than look.
function input(block, context) {
  const n = ++labels;
  const ids = { control: `control-${n}`, label: `label-${n}`, hint: `hint-${n}`, error: `error-${n}` };
  const error = context.errors?.[block.block_id];
  const grouped = ["checkboxes", "radio_buttons"].includes(block.element?.type);
  const describedBy = [block.hint && ids.hint, error && ids.error].filter(Boolean).join(" ") || null;
  const control = element(block.element ?? { type: "nothing" }, {
    ...context, input: block, describedBy, controlId: grouped ? null : ids.control, labelId: grouped ? ids.label : null,
  });
  if (error) control.setAttribute("aria-invalid", "true");
  if (!block.optional) control.setAttribute("aria-required", "true");
  return el("div", { class: "block-input" + (error ? " has-error" : "") },
    el(grouped ? "span" : "label", { class: "label", id: ids.label, for: grouped ? null : ids.control },
      plainText(block.label?.text ?? ""), block.optional ? el("span", { class: "optional" }, " (optional)") : null),
    control,
    error ? el("p", { class: "error", id: ids.error, data: { testid: "input-error" } }, error) : null,
    block.hint ? el("p", { class: "hint", id: ids.hint }, plainText(block.hint.text)) : null);
}

function tableCell(cell, tag, align) {
  const attributes = { class: align ? `align-${align}` : null, ...(tag === "th" ? { scope: "col" } : {}) };
  if (cell?.type === "rich_text") return el(tag, attributes, richText(cell));
  return el(tag, attributes, String(cell?.text ?? cell?.value ?? ""));
}

function table(block) {
  const [head = [], ...body] = block.rows ?? [];
  const align = (i) => block.column_settings?.[i]?.align;
  const row = (tag) => (cells) => el("tr", {}, cells.map((c, i) => tableCell(c, tag, align(i))));
  return el("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table" },
    el("table", {}, el("thead", {}, row("th")(head)), el("tbody", {}, body.map(row("td")))));
}

function actions(block, context) {
  return el("div", { class: "block-actions" }, (block.elements ?? []).map((e) => element(e, context)));
}

// alert takes its level from the block: its words, not its colour, tell it.
function alert(block) {
  return el("div", { class: `block-alert alert-${block.level ?? "info"}`, role: "note" }, icon("warn"), el("div", { class: "text" }, textObject(block.text)));
}

const drawers = {
  alert,
  header: (b) => el("h3", { class: "block-header" }, plainText(b.text?.text ?? "")),
  section,
  divider: () => el("hr", { class: "block-divider" }),
  context: contextBlock,
  actions,
  image,
  input,
  rich_text: (b) => richText(b),
  markdown: (b) => el("div", { class: "markdown" }, markdown(b.text ?? "", 4)),
  table,
};

// block draws one block. What this page does not know is shown as such, so that
// nobody takes a gap for an answer.
export function block(b, context) {
  const draw = drawers[b.type];
  const node = draw
    ? draw(b, { ...context, block: b })
    : el("div", { class: "unknown", data: { testid: "unknown-block" } }, `This page cannot draw a block of type “${b.type}”.`);
  node.classList.add("block");
  node.dataset.blockId = b.block_id ?? "";
  return node;
}

// blocks draws a list of them.
export function blocks(list, context) {
  return append(el("div", { class: "blocks" }), (list ?? []).map((b) => block(b, context)));
}

// text draws a message that has no blocks.
export function text(source) {
  return el("div", { class: "text" }, mrkdwn(source));
}
