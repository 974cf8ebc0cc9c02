// Building the page out of nodes. Nothing here, and nothing anywhere else in
// the page, turns a string into markup: text that people or apps wrote only
// ever becomes text nodes and attribute values.

const SVG = "http://www.w3.org/2000/svg";

// el builds an element. Attributes that start with "on" are listeners, "class"
// and "data" and "style" are what they say (style sets custom properties, which
// the content policy allows from script), null and false leave one out.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "style") for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

// append adds children, flattening arrays and leaving out what is nothing.
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child);
  }
  return node;
}

// fill replaces everything inside node.
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

const paths = {
  react: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18ZM8.5 14.5c.9 1.2 2.1 1.8 3.5 1.8s2.6-.6 3.5-1.8M9 9.8v.1M15 9.8v.1",
  reply: "M4 5h16v11H11l-4.5 3.5V16H4z",
  more: "M5.5 12h.1M12 12h.1M18.5 12h.1",
  send: "M5 12h13M12.5 6l6 6-6 6",
  close: "M6 6l12 12M18 6L6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  down: "M6 9.5l6 6 6-6",
  up: "M6 14.5l6-6 6 6",
  back: "M14.5 6l-6 6 6 6",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 14.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Z",
  lock: "M6.5 11h11v8.5h-11zM9 11V8a3 3 0 0 1 6 0v3",
  file: "M7 3.5h7l4 4v13H7zM14 3.5V8h4",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
  bolt: "M13 3L5 13.5h6L10 21l8-10.5h-6z",
  home: "M4 11.5L12 4.5l8 7M6.5 10v9.5h11V10",
  chat: "M4 5h16v11H11l-4.5 3.5V16H4z",
  people: "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.5-3.5 3-5.5 6.5-5.5s6 2 6.5 5.5M16 4.8a3.5 3.5 0 0 1 0 6.5M18 15c2 .8 3.2 2.5 3.5 5",
  pause: "M9 5.5v13M15 5.5v13",
  play: "M8 5.5l10.5 6.5L8 18.5z",
  step: "M6.5 5.5L15 12l-8.5 6.5zM18 5.5v13",
  compass: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18ZM15.5 8.5l-2 5-5 2 2-5z",
  warn: "M12 4L2.8 20h18.4zM12 10v4.5M12 17.3v.1",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.3 15.3L20 20",
  threads: "M4 5h13v8.5H9L5.5 16.5V13.5H4zM20 9.5v11l-3-2.5h-5.5",
  plus: "M12 5v14M5 12h14",
  bold: "M7.5 5h5.2a3.4 3.4 0 0 1 0 6.8H7.5zM7.5 11.8h6a3.6 3.6 0 0 1 0 7.2h-6z",
  italic: "M10 5h7M7 19h7M14 5l-4 14",
  strike: "M4.5 12h15M16.5 7.5C15.6 5.9 14 5 12 5 9.5 5 7.7 6.3 7.7 8.4M7.3 16.2C8.2 18 9.9 19 12.2 19c2.6 0 4.5-1.4 4.5-3.6 0-.6-.1-1-.3-1.4",
  code: "M8.5 7.5L4 12l4.5 4.5M15.5 7.5L20 12l-4.5 4.5",
  info: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18ZM12 11v5.5M12 7.8v.1",
  clock: "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18ZM12 7v5.2l3.3 2",
  keys: "M3.5 6.5h17v11h-17zM7 10h.1M10.3 10h.1M13.7 10h.1M17 10h.1M8 14h8",
  swap: "M4 8.5h14M14.5 5L18 8.5 14.5 12M20 15.5H6M9.5 12L6 15.5 9.5 19",
  next: "M9.5 6l6 6-6 6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  copy: "M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9",
  sort: "M8 5v14M4.5 8.5L8 5l3.5 3.5M16 19V5M12.5 15.5L16 19l3.5-3.5",
  play: "M8 5.5l11 6.5-11 6.5z",
  good: "M7.5 11v9H4v-9zM7.5 11l4-7.5c1.5 0 2.5 1 2.5 2.5V9h4.5c1.2 0 2 1 1.8 2.2l-1.2 7c-.2 1-1 1.8-2 1.8H7.5",
  bad: "M7.5 13V4H4v9zM7.5 13l4 7.5c1.5 0 2.5-1 2.5-2.5v-3h4.5c1.2 0 2-1 1.8-2.2l-1.2-7c-.2-1-1-1.8-2-1.8H7.5",
  bullets: "M9 6.500h11M9 12h11M9 17.500h11M4.5 6.500h.1M4.5 12h.1M4.5 17.500h.1",
  numbers: "M10 6.500h10M10 12h10M10 17.500h10M4 5l1.2-.5v4.500M4 14.500c.5-1 2.5-1 2.5.3S4 17 4 18.500h2.5",
  quote: "M5 5v14M10 8h9M10 12h9M10 16h6",
  open: "M13 5h6v6M19 5l-8.5 8.5M17 13.5V19H5V7h5.5",
};

// icon draws one of a small set of line pictures. It is decoration: the control
// that holds it carries the name.
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

// reconcile makes the children of parent those of items, in order, keeping the
// nodes of items whose key and signature are unchanged. What somebody is doing
// inside a kept node (a focused button, a half-made choice) is not disturbed.
export function reconcile(parent, items, { key, signature, build }) {
  const old = new Map();
  for (const node of [...parent.children]) old.set(node.dataset.key, node);
  let cursor = parent.firstChild;
  for (const item of items) {
    const k = key(item);
    const sig = signature(item);
    let node = old.get(k);
    old.delete(k);
    if (!node || node.reconciled !== sig) {
      const fresh = build(item);
      fresh.dataset.key = k;
      fresh.reconciled = sig;
      if (node) {
        if (node === cursor) cursor = fresh;
        node.replaceWith(fresh);
      }
      node = fresh;
    }
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
  for (const node of old.values()) node.remove();
}

// refocus gives the focus back to what had it before a dialog. The browser has
// done so already, but the caret may still be in the field that was hidden, and
// what is typed next would go nowhere: so the focus is taken and given anew,
// once the page is laid out without the dialog.
export function refocus(node) {
  if (!node?.isConnected) return;
  node.getBoundingClientRect();
  node.blur();
  node.focus();
}

// initials are the one or two letters an avatar shows.
function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((w) => [...w][0] ?? "").join("").toUpperCase() || "?";
}

// avatar is a coloured tile with initials. People and apps differ in shape, and
// the app of the workspace has the page's colour.
export function avatar(user, size = "m") {
  const name = user?.name ?? "?";
  return el("span", {
    class: `avatar avatar-${size}` + (user?.app ? " avatar-app" : user?.bot ? " avatar-bot" : ""),
    "aria-hidden": "true",
    style: { "--hue": String(user?.hue ?? 200) },
  }, initials(name));
}

// button is a plain button with a visible label.
export function button(label, attributes = {}) {
  return el("button", { type: "button", ...attributes, class: "button " + (attributes.class ?? "") }, label);
}

// iconButton shows a picture and is named by its label.
export function iconButton(name, label, attributes = {}) {
  return el("button", {
    type: "button", title: label, "aria-label": label, ...attributes,
    class: "icon-button " + (attributes.class ?? ""),
  }, icon(name));
}
