// A press lasts from a button's going down to its coming up. What is drawn anew
// between the two gets no click, and a person has pressed in vain: so what the
// stream brings waits that long.

const most = 3000; // ms; who holds a button down for longer stops nothing

const pressable = "button, summary, label, a[href], [role=option]";

let waiting = null;
let timer = 0;

function end() {
  clearTimeout(timer);
  const all = waiting ?? [];
  waiting = null;
  for (const doing of all) {
    try {
      doing();
    } catch (fault) {
      reportError(fault); // the others wait no longer for it
    }
  }
}

function begin({ target, button }) {
  if (button || !target.closest?.(pressable)) return;
  waiting ??= [];
  clearTimeout(timer);
  timer = setTimeout(end, most);
}

// The click follows in the same turn.
function up() {
  if (!waiting) return;
  clearTimeout(timer);
  timer = setTimeout(end);
}

addEventListener("pointerdown", begin, true);
addEventListener("keydown", (event) => event.key === " " && begin(event), true);
for (const name of ["pointerup", "pointercancel", "keyup", "blur"]) addEventListener(name, up, true);

// afterPress does something now, or, while something is being pressed, after it;
// one thing after the other.
export function afterPress(doing) {
  if (waiting) waiting.push(doing);
  else doing();
}
