// Block Kit's layout blocks.
import { el, append } from "./dom.js";
import { alert, card, carousel, container, remoteFile, video } from "./cards.js";
import { chart } from "./charts.js";
import { element } from "./elements.js";
import { mrkdwn, plainText, textObject } from "./mrkdwn.js";
import { markdown } from "./markdown.js";
import { picture } from "./pictures.js";
import { richText } from "./richtext.js";
import { dataTable, table } from "./tables.js";
import { plan, taskCard } from "./tasks.js";

let labels = 0;

const textOf = (object) => el("div", { class: "text", dir: "auto" }, textObject(object));

function section(block, context) {
  const main = el("div", { class: "section-main" });
  if (block.text) main.append(textOf(block.text));
  if (block.fields) main.append(el("div", { class: "fields" }, block.fields.map(textOf)));
  const accessory = block.accessory && el("div", { class: `accessory accessory-${block.accessory.type}` }, element(block.accessory, context));
  return el("div", { class: "block-section" }, main, accessory);
}

function contextBlock(block, context) {
  return el("div", { class: "block-context" }, (block.elements ?? []).map((e) => (e.type === "image" ? element(e, context) : textOf(e))));
}

function image(block) {
  const title = block.title && plainText(block.title.text);
  return el("figure", { class: "block-image" }, title ? el("figcaption", { dir: "auto" }, title) : null,
    picture(block, "picture", { opens: true, title: block.title?.text }));
}

// Boxes and editors are no single control that a label could be for: they are
// labelled by its id.
const grouped = ["checkboxes", "radio_buttons", "rich_text_input"];

// input draws a label, the element, a hint, and the error that a submission
// brought, tied together for those who listen rather than look.
function input(block, context) {
  const n = ++labels;
  const ids = { control: `control-${n}`, label: `label-${n}`, hint: `hint-${n}`, error: `error-${n}` };
  const error = context.errors?.[block.block_id];
  const apart = grouped.includes(block.element?.type);
  const describedBy = [error && ids.error, block.hint && ids.hint].filter(Boolean).join(" ") || null;
  const control = element(block.element ?? { type: "nothing" }, {
    ...context, input: block, error, describedBy, controlId: apart ? null : ids.control, labelId: apart ? ids.label : null,
  });
  return el("div", { class: "block-input" + (error ? " has-error" : "") },
    el(apart ? "span" : "label", { class: "label", id: ids.label, for: apart ? null : ids.control, dir: "auto" },
      plainText(block.label?.text ?? ""), block.optional ? el("span", { class: "optional" }, " (optional)") : null),
    control,
    error ? el("p", { class: "error", id: ids.error, data: { testid: "input-error" } }, error) : null,
    block.hint ? el("p", { class: "hint", id: ids.hint, dir: "auto" }, plainText(block.hint.text)) : null);
}

const row = (className) => (block, context) => el("div", { class: className }, (block.elements ?? []).map((e) => element(e, context)));

const drawers = {
  actions: row("block-actions"),
  alert,
  card,
  carousel,
  container: (b, context) => container(b, context, blocks),
  context: contextBlock,
  context_actions: row("block-context-actions"),
  data_table: dataTable,
  data_visualization: chart,
  divider: () => el("hr", { class: "block-divider" }),
  file: remoteFile,
  header: (b) => el("h3", { class: "block-header", dir: "auto" }, plainText(b.text?.text ?? "")),
  image,
  input,
  markdown: (b) => el("div", { class: "markdown", dir: "auto" }, markdown(b.text ?? "", 3)),
  plan,
  rich_text: (b) => richText(b),
  section,
  table,
  task_card: taskCard,
  video,
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
  return el("div", { class: "text", dir: "auto" }, mrkdwn(source));
}
