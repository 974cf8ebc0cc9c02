// Modals: the top of the stack is shown; what is below it waits with what was
// typed into it.
import { el, fill, button, icon, iconButton, reconcile, refocus } from "./dom.js";
import { act } from "./api.js";
import { block } from "./blocks.js";
import { missing } from "./missing.js";
import { plainText } from "./mrkdwn.js";
import { ignoreHeld } from "./popover.js";
import { on, state } from "./state.js";
import { attempt, hostToasts } from "./toasts.js";
import { Values } from "./values.js";

// modals draws the dialog and keeps it true.
export function modals() {
  const entered = new Map(); // view id → Values
  let errors = {};
  let trouble = ""; // why the last submission led to nothing
  let waiting = false;
  let returnTo = null;
  let drawn = "";

  const title = el("h2", { id: "modal-title", dir: "auto" });
  const body = el("div", { class: "dialog-body blocks" });
  const said = el("p", { class: "error dialog-trouble", data: { testid: "modal-trouble" } });
  const foot = el("footer", { class: "dialog-foot" });
  const head = el("header", { class: "dialog-head" });
  const form = el("form", { novalidate: true, onsubmit: submit }, head, body, said, foot);
  const dialog = el("dialog", {
    class: "dialog", "aria-labelledby": "modal-title", data: { testid: "modal" },
    // Escape is taken here rather than when the browser cancels: it cancels a
    // second time without asking, and the dialog would be gone with a view below.
    onkeydown: (event) => {
      if (event.key !== "Escape" || dialog.querySelector(":popover-open")) return;
      event.preventDefault();
      close();
    },
    oncancel: (event) => {
      event.preventDefault();
      close();
    },
  }, form);
  document.body.append(dialog);
  const opens = ignoreHeld(dialog);

  const top = () => state.views.at(-1);
  const close = () => top() && attempt(() => act("close_view", { view: top().id }));
  const closeAll = () => attempt(() => act("close_all"));

  function valuesOf(view) {
    let values = entered.get(view.id);
    if (!values) entered.set(view.id, (values = new Values()));
    return values;
  }

  function toFirstError() {
    const at = body.querySelector("[aria-invalid=true]") ?? body.querySelector(".has-error");
    const control = at?.matches("[data-control], [contenteditable]") ? at : at?.querySelector("[data-control], input, button");
    (control ?? at)?.focus();
    at?.closest(".block")?.scrollIntoView({ block: "nearest" });
  }

  function showErrors(found) {
    errors = found;
    draw();
    toFirstError();
  }

  async function submit(event) {
    event.preventDefault();
    const view = top();
    if (!view?.submit || waiting) return;
    const values = valuesOf(view);
    trouble = "";
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

  function gone() {
    if (dialog.open) {
      dialog.close();
      hostToasts();
      refocus(returnTo);
    }
    entered.clear();
    body.replaceChildren();
    drawn = "";
  }

  const signature = (x) => JSON.stringify([x.b, errors[x.b.block_id]]);

  // What was wrong with a field is not said any longer once it is being mended.
  function touched(id) {
    if (!errors[id]) return;
    delete errors[id];
    const node = body.querySelector(`[data-block-id="${CSS.escape(id)}"]`);
    node.classList.remove("has-error");
    node.querySelector(".error")?.remove();
    for (const marked of node.querySelectorAll("[aria-invalid]")) marked.removeAttribute("aria-invalid");
    node.reconciled = signature({ b: top().blocks.find((b) => b.block_id === id) });
  }

  function drawBody(view) {
    const values = valuesOf(view);
    const context = {
      surface: "modal", scope: view.id, spot: { view: view.id }, values, state: view.state, errors, touched,
      press: (press) => attempt(() => act("press_view", { view: view.id, press: { ...press, state: values.all() } })),
    };
    const focused = document.activeElement?.dataset;
    const caret = document.activeElement?.selectionStart;
    reconcile(body, (view.blocks ?? []).map((b, i) => ({ b, key: b.block_id || `block-${i}` })), {
      key: (x) => x.key,
      signature,
      build: (x) => block(x.b, context),
    });
    if (focused?.action === undefined || body.contains(document.activeElement) || !dialog.contains(document.activeElement ?? dialog)) return;
    const alike = [...body.querySelectorAll(`[data-action="${CSS.escape(focused.action)}"]`)];
    const again = alike.find((node) => node.dataset.block === focused.block) ?? alike[0];
    again?.focus();
    if (typeof caret === "number") again?.setSelectionRange?.(caret, caret);
  }

  function draw() {
    const view = top();
    if (!view) return gone();
    if (!dialog.open) {
      returnTo ??= document.activeElement;
      dialog.showModal();
      hostToasts();
    }
    fill(title, plainText(view.title?.text ?? ""));
    fill(head,
      state.views.length > 1 ? iconButton("back", "Back", { data: { testid: "modal-back" }, onclick: close }) : null, title,
      iconButton("close", "Close", { data: { testid: "modal-close" }, onclick: state.views.length > 1 ? closeAll : close }));
    if (drawn !== view.id) body.replaceChildren();
    drawBody(view);
    fill(said, trouble ? [icon("warn"), trouble] : null);
    said.hidden = !trouble;
    fill(foot,
      button(plainText(view.close?.text ?? "Cancel"), { data: { testid: "modal-cancel" }, onclick: close }),
      view.submit ? button([waiting ? el("span", { class: "spinner" }) : null, waiting ? "Sending…" : plainText(view.submit.text)], {
        class: "primary", type: "submit", "aria-disabled": waiting ? "true" : null, disabled: view.submit_disabled, data: { testid: "modal-submit" },
      }) : null);
    foot.hidden = !view.submit && !view.close;
    if (drawn === view.id) return;
    drawn = view.id;
    opens();
    body.scrollTop = 0;
    (body.querySelector("[autofocus]") ?? body.querySelector("[data-control]") ?? head.querySelector("[data-testid=modal-close]")).focus();
  }

  on("views", (detail) => {
    errors = detail?.errors ?? {};
    trouble = "";
    waiting = false;
    draw();
    if (!top()) returnTo = null;
    if (Object.keys(errors).length) toFirstError();
  });
  on("notice", (notice) => {
    if (!waiting) return;
    waiting = false;
    trouble = notice.text;
    draw();
    form.querySelector("[type=submit]")?.focus();
  });
}
