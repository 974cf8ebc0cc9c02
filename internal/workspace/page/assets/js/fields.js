// Fields that are written into, pickers of moments, and boxes to tick.
import { el } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { fromWallClock, toWallClock } from "./time.js";
import { common, held, keeper, words } from "./values.js";

let notes = 0;

const idOf = (chosen) => (typeof chosen === "object" && chosen ? chosen.value : chosen);

// withNote puts a line under a control, which is read out with it.
function withNote(node, ...notes) {
  const lines = notes.filter(Boolean);
  return lines.length ? el("div", { class: "with-note" }, node, el("div", { class: "notes" }, lines)) : node;
}

// count says in a line how many characters there are, and how many there may be.
function count(line, element, text) {
  const n = [...text].length;
  line.textContent = n < (element.min_length ?? 0) ? `${n} of at least ${element.min_length}`
    : element.max_length ? `${n} / ${element.max_length}` : `${n} characters`;
  line.classList.toggle("over", n > (element.max_length ?? Infinity));
}

const types = { email_text_input: "email", url_text_input: "url", number_input: "text", plain_text_input: "text" };

// textInput is every field for plain text. Text that is too long can be pasted,
// and cut by its author: a field that swallows the end of it says nothing.
export function textInput(element, context) {
  const [value, keep] = keeper(element, context, element.initial_value ?? null);
  const n = ++notes;
  const counter = element.max_length || element.min_length ? el("span", { class: "hint counter", id: `count-${n}` }) : null;
  const dispatches = context.input?.dispatch_action;
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const onEnter = dispatches && when.includes("on_enter_pressed") && !element.multiline;
  const enter = onEnter ? el("span", { class: "hint", id: `enter-${n}` }, "Press Enter to use it") : null;
  const node = el(element.multiline ? "textarea" : "input", {
    ...common(element, context, { describedBy: [counter?.id, enter?.id].filter(Boolean).join(" ") }),
    class: "field", type: element.multiline ? null : types[element.type],
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    rows: element.multiline ? 4 : null, autocomplete: "off", dir: "auto",
    placeholder: words(element.placeholder) || null, autofocus: element.focus_on_load ?? null,
    oninput: () => {
      if (counter) count(counter, element, node.value);
      keep(node.value || null, { press: Boolean(dispatches && when.includes("on_character_entered")) });
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || !onEnter || event.isComposing || event.repeat) return;
      event.preventDefault();
      keep(node.value || null);
    },
  });
  node.value = value ?? "";
  if (counter) count(counter, element, node.value);
  return withNote(node, enter, counter);
}

function picker(type, initial, { load = (x) => x, store = (x) => x, note = () => null } = {}) {
  return (element, context) => {
    const [value, keep] = keeper(element, context, element[initial] ?? null);
    const about = note(element);
    const id = about && `note-${++notes}`;
    const node = el("input", {
      ...common(element, context, { describedBy: id }), type, class: "field picker", autofocus: element.focus_on_load ?? null,
      onchange: () => keep(store(node.value) || null, { undo: show }),
    });
    const show = (now) => (node.value = now ? load(now) : "");
    show(value);
    return withNote(node, about && el("span", { class: "hint", id }, about));
  };
}

// The browser's own pickers: they know the person's language, keyboard and screen
// reader, and on a telephone they are those of the telephone.
export const datePicker = picker("date", "initial_date");
export const timePicker = picker("time", "initial_time", { note: (e) => e.timezone?.replaceAll("_", " ") });
export const momentPicker = picker("datetime-local", "initial_date_time", { load: toWallClock, store: fromWallClock });

// boxes draws checkboxes or radio buttons.
export function boxes(type) {
  return (element, context) => {
    const several = type === "checkbox";
    const initial = several ? (element.initial_options ?? []).map(idOf) : idOf(element.initial_option) ?? null;
    const [value, keep] = keeper(element, context, initial);
    const name = `${context.scope}-${context.block.block_id}-${element.action_id}`;
    const required = context.input && !context.input.optional;
    const inputs = element.options.map((option, i) => el("input", {
      type, name, value: option.value, "aria-invalid": several && context.error ? "true" : null,
      autofocus: (element.focus_on_load && i === 0) || null, data: { control: "", action: element.action_id },
      onchange: () => {
        const chosen = inputs.filter((i) => i.checked).map((i) => i.value);
        keep(several ? chosen : chosen[0] ?? null, { undo: show });
      },
    }));
    const show = (now) => inputs.forEach((i) => (i.checked = [now].flat().includes(i.value)));
    show(value);
    return el("div", {
      class: "boxes", role: several ? "group" : "radiogroup",
      "aria-labelledby": context.labelId ?? null, "aria-describedby": context.describedBy ?? null,
      "aria-label": context.labelId ? null : several ? "Choose any" : "Choose one",
      "aria-invalid": !several && context.error ? "true" : null, "aria-required": !several && required ? "true" : null,
      data: held(element, context),
    }, element.options.map((option, i) => el("label", {}, inputs[i], el("span", {},
      textObject(option.text), option.description ? el("small", {}, textObject(option.description)) : null))));
  };
}
