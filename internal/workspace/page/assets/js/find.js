// Finding channels, people and commands by a few letters, the same way in the
// sidebar, in the jump palette and in what the composer proposes.
import { channelTitle, state } from "./state.js";

// plain takes case and accents away: "jose" finds José.
const plain = (text) => (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// rank tells how well a name fits a fragment: 0 it starts so, 1 one of its words
// does, 2 it holds it somewhere, Infinity not at all.
function rank(name, fragment) {
  const text = plain(name);
  const wanted = plain(fragment);
  if (text.startsWith(wanted)) return 0;
  if (text.split(/[\s\-_.]+/).some((word) => word.startsWith(wanted))) return 1;
  return text.includes(wanted) ? 2 : Infinity;
}

// best are the items of which some name fits, best first, in their order among
// equals.
export function best(items, fragment, namesOf) {
  return items
    .map((item) => [item, Math.min(...namesOf(item).filter(Boolean).map((name) => rank(name, fragment)))])
    .filter(([, how]) => how < Infinity)
    .sort((a, b) => a[1] - b[1])
    .map(([item]) => item);
}

export function findChannels(fragment) {
  const rooms = [...state.channels.values()].filter((c) => !c.is_im);
  return best(rooms, fragment.replace(/^#/, ""), (c) => [channelTitle(c)]);
}

export function findPeople(fragment) {
  const people = [...state.users.values()].filter((u) => !u.deleted);
  return best(people, fragment.replace(/^@/, ""), (u) => [u.name, u.handle]);
}

// findCommands takes the commands to look through: the app's, and the page's own.
export function findCommands(commands, fragment) {
  return best(commands, fragment, (c) => [c.name, c.name.replace(/^\//, ""), c.description]);
}
