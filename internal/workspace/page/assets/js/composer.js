// The field one writes in, below a channel and below a thread. What is not sent
// yet is kept per person and place, over a reload too.
import { el, iconButton } from "./dom.js";
import { act } from "./api.js";
import { complete } from "./complete.js";
import { isCommand, runCommand } from "./commands.js";
import { messagesOf, state } from "./state.js";
import { startEditing } from "./messages.js";
import { attempt, toast } from "./toasts.js";
import { toWire } from "./wire.js";

const draftKey = ({ channel, thread }) => `draft:${state.me.id}:${channel}:${thread ?? ""}`;

async function encode(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

// composer makes a field. place() says where it writes; in a thread, a box lets
// a reply be shown in the channel as well.
export function composer({ place, testid, sendTestid, id, inThread }) {
  const field = el("textarea", {
    class: "composer-field", rows: 1, id, autocomplete: "off", spellcheck: "true", data: { testid },
  });
  const send = iconButton("send", "Send", { class: "send", disabled: true, data: { testid: sendTestid }, onclick: () => submit() });
  const broadcast = el("input", { type: "checkbox" });
  const also = inThread ? el("label", { class: "also" }, broadcast, "Also send to the channel") : null;
  const box = el("div", { class: "composer-box" }, field, send);
  const hint = el("p", { class: "composer-hint" }, el("span", { class: "keys" }, "Enter to send · Shift+Enter for a new line"), also);
  const node = el("div", { class: "composer" }, box, hint);
  complete(field, node);
  let busy = false;

  function fit() {
    field.style.setProperty("height", "auto");
    field.style.setProperty("height", `${Math.min(field.scrollHeight, 220)}px`);
    send.disabled = busy || !field.value.trim();
  }

  function put(text) {
    field.value = text;
    fit();
  }

  async function submit() {
    const text = field.value.replace(/\s+$/, "");
    if (!text.trim() || busy) return;
    const { channel, thread } = place();
    const key = draftKey({ channel, thread });
    busy = true;
    send.disabled = true;
    const sent = await attempt(async () => {
      if (isCommand(text)) await runCommand(channel, thread, text);
      else await act("say", { channel, thread, text: toWire(text), broadcast: Boolean(inThread && broadcast.checked) });
      return true;
    });
    busy = false;
    if (sent) {
      sessionStorage.removeItem(key);
      broadcast.checked = false;
      if (draftKey(place()) === key && field.value.replace(/\s+$/, "") === text) put("");
    }
    fit();
  }

  field.addEventListener("input", () => {
    fit();
    const key = draftKey(place());
    if (field.value) sessionStorage.setItem(key, field.value);
    else sessionStorage.removeItem(key);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
    if (event.key === "ArrowUp" && !field.value) {
      const { channel, thread } = place();
      const own = messagesOf(channel, thread)?.list.findLast((m) => m.user === state.me.id && !m.subtype);
      if (!own) return;
      event.preventDefault();
      startEditing(channel, own, thread);
    }
  });

  // A file that is dropped or pasted goes up with what is written as its comment.
  async function share(list) {
    const { channel, thread } = place();
    for (const file of list) {
      if (file.size > 8_000_000) {
        toast(`${file.name} is larger than 8 MB.`, "error");
        continue;
      }
      const done = await attempt(async () => act("share", {
        channel, thread, name: file.name, content: await encode(file), text: toWire(field.value.trim()),
      }));
      if (done) put("");
    }
  }
  node.addEventListener("dragover", (event) => event.preventDefault());
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    share(event.dataTransfer.files);
  });
  field.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) share(event.clipboardData.files);
  });

  return {
    node,
    focus: () => field.focus({ preventScroll: true }),
    // reload shows the place's own draft and name.
    reload(label) {
      field.placeholder = label;
      field.setAttribute("aria-label", label);
      put(sessionStorage.getItem(draftKey(place())) ?? "");
    },
    prefill(text) {
      put(text);
      field.focus();
      field.setSelectionRange(text.length, text.length);
      field.dispatchEvent(new Event("input"));
    },
  };
}
