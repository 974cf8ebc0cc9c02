// What a sentence rests on, beside it: on hover, on focus, and for good on a click.
// Without this script a citation leads to its message at the end of the page.

const pause = 150; // ms before hovering shows anything: a mouse that passes by wants nothing
const box = document.createElement("div");
box.id = "evidence";
box.className = "evidence";
box.setAttribute("role", "group");
box.hidden = true;

let shown = null; // the citation whose message is shown
let kept = false; // a click keeps it
let timer = 0;
let left = null; // the citation that Escape leads back to: it is not shown again at once

const citation = (node) => node instanceof Element ? node.closest(".cite a") : null;

function show(cite, keep) {
  clearTimeout(timer);
  const source = document.getElementById(cite.hash.slice(1));
  const message = source?.querySelector(".message");
  if (!message) return;
  if (shown !== cite) {
    hide();
    shown = cite;
    box.replaceChildren(...[...message.childNodes].map((n) => n.cloneNode(true)));
    box.setAttribute("aria-label", `Source ${cite.textContent.replace(/\D/g, "")}`);
    cite.parentElement.after(box); // next in the order of tabs
    cite.setAttribute("aria-expanded", "true");
    box.hidden = false;
    place(cite);
  }
  kept = kept || keep;
}

function hide() {
  clearTimeout(timer);
  shown?.setAttribute("aria-expanded", "false");
  shown = null;
  kept = false;
  box.hidden = true;
}

// Below the citation, or above where there is more room; never out of sight.
function place(cite) {
  const at = cite.getBoundingClientRect();
  if (at.bottom < 0 || at.top > innerHeight) return hide();
  const edge = 8;
  const width = Math.min(416, document.documentElement.clientWidth - 2 * edge);
  box.style.width = `${width}px`;
  box.style.left = `${Math.max(edge, Math.min(at.left - 24, document.documentElement.clientWidth - width - edge))}px`;
  box.style.maxHeight = ""; // as much as it wants, to see where there is room
  const below = innerHeight - at.bottom;
  const up = below < box.offsetHeight + 2 * edge && at.top > below;
  box.style.maxHeight = `${Math.max(80, (up ? at.top : below) - 2 * edge)}px`;
  box.style.top = up ? `${at.top - box.offsetHeight - 4}px` : `${at.bottom + 4}px`;
}

function later(act) {
  clearTimeout(timer);
  timer = setTimeout(act, pause);
}

for (const cite of document.querySelectorAll(".cite a")) {
  cite.setAttribute("aria-expanded", "false");
  cite.removeAttribute("title"); // a second box over the first
}

document.addEventListener("pointerover", (e) => {
  if (e.pointerType !== "mouse") return;
  const cite = citation(e.target);
  if (cite && cite !== shown && !kept) later(() => show(cite, false));
  else if (shown && (cite === shown || box.contains(e.target))) clearTimeout(timer);
  else if (shown && !kept && document.activeElement !== shown && !box.contains(document.activeElement)) later(hide);
  else if (!shown) clearTimeout(timer);
});

document.addEventListener("focusin", (e) => {
  const cite = citation(e.target);
  if (cite && cite !== left && cite.matches(":focus-visible")) show(cite, false);
  else if (shown && !cite && !box.contains(e.target)) hide();
});

document.addEventListener("click", (e) => {
  const cite = citation(e.target);
  if (cite && !e.metaKey && !e.ctrlKey && !e.shiftKey) {
    e.preventDefault();
    if (cite === shown && kept) hide();
    else {
      if (cite !== shown) hide();
      show(cite, true);
    }
  } else if (shown && !box.contains(e.target)) hide();
});

document.addEventListener("keydown", (e) => {
  if (e.key !== "Escape" || !shown) return;
  const cite = shown;
  const inside = box.contains(document.activeElement);
  hide();
  if (!inside) return;
  left = cite;
  cite.focus();
  left = null;
});

// The box stands where the citation was; it goes with the page instead of staying behind.
addEventListener("scroll", () => { if (shown) place(shown); }, { passive: true });
addEventListener("resize", () => { if (shown) place(shown); });
