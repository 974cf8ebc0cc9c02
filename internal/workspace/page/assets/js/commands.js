// Commands: the few of the workspace itself, and those of the app.
import { act } from "./api.js";
import { state } from "./state.js";
import { toast } from "./toasts.js";
import { toWire } from "./wire.js";

function mentioned(rest) {
  return /^<@([A-Z0-9]+)>$/.exec(toWire(rest.trim()))?.[1];
}

// builtins are carried out for the person; the app hears nothing of the words.
const builtins = [
  {
    name: "/invite", usage: "@name", description: "Invite somebody, or the app, to this channel",
    run: async (channel, rest) => {
      const user = mentioned(rest);
      if (!user) return toast("Say whom to invite: /invite @name", "error");
      await act("invite", { channel, user });
    },
  },
  {
    name: "/topic", usage: "[text]", description: "Set the channel's topic",
    run: (channel, rest) => act("topic", { channel, text: rest.trim() }),
  },
  { name: "/leave", usage: "", description: "Leave this channel", run: (channel) => act("leave", { channel }) },
];

// commands are all that can be typed here: the app's, and those of the page.
export function commands() {
  return [...state.app.commands, ...builtins.map((b) => ({ name: b.name, description: b.description, usage_hint: b.usage }))];
}

// isCommand tells a command from a text that merely begins with a slash.
export const isCommand = (text) => /^\/[a-z][\w-]*(\s|$)/i.test(text);

// runCommand carries out a line that begins with a slash. In a thread the
// workspace refuses those of apps, as Slack does.
export async function runCommand(channel, thread, line) {
  const space = line.search(/\s/);
  const name = space < 0 ? line : line.slice(0, space);
  const builtin = builtins.find((b) => b.name === name);
  if (builtin) return builtin.run(channel, space < 0 ? "" : line.slice(space + 1));
  return act("command", { channel, thread, text: line });
}
