// What is typed and chosen on a surface, and what happens when it is. Values are
// kept apart from the nodes, so that a redraw does not lose them: a string for
// texts, dates, times and single choices (an option's value, or an id), a list of
// strings for many choices and files, unix seconds for a moment, a rich_text block
// for rich text, null for nothing.
import { ask } from "./popover.js";

// Values holds what was entered on one surface: a message, a modal, a Home.
export class Values {
  #map = new Map(); // "block_id/action_id" → value
  #turn = Promise.resolve();
  #names = new Map(); // the same and a choice → how that choice is called
  get(block, action) {
    return this.#map.get(`${block}/${action}`);
  }
  set(block, action, value) {
    this.#map.set(`${block}/${action}`, value);
  }
  all() {
    return Object.fromEntries(this.#map);
  }
  // inTurn does one thing after the other, so that what is typed fast arrives in order.
  inTurn(doing) {
    this.#turn = this.#turn.then(doing, doing);
    return this.#turn;
  }
  // Choices that only the app or the person knows by name: suggested options, files.
  name(block, action, id, text) {
    const key = `${block}/${action}/${id}`;
    if (text !== undefined) this.#names.set(key, text);
    return this.#names.get(key);
  }
}

// An element is drawn in a context: {surface, spot, values, state, press, block, input, …}.
// press({block_id, action_id, value}) sends a block action; spot says where the
// surface is; input is the input block around, if any, and with it come the ids
// that tie a control to its label, hint and error. touched(block_id), where there is
// one, hears of every new value.

export const words = (object) => (typeof object === "string" ? object : object?.text ?? "");

// entered reads what the workspace holds for an element: what was chosen before this
// window was there. Options bring their names with them.
function entered(element, context) {
  const { block_id: block } = context.block;
  const entry = context.state?.values?.[block]?.[element.action_id];
  if (entry?.type !== element.type) return null;
  const [value] = Object.entries(entry).filter(([name]) => name !== "type" && name !== "timezone").map(([, v]) => v);
  const local = (one) => {
    const id = one?.value ?? one?.id;
    if (typeof id !== "string") return one;
    context.values.name(block, element.action_id, id, one.name ?? words(one.text));
    return id;
  };
  if (!Array.isArray(value)) return local(value) ?? null;
  return value.length || !element.default_to_current_conversation ? value.map(local) : null;
}

// keeper gives an element its stored value, or its initial one, and a function
// that stores a new one and, where the surface wants it, presses. Where a question
// comes first and the answer is no, undo shows the old value again.
export function keeper(element, context, initial = null) {
  const { block_id: block } = context.block;
  let value = context.values.get(block, element.action_id);
  if (value === undefined) {
    value = entered(element, context) ?? initial;
    context.values.set(block, element.action_id, value);
  }
  const keep = async (next, { press = true, undo } = {}) => {
    const before = context.values.get(block, element.action_id);
    context.values.set(block, element.action_id, next);
    context.touched?.(block);
    if (!press || (context.input && !context.input.dispatch_action)) return;
    if (element.confirm && undo && !(await ask(element.confirm))) {
      context.values.set(block, element.action_id, before);
      undo(before);
      return;
    }
    await context.values.inTurn(() => context.press({ block_id: block, action_id: element.action_id, value: next }));
  };
  return [value, keep];
}

// pressed asks first where the element wants that, and marks the node as busy
// until the workspace has taken the press.
export async function pressed(element, context, value, node) {
  if (node?.getAttribute("aria-busy")) return false;
  if (element.confirm && !(await ask(element.confirm))) return false;
  node?.setAttribute("aria-busy", "true");
  try {
    return Boolean(await context.press({ block_id: context.block.block_id, action_id: element.action_id, value }));
  } finally {
    node?.removeAttribute("aria-busy");
  }
}

// held is what tests find an element by.
export const held = (element, context) => ({ action: element.action_id ?? "", block: context.block.block_id ?? "" });

// common are the attributes that let labels, errors and tests find a control.
export function common(element, context, { describedBy } = {}) {
  const about = [context.describedBy, describedBy].filter(Boolean).join(" ") || null;
  return {
    id: context.controlId ?? null,
    "aria-label": context.controlId ? null : words(element.placeholder) || element.accessibility_label || spoken(element),
    "aria-describedby": about,
    "aria-invalid": context.error ? "true" : null,
    "aria-required": context.input && !context.input.optional ? "true" : null,
    data: { ...held(element, context), control: "" },
  };
}

// spoken names an element that its app gave no name to.
const kinds = {
  datepicker: "Date", timepicker: "Time", datetimepicker: "Date and time", overflow: "More",
  users: "Choose a person", channels: "Choose a channel", conversations: "Choose a conversation",
};

function spoken(element) {
  return kinds[element.type] ?? kinds[element.type.replace("multi_", "").replace("_select", "")] ?? "Choose";
}

// follow opens an address of an app in a window of its own.
export function follow(address) {
  if (/^https?:/.test(address ?? "")) window.open(address, "_blank", "noopener,noreferrer");
}
