// The field one writes in, below a channel and below a thread.
import { el, button, fill, icon, iconButton } from "./dom.js";
import { act } from "./api.js";
import { attachments, chooser, encode } from "./attach.js";
import { complete } from "./complete.js";
import { isCommand, runCommand } from "./commands.js";
import { draftOf, keepDraft, noteSent, sentLines } from "./drafts.js";
import { emoji } from "./emoji.js";
import { formats, insert } from "./format.js";
import { keyName, pressed } from "./keynames.js";
import { startEditing } from "./messages.js";
import { pickEmoji } from "./picker.js";
import { messagesOf, state } from "./state.js";
import { attempt } from "./toasts.js";
import { toWire } from "./wire.js";

// A pasted text that is longer would be a wall in the conversation.
const longPaste = 4000;

// A field grows with its text by itself in browsers that know how.
const grows = CSS.supports("field-sizing", "content");

// composer makes a field. place() says where it writes; in a thread, a box lets
// a reply be shown in the channel as well.
export function composer({ place, testid, sendTestid, id, inThread }) {
  const field = el("textarea", {
    class: "composer-field", rows: 1, id, autocomplete: "off", spellcheck: "true", dir: "auto", data: { testid },
  });
  const files = attachments(() => fit());
  const send = iconButton("send", "Send", { class: "send", disabled: true, data: { testid: sendTestid }, onclick: () => submit() });
  const face = iconButton("react", "Add an emoji", {
    "aria-expanded": "false", data: { testid: "composer-emoji" },
    onclick: () => pickEmoji(face, "Add an emoji", (name) => insert(field, emoji(name))),
  });
  const marks = formats.map((f) => iconButton(f.icon, `${f.label} (${keyName(f.keys)})`, {
    class: "format", tabindex: "-1", onpointerdown: (event) => event.preventDefault(), onclick: () => f.apply(field),
  }));
  const bar = el("div", { class: "composer-bar" }, chooser((list) => files.add(list)), face, el("span", { class: "formats" }, marks), send);
  const notice = el("div", { class: "composer-notice", role: "status", hidden: true, data: { testid: "composer-notice" } });
  const broadcast = el("input", { type: "checkbox" });
  const also = inThread ? el("label", { class: "also" }, broadcast, "Also send to the channel") : null;
  const box = el("div", { class: "composer-box" }, files.node, field, bar);
  const hint = el("p", { class: "composer-hint" }, el("span", { class: "keys" }, "Enter to send · Shift+Enter for a new line"), also);
  const node = el("div", { class: "composer" }, notice, box, hint);
  complete(field, node);
  let busy = false;
  let recalled = -1; // how far back in what was sent

  const written = () => field.value.replace(/\s+$/, "");
  const here = () => JSON.stringify([state.me?.id, place()]);

  function fit() {
    if (!grows) {
      field.style.setProperty("height", "auto");
      field.style.setProperty("height", `${Math.min(field.scrollHeight, 260)}px`);
    }
    send.disabled = busy || !(field.value.trim() || files.list().length);
  }

  function put(text) {
    field.value = text;
    field.setSelectionRange(text.length, text.length);
    fit();
  }

  function say(text, ...acts) {
    notice.hidden = !text;
    if (text) fill(notice, el("span", {}, text), el("span", { class: "composer-acts" }, acts));
  }

  // post sends what is written, and files one by one: the words go with the first.
  async function post(text, { channel, thread }) {
    if (isCommand(text) && !files.list().length) return runCommand(channel, thread, text);
    if (!files.list().length) {
      return act("say", { channel, thread, text: toWire(text), broadcast: Boolean(inThread && broadcast.checked) });
    }
    let words = text;
    for (const file of files.list()) {
      await act("share", { channel, thread, name: file.name, content: await encode(file), text: toWire(words) });
      files.remove(file);
      words = "";
    }
  }

  async function submit() {
    const text = written();
    if (busy || !(text.trim() || files.list().length)) return;
    const to = place();
    const from = here();
    busy = true;
    fit();
    say("");
    const slow = setTimeout(() => say("Sending…"), 400);
    let failure = null;
    try {
      await post(text, to);
    } catch (refusal) {
      failure = refusal;
    }
    clearTimeout(slow);
    busy = false;
    if (here() !== from) {
      if (failure) attempt(() => Promise.reject(failure));
      else keepDraft(to.channel, to.thread, "");
      return fit();
    }
    say("");
    if (failure) {
      say([icon("warn"), `Not sent. ${failure.message}`], button("Try again", { class: "small", data: { testid: "send-again" }, onclick: submit }));
    } else {
      if (text) noteSent(text);
      recalled = -1;
      broadcast.checked = false;
      if (written() === text) put("");
      keepDraft(to.channel, to.thread, field.value);
    }
    fit();
  }

  function recall(step) {
    const lines = sentLines();
    const next = recalled + step;
    if (next < -1 || next >= lines.length) return;
    recalled = next;
    put(next < 0 ? draftOf(place().channel, place().thread) : lines[next]);
  }

  function editLast() {
    const { channel, thread } = place();
    const own = messagesOf(channel, thread)?.list.findLast((m) => m.user === state.me.id && !m.subtype);
    if (own) startEditing(channel, own, thread);
    return Boolean(own);
  }

  field.addEventListener("input", () => {
    fit();
    recalled = -1;
    keepDraft(place().channel, place().thread, field.value);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const format = formats.find((f) => pressed(event, f.keys));
    let taken = true;
    if (format) format.apply(field);
    else if (event.key === "Enter" && !event.shiftKey) submit();
    else if (pressed(event, "Alt+ArrowUp")) recall(1);
    else if (pressed(event, "Alt+ArrowDown")) recall(-1);
    else taken = event.key === "ArrowUp" && !field.value && editLast();
    if (taken) event.preventDefault();
  });

  // A long text is pasted as it is, and may become a file with one press.
  function offerFile(text) {
    say(`That is ${text.length.toLocaleString()} characters.`,
      button("Send it as a file", {
        class: "small", data: { testid: "paste-as-file" },
        onclick: () => {
          put(field.value.replace(text, ""));
          keepDraft(place().channel, place().thread, field.value);
          files.add([new File([text], "pasted.txt", { type: "text/plain" })]);
          say("");
          field.focus();
        },
      }),
      button("Keep it as text", { class: "small", onclick: () => { say(""); field.focus(); } }));
  }

  field.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      files.add(event.clipboardData.files);
      return;
    }
    const text = event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n");
    if (text.length > longPaste) setTimeout(() => offerFile(text));
  });
  node.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("dropping");
  });
  node.addEventListener("dragleave", () => box.classList.remove("dropping"));
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("dropping");
    files.add(event.dataTransfer.files);
    field.focus();
  });
  box.addEventListener("click", (event) => event.target === box && field.focus());

  return {
    node,
    focus: () => field.focus({ preventScroll: true }),
    // reload shows the place's own draft and name.
    reload(label) {
      field.placeholder = label;
      field.setAttribute("aria-label", label);
      files.show(here());
      say("");
      recalled = -1;
      put(draftOf(place().channel, place().thread));
    },
    prefill(text) {
      put(text);
      field.focus();
      field.dispatchEvent(new Event("input"));
    },
  };
}
