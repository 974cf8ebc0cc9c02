// Talking to the workspace. A session is what makes this window one person: it
// lives in memory and in sessionStorage, so two windows are two people.

export class Refused extends Error {
  constructor(code, text) {
    super(text || code);
    this.code = code;
  }
}

let session = "";

export function currentSession() {
  return session;
}

async function answer(response) {
  let body = null;
  try {
    body = await response.json();
  } catch {
    throw new Refused("bad_answer", "The workspace gave an answer that could not be read.");
  }
  if (!response.ok || body.ok === false) {
    throw new Refused(body.error ?? String(response.status), body.text);
  }
  return body;
}

async function send(path, init) {
  try {
    return await fetch(path, { ...init, headers: { ...init.headers, "X-Session": session }, cache: "no-store" });
  } catch {
    throw new Refused("offline", "The workspace cannot be reached. Is it still running?");
  }
}

// read asks for something; undefined parameters are left out.
export async function read(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [k, v] of Object.entries(parameters)) if (v !== undefined && v !== "") query.set(k, v);
  const suffix = query.size ? "?" + query : "";
  return answer(await send(`/page/${path}${suffix}`, { method: "GET" }));
}

async function post(path, body) {
  return answer(await send(`/page/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
}

// act does something as the person this window is.
export function act(verb, details = {}) {
  return post("do", { do: verb, ...details });
}

// rehearse asks something of the rehearsal.
export function rehearse(verb, details = {}) {
  return post("rehearsal", { do: verb, ...details });
}

let turn = 0;

// become makes this window another person, and tells whether it has: where somebody
// else was wanted meanwhile, it becomes them alone.
export async function become(user) {
  const mine = ++turn;
  const { session: token } = await post("become", { user });
  if (mine !== turn) {
    leave([token]);
    return false;
  }
  session = token;
  sessionStorage.setItem("session", token);
  sessionStorage.setItem("person", user);
  return true;
}

// leave ends sessions as the window closes. A beacon cannot carry a header, so
// the sessions travel in its body.
export function leave(sessions) {
  const body = new Blob([JSON.stringify({ sessions })], { type: "application/json" });
  navigator.sendBeacon("/page/leave", body);
}

// fileAddress is where a file of a message can be read by this person.
export function fileAddress(file, how) {
  return `/page/file/${encodeURIComponent(file.id)}?how=${how}&s=${encodeURIComponent(session)}`;
}
