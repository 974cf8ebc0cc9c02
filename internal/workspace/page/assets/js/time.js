// Moments as the person reads them: in that person's own zone.
import { state } from "./state.js";

// A ts is a string of ten digits, a dot and six digits. It stays a string
// wherever it identifies a message; only to show it does it become a number.
export function tsToDate(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

// now is the workspace's clock, which a rehearsal may have moved.
export function now() {
  return new Date(Date.now() + (state.clockSkew ?? 0));
}

function zone() {
  return state.me?.tz || undefined;
}

const formatters = new Map();

function format(date, options) {
  const key = JSON.stringify([zone(), options]);
  let formatter = formatters.get(key);
  if (!formatter) {
    try {
      formatter = new Intl.DateTimeFormat(undefined, { timeZone: zone(), ...options });
    } catch {
      formatter = new Intl.DateTimeFormat(undefined, options);
    }
    formatters.set(key, formatter);
  }
  return formatter.format(date);
}

export const clock = (date) => format(date, { hour: "numeric", minute: "2-digit" });
export const clockSeconds = (date) => format(date, { hour: "numeric", minute: "2-digit", second: "2-digit" });
export const longDay = (date) => format(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const fullMoment = (date) => format(date, {
  weekday: "short", day: "numeric", month: "long", year: "numeric",
  hour: "numeric", minute: "2-digit", second: "2-digit", timeZoneName: "short",
});
const shortDay = (date) => format(date, { day: "numeric", month: "short", year: "numeric" });
const plainDay = (date) => format(date, { day: "numeric", month: "long", year: "numeric" });

// dayKey is the same for two moments of one day in the person's zone.
export function dayKey(date) {
  return format(date, { year: "numeric", month: "2-digit", day: "2-digit" });
}

function relative(date) {
  const day = 24 * 60 * 60 * 1000;
  const key = dayKey(date);
  if (key === dayKey(now())) return "Today";
  if (key === dayKey(new Date(now().getTime() - day))) return "Yesterday";
  if (key === dayKey(new Date(now().getTime() + day))) return "Tomorrow";
  return "";
}

export function dayLabel(date) {
  return relative(date) || longDay(date);
}

// ago says how long since, coarsely: for "last reply …".
export function ago(date) {
  const minutes = Math.round((now() - date) / 60000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
  const word = relative(date);
  if (word) return `${word.toLowerCase()} at ${clock(date)}`;
  return `on ${shortDay(date)}`;
}

const dateTokens = {
  date_num: (d) => format(d, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: plainDay,
  date_short: shortDay,
  date_long: longDay,
  date_pretty: (d) => relative(d).toLowerCase() || plainDay(d),
  date_short_pretty: (d) => relative(d).toLowerCase() || shortDay(d),
  date_long_pretty: (d) => relative(d).toLowerCase() || longDay(d),
  time: clock,
  time_secs: clockSeconds,
  ago,
};

// dateByTemplate fills the tokens of <!date^…>; null when the moment or a token
// cannot be read, so that the fallback is shown.
export function dateByTemplate(seconds, template) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  let known = true;
  const text = template.replace(/\{(\w+)\}/g, (_, token) => {
    if (!dateTokens[token]) known = false;
    return dateTokens[token]?.(date) ?? "";
  });
  return known ? text.charAt(0).toUpperCase() + text.slice(1) : null;
}

// The wall clock of a moment in the person's zone, as an input field wants it.
export function toWallClock(seconds) {
  const parts = {};
  const formatter = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone(), year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  for (const { type, value } of formatter.formatToParts(new Date(seconds * 1000))) parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

// fromWallClock is its inverse. The zone's offset is found by looking at what
// wall clock a first guess has; a second look settles changes of summer time.
export function fromWallClock(text) {
  if (!text) return null;
  const wanted = Date.parse(text + "Z") / 1000;
  let guess = wanted;
  for (let look = 0; look < 2; look++) {
    guess += wanted - Date.parse(toWallClock(guess) + "Z") / 1000;
  }
  return guess;
}

// clockIn is the time of day in a zone.
export function clockIn(date, zone) {
  return new Intl.DateTimeFormat(undefined, { timeZone: zone, weekday: "short", hour: "numeric", minute: "2-digit" }).format(date);
}

const offsetOf = (date, timeZone) => {
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(date);
  return Math.round((Date.parse(wall.replace(" ", "T") + "Z") - date.getTime()) / 60_000);
};

// zoneDistance says how far a zone is from the person's own, or nothing.
export function zoneDistance(date, other) {
  const minutes = offsetOf(date, other) - offsetOf(date, zone());
  if (!minutes) return "";
  const hours = Math.abs(minutes) / 60;
  const amount = hours === 1 ? "1 hour" : `${Number(hours.toFixed(2))} hours`;
  return `, ${amount} ${minutes > 0 ? "ahead of" : "behind"} you`;
}
