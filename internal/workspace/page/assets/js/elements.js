// The things in blocks that a person can operate. What is typed or chosen is
// kept in the surface's Values, so that a redraw does not lose it: a string for
// texts, dates, times and single choices (an option's value, or an id), a list
// of strings for many choices, unix seconds for a moment, null for nothing.
import { el, append, icon, button as plainButton } from "./dom.js";
import { textObject, plainText } from "./mrkdwn.js";
import { ask, openMenu, openPanel, arrows } from "./popover.js";
import { state, channelTitle } from "./state.js";
import { fromWallClock, toWallClock } from "./time.js";

// Values holds what was entered on one surface: a message, a modal, a Home.
export class Values {
  #map = new Map(); // "block_id/action_id" → value
  get(block, action) {
    return this.#map.get(`${block}/${action}`);
  }
  set(block, action, value) {
    this.#map.set(`${block}/${action}`, value);
  }
  all() {
    return Object.fromEntries(this.#map);
  }
}

// An element is drawn in a context: {surface, values, press, input, describedBy}.
// press({block_id, action_id, value}) sends a block action; input is the input
// block around, if any.

const words = (object) => (typeof object === "string" ? object : object?.text ?? "");

// keeper gives an element its stored value, or its initial one, and a function
// that stores a new one and, where the surface wants it, presses.
function keeper(element, context, initial = null) {
  const { block_id: block } = context.block;
  let value = context.values.get(block, element.action_id);
  if (value === undefined) {
    value = initial;
    context.values.set(block, element.action_id, value);
  }
  const keep = (next, { press = true } = {}) => {
    context.values.set(block, element.action_id, next);
    const dispatches = !context.input || context.input.dispatch_action;
    if (press && dispatches) confirmed(element, context, next);
  };
  return [value, keep];
}

async function confirmed(element, context, value, node) {
  if (element.confirm && !(await ask(element.confirm))) return;
  node?.setAttribute("aria-busy", "true");
  try {
    await context.press({ block_id: context.block.block_id, action_id: element.action_id, value });
  } finally {
    node?.removeAttribute("aria-busy");
  }
}

// common are the attributes that let labels, errors and tests find a control.
function common(element, context) {
  return {
    id: context.controlId ?? null,
    "aria-label": context.controlId ? null : words(element.placeholder) || element.accessibility_label || element.action_id,
    "aria-describedby": context.describedBy ?? null,
    data: { action: element.action_id ?? "", block: context.block.block_id ?? "", control: "" },
  };
}

function buttonElement(element, context) {
  const node = plainButton(textObject(element.text), {
    class: { primary: "primary", danger: "danger" }[element.style] ?? "",
    "aria-label": element.accessibility_label ?? null,
    data: { action: element.action_id ?? "", block: context.block.block_id ?? "", testid: "block-button" },
    onclick: () => {
      if (node.getAttribute("aria-busy")) return;
      if (element.url && /^https?:/.test(element.url)) window.open(element.url, "_blank", "noopener,noreferrer");
      confirmed(element, context, null, node);
    },
  });
  if (element.url) node.append(icon("open"));
  return node;
}

function overflow(element, context) {
  const node = el("button", {
    type: "button", class: "icon-button overflow", title: "More", "aria-label": element.accessibility_label ?? "More",
    "aria-haspopup": "menu", "aria-expanded": "false",
    data: { action: element.action_id, block: context.block.block_id, testid: "block-overflow" },
    onclick: () => openMenu(node, element.options.map((option) => ({
      label: words(option.text),
      hint: words(option.description),
      act: () => {
        if (option.url && /^https?:/.test(option.url)) window.open(option.url, "_blank", "noopener,noreferrer");
        confirmed(element, context, option.value, node);
      },
    })), { label: "More" }),
  }, icon("more"));
  return node;
}

// People, channels and conversations are chosen by id; choices gives any kind
// of select the same shape: groups of {id, text}.
function choices(element) {
  const person = (u) => ({ id: u.id, text: u.name + (u.id === state.me?.id ? " (you)" : ""), hint: u.title });
  const room = (c) => ({ id: c.id, text: c.is_im ? channelTitle(c) : "#" + c.name });
  const kind = element.type.replace("multi_", "");
  if (kind === "users_select") return [{ items: [...state.users.values()].filter((u) => !u.bot).map(person) }];
  if (kind === "channels_select") return [{ items: [...state.channels.values()].filter((c) => !c.is_im && !c.is_private).map(room) }];
  if (kind === "conversations_select") {
    const include = element.filter?.include;
    const fits = (c) => !include || include.includes(c.is_im ? "im" : c.is_private ? "private" : "public");
    return [{ items: [...state.channels.values()].filter(fits).map(room) }];
  }
  const item = (o) => ({ id: o.value, text: words(o.text), hint: words(o.description) });
  if (element.option_groups) return element.option_groups.map((g) => ({ label: words(g.label), items: g.options.map(item) }));
  return [{ items: (element.options ?? []).map(item) }];
}

// initialOf is the choice an element comes with, as an id or a list of ids.
function initialOf(element) {
  const name = element.type.replace(/^multi_/, "").replace(/s?_select$/, "").replace("static", "option");
  if (!element.type.startsWith("multi_")) return idOf(element[`initial_${name}`]) ?? null;
  return (element[`initial_${name}s`] ?? []).map(idOf);
}

const idOf = (chosen) => (typeof chosen === "object" && chosen ? chosen.value : chosen);

function select(element, context) {
  const [value, keep] = keeper(element, context, initialOf(element));
  const optionOf = (i) => el("option", { value: i.id }, i.text);
  const node = el("select", {
    ...common(element, context), class: "field select", onchange: () => keep(node.value || null),
  },
  el("option", { value: "" }, words(element.placeholder) || "Choose…"),
  choices(element).map((g) => (g.label ? el("optgroup", { label: g.label }, g.items.map(optionOf)) : g.items.map(optionOf))));
  node.value = value ?? "";
  return node;
}

function multiSelect(element, context) {
  const [value, keep] = keeper(element, context, initialOf(element));
  const items = choices(element).flatMap((g) => g.items);
  const chosen = new Set(value);
  const inOrder = () => items.map((i) => i.id).filter((id) => chosen.has(id));
  const node = el("button", {
    type: "button", ...common(element, context), class: "field multi", "aria-haspopup": "dialog", "aria-expanded": "false",
  });
  const show = () => {
    const names = items.filter((i) => chosen.has(i.id)).map((i) => el("span", { class: "chip" }, i.text));
    node.replaceChildren(...(names.length ? names : [el("span", { class: "placeholder" }, words(element.placeholder) || "Choose…")]));
    node.append(icon("down"));
  };
  const toggle = (id, box) => {
    if (!box.checked) chosen.delete(id);
    else if (element.max_selected_items && chosen.size >= element.max_selected_items) box.checked = false;
    else chosen.add(id);
    keep(inOrder(), { press: false });
    show();
  };
  node.addEventListener("click", () => {
    const before = inOrder().join();
    const list = el("div", { class: "checklist" }, items.map((i) => {
      const box = el("input", { type: "checkbox", checked: chosen.has(i.id), value: i.id, onchange: () => toggle(i.id, box) });
      return el("label", {}, box, el("span", {}, i.text, i.hint ? el("small", {}, i.hint) : null));
    }));
    arrows(list, "input");
    const { panel } = openPanel(node, list, {
      label: words(element.placeholder) || "Choose",
      closed: () => {
        if (inOrder().join() !== before) keep(inOrder());
      },
    });
    panel.querySelector("input")?.focus();
  });
  show();
  return node;
}

function picker(type, initial, { load = (x) => x, store = (x) => x } = {}) {
  return (element, context) => {
    const [value, keep] = keeper(element, context, element[initial] ?? null);
    const node = el("input", {
      ...common(element, context), type, class: "field picker", onchange: () => keep(store(node.value) || null),
    });
    node.value = value ? load(value) : "";
    return node;
  };
}

function boxes(type) {
  return (element, context) => {
    const several = type === "checkbox";
    const initial = several ? (element.initial_options ?? []).map(idOf) : idOf(element.initial_option) ?? null;
    const [value, keep] = keeper(element, context, initial);
    const stored = [value].flat();
    const name = `${context.scope}-${context.block.block_id}-${element.action_id}`;
    const inputs = element.options.map((option) => el("input", {
      type, name, value: option.value, checked: stored.includes(option.value), data: { control: "", action: element.action_id },
      onchange: () => {
        const chosen = inputs.filter((i) => i.checked).map((i) => i.value);
        keep(several ? chosen : chosen[0] ?? null);
      },
    }));
    return el("div", {
      class: "boxes", role: several ? "group" : "radiogroup",
      "aria-labelledby": context.labelId ?? null, "aria-describedby": context.describedBy ?? null,
      "aria-label": context.labelId ? null : element.action_id, data: { action: element.action_id },
    }, element.options.map((option, i) => el("label", {}, inputs[i], el("span", {},
      textObject(option.text), option.description ? el("small", {}, textObject(option.description)) : null))));
  };
}

function textInput(element, context) {
  const type = { email_text_input: "email", url_text_input: "url", number_input: "text" }[element.type] ?? "text";
  const [value, keep] = keeper(element, context, element.initial_value ?? null);
  const node = el(element.multiline ? "textarea" : "input", {
    ...common(element, context), class: "field", type: element.multiline ? null : type,
    inputmode: element.type === "number_input" ? "decimal" : null,
    rows: element.multiline ? 4 : null, autocomplete: "off",
    maxlength: element.max_length ?? null, placeholder: words(element.placeholder) || null,
    autofocus: element.focus_on_load ?? null,
    oninput: () => {
      const onEach = element.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered");
      keep(node.value || null, { press: Boolean(onEach) });
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || element.multiline || event.isComposing) return;
      const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
      if (context.input?.dispatch_action && on.includes("on_enter_pressed")) {
        event.preventDefault();
        keep(node.value || null);
      }
    },
  });
  node.value = value ?? "";
  return node;
}

function image(element) {
  return pictureOf(element.image_url, element.alt_text, "picture-small");
}

// pictureOf shows a picture of this workspace. One from elsewhere is not
// fetched, since the page loads nothing from elsewhere: its description and its
// address stand for it.
export function pictureOf(address, description, className) {
  let url = null;
  try {
    url = new URL(address, location.href);
  } catch { /* an address that is none */ }
  if (url?.origin === location.origin) return el("img", { class: className, src: url.href, alt: description ?? "" });
  return el("span", { class: `${className} picture-elsewhere`, role: "img", "aria-label": description ?? "Picture", title: address },
    el("span", {}, description || "Picture"));
}

const drawers = {
  button: buttonElement,
  overflow,
  image,
  static_select: select,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: multiSelect,
  multi_users_select: multiSelect,
  multi_channels_select: multiSelect,
  multi_conversations_select: multiSelect,
  datepicker: picker("date", "initial_date"),
  timepicker: picker("time", "initial_time"),
  datetimepicker: picker("datetime-local", "initial_date_time", { load: toWallClock, store: fromWallClock }),
  checkboxes: boxes("checkbox"),
  radio_buttons: boxes("radio"),
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
};

// element draws one element; a type this page does not know is shown as such.
export function element(object, context) {
  if (object.type === "plain_text") return append(el("span"), [plainText(object.text, object.emoji !== false)]);
  if (object.type === "mrkdwn") return append(el("span"), [textObject(object)]);
  const draw = drawers[object.type];
  return draw ? draw(object, context) : el("span", { class: "unknown" }, `Unknown element: ${object.type}`);
}
