// The things in blocks that a person can press, and which module draws the rest.
import { el, append, icon, button as plainButton } from "./dom.js";
import { boxes, datePicker, momentPicker, textInput, timePicker } from "./fields.js";
import { fileInput } from "./fileinput.js";
import { plainText, textObject } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { openMenu } from "./popover.js";
import { richInput } from "./richinput.js";
import { multiSelect, select } from "./selects.js";
import { state } from "./state.js";
import { follow, held, pressed, words } from "./values.js";

function buttonElement(element, context) {
  const node = plainButton(textObject(element.text), {
    class: { primary: "primary", danger: "danger" }[element.style] ?? "",
    "aria-label": element.accessibility_label ?? null,
    data: { ...held(element, context), testid: "block-button" },
    onclick: () => {
      follow(element.url);
      pressed(element, context, element.value, node);
    },
  });
  if (element.url) node.append(icon("open"));
  return node;
}

// A workflow lives on Slack's side. The press is refused here, and the person
// reads why.
function workflowButton(element, context) {
  const node = buttonElement(element, context);
  node.prepend(icon("bolt"));
  return node;
}

function overflow(element, context) {
  const node = el("button", {
    type: "button", class: "icon-button overflow", title: "More", "aria-label": element.accessibility_label ?? "More",
    "aria-haspopup": "menu", "aria-expanded": "false",
    data: { ...held(element, context), testid: "block-overflow" },
    onclick: () => openMenu(node, element.options.map((option) => ({
      label: words(option.text),
      hint: words(option.description),
      act: () => {
        follow(option.url);
        pressed(element, context, option.value, node);
      },
    })), { label: "More" }),
  }, icon("more"));
  return node;
}

// Feedback is two thumbs, of which one stays pressed.
function feedback(element, context) {
  const before = context.values.get(context.block.block_id, element.action_id);
  const thumb = (side, picture) => {
    const one = element[side];
    const node = el("button", {
      type: "button", class: "quiet-button", title: words(one.text), "aria-pressed": String(before === one.value),
      "aria-label": one.accessibility_label || words(one.text),
      data: { ...held(element, context), testid: "feedback", side },
      onclick: async () => {
        if (!(await pressed(element, context, one.value, node))) return;
        context.values.set(context.block.block_id, element.action_id, one.value);
        for (const other of node.parentNode.children) other.setAttribute("aria-pressed", String(other === node));
      },
    }, icon(picture), el("span", {}, textObject(one.text)));
    return node;
  };
  return el("span", { class: "feedback", role: "group", "aria-label": "Feedback" },
    thumb("positive_button", "good"), thumb("negative_button", "bad"));
}

function iconButton(element, context) {
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(state.me?.id)) return null;
  const node = el("button", {
    type: "button", class: "quiet-button", title: words(element.text), "aria-label": element.accessibility_label || words(element.text),
    data: { ...held(element, context), testid: "icon-button" },
    onclick: () => pressed(element, context, element.value, node),
  }, icon("trash"));
  return node;
}

const drawers = {
  button: buttonElement,
  workflow_button: workflowButton,
  overflow,
  feedback_buttons: feedback,
  icon_button: iconButton,
  image: (element) => picture(element, "picture-small"),
  static_select: select,
  external_select: select,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: multiSelect,
  multi_external_select: multiSelect,
  multi_users_select: multiSelect,
  multi_channels_select: multiSelect,
  multi_conversations_select: multiSelect,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: momentPicker,
  checkboxes: boxes("checkbox"),
  radio_buttons: boxes("radio"),
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: richInput,
  file_input: fileInput,
};

// element draws one element; a type this page does not know is shown as such.
export function element(object, context) {
  if (object.type === "plain_text") return append(el("span"), [plainText(object.text, object.emoji !== false)]);
  if (object.type === "mrkdwn") return append(el("span"), [textObject(object)]);
  const draw = drawers[object.type];
  return draw ? draw(object, context) : el("span", { class: "unknown" }, `Unknown element: ${object.type}`);
}
