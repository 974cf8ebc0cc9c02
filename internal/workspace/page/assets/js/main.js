// The page begins here.
import { channelPane } from "./channel.js";
import * as drawer from "./drawer.js";
import { modals } from "./modal.js";
import { noteFailure } from "./messages.js";
import { switchTo, whoAmI } from "./people.js";
import * as router from "./router.js";
import { sidebar } from "./sidebar.js";
import { on, state } from "./state.js";
import { threadPane } from "./thread.js";
import { toast } from "./toasts.js";

// skipLink leads to the field of the thread where only that is on the screen.
function skipLink() {
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    [...document.querySelectorAll(".composer-field")].find((field) => field.checkVisibility())?.focus();
  });
}

async function begin() {
  const id = await whoAmI();
  sidebar();
  channelPane();
  threadPane();
  modals();
  drawer.listen();
  router.listen();
  skipLink();
  on("notice", noteFailure);
  let first = true;
  on("me", () => {
    document.getElementById("app").hidden = false;
    const here = state.place?.kind === "channel" && state.channels.has(state.place.id);
    if (first || here || state.place?.kind === "home") router.follow(location.href, { replace: true });
    else router.follow("/", { replace: true });
    first = false;
  });
  await switchTo(id);
}

begin().catch((refusal) => toast(refusal.message, "error"));
