// Cards, carousels of them, containers, alerts and videos.
import { el, icon, iconButton } from "./dom.js";
import { element } from "./elements.js";
import { picture } from "./pictures.js";
import { link, plainText, textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

const text = (name, object) => (object ? el("div", { class: name, dir: "auto" }, textObject(object)) : null);

// Slack's own icons are pictures of Slack's. A card shows one of ours, or a dot.
const icons = { file: "file", link: "link", lock: "lock", bolt: "bolt", home: "home", chat: "chat", people: "people", warning: "warn", edit: "edit" };

export function card(block, context) {
  const sign = block.icon ? picture(block.icon, "picture-small")
    : block.slack_icon ? el("span", { class: "block-card-icon", title: block.slack_icon.name }, icon(icons[block.slack_icon.name] ?? "bolt")) : null;
  return el("div", { class: "block-card" },
    block.hero_image ? el("div", { class: "block-card-hero" }, picture(block.hero_image, "picture")) : null,
    el("div", { class: "block-card-body" },
      sign || block.title || block.subtitle ? el("div", { class: "block-card-head" }, sign,
        el("div", { class: "block-card-titles" }, text("block-card-title", block.title), text("block-card-subtitle", block.subtitle))) : null,
      text("text", block.body),
      text("block-card-subtext", block.subtext),
      block.actions?.length ? el("div", { class: "block-actions" }, block.actions.map((e) => element(e, { ...context, block }))) : null));
}

// carousel is a row of cards that scrolls by itself: by touch, by keyboard, or,
// where it is longer than there is room, with its two buttons.
export function carousel(block, context) {
  const cards = block.elements ?? [];
  const row = el("ul", { class: "carousel-row", tabindex: "0", "aria-label": `${cards.length} cards` },
    cards.map((c) => el("li", {}, card(c, context))));
  const go = (step) => row.scrollBy({ left: step * row.firstElementChild.offsetWidth * (getComputedStyle(row).direction === "rtl" ? -1 : 1) });
  const pager = el("div", { class: "pager" }, el("span", { class: "hint" }, `${cards.length} cards`),
    iconButton("back", "Cards before", { onclick: () => go(-1) }), iconButton("next", "Cards after", { onclick: () => go(1) }));
  new ResizeObserver(() => (pager.hidden = row.scrollWidth <= row.clientWidth)).observe(row);
  return el("div", { class: "carousel", role: "group", "aria-label": "Cards" }, row, pager);
}

// container takes the function that draws blocks: they may stand in it.
export function container(block, context, blocks) {
  const title = block.rich_text_title ? richText(block.rich_text_title) : el("strong", { dir: "auto" }, plainText(block.title?.text ?? ""));
  const head = [
    block.icon ? picture(block.icon, "picture-small") : null,
    el("div", { class: "container-titles" }, title, text("block-card-subtitle", block.subtitle)),
  ];
  const body = el("div", { class: "container-body" }, blocks(block.child_blocks, context));
  const name = `container width-${block.width ?? "standard"}`;
  if (!block.is_collapsible) {
    return el("div", { class: name + (block.has_header_divider ? " divided" : "") }, el("div", { class: "container-head" }, head), body);
  }
  return el("details", { class: name, open: !block.default_collapsed }, el("summary", { class: "container-head" }, head, icon("down")), body);
}

// An alert says in words how serious it is, for those who do not see its colour.
const levels = { info: ["info", "Note"], success: ["check", "Done"], warning: ["warn", "Warning"], error: ["warn", "Error"] };

export function alert(block) {
  const [sign, word] = levels[block.level] ?? ["info", ""];
  return el("div", { class: `block-alert alert-${block.level ?? "default"}`, role: "note" }, icon(sign),
    el("div", { class: "text", dir: "auto" }, word ? el("span", { class: "hidden" }, `${word}: `) : null, textObject(block.text)));
}

// A video is not fetched, like any picture from elsewhere: a card links to it.
export function video(block) {
  const from = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  return el("div", { class: "block-card video" },
    el("div", { class: "video-still", role: "img", "aria-label": block.alt_text ?? "Video" }, icon("play")),
    el("div", { class: "block-card-body" },
      el("div", { class: "block-card-title", dir: "auto" }, link(block.title_url ?? block.video_url, block.title?.text ?? "Video")),
      from ? el("div", { class: "block-card-subtitle", dir: "auto" }, from) : null,
      text("text", block.description)));
}

// remoteFile stands for a file that lives elsewhere, under the app's name for it.
export function remoteFile(block) {
  return el("div", { class: "file remote-file" }, el("div", { class: "file-row" },
    el("span", { class: "file-kind", "aria-hidden": "true" }, icon("file")),
    el("div", { class: "file-name" }, el("strong", {}, block.external_id ?? "A file"), el("small", {}, "Kept outside of this workspace"))));
}
