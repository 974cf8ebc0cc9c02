// The live link: server-sent events, tried again for as long as it takes.
import { become, currentSession } from "./api.js";
import { changed, state } from "./state.js";
import { apply, resync } from "./world.js";

let source = null;
let timer = 0;
let failures = 0;

function connection(name) {
  state.connection = name;
  changed("connection");
}

export function stopStream() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

// startStream opens the link for the current session. Changes are not kept for
// those who were away, so after every interruption all is read anew.
export function startStream() {
  stopStream();
  let interrupted = failures > 0;
  const mine = new EventSource(`/page/stream?s=${encodeURIComponent(currentSession())}`);
  source = mine;
  mine.addEventListener("ready", async () => {
    failures = 0;
    connection("live");
    if (interrupted) await resync().catch(() => {});
  });
  mine.addEventListener("message", (event) => {
    if (source === mine) apply(JSON.parse(event.data));
  });
  mine.addEventListener("error", () => {
    if (source !== mine) return;
    interrupted = true;
    failures++;
    connection("lost");
    if (mine.readyState === EventSource.CLOSED) renew();
  });
}

// renew makes a new session when the old one is gone: the workspace was started
// again, or this window slept too long.
function renew() {
  stopStream();
  const wait = Math.min(8000, 500 * 2 ** Math.min(failures, 4));
  timer = setTimeout(async () => {
    try {
      await become(state.me.id);
      startStream();
    } catch (refusal) {
      failures++;
      if (refusal.code === "user_not_found") location.assign("/");
      else renew();
    }
  }, wait);
}
