// Modals: the top of the stack is shown; what is below it waits with what was
// typed into it.
import { el, fill, button, iconButton, reconcile, refocus } from "./dom.js";
import { act } from "./api.js";
import { block } from "./blocks.js";
import { Values } from "./elements.js";
import { plainText } from "./mrkdwn.js";
import { on, state } from "./state.js";
import { attempt, hostToasts } from "./toasts.js";

// missing checks what can be known without the app: required fields, lengths,
// and the forms of addresses and numbers. The answer is by block_id.
function missing(view, values) {
  const errors = {};
  for (const b of view.blocks ?? []) {
    if (b.type !== "input") continue;
    const value = values.get(b.block_id, b.element.action_id);
    const none = value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length) ||
      (typeof value === "string" && !value.trim());
    if (none) {
      if (!b.optional) errors[b.block_id] = "Please fill this in.";
      continue;
    }
    const e = b.element;
    if (e.min_length && [...value].length < e.min_length) errors[b.block_id] = `Please write at least ${e.min_length} characters.`;
    if (e.type === "email_text_input" && !/^[^@\s]+@[^@\s]+$/.test(value)) errors[b.block_id] = "This is not an email address.";
    if (e.type === "url_text_input" && !URL.canParse(value)) errors[b.block_id] = "This is not a web address.";
    if (e.type === "number_input") {
      const n = Number(value);
      if (Number.isNaN(n) || (!e.is_decimal_allowed && !Number.isInteger(n))) errors[b.block_id] = "This is not a number that fits here.";
      else if (e.min_value !== undefined && n < Number(e.min_value)) errors[b.block_id] = `At least ${e.min_value}, please.`;
      else if (e.max_value !== undefined && n > Number(e.max_value)) errors[b.block_id] = `At most ${e.max_value}, please.`;
    }
  }
  return errors;
}

// modals draws the dialog and keeps it true.
export function modals() {
  const entered = new Map(); // view id → Values
  let errors = {};
  let waiting = false;
  let returnTo = null;
  let drawn = "";

  const title = el("h2", { id: "modal-title" });
  const body = el("div", { class: "dialog-body blocks" });
  const foot = el("footer", { class: "dialog-foot" });
  const head = el("header", { class: "dialog-head" });
  const form = el("form", { novalidate: true, onsubmit: submit }, head, body, foot);
  const dialog = el("dialog", {
    class: "dialog", "aria-labelledby": "modal-title", data: { testid: "modal" },
    oncancel: (event) => {
      event.preventDefault();
      close();
    },
  }, form);
  document.body.append(dialog);

  const top = () => state.views.at(-1);
  const close = () => attempt(() => act("close_view", { view: top().id }));

  function valuesOf(view) {
    let values = entered.get(view.id);
    if (!values) entered.set(view.id, (values = new Values()));
    return values;
  }

  function showErrors(found) {
    errors = found;
    draw();
    body.querySelector("[aria-invalid=true]")?.focus();
  }

  async function submit(event) {
    event.preventDefault();
    const view = top();
    if (!view?.submit || waiting) return;
    const values = valuesOf(view);
    const found = missing(view, values);
    if (Object.keys(found).length) return showErrors(found);
    errors = {};
    waiting = true;
    draw();
    // An answer that never comes is told by a notice; the field opens again then.
    const done = await attempt(() => act("submit", { view: view.id, values: values.all() }));
    if (!done) {
      waiting = false;
      draw();
    }
  }

  function draw() {
    const view = top();
    if (!view) {
      if (dialog.open) {
        dialog.close();
        hostToasts();
        refocus(returnTo);
      }
      entered.clear();
      drawn = "";
      return;
    }
    if (!dialog.open) {
      returnTo = document.activeElement;
      dialog.showModal();
      hostToasts();
    }
    const values = valuesOf(view);
    const context = {
      surface: "modal", scope: view.id, values, errors,
      press: (press) => attempt(() => act("press_view", { view: view.id, press: { ...press, state: values.all() } })),
    };
    fill(title, plainText(view.title?.text ?? ""));
    fill(head,
      state.views.length > 1 ? iconButton("back", "Back", { onclick: close }) : null,
      title,
      iconButton("close", "Close", { data: { testid: "modal-close" }, onclick: state.views.length > 1 ? () => attempt(() => act("close_all")) : close }));
    if (drawn !== view.id) body.replaceChildren();
    const focused = document.activeElement?.dataset;
    const caret = document.activeElement?.selectionStart;
    reconcile(body, (view.blocks ?? []).map((b, i) => ({ b, key: b.block_id || `block-${i}` })), {
      key: (x) => x.key,
      signature: (x) => JSON.stringify([x.b, errors[x.b.block_id]]),
      build: (x) => block(x.b, context),
    });
    if (focused?.control !== undefined && !body.contains(document.activeElement)) {
      const again = body.querySelector(`[data-action="${CSS.escape(focused.action)}"][data-block="${CSS.escape(focused.block ?? "")}"]`);
      again?.focus();
      if (caret !== null && caret !== undefined) again?.setSelectionRange?.(caret, caret);
    }
    fill(foot,
      button(plainText(view.close?.text ?? "Cancel"), { data: { testid: "modal-cancel" }, onclick: close }),
      view.submit ? button(waiting ? "Sending…" : plainText(view.submit.text), {
        class: "primary", type: "submit", disabled: waiting || view.submit_disabled, data: { testid: "modal-submit" },
      }) : null);
    foot.hidden = !view.submit && !view.close;
    if (drawn !== view.id) {
      drawn = view.id;
      body.scrollTop = 0;
      (body.querySelector("[autofocus], input, textarea, select, [data-control]") ?? head.querySelector("[data-testid=modal-close]")).focus();
    }
  }

  on("views", (detail) => {
    errors = detail?.errors ?? {};
    waiting = false;
    draw();
    if (Object.keys(errors).length) body.querySelector("[aria-invalid=true]")?.focus();
  });
  on("notice", () => {
    if (!waiting) return;
    waiting = false;
    draw();
  });
}
