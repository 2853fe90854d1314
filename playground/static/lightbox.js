/** Pictures and films over the whole window, with the rest of their album a key away. */

import { fileUrl } from "./api.js";
import { el, icon, iconButton } from "./dom.js";
import { t } from "./words.js";

/** @typedef {{id: string, type: "image" | "video", name: string}} Visual */

/**
 * @param {Visual[]} album
 * @param {number} first
 */
export function openLightbox(album, first) {
  let index = Math.max(0, first);
  const stage = el("div", { class: "lightbox-stage" });
  const count = el("span", { class: "lightbox-count", "aria-live": "polite" });
  const download = el("a", { class: "icon-button", title: t("download"), "aria-label": t("download") }, icon("download"));
  const show = (/** @type {number} */ step) => {
    index = (index + step + album.length) % album.length;
    const shown = album[index];
    stage.replaceChildren(
      shown.type === "image"
        ? el("img", { src: fileUrl(shown.id), alt: shown.name })
        : el("video", { src: fileUrl(shown.id), controls: true, autoplay: true, playsInline: true }),
    );
    count.textContent = album.length > 1 ? `${index + 1} / ${album.length}` : "";
    download.href = fileUrl(shown.id);
    download.download = shown.name;
  };
  const dialog = el(
    "dialog",
    { class: "lightbox", testid: "lightbox", "aria-label": t("openPicture") },
    el("div", { class: "lightbox-bar" }, count, download, iconButton("close", t("close"), () => dialog.close(), { testid: "lightbox-close" })),
    stage,
    album.length > 1 && iconButton("reply", t("previous"), () => show(-1), { class: "lightbox-previous" }),
    album.length > 1 && iconButton("forward", t("next"), () => show(1), { class: "lightbox-next" }),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === stage || event.target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(-1);
    if (event.key === "ArrowRight") show(1);
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  show(0);
  dialog.showModal();
}
