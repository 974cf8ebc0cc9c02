// The parts of the window, and going round them with F6.
import { closeDrawer } from "./drawer.js";

const seen = (node) => node?.checkVisibility();
const first = (...selectors) => {
  for (const selector of selectors) {
    const node = [...document.querySelectorAll(selector)].find(seen);
    if (node) return node;
  }
  return null;
};

// stops are where the focus goes in each part: to the row, message or field that
// one most likely wants.
const stops = [
  { part: "#sidebar", to: () => first("#sidebar [tabindex='0'].row", "#sidebar .me") },
  { part: "#strip", to: () => first("#strip button") },
  { part: "#main .timeline, #main .home, #main .cards-pane", to: () => first("#main article[tabindex='0']", "#main .card", "#main .home :is(button, a, input)", "#main .tab") },
  { part: "#main .composer", to: () => first("#main .composer-field") },
  { part: "#thread .timeline", to: () => first("#thread article[tabindex='0']") },
  { part: "#thread .composer", to: () => first("#thread .composer-field") },
  { part: "#details", to: () => first("#details button") },
];

// cycle moves on to the next part that is on the screen, or back with -1.
export function cycle(step) {
  const here = stops.findIndex((s) => document.activeElement?.closest(s.part));
  for (let n = 1; n <= stops.length; n++) {
    const at = (here + step * n + stops.length * 2 + (here < 0 && step < 0 ? 1 : 0)) % stops.length;
    const node = stops[at].to();
    if (!node || node === document.activeElement) continue;
    if (stops[at].part !== "#sidebar") closeDrawer();
    node.focus();
    return;
  }
}

export const focusSidebar = () => stops[0].to()?.focus();
export const focusMessages = () => (stops[2].to() ?? stops[3].to())?.focus();

// focusComposer goes to the field beside what one is looking at: in the thread
// when one is there or when only it is on the screen.
export function focusComposer() {
  const inThread = document.activeElement?.closest("#thread");
  (inThread ? first("#thread .composer-field", ".composer-field") : first("#main .composer-field", ".composer-field"))?.focus();
}
