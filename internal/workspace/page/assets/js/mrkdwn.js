// Slack's mrkdwn, drawn as nodes. The text arrives escaped (&amp; &lt; &gt;),
// with links, mentions and dates in angle brackets.
import { codeBlock } from "./code.js";
import { el, append } from "./dom.js";
import { emoji, knownEmoji } from "./emoji.js";
import { state, userName, channelTitle } from "./state.js";
import { dateByTemplate, fullMoment } from "./time.js";

// unescape undoes the three escapes that Slack's texts have.
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// link is an anchor for addresses a person may follow, and plain text for all
// others, javascript: among them.
export function link(address, label) {
  const text = label ?? address;
  let url;
  try {
    url = new URL(address, location.href);
  } catch {
    return document.createTextNode(text);
  }
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return document.createTextNode(text);
  const own = url.origin === location.origin;
  return el("a", {
    href: url.href, rel: "noopener noreferrer", target: own ? null : "_blank", title: label ? url.href : null,
  }, text);
}

export function userMention(id, label) {
  const user = state.users.get(id);
  const name = user?.name ?? label ?? id;
  const mine = id === state.me?.id;
  return el("span", { class: "mention" + (mine ? " mention-me" : ""), title: user?.title || null, data: user ? { user: id } : {} }, "@" + name);
}

export function channelMention(id, label) {
  const channel = state.channels.get(id);
  if (!channel) return el("span", { class: "mention" }, "#" + (label || "private channel"));
  return el("a", { class: "mention", href: `/archives/${id}` }, "#" + channelTitle(channel));
}

// emojiNode shows a shortcode's character, read out by its name.
export function emojiNode(name) {
  if (!knownEmoji(name)) return document.createTextNode(`:${name}:`);
  const spoken = name.replaceAll("_", " ");
  return el("span", { class: "emoji", role: "img", "aria-label": spoken, title: `:${name}:` }, emoji(name));
}

export function dateNode(seconds, template, address, fallback) {
  const text = dateByTemplate(seconds, template) ?? fallback;
  const time = el("time", { title: fullMoment(new Date(Number(seconds) * 1000)) }, text);
  return address ? append(link(address, ""), [time]) : time;
}

// bracketed draws what stands between < and >.
function bracketed(inner) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : unescape(inner.slice(bar + 1));
  const id = target.slice(1);
  if (target.startsWith("@")) return userMention(id, label?.replace(/^@/, ""));
  if (target.startsWith("#")) return channelMention(id, label);
  if (target.startsWith("!date^")) {
    const [, seconds, template, address] = target.split("^");
    return dateNode(seconds, unescape(template ?? ""), address && unescape(address), label ?? "");
  }
  if (target.startsWith("!")) {
    const name = target.startsWith("!subteam^") ? label ?? "group" : id;
    return el("span", { class: "mention mention-all" }, "@" + name.replace(/^@/, ""));
  }
  return link(unescape(target), label);
}

const marks = { "*": "strong", _: "em", "~": "del" };
const wordCharacter = /[\p{L}\p{N}]/u;

// closing finds the mark that ends what begins at start, or -1. A mark does not
// close after a space, inside a word, in code or in brackets.
function closing(text, mark, start) {
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i];
    if (c === "<" || c === "`") {
      const end = text.indexOf(c === "<" ? ">" : "`", i + 1);
      if (end > 0) i = end;
      continue;
    }
    if (c !== mark || i === start + 1) continue;
    if (/\s/.test(text[i - 1])) continue;
    if (i + 1 < text.length && wordCharacter.test(text[i + 1])) continue;
    return i;
  }
  return -1;
}

// inline draws one line.
export function inline(text) {
  const out = document.createDocumentFragment();
  let plain = "";
  const flush = () => {
    if (plain) out.append(document.createTextNode(unescape(plain)));
    plain = "";
  };
  const put = (node) => {
    flush();
    out.append(node);
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    const opens = i === 0 || !wordCharacter.test(text[i - 1]);
    if (c === "<") {
      const end = text.indexOf(">", i);
      if (end > i + 1) {
        put(bracketed(text.slice(i + 1, end)));
        i = end;
        continue;
      }
    } else if (c === "`") {
      const end = text.indexOf("`", i + 1);
      if (end > i + 1) {
        put(el("code", {}, plainOf(text.slice(i + 1, end))));
        i = end;
        continue;
      }
    } else if (marks[c] && opens && i + 1 < text.length && !/\s/.test(text[i + 1])) {
      const end = closing(text, c, i);
      if (end > 0) {
        put(append(el(marks[c]), [inline(text.slice(i + 1, end))]));
        i = end;
        continue;
      }
    } else if (c === ":") {
      const match = /^:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/.exec(text.slice(i, i + 80));
      if (match && knownEmoji(match[1])) {
        put(emojiNode(match[1]));
        i += match[0].length - 1;
        continue;
      }
    } else if (c === "h" && opens) {
      const match = /^https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"*_~]/.exec(text.slice(i));
      if (match) {
        put(link(unescape(match[0])));
        i += match[0].length - 1;
        continue;
      }
    }
    plain += c;
  }
  flush();
  return out;
}

const listLine = /^(\s*)([•◦▪‣–-]|\d{1,3}[.)])\s+(.*)$/;
const quoteLine = /^(?:&gt;|>) ?/;

// lines draws a run of lines without code blocks: quotes, list lines and text.
function lines(text) {
  const out = document.createDocumentFragment();
  let quoted = [];
  let previous = null; // the text run that the next plain line continues
  const endQuote = () => {
    if (quoted.length) out.append(append(el("blockquote", { dir: "auto" }), [lines(quoted.join("\n"))]));
    quoted = [];
  };
  for (const line of text.split("\n")) {
    if (quoteLine.test(line)) {
      previous = null;
      quoted.push(line.replace(quoteLine, ""));
      continue;
    }
    endQuote();
    const item = listLine.exec(line);
    if (item) {
      previous = null;
      const depth = Math.min(3, Math.floor(item[1].length / 2));
      out.append(el("div", { class: `item depth-${depth}`, dir: "auto" }, el("span", { class: "bullet" }, item[2]), el("div", {}, inline(item[3]))));
    } else if (previous) {
      previous.append("\n", inline(line));
    } else {
      previous = el("div", { class: "run", dir: "auto" }, inline(line));
      out.append(previous);
    }
  }
  endQuote();
  return out;
}

// mrkdwn draws a whole text.
export function mrkdwn(text) {
  const out = document.createDocumentFragment();
  const pieces = (text ?? "").split(/```\n?([\s\S]*?)\n?```/);
  pieces.forEach((piece, index) => {
    if (index % 2 === 1) {
      out.append(codeBlock(plainOf(piece)));
      return;
    }
    const trimmed = piece.replace(index > 0 ? /^\n/ : "", "").replace(index < pieces.length - 1 ? /\n$/ : "", "");
    if (trimmed) out.append(lines(trimmed));
  });
  return out;
}

// plainText draws a plain_text object: emoji, and nothing else, has a meaning.
export function plainText(text, withEmoji = true) {
  const out = document.createDocumentFragment();
  const pieces = withEmoji ? text.split(/:([a-z0-9_+'-]+):/) : [text];
  pieces.forEach((piece, i) => out.append(i % 2 ? emojiNode(piece) : piece));
  return out;
}

// textObject draws a text object of Block Kit.
export function textObject(object) {
  if (!object) return document.createDocumentFragment();
  if (typeof object === "string") return plainText(object);
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plainText(object.text, object.emoji !== false);
}

// plainOf reads a text as a screen reader or a notification would.
export function plainOf(text) {
  return unescape((text ?? "").replace(/<([^>]+)>/g, (_, inner) => {
    const bar = inner.indexOf("|");
    const target = bar < 0 ? inner : inner.slice(0, bar);
    if (target.startsWith("@")) return "@" + userName(target.slice(1));
    if (target.startsWith("#")) return "#" + (channelTitle(state.channels.get(target.slice(1))) || inner.slice(bar + 1));
    if (target.startsWith("!date^")) {
      const [, seconds, template] = target.split("^");
      return dateByTemplate(seconds, template ?? "") ?? inner.slice(bar + 1);
    }
    if (bar >= 0) return inner.slice(bar + 1);
    return target.startsWith("!") ? "@" + target.slice(1) : target;
  }));
}

// spokenOf is plainOf without the marks of emphasis.
export function spokenOf(text) {
  return plainOf(text).replace(/[*_~`]+(?=\S)|(?<=\S)[*_~`]+/g, "").replace(/\s+/g, " ").trim();
}

// typedOf turns a stored text back into what its author would type.
export function typedOf(text) {
  return plainOf(text);
}
