// Blocks of code, which can be copied as they are.
import { el, append, icon } from "./dom.js";
import { announce, toast } from "./toasts.js";

// codeBlock draws preformatted text with a button that copies it.
export function codeBlock(...content) {
  const code = append(el("code", { dir: "ltr" }), content);
  const button = el("button", {
    type: "button", class: "icon-button copy", title: "Copy", "aria-label": "Copy this code", data: { testid: "copy-code" },
    onclick: async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        return toast("The browser did not let this page copy. Select the text instead.", "error");
      }
      button.replaceChildren(icon("check"));
      announce("Copied.");
      setTimeout(() => button.replaceChildren(icon("copy")), 1500);
    },
  }, icon("copy"));
  return el("div", { class: "code-block" }, append(el("pre", { tabindex: "0" }), [code]), button);
}
