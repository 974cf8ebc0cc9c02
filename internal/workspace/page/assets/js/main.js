// The page begins here.
import { channelPane } from "./channel.js";
import { modals } from "./modal.js";
import { noteFailure } from "./messages.js";
import { switchTo, whoAmI } from "./people.js";
import { follow, listen } from "./router.js";
import { sidebar } from "./sidebar.js";
import { on, state } from "./state.js";
import { threadPane } from "./thread.js";
import { toast } from "./toasts.js";

function drawer() {
  const closed = () => document.body.classList.remove("drawer-open");
  document.getElementById("scrim").addEventListener("click", closed);
  document.getElementById("sidebar").addEventListener("keydown", (event) => {
    if (event.key === "Escape") closed();
  });
}

async function begin() {
  const id = await whoAmI();
  sidebar();
  channelPane();
  threadPane();
  modals();
  drawer();
  listen();
  on("notice", noteFailure);
  let first = true;
  on("me", () => {
    document.getElementById("app").hidden = false;
    const here = state.place?.kind === "channel" && state.channels.has(state.place.id);
    if (first || here || state.place?.kind === "home") follow(location.href, { replace: true });
    else follow("/", { replace: true });
    first = false;
  });
  await switchTo(id);
}

begin().catch((refusal) => toast(refusal.message, "error"));
