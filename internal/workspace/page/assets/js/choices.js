// What a select offers: groups of {id, text, hint}, whatever kind of select it is.
import { read } from "./api.js";
import { channelTitle, state, userName } from "./state.js";
import { words } from "./values.js";

const kindOf = (element) => element.type.replace("multi_", "");

export const isExternal = (element) => kindOf(element) === "external_select";

// shortest is how much has to be typed before the app is asked.
export const shortest = (element) => element.min_query_length ?? 3;

const item = (o) => ({ id: o.value, text: words(o.text), hint: words(o.description) });

const person = (u) => ({ id: u.id, text: u.name + (u.id === state.me?.id ? " (you)" : ""), hint: u.title });
const room = (c) => ({ id: c.id, text: c.is_im ? channelTitle(c) : "#" + c.name });

function fits(filter) {
  return (c) => {
    if (filter?.exclude_bot_users && c.is_im && state.users.get(c.user)?.bot) return false;
    return !filter?.include || filter.include.includes(c.is_im ? "im" : c.is_private ? "private" : "public");
  };
}

function grouped(options, groups) {
  if (groups?.length) return groups.map((g) => ({ label: words(g.label), items: g.options.map(item) }));
  return [{ items: (options ?? []).map(item) }];
}

// choices are what can be chosen without asking anybody.
export function choices(element) {
  switch (kindOf(element)) {
    case "users_select":
      return [{ items: [...state.users.values()].filter((u) => !u.bot && !u.deleted).map(person) }];
    case "channels_select":
      return [{ items: [...state.channels.values()].filter((c) => !c.is_im && !c.is_private).map(room) }];
    case "conversations_select":
      return [{ items: [...state.channels.values()].filter(fits(element.filter)).map(room) }];
    default:
      return grouped(element.options, element.option_groups);
  }
}

// suggested are what the app offers for a query.
export async function suggested(element, context, query) {
  const answer = await read("suggest", {
    ...context.spot, block_id: context.block.block_id, action_id: element.action_id, query,
  });
  return grouped(answer.options, answer.option_groups);
}

// matching keeps what contains every word of a query.
export function matching(groups, query) {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (i) => wanted.every((w) => `${i.text} ${i.hint ?? ""}`.toLowerCase().includes(w));
  return groups.map((g) => ({ ...g, items: g.items.filter(has) })).filter((g) => g.items.length);
}

const idOf = (chosen) => (typeof chosen === "object" && chosen ? chosen.value : chosen);

// initialOf is the choice an element comes with, as an id or a list of ids.
export function initialOf(element) {
  const name = kindOf(element).replace(/s?_select$/, "").replace(/static|external/, "option");
  const several = element.type.startsWith("multi_");
  const given = several ? element[`initial_${name}s`]?.map(idOf) : idOf(element[`initial_${name}`]);
  if (given !== undefined) return given;
  const here = state.place?.kind === "channel" && state.channels.get(state.place.id);
  if (here && element.default_to_current_conversation && fits(element.filter)(here)) return several ? [here.id] : here.id;
  return several ? [] : null;
}

// nameOf is how a choice is called, wherever it came from.
export function nameOf(element, context, id) {
  const known = context.values.name(context.block.block_id, element.action_id, id);
  if (known) return known;
  for (const group of choices(element)) for (const i of group.items) if (i.id === id) return i.text;
  for (const o of [element.initial_option, ...(element.initial_options ?? [])]) if (o?.value === id) return words(o.text);
  return state.users.has(id) ? userName(id) : id;
}
