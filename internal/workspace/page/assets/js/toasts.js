// Notices: what Slack would show for a moment at the edge of the window.
import { button, el, iconButton, icon } from "./dom.js";

const stay = { info: 6000, error: 12000 };

const region = document.getElementById("toasts");

// hostToasts puts the notices where they can be seen and reached: inside the
// dialog on top, since what is outside a modal dialog lies below its shade.
export function hostToasts() {
  const host = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  if (region.parentNode !== host) host.append(region);
}

// toast shows a sentence, and perhaps something to do about it. An error is
// announced at once, the rest in turn.
export function toast(text, level = "info", todo = null) {
  hostToasts();
  for (const old of region.children) if (old.dataset.text === text) old.remove();
  const node = el("div", {
    class: `toast toast-${level}`, role: level === "error" ? "alert" : "status", data: { testid: "toast", level, text },
  }, level === "error" ? icon("warn") : null, el("p", {}, text),
  todo && button(todo.label, {
    class: "small", data: { testid: "toast-act" },
    onclick: () => {
      node.remove();
      todo.act();
    },
  }), iconButton("close", "Dismiss this notice", { onclick: () => node.remove() }));
  region.append(node);
  let timer = setTimeout(() => node.remove(), stay[level] ?? stay.info);
  node.addEventListener("pointerenter", () => clearTimeout(timer));
  node.addEventListener("pointerleave", () => (timer = setTimeout(() => node.remove(), 3000)));
}

// attempt runs something that may be refused, and says so when it is.
export async function attempt(doing) {
  try {
    return await doing();
  } catch (refusal) {
    toast(refusal.message, "error");
    return null;
  }
}

// announce has a screen reader say something that is visible anyway.
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}
