// Pictures: of this workspace they are shown, and open large; those from elsewhere
// are told in words.
import { fileAddress } from "./api.js";
import { el, fill, iconButton, refocus } from "./dom.js";
import { hostToasts } from "./toasts.js";

// own is the address of a picture that lies in this workspace, or null.
function own(image) {
  const { id, url } = image.slack_file ?? {};
  const stored = id ?? /\/files\/([A-Z0-9]+)\//.exec(url ?? "")?.[1];
  if (stored) return fileAddress({ id: stored }, "open");
  try {
    const address = new URL(image.image_url, location.href);
    if (address.origin !== location.origin) return null;
    const file = /^\/files\/([A-Z0-9]+)\//.exec(address.pathname)?.[1];
    return file ? fileAddress({ id: file }, "open") : address.href;
  } catch {
    return null; // an address that is none
  }
}

// picture draws an image of a block. The page loads nothing from elsewhere: for a
// picture that is there its description stands, and its address.
export function picture(image, className, { title, opens = false } = {}) {
  const description = image.alt_text ?? "";
  const source = own(image);
  if (!source) {
    return el("span", { class: `${className} picture-elsewhere`, role: "img", "aria-label": description || "Picture", title: image.image_url },
      el("span", {}, description || "Picture"));
  }
  if (opens) return openable({ source, description, title: title || description, className });
  return el("img", { class: className, src: source, alt: description });
}

// openable is a picture that opens in a window of its own on the page. Where its
// size is known, room is kept for it before it is there.
export function openable({ source, description, title, className, width, height }) {
  return el("button", {
    type: "button", class: "picture-open", "aria-label": `${description || title}, open large`,
    data: { testid: "picture", source, title: title ?? "", description: description ?? "" },
    onclick: (event) => lightbox(event.currentTarget),
  }, el("img", { class: className, src: source, alt: "", width: width || null, height: height || null, loading: "lazy" }));
}

// lightbox shows a picture large, and leads on to the others around it.
function lightbox(from) {
  const around = from.closest(".list, .home, .dialog-body") ?? from.parentNode;
  const all = [...around.querySelectorAll(".picture-open")];
  let at = all.indexOf(from);
  const image = el("img", { class: "lightbox-picture" });
  const name = el("p", { class: "lightbox-title", "aria-live": "polite" });
  const go = (step) => {
    at = (at + step + all.length) % all.length;
    const { source, title, description } = all[at].dataset;
    image.src = source;
    image.alt = description;
    fill(name, title, all.length > 1 ? el("small", {}, `${at + 1} of ${all.length}`) : null);
  };
  const close = () => {
    dialog.close();
    dialog.remove();
    hostToasts();
    refocus(from);
  };
  const dialog = el("dialog", {
    class: "lightbox", "aria-label": "Picture", data: { testid: "lightbox" },
    oncancel: (event) => {
      event.preventDefault();
      close();
    },
    onclick: (event) => {
      if (event.target === dialog || event.target.classList.contains("lightbox-stage")) close();
    },
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step && all.length > 1) go(step);
    },
  },
  el("header", {}, name, iconButton("close", "Close", { data: { testid: "lightbox-close" }, onclick: close })),
  el("div", { class: "lightbox-stage" }, image),
  all.length > 1 ? el("nav", { "aria-label": "Pictures" },
    iconButton("back", "Previous picture", { onclick: () => go(-1) }), iconButton("next", "Next picture", { onclick: () => go(1) })) : null);
  document.body.append(dialog);
  go(0);
  dialog.showModal();
  hostToasts();
  dialog.querySelector("[data-testid=lightbox-close]").focus();
}
