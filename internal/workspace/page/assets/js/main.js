// The page begins here.
import { channelPane } from "./channel.js";
import { detailsPane } from "./details.js";
import * as drawer from "./drawer.js";
import * as keys from "./keys.js";
import { modals } from "./modal.js";
import { noteFailure } from "./messages.js";
import { focusComposer, focusMessages, focusSidebar } from "./panes.js";
import { placeOf, switchTo, whoAmI } from "./people.js";
import * as router from "./router.js";
import { sidebar } from "./sidebar.js";
import { strip } from "./strip.js";
import { on, state } from "./state.js";
import { threadPane } from "./thread.js";
import { toast } from "./toasts.js";
import * as unread from "./unread.js";

// skipLinks lead to what is on the screen: the field of the thread, where only
// that is.
function skipLinks() {
  const to = { composer: focusComposer, messages: focusMessages, sidebar: focusSidebar };
  document.querySelector(".skips").addEventListener("click", (event) => {
    const target = event.target.closest("[data-skip]");
    if (!target) return;
    event.preventDefault();
    if (target.dataset.skip === "sidebar" && matchMedia("(max-width: 760px)").matches) drawer.openDrawer();
    to[target.dataset.skip]();
  });
}

async function begin() {
  const id = await whoAmI();
  sidebar();
  channelPane();
  threadPane();
  detailsPane();
  strip();
  modals();
  unread.listen();
  keys.listen();
  drawer.listen();
  router.listen();
  skipLinks();
  on("notice", noteFailure);
  let first = true;
  on("me", () => {
    document.getElementById("app").hidden = false;
    const { channel } = router.parse(location.href);
    router.follow(first ? location.href : placeOf(location.href, !channel || state.channels.has(channel)), { replace: true });
    first = false;
  });
  await switchTo(id);
}

begin().catch((refusal) => toast(refusal.message, "error"));
