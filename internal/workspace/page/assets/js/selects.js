// Selects: a control that shows what is chosen, and opens a list with a field in
// which one types to find something.
import { choices, initialOf, isExternal, matching, nameOf, shortest, suggested } from "./choices.js";
import { el, fill, icon } from "./dom.js";
import { openPanel } from "./popover.js";
import { common, keeper, words } from "./values.js";

let lists = 0;

// openList opens the list beside a control. chosen tells whether an id is chosen,
// take is told which one was picked, and gives false to keep the list open.
function openList(control, element, context, { chosen, take, full, closed }) {
  const id = `choices-${++lists}`;
  const several = element.type.startsWith("multi_");
  const list = el("div", { class: "choices", role: "listbox", id, "aria-label": control.textContent, "aria-multiselectable": several ? "true" : null });
  const note = el("p", { class: "hint choices-note", role: "status", data: { testid: "choices-note" } });
  const field = el("input", {
    class: "field", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: "Find…",
    "aria-label": "Find", "aria-expanded": "true", "aria-controls": id, "aria-autocomplete": "list",
  });
  let items = []; // as they stand in the list
  let at = -1; // what Enter picks; none before somebody has walked there or looked for it
  let asked = 0;
  let timer = 0;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const mark = (next) => {
    const all = options();
    at = all.length && next >= 0 ? next % all.length : -1;
    all.forEach((node, i) => node.classList.toggle("active", i === at));
    if (all[at]) {
      field.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };

  const pick = (item) => {
    if (!chosen(item.id) && full?.()) return;
    if (take(item) !== false) return opened.close();
    for (const node of options()) node.setAttribute("aria-selected", String(chosen(node.dataset.value)));
    limit();
  };

  const limit = () => {
    const over = Boolean(full?.());
    for (const node of options()) {
      if (over && !chosen(node.dataset.value)) node.setAttribute("aria-disabled", "true");
      else node.removeAttribute("aria-disabled");
    }
    if (over) note.textContent = `${element.max_selected_items} is the most that can be chosen.`;
    else if (several && options().length) note.textContent = "";
  };

  const show = (groups) => {
    let n = 0;
    fill(list, groups.map((g, i) => {
      const label = g.label ? el("div", { class: "choices-label", id: `${id}-group-${i}` }, g.label) : null;
      return el("div", { role: g.label ? "group" : "presentation", "aria-labelledby": label?.id ?? null }, label, g.items.map((item) => el("div", {
        role: "option", class: "choice", id: `${id}-${n++}`, "aria-selected": String(chosen(item.id)), data: { value: item.id },
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => pick(item),
      }, el("span", { class: "choice-words" }, item.text, item.hint ? el("small", {}, item.hint) : null), icon("check"))));
    }));
    items = groups.flatMap((g) => g.items);
    note.textContent = items.length ? "" : "Nothing found.";
    limit();
    mark(Math.max(field.value ? 0 : -1, items.findIndex((i) => chosen(i.id))));
  };

  const ask = async (query) => {
    const turn = ++asked;
    if ([...query].length < shortest(element)) {
      show([]);
      note.textContent = `Type at least ${shortest(element)} characters.`;
      return;
    }
    note.textContent = "Looking…";
    try {
      const groups = await suggested(element, context, query);
      if (turn === asked) show(groups);
    } catch (refusal) {
      if (turn !== asked) return;
      show([]);
      note.textContent = refusal.message;
    }
  };

  const draw = () => {
    if (!isExternal(element)) return show(matching(choices(element), field.value));
    clearTimeout(timer);
    timer = setTimeout(() => ask(field.value), field.value ? 150 : 0);
  };

  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    const to = { ArrowDown: at + 1, ArrowUp: at > 0 ? at - 1 : items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      mark(to);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (!event.repeat && items[at]) pick(items[at]);
    } else if (event.key === "Tab") {
      opened.close();
    }
  });

  control.focus({ preventScroll: true }); // not every browser does so at a click, and it is returned to
  const opened = openPanel(control, el("div", { class: "choices-panel" }, field, list, note), {
    label: words(element.placeholder) || "Choose", className: "popover-choices", closed: () => {
      clearTimeout(timer);
      asked++;
      closed?.();
    },
  });
  opened.panel.style.setProperty("min-width", `min(${Math.round(control.getBoundingClientRect().width)}px, calc(100vw - 16px))`);
  opened.panel.id = `${id}-panel`;
  control.setAttribute("aria-controls", opened.panel.id);
  draw();
  opened.place();
  field.focus();
}

// control is the part that is always there.
function control(element, context, onclick) {
  return el("button", {
    type: "button", ...common(element, context), class: "field select", role: "combobox", "aria-haspopup": "dialog",
    "aria-expanded": "false", onclick,
    onkeydown: (event) => {
      if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
      event.preventDefault();
      onclick();
    },
  });
}

const empty = (element) => el("span", { class: "placeholder" }, words(element.placeholder) || "Choose…");

// select is for one choice. Where an input may stay empty, it can be emptied.
export function select(element, context) {
  const [value, keep] = keeper(element, context, initialOf(element));
  let current = value;
  const show = () => fill(node,
    current ? el("span", { class: "select-value" }, nameOf(element, context, current)) : empty(element), icon("down"));
  const take = (id) => {
    if (id === current) return;
    current = id;
    show();
    keep(id, {
      undo: (before) => {
        current = before;
        show();
      },
    });
  };
  const node = control(element, context, () => openList(node, element, context, {
    chosen: (id) => id === current,
    take: (item) => {
      context.values.name(context.block.block_id, element.action_id, item.id, item.text);
      take(context.input?.optional && item.id === current ? null : item.id);
    },
  }));
  show();
  return node;
}

// multiSelect is for many. The app is told when the list closes.
export function multiSelect(element, context) {
  const [value, keep] = keeper(element, context, initialOf(element));
  let chosen = [...(value ?? [])];
  const most = element.max_selected_items ?? Infinity;
  const show = () => fill(node,
    chosen.length ? el("span", { class: "chips" }, chosen.map((id) => el("span", { class: "chip" }, nameOf(element, context, id)))) : empty(element),
    icon("down"));
  const node = control(element, context, () => {
    const before = [...chosen];
    openList(node, element, context, {
      chosen: (id) => chosen.includes(id),
      full: () => chosen.length >= most,
      take: (item) => {
        context.values.name(context.block.block_id, element.action_id, item.id, item.text);
        chosen = chosen.includes(item.id) ? chosen.filter((id) => id !== item.id) : [...chosen, item.id];
        keep(chosen, { press: false });
        show();
        return false;
      },
      closed: () => {
        if (before.join("\n") === chosen.join("\n")) return;
        const after = chosen;
        keep(before, { press: false });
        keep(after, {
          undo: (old) => {
            chosen = [...old];
            show();
          },
        });
      },
    });
  });
  node.classList.add("multi");
  show();
  return node;
}
