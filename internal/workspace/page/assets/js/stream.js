// The live link: server-sent events, tried again for as long as it takes.
import { become, currentSession } from "./api.js";
import { afterPress } from "./press.js";
import { changed, state } from "./state.js";
import { apply, refreshChannels, resync } from "./world.js";

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

// startStream opens the link for the current session and has load read the
// state once the workspace listens to it, so that nothing is missed between the
// two. Changes that come meanwhile wait. They are not kept for those who were
// away, so after every interruption all is read anew.
export function startStream(load) {
  stopStream();
  const mine = new EventSource(`/page/stream?s=${encodeURIComponent(currentSession())}`);
  source = mine;
  let begun = false;
  let held = null;
  // catchUp lets what comes wait until all is read, so that nothing older is put
  // in the place of something newer.
  const catchUp = async (reading) => {
    const waited = held = [];
    await reading().catch(() => {});
    if (held !== waited || source !== mine) return; // all is being read once more
    held = null;
    waited.forEach(take);
    // Of these the answer counted some as unread already.
    if (waited.some((change) => change.type === "message")) refreshChannels();
  };
  const take = (change) => {
    if (source !== mine) return;
    if (held) held.push(change);
    else if (change.type === "resync") catchUp(resync);
    else apply(change);
  };
  return new Promise((resolve, reject) => {
    const begin = () => {
      begun = true;
      return load().then(resolve, reject);
    };
    mine.addEventListener("ready", () => {
      failures = 0;
      connection("live");
      catchUp(begun ? resync : begin);
    });
    mine.addEventListener("message", (event) => {
      const change = JSON.parse(event.data);
      afterPress(() => take(change));
    });
    mine.addEventListener("rehearsal", (event) => {
      const bill = JSON.parse(event.data);
      afterPress(() => source === mine && changed("rehearsal", bill));
    });
    mine.addEventListener("error", () => {
      if (source !== mine) return;
      failures++;
      connection("lost");
      if (!begun) begin();
      if (mine.readyState === EventSource.CLOSED) renew();
    });
  });
}

// renew makes a new session when the old one is gone: the workspace was started
// again, or this window slept too long.
function renew() {
  stopStream();
  const wait = Math.min(8000, 500 * 2 ** Math.min(failures, 4));
  timer = setTimeout(async () => {
    try {
      if (await become(state.me.id)) await startStream(resync);
    } catch (refusal) {
      failures++;
      if (refusal.code === "user_not_found") location.assign("/");
      else renew();
    }
  }, wait);
}
