// Notices: what Slack would show for a moment at the edge of the window.
import { el, iconButton, icon } from "./dom.js";

const stay = { info: 6000, error: 12000 };

// toast shows a sentence. An error is announced at once, the rest in turn.
export function toast(text, level = "info") {
  const region = document.getElementById("toasts");
  for (const old of region.children) if (old.dataset.text === text) old.remove();
  const node = el("div", {
    class: `toast toast-${level}`, role: level === "error" ? "alert" : "status", data: { testid: "toast", level, text },
  }, level === "error" ? icon("warn") : null, el("p", {}, text), iconButton("close", "Dismiss this notice", { onclick: () => node.remove() }));
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
