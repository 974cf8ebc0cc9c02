// Keys by name, as people on this machine call them. "Mod" is the key that
// commands take here: ⌘ on a Mac, Ctrl elsewhere.

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
const onMac = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Ctrl: "⌃" };

// keyName writes a combination such as "Mod+Shift+X" for people to read.
export function keyName(combination) {
  const parts = combination.split("+");
  return mac ? parts.map((p) => onMac[p] ?? p).join("") : parts.map((p) => (p === "Mod" ? "Ctrl" : p)).join("+");
}

// pressed tells whether an event is exactly that combination. Letters are taken
// by what they are, not by where they lie.
export function pressed(event, combination) {
  const parts = combination.split("+");
  const key = parts.pop();
  const has = (part) => parts.includes(part);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (mod !== has("Mod") || other || event.altKey !== has("Alt")) return false;
  if (key.length > 1 || /[a-z]/i.test(key)) {
    return event.shiftKey === has("Shift") && event.key.toLowerCase() === key.toLowerCase();
  }
  return event.key === key; // a sign may need Shift on some keyboards
}
