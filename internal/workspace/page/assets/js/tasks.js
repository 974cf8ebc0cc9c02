// What an agent is doing: single tasks, and plans made of them.
import { el, icon } from "./dom.js";
import { link } from "./mrkdwn.js";
import { richText } from "./richtext.js";

const states = { pending: ["clock", "Waiting"], in_progress: ["more", "Under way"], complete: ["check", "Done"], error: ["warn", "Failed"] };

// taskCard shows a task with its state in words, and what came of it.
export function taskCard(block) {
  const [sign, word] = states[block.status] ?? states.pending;
  const more = block.details || block.output || block.sources?.length;
  const head = [
    el("span", { class: "task-sign" }, icon(sign)),
    block.hide_title ? null : el("span", { class: "task-title", dir: "auto" }, block.title),
    el("span", { class: "task-state" }, word),
  ];
  const name = `block-task task-${block.status}`;
  if (!more) return el("div", { class: name }, el("div", { class: "task-head" }, head));
  return el("details", { class: name, open: block.status === "in_progress" || block.status === "error" },
    el("summary", { class: "task-head" }, head, icon("down")),
    el("div", { class: "task-body" },
      block.details ? richText(block.details) : null,
      block.output ? el("div", { class: "task-output" }, richText(block.output)) : null,
      block.sources?.length ? el("ul", { class: "task-sources", "aria-label": "Sources" }, block.sources.map((s) => el("li", {}, icon("link"), link(s.url, s.text)))) : null));
}

export function plan(block) {
  const tasks = (block.tasks ?? []).filter((t) => t.type === "task_card");
  const done = tasks.filter((t) => t.status === "complete").length;
  return el("div", { class: "plan" },
    el("div", { class: "plan-head" }, el("strong", { dir: "auto" }, block.title), tasks.length ? el("span", { class: "hint" }, `${done} of ${tasks.length} done`) : null),
    el("ol", {}, tasks.map((t) => el("li", {}, taskCard(t)))));
}
