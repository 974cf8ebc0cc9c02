// The app's Home, as the app has published it for this person.
import { el, fill, icon, reconcile } from "./dom.js";
import { act } from "./api.js";
import { block } from "./blocks.js";
import { on, state } from "./state.js";
import { attempt } from "./toasts.js";
import { Values } from "./values.js";

export function homeView() {
  const inner = el("div", { class: "home-inner blocks" });
  const node = el("div", { class: "home", hidden: true, data: { testid: "home" } }, inner);
  let values = new Values();
  let of = "";

  // Blocks that their app gave no block_id get a new one whenever it publishes.
  // What has the focus is found again by its action.
  function keepFocus(change) {
    const { action, block: within } = inner.contains(document.activeElement) ? document.activeElement.dataset : {};
    change();
    if (action === undefined || inner.contains(document.activeElement)) return;
    const alike = [...inner.querySelectorAll(`[data-action="${CSS.escape(action)}"]`)];
    (alike.find((n) => n.dataset.block === within) ?? alike[0])?.focus();
  }

  function draw() {
    const view = state.home;
    if (!view) {
      of = "";
      fill(inner, view === undefined ? el("p", { class: "hint", role: "status" }, el("span", { class: "spinner" }), " Opening…") : el("div", { class: "start" },
        icon("home"),
        el("h2", {}, `${state.app.name} shows nothing here yet`),
        el("p", {}, `When ${state.app.name} has something for you, it appears on this page.`)));
      return;
    }
    if (of !== view.id) {
      of = view.id;
      values = new Values();
      inner.replaceChildren();
    }
    const context = {
      surface: "home", scope: view.id, spot: { view: view.id }, values, state: view.state,
      press: (press) => attempt(() => act("press_view", { view: view.id, press: { ...press, state: values.all() } })),
    };
    keepFocus(() => reconcile(inner, (view.blocks ?? []).map((b, i) => ({ b, key: b.block_id || `block-${i}` })), {
      key: (x) => x.key, signature: (x) => JSON.stringify(x.b), build: (x) => block(x.b, context),
    }));
  }
  on("home", draw);
  on("me", draw);
  return { node };
}
