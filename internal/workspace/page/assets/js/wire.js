// From what a person typed to what is sent: names become mentions by id.
import { channelTitle, state } from "./state.js";

const escaped = (name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// broadcasts are calls to everybody, written like names.
export const broadcasts = ["here", "channel", "everyone"];

// replacing builds one pattern for all names behind a sign, longest first, so
// that "@Ana Ruiz" is not taken for "@Ana".
function replacing(text, sign, names) {
  const known = [...names.keys()].sort((a, b) => b.length - a.length).map(escaped);
  if (!known.length || !text.includes(sign)) return text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}<])${sign}(${known.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  return text.replace(pattern, (_, name) => `<${sign}${names.get(name.toLowerCase())}>`);
}

const everybody = new RegExp(`(?<![\\p{L}\\p{N}<])@(${broadcasts.join("|")})(?![\\p{L}\\p{N}])`, "gu");
const called = (text) => text.replace(everybody, "<!$1>");

// toWire replaces @name and #channel by mentions, outside code.
export function toWire(text) {
  const people = new Map();
  for (const u of state.users.values()) {
    for (const name of [u.handle, u.name]) if (name) people.set(name.toLowerCase(), u.id);
  }
  const rooms = new Map();
  for (const c of state.channels.values()) if (!c.is_im) rooms.set(channelTitle(c).toLowerCase(), c.id);
  return text.split(/(```[\s\S]*?```|`[^`\n]+`)/).map((piece, i) =>
    (i % 2 ? piece : called(replacing(replacing(piece, "@", people), "#", rooms)))).join("");
}
