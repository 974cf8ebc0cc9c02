// On a narrow window the sidebar is a drawer over the conversation.

const parts = () => ["main", "thread", "details"].map((id) => document.getElementById(id));

export function openDrawer() {
  document.body.classList.add("drawer-open");
  for (const part of parts()) part.inert = true;
  document.querySelector("#sidebar .me")?.focus();
}

export function closeDrawer() {
  document.body.classList.remove("drawer-open");
  for (const part of parts()) part.inert = false;
}

// listen closes it by a click beside it and by Escape, which gives the focus
// back to the button that opened it. A window that becomes wide has no drawer.
export function listen() {
  document.getElementById("scrim").addEventListener("click", closeDrawer);
  document.getElementById("sidebar").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.body.classList.contains("drawer-open")) return;
    closeDrawer();
    document.querySelector(".menu-button")?.focus();
  });
  matchMedia("(min-width: 761px)").addEventListener("change", (media) => media.matches && closeDrawer());
}
